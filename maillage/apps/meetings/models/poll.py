"""Which dates were proposed for a meeting, and who can come to which?"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from maillage.apps.accounts.models import Person
from maillage.apps.meetings.models.meeting import Invitation, Meeting
from maillage.domain.meetings import Answer


class Poll(models.Model):
    """The dates proposed for a meeting not yet convoked; closed by the choice of one."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="poll")
    answers_by = models.DateField("réponses jusqu’au")
    opened_at = models.DateTimeField("ouvert le")
    opened_by = models.ForeignKey(
        Person, models.PROTECT, verbose_name="ouvert par", related_name="+"
    )
    closed_at = models.DateTimeField("clos le", null=True, blank=True)
    chosen = models.ForeignKey(
        "PollOption",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="date retenue",
        related_name="+",
    )
    reminded_at = models.DateTimeField("rappelé le", null=True, blank=True)

    class Meta:
        verbose_name = "sondage de dates"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=False) | Q(chosen__isnull=True),
                name="meetings_poll_chosen_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class PollOption(models.Model):
    """One date proposed."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="options")
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")

    class Meta:
        verbose_name = "date proposée"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["poll", "starts_at"],
                name="meetings_polloption_once",
                violation_error_message="Cette date est déjà proposée.",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="meetings_polloption_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.starts_at:%d/%m/%Y}"


class PollAnswer(models.Model):
    """What someone invited said of one date; answering again replaces it."""

    option = models.ForeignKey(PollOption, models.CASCADE, related_name="answers")
    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="poll_answers")
    answer = models.CharField(
        "réponse", max_length=12, choices=[(a.value, a.label) for a in Answer]
    )
    answered_at = models.DateTimeField("répondu le")

    class Meta:
        verbose_name = "réponse au sondage"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["option", "invitation"], name="meetings_pollanswer_once"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.answer}"
