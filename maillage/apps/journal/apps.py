"""Django's label for this subject; each app's verbs are registered when all are loaded."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "maillage.apps.journal"
    label = "journal"
    verbose_name = "Journal"
