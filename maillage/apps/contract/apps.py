"""Django's label for this subject."""

from django.apps import AppConfig


class ContractConfig(AppConfig):
    name = "maillage.apps.contract"
    label = "contract"
    verbose_name = "Contrat ACI"
