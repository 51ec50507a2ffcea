"""Django's label for this subject."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "maillage.apps.accounts"
    label = "accounts"
    verbose_name = "Personnes et connexion"
