"""Who practises where, how many are they, and in which establishments?

The register of professionals has two million lines, read by commune and never one by one: it is
kept as sheets, one a commune, that a load writes in seconds (decision 42). Sheets name their load
and their commune without a foreign key. Besides the codes of communes in force when loaded, a
place may be « ?34 », somewhere in that département, or « ? », no one knows where.
"""

from typing import ClassVar

from django.db import models

from maillage.apps.health.models.load import HealthLoad


class PracticeSheet(models.Model):
    """The lines of the register at one place; read through `queries.supply.practices_in`."""

    load = models.ForeignKey(
        HealthLoad, models.PROTECT, verbose_name="chargement", db_constraint=False, db_index=False
    )
    place = models.CharField("commune", max_length=5)
    # What is known to be nowhere is cut in parts, so that no sheet outgrows the memory.
    part = models.PositiveSmallIntegerField("partie", default=0)
    lines = models.TextField("lignes")

    class Meta:
        verbose_name = "feuille d’exercices"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["place", "load"], name="health_practice_place"),
        ]

    def __str__(self) -> str:
        return self.place


class Supply(models.Model):
    """How many people of each profession practise at one place, or in a whole area.

    `figures` is one line a group; read through `queries.supply.supply_of`.
    """

    class Level(models.TextChoices):
        COMMUNE = "COMMUNE", "commune"
        DEPARTEMENT = "DEPARTEMENT", "département"
        REGION = "REGION", "région"
        FRANCE = "FRANCE", "France"

    load = models.ForeignKey(
        HealthLoad, models.PROTECT, verbose_name="chargement", db_constraint=False, db_index=False
    )
    level = models.CharField("niveau", max_length=11, choices=Level)
    # Empty at the level of the country.
    code = models.CharField("code", max_length=5, blank=True)
    figures = models.TextField("chiffres")

    class Meta:
        verbose_name = "offre"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["code", "level", "load"], name="health_supply_place"),
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.code}"


class Establishment(models.Model):
    """A site of the FINESS register, open on the day of its file."""

    load = models.ForeignKey(
        HealthLoad, models.PROTECT, verbose_name="chargement", db_constraint=False, db_index=False
    )
    finess = models.CharField("numéro FINESS", max_length=9)
    name = models.CharField("nom", max_length=200)
    category = models.CharField("catégorie", max_length=4)
    commune = models.CharField("commune", max_length=5, null=True)  # noqa: DJ001  # unknown is not nowhere
    postcode = models.CharField("code postal", max_length=5)
    legal_entity = models.CharField("FINESS de l’entité juridique", max_length=9)
    siret = models.CharField("SIRET", max_length=14)
    opened_on = models.DateField("ouvert le", null=True)
    # None: the file has none, or gives the centre of the commune, which is no place.
    x_km = models.FloatField("vers l’est (km, Lambert-93)", null=True)
    y_km = models.FloatField("vers le nord (km, Lambert-93)", null=True)

    class Meta:
        verbose_name = "établissement"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["commune", "category"], name="health_establishment_place"),
            models.Index(fields=["finess"], name="health_establishment_finess"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.finess})"
