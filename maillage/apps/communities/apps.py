"""Django's label for this subject."""

from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    name = "maillage.apps.communities"
    label = "communities"
    verbose_name = "Communautés"
