"""What was decided, under which number, and which communities apply it?

A decision is kept as it was on the day: its content is never rewritten, and its digest is in the
journal.
"""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.decisions.models.proposal import Proposal
from maillage.apps.geography.models import SearchField


class DecisionQuerySet(models.QuerySet["Decision"]):
    def adopted(self) -> Self:
        return self.filter(result__in=["ADOPTED", "ADOPTED_WITH_RESERVES"])

    def naming(self) -> Self:
        """Keep what may name someone: what was adopted, and elections."""
        return self.filter(result__in=["ADOPTED", "ADOPTED_WITH_RESERVES", "ELECTED"])


class Decision(models.Model):
    """One entry of the register of a community."""

    class Result(models.TextChoices):
        ADOPTED = "ADOPTED", "adoptée"
        ADOPTED_WITH_RESERVES = "ADOPTED_WITH_RESERVES", "adoptée avec réserves"
        DROPPED = "DROPPED", "abandonnée"
        REJECTED = "REJECTED", "rejetée"
        ELECTED = "ELECTED", "élection"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    community = models.ForeignKey(Community, models.CASCADE, related_name="decisions")
    number = models.PositiveIntegerField("numéro")
    decided_on = models.DateField("date")
    title = models.CharField("titre", max_length=150)
    search = SearchField(max_length=25_000, of="told", db_index=False)
    result = models.CharField("issue", max_length=24, choices=Result)
    content = models.JSONField("contenu")
    digest = models.CharField("empreinte", max_length=64)
    proposal = models.OneToOneField(Proposal, models.PROTECT, null=True, blank=True)

    objects: ClassVar[DecisionQuerySet] = DecisionQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types as_manager as a manager

    class Meta:
        verbose_name = "décision"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["community", "number"], name="decisions_decision_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"décision n° {self.number}"

    @property
    def told(self) -> str:
        """What one looks for in it: its title, its text, who was elected."""
        text, elected = self.content.get("text", ""), self.content.get("elected", [])
        return " ".join([self.title, str(text), *elected])

    @property
    def is_adopted(self) -> bool:
        return self.result in {self.Result.ADOPTED, self.Result.ADOPTED_WITH_RESERVES}


class ApplicationQuerySet(models.QuerySet["Application"]):
    def standing(self) -> Self:
        """Leave out what was changed since."""
        return self.filter(replaced_at__isnull=True)


class Application(models.Model):
    """A community chose to apply a decision of an upper échelon, or not; it may change its mind."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="applications")
    community = models.ForeignKey(Community, models.CASCADE, related_name="applications")
    applies = models.BooleanField("applique cette décision")
    since = models.DateField("à partir du")
    note = models.CharField("précision", max_length=250, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, verbose_name="par", related_name="+")
    chosen_at = models.DateTimeField("choisi le")
    replaced_at = models.DateTimeField("changé le", null=True, blank=True)

    objects: ClassVar[ApplicationQuerySet] = ApplicationQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types as_manager as a manager

    class Meta:
        verbose_name = "application d’une décision"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["decision", "community"],
                condition=Q(replaced_at__isnull=True),
                name="decisions_application_one_stands",
                violation_error_message="Ce choix est déjà enregistré.",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def was_chosen_apart(self) -> bool:
        """Whether the choice was made another day than the one it holds from."""
        return localdate(self.chosen_at) != self.since
