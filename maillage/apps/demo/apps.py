"""Django's label for this subject."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "maillage.apps.demo"
    label = "demo"
    verbose_name = "Démonstration"
