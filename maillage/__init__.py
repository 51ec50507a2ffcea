"""Maillage: one open tool for every CPTS and every échelon above it."""

__version__ = "0.1.0"
