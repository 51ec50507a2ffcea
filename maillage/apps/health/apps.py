"""Django's label for this subject."""

from django.apps import AppConfig


class HealthConfig(AppConfig):
    name = "maillage.apps.health"
    label = "health"
    verbose_name = "Offre et besoins de santé"
