"""Django's label for this subject."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "maillage.apps.home"
    label = "home"
    verbose_name = "Accueil"
