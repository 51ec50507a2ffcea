"""Django's label for this subject."""

from django.apps import AppConfig


class BordersConfig(AppConfig):
    name = "maillage.apps.borders"
    label = "borders"
    verbose_name = "Enquêtes de bordure"
