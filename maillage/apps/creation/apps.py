"""Django's label for this subject."""

from django.apps import AppConfig


class CreationConfig(AppConfig):
    name = "maillage.apps.creation"
    label = "creation"
    verbose_name = "Création d’une CPTS"
