"""Django's label for this subject."""

from django.apps import AppConfig


class DiagnosisConfig(AppConfig):
    name = "maillage.apps.diagnosis"
    label = "diagnosis"
    verbose_name = "Diagnostic de territoire"
