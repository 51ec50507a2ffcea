"""Which diagnoses did a community keep, and which figures did it read elsewhere?"""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community


class Snapshot(models.Model):
    """A diagnosis as it stood on a day, whole: its figures, their sources, its pictures.

    Files are replaced every month; a document given to the ARS must print again as it was.
    """

    community = models.ForeignKey(Community, models.CASCADE, related_name="diagnoses")
    number = models.PositiveIntegerField("version")
    on = models.DateField("territoire au")
    content = models.JSONField("diagnostic")
    pictures = models.JSONField("cartes et graphiques")
    by = models.ForeignKey(Person, models.PROTECT, verbose_name="par", related_name="+")
    kept_at = models.DateTimeField("gardé le")

    class Meta:
        verbose_name = "diagnostic gardé"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["community", "number"],
                name="diagnosis_snapshot_number_once",
                violation_error_message="Cette version existe déjà.",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="diagnosis_snapshot_numbered_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} version {self.number}"


class TypedFigureQuerySet(models.QuerySet["TypedFigure"]):
    def standing(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)


class TypedFigure(models.Model):
    """A figure read in a tool that gives no file (Rézone, CPAM) and typed by someone.

    It is never changed: another replaces it, or it is withdrawn; both stay in the journal.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    community = models.ForeignKey(Community, models.CASCADE, related_name="typed_figures")
    # Code of the catalogue, empty for a figure that it does not have.
    indicator = models.CharField("indicateur", max_length=40, blank=True)
    label = models.CharField("intitulé", max_length=120)
    value = models.DecimalField("valeur", max_digits=14, decimal_places=3, null=True, blank=True)
    # Hidden by whoever publishes it: neither zero nor forgotten.
    is_secret = models.BooleanField("secret de la source", default=False)
    unit = models.CharField("unité", max_length=60, blank=True)
    as_of = models.DateField("chiffre au")
    source = models.CharField("source", max_length=200)
    perimeter = models.CharField("communes concernées", max_length=250)
    by = models.ForeignKey(Person, models.PROTECT, verbose_name="par", related_name="+")
    recorded_at = models.DateTimeField("saisi le")
    withdrawn_at = models.DateTimeField("retiré le", null=True, blank=True)

    objects: ClassVar[TypedFigureQuerySet] = TypedFigureQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types as_manager as a manager

    class Meta:
        verbose_name = "chiffre saisi"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(is_secret=True, value__isnull=True)
                | Q(is_secret=False, value__isnull=False),
                name="diagnosis_typedfigure_known_or_secret",
                violation_error_message="Donnez une valeur, ou dites que la source la tient "
                "secrète.",
            ),
            models.CheckConstraint(
                condition=~Q(source=""),
                name="diagnosis_typedfigure_says_its_source",
                violation_error_message="Dites où le chiffre se lit.",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.label}"
