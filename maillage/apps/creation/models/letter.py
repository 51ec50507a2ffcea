"""Which texts did the letter of intent of a CPTS go through?

Each save keeps a whole version; none is ever changed or removed.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community


class Letter(models.Model):
    """The letter of a CPTS; its versions hold the words."""

    community = models.OneToOneField(Community, models.CASCADE, related_name="letter")

    class Meta:
        verbose_name = "lettre d’intention"

    def __str__(self) -> str:
        return f"#{self.pk}"


class LetterVersion(models.Model):
    """The whole letter as someone saved it: section key → text."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField("version")
    sections = models.JSONField("sections", default=dict)
    note = models.CharField("ce qui change", max_length=250, blank=True)
    author = models.ForeignKey(Person, models.PROTECT, verbose_name="par", related_name="+")
    created_at = models.DateTimeField("enregistrée le")

    class Meta:
        verbose_name = "version de la lettre"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["letter", "number"],
                name="creation_letterversion_number_once",
                violation_error_message="Cette version existe déjà.",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="creation_letterversion_numbered_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} version {self.number}"
