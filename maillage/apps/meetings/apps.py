"""Django's label for this subject."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "maillage.apps.meetings"
    label = "meetings"
    verbose_name = "Réunions"
