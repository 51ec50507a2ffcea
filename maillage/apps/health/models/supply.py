"""Who practises where, and in which establishments?

Rows come by millions and are replaced whole: they name their load and their commune without a
foreign key, whose check would be made for each. A commune is always one in force when loaded, or
None when the file does not let it be known.
"""

from typing import ClassVar

from django.db import models

from maillage.apps.health.models.load import HealthLoad


class Practice(models.Model):
    """A person at a place: one line of the activity file of the RPPS."""

    load = models.ForeignKey(
        HealthLoad, models.PROTECT, verbose_name="chargement", db_constraint=False, db_index=False
    )
    national_id = models.CharField("identification nationale", max_length=20)
    name = models.CharField("nom d’exercice", max_length=120)
    first_name = models.CharField("prénom d’exercice", max_length=120)
    profession = models.CharField("profession", max_length=4)
    specialty = models.CharField("spécialité", max_length=8)
    mode = models.CharField("mode d’exercice", max_length=1)
    sector = models.CharField("secteur d’activité", max_length=6)
    commune = models.CharField("commune", max_length=5, null=True)  # noqa: DJ001  # unknown is not nowhere
    postcode = models.CharField("code postal", max_length=5)
    structure = models.CharField("identifiant de la structure", max_length=20)
    structure_name = models.CharField("nom de la structure", max_length=200)

    class Meta:
        verbose_name = "exercice"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["commune"], name="health_practice_commune"),
            models.Index(fields=["national_id"], name="health_practice_person"),
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.name}"


class Supply(models.Model):
    """How many people of a profession practise in a commune, or in a whole area.

    `persons` are distinct people, which do not add up from one commune to the next; the two
    weights do (`domain.health.counting`).
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
    # Empty at the level of the country; « ? » for what no commune could be found for.
    code = models.CharField("code", max_length=5)
    profession = models.CharField("profession", max_length=4)
    specialty = models.CharField("spécialité", max_length=8)
    mode = models.CharField("mode d’exercice", max_length=1)
    is_first_recourse = models.BooleanField("premier recours")
    persons = models.PositiveIntegerField("personnes")
    weight = models.FloatField("personnes, partagées entre leurs lieux d’exercice")
    first_recourse_weight = models.FloatField(
        "personnes, partagées entre leurs lieux de premier recours"
    )

    class Meta:
        verbose_name = "offre"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["level", "code"], name="health_supply_place"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.profession} {self.specialty}"


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
