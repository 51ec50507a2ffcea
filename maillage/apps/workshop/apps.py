"""Django's label for this subject."""

from django.apps import AppConfig


class WorkshopConfig(AppConfig):
    name = "maillage.apps.workshop"
    label = "workshop"
    verbose_name = "Atelier de découpage"
