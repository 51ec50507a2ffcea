"""Django's registration of the subject."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "maillage.apps.members"
    label = "members"
    verbose_name = "membres"
