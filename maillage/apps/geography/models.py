"""Which communes, EPCI, départements and régions exist, at which vintage, from which source?

Codes are the official ones and serve as keys: they survive every reload. A commune that merged
stays, retired, so that what named it keeps its history; `FormerCommune` leads to its successor.
"""

from typing import ClassVar

from django.db import models


class Dataset(models.Model):
    """One load of a reference: what it was, and under which licence."""

    name = models.CharField("jeu de données", max_length=120)
    source = models.CharField("source", max_length=250)
    source_url = models.CharField("adresse de la source", max_length=250, blank=True)
    licence = models.CharField("licence", max_length=80)
    vintage = models.CharField("millésime", max_length=80)
    population_vintage = models.CharField("millésime des populations", max_length=120, blank=True)
    digest = models.CharField("empreinte", max_length=64)
    loaded_at = models.DateTimeField("chargé le")

    class Meta:
        verbose_name = "jeu de données"

    def __str__(self) -> str:
        return f"{self.name} ({self.vintage})"


class Region(models.Model):
    code = models.CharField("code", max_length=3, primary_key=True)
    name = models.CharField("nom", max_length=80)
    is_fictional = models.BooleanField("inventée pour la démonstration", default=False)

    class Meta:
        verbose_name = "région"

    def __str__(self) -> str:
        return self.name


class Departement(models.Model):
    code = models.CharField("code", max_length=3, primary_key=True)
    name = models.CharField("nom", max_length=80)
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="région")
    is_fictional = models.BooleanField("inventé pour la démonstration", default=False)

    class Meta:
        verbose_name = "département"

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Epci(models.Model):
    """An établissement public de coopération intercommunale à fiscalité propre."""

    siren = models.CharField("SIREN", max_length=9, primary_key=True)
    name = models.CharField("nom", max_length=150)
    nature = models.CharField("nature", max_length=10)
    search = models.CharField(max_length=150, db_index=True)

    class Meta:
        verbose_name = "EPCI"

    def __str__(self) -> str:
        return self.name


class Commune(models.Model):
    class Kind(models.TextChoices):
        COMMUNE = "COMMUNE", "commune"
        ARRONDISSEMENT = "ARRONDISSEMENT", "arrondissement municipal"

    code = models.CharField("code INSEE", max_length=5, primary_key=True)
    name = models.CharField("nom", max_length=120)
    search = models.CharField(max_length=120, db_index=True)
    kind = models.CharField("nature", max_length=14, choices=Kind.choices, default=Kind.COMMUNE)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name="commune de l’arrondissement"
    )
    departement = models.ForeignKey(Departement, models.PROTECT, verbose_name="département")
    epci = models.ForeignKey(Epci, models.PROTECT, null=True, blank=True, verbose_name="EPCI")
    zone = models.CharField("zone", max_length=6)
    population = models.PositiveIntegerField("population municipale", null=True, blank=True)
    area_km2 = models.DecimalField(
        "superficie (km²)", max_digits=9, decimal_places=2, null=True, blank=True
    )
    retired_on = models.DateField("n’existe plus depuis le", null=True, blank=True)

    class Meta:
        verbose_name = "commune"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(kind="COMMUNE", parent__isnull=True)
                | models.Q(kind="ARRONDISSEMENT", parent__isnull=False),
                name="geography_commune_arrondissement_has_a_commune",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Postcode(models.Model):
    code = models.CharField("code postal", max_length=5, db_index=True)
    commune = models.ForeignKey(Commune, models.CASCADE, related_name="postcodes")

    class Meta:
        verbose_name = "code postal"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["code", "commune"], name="geography_postcode_once"),
        ]

    def __str__(self) -> str:
        return self.code


class FormerCommune(models.Model):
    """A code that existed, and the current commune it leads to."""

    code = models.CharField("ancien code", max_length=5, db_index=True)
    name = models.CharField("ancien nom", max_length=120, blank=True)
    search = models.CharField(max_length=120, blank=True, db_index=True)
    successor = models.ForeignKey(Commune, models.CASCADE, verbose_name="commune actuelle")
    ended_on = models.DateField("jusqu’au", null=True, blank=True)

    class Meta:
        verbose_name = "ancienne commune"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["code", "successor"], name="geography_former_commune_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} → {self.successor_id}"
