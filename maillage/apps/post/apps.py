"""Django's label for this subject."""

from django.apps import AppConfig


class PostConfig(AppConfig):
    name = "maillage.apps.post"
    label = "post"
    verbose_name = "Courrier"
