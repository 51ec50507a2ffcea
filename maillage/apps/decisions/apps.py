"""Django's label for this subject."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "maillage.apps.decisions"
    label = "decisions"
    verbose_name = "Décisions"
