"""Which moves did a CPTS make from stage to stage, and when was its legal clock paused?

Nothing is erased: what was recorded by error is withdrawn, with its reason, and stays in sight.
"""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.domain.journey import Act, Stage


def _withdrawn_as_a_whole(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_reason="")
        | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason="")),
        name=name,
        violation_error_message="Un retrait dit par qui et pourquoi.",
    )


class JourneyMoveQuerySet(models.QuerySet["JourneyMove"]):
    def standing(self) -> Self:
        """Leave out what was withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class JourneyMove(models.Model):
    """One step of a CPTS, on the day it happened; recorded then or later."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    community = models.ForeignKey(Community, models.CASCADE, related_name="moves")
    act = models.CharField("acte", max_length=24, choices=[(a.value, a.label) for a in Act])
    from_stage = models.CharField(
        "de l’étape", max_length=24, choices=[(s.value, s.label) for s in Stage]
    )
    # The day the stage left was entered: kept so that a withdrawal finds it again.
    from_since = models.DateField("à l’étape précédente depuis le")
    to_stage = models.CharField(
        "à l’étape", max_length=24, choices=[(s.value, s.label) for s in Stage]
    )
    happened_on = models.DateField("date")
    note = models.TextField("précisions", max_length=2000, blank=True)
    by = models.ForeignKey(  # nobody: the clock itself ran out
        Person, models.PROTECT, null=True, blank=True, verbose_name="par", related_name="+"
    )
    recorded_at = models.DateTimeField("enregistré le")
    withdrawn_at = models.DateTimeField("retiré le", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, verbose_name="retiré par", related_name="+"
    )
    withdrawn_reason = models.CharField("motif du retrait", max_length=500, blank=True)

    objects: ClassVar[JourneyMoveQuerySet] = JourneyMoveQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types as_manager as a manager

    class Meta:
        verbose_name = "étape du parcours"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(from_stage=F("to_stage")),
                name="creation_journeymove_leads_elsewhere",
                violation_error_message="Un acte mène à une autre étape.",
            ),
            models.CheckConstraint(
                condition=Q(happened_on__gte=F("from_since")),
                name="creation_journeymove_follows_the_one_before",
                violation_error_message="Une étape ne peut pas précéder la précédente.",
            ),
            _withdrawn_as_a_whole("creation_journeymove_withdrawn_as_a_whole"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.act}"


class ClockPauseQuerySet(models.QuerySet["ClockPause"]):
    def standing(self) -> Self:
        """Leave out what was withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class ClockPause(models.Model):
    """The legal clock stood still, from a day to another or to none yet."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    community = models.ForeignKey(Community, models.CASCADE, related_name="clock_pauses")
    # The sending whose clock is paused; none when the CPTS was created already at that stage.
    sending = models.ForeignKey(
        JourneyMove, models.PROTECT, null=True, blank=True, related_name="clock_pauses"
    )
    paused_on = models.DateField("suspendu le")
    reason = models.CharField("motif", max_length=500)
    by = models.ForeignKey(Person, models.PROTECT, verbose_name="par", related_name="+")
    recorded_at = models.DateTimeField("enregistré le")
    resumed_on = models.DateField("repris le", null=True, blank=True)
    restarts = models.BooleanField("repart de zéro", default=False)
    resumed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, verbose_name="repris par", related_name="+"
    )
    withdrawn_at = models.DateTimeField("retiré le", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, verbose_name="retiré par", related_name="+"
    )
    withdrawn_reason = models.CharField("motif du retrait", max_length=500, blank=True)

    objects: ClassVar[ClockPauseQuerySet] = ClockPauseQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types as_manager as a manager

    class Meta:
        verbose_name = "suspension du délai"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(resumed_on__isnull=True) | Q(resumed_on__gte=F("paused_on")),
                name="creation_clockpause_ends_after_it_begins",
                violation_error_message="La reprise ne peut pas précéder la suspension.",
            ),
            models.CheckConstraint(
                condition=Q(resumed_on__isnull=False, resumed_by__isnull=False)
                | Q(resumed_on__isnull=True, resumed_by__isnull=True, restarts=False),
                name="creation_clockpause_resumed_by_someone",
                violation_error_message="Une reprise dit par qui.",
            ),
            # Two, since two absent sendings are not the same to a database.
            models.UniqueConstraint(
                fields=["sending"],
                condition=Q(resumed_on__isnull=True, withdrawn_at__isnull=True),
                name="creation_clockpause_one_open_per_sending",
                violation_error_message="Le délai est déjà suspendu.",
            ),
            models.UniqueConstraint(
                fields=["community"],
                condition=Q(
                    resumed_on__isnull=True, withdrawn_at__isnull=True, sending__isnull=True
                ),
                name="creation_clockpause_one_open_at_the_start",
                violation_error_message="Le délai est déjà suspendu.",
            ),
            _withdrawn_as_a_whole("creation_clockpause_withdrawn_as_a_whole"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} depuis le {self.paused_on:%d/%m/%Y}"
