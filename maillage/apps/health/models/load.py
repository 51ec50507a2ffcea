"""Which file was loaded, from whom, under which licence, and is it the one in place?"""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q


class HealthLoadQuerySet(models.QuerySet["HealthLoad"]):
    def current(self) -> Self:
        """Those in place: the real one and the invented one of a kind may stand side by side."""
        return self.filter(is_current=True)


class HealthLoad(models.Model):
    """One load of one file. Its rows name it; those of a load that is not current are invisible."""

    class Kind(models.TextChoices):
        PROFESSIONALS = "PROFESSIONALS", "professionnels et leurs lieux d’exercice"
        ESTABLISHMENTS = "ESTABLISHMENTS", "établissements et structures"
        APL = "APL", "accessibilité potentielle localisée"
        AGES = "AGES", "population par âge"
        ALD = "ALD", "affections de longue durée"
        C2S = "C2S", "complémentaire santé solidaire"
        WITHOUT_GP = "WITHOUT_GP", "patients sans médecin traitant"
        ZONING = "ZONING", "zonage des médecins"
        TERRITORIES = "TERRITORIES", "bassins de vie et territoires de vie-santé"
        DENSITY = "DENSITY", "grille de densité"
        LIVING = "LIVING", "niveau de vie et pauvreté"
        LIBERAL = "LIBERAL", "âge des professionnels libéraux"

    kind = models.CharField("nature", max_length=16, choices=Kind)
    # What tells two files of one kind apart when both are in place: the profession of an APL.
    variant = models.CharField("variante", max_length=60, blank=True)
    name = models.CharField("fichier", max_length=200)
    source = models.CharField("source", max_length=250)
    source_url = models.CharField("adresse de la source", max_length=250, blank=True)
    licence = models.CharField("licence", max_length=80)
    vintage = models.CharField("millésime", max_length=120, blank=True)
    as_of = models.DateField("données au", null=True, blank=True)
    digest = models.CharField("empreinte", max_length=64)
    loaded_at = models.DateTimeField("chargé le")
    # Lines read, left aside and why: what the person who loads is told, kept for whoever asks.
    counts = models.JSONField("décompte", default=dict)
    is_current = models.BooleanField("en place", default=False)
    is_fictional = models.BooleanField("inventé pour la démonstration", default=False)

    objects: ClassVar[HealthLoadQuerySet] = HealthLoadQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types as_manager as a manager

    class Meta:
        verbose_name = "chargement"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind", "variant", "is_fictional"],
                condition=Q(is_current=True),
                name="health_load_one_current",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"
