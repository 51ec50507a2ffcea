"""What does a population need, and in which zone is its commune, according to which file?

As for the supply, rows come by hundreds of thousands and are replaced whole: they name their load
and their commune without a foreign key. Communes are those in force when the file was loaded.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from maillage.apps.health.models.load import HealthLoad


class Figure(models.Model):
    """The value of an indicator of the catalogue for one place.

    Those of départements, régions and the country are given by the file, or made from its communes
    at load: `missing` then says how many of them are not in it.
    """

    class Level(models.TextChoices):
        COMMUNE = "COMMUNE", "commune"
        EPCI = "EPCI", "EPCI"
        DEPARTEMENT = "DEPARTEMENT", "département"
        REGION = "REGION", "région"
        FRANCE = "FRANCE", "France"

    load = models.ForeignKey(
        HealthLoad, models.PROTECT, verbose_name="chargement", db_constraint=False, db_index=False
    )
    indicator = models.CharField("indicateur", max_length=32)
    level = models.CharField("niveau", max_length=11, choices=Level)
    # Empty at the level of the country.
    code = models.CharField("code", max_length=9, blank=True)
    # None: hidden by the publisher if `is_secret`, made of nothing otherwise. Never a zero.
    value = models.FloatField("valeur", null=True)
    # What the value is about (people, patients, professionals): the weight of a mean.
    base = models.FloatField("population de référence", null=True)
    is_secret = models.BooleanField("secret statistique", default=False)
    missing = models.PositiveIntegerField("communes sans valeur", default=0)

    class Meta:
        verbose_name = "indicateur d’un lieu"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["level", "code", "indicator", "load"], name="health_figure_once"
            ),
            models.CheckConstraint(
                condition=Q(is_secret=False) | Q(value__isnull=True),
                name="health_figure_secret_has_no_value",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.code}"


class Zoning(models.Model):
    """In which zone a commune is, for a profession, by the decision of its regional agency."""

    class Extent(models.TextChoices):
        WHOLE = "WHOLE", "toute la commune"
        PART = "PART", "une partie de la commune"

    load = models.ForeignKey(
        HealthLoad, models.PROTECT, verbose_name="chargement", db_constraint=False, db_index=False
    )
    profession = models.CharField("profession", max_length=4)
    commune = models.CharField("commune", max_length=5)
    tier = models.CharField("zone", max_length=10)
    extent = models.CharField("étendue", max_length=5, choices=Extent, default=Extent.WHOLE)
    # The districts of the commune that are in the zone, when it is not whole.
    districts = models.PositiveIntegerField("quartiers", default=0)

    class Meta:
        verbose_name = "zonage d’une commune"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["commune", "profession", "tier", "extent", "load"],
                name="health_zoning_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commune} {self.tier}"
