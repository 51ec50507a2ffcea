"""Django's label for this subject."""

from django.apps import AppConfig


class GeographyConfig(AppConfig):
    name = "maillage.apps.geography"
    label = "geography"
    verbose_name = "Géographie"
