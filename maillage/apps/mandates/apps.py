"""Django's label for this subject."""

from django.apps import AppConfig


class MandatesConfig(AppConfig):
    name = "maillage.apps.mandates"
    label = "mandates"
    verbose_name = "Mandats"
