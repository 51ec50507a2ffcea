"""Reads that make the pages of the communities."""
