"""What was said, concluded, decided and shared out at a meeting, and what became of it?"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.meetings.models.meeting import AgendaItem, Meeting
from maillage.domain.minutes import FollowUpState, MinutesState, reference


class Minutes(models.Model):
    """The relevé de conclusions of a meeting; numbered once approved."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="minutes")
    community = models.ForeignKey(Community, models.CASCADE, related_name="minutes")
    state = models.CharField(
        "état",
        max_length=10,
        choices=[(s.value, s.label) for s in MinutesState],
        default=MinutesState.DRAFT.value,
    )
    year = models.PositiveSmallIntegerField("année")
    number = models.PositiveIntegerField("numéro", null=True, blank=True)
    approved_at = models.DateTimeField("approuvé le", null=True, blank=True)
    approved_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, verbose_name="approuvé par", related_name="+"
    )
    sent_at = models.DateTimeField("envoyé le", null=True, blank=True)

    class Meta:
        verbose_name = "relevé de conclusions"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["community", "year", "number"],
                name="meetings_minutes_number_once",
                violation_error_message="Ce numéro est déjà pris.",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="DRAFT",
                    number__isnull=True,
                    approved_at__isnull=True,
                    sent_at__isnull=True,
                )
                | Q(
                    state="APPROVED",
                    number__isnull=False,
                    approved_at__isnull=False,
                    sent_at__isnull=True,
                )
                | Q(
                    state="SENT",
                    number__isnull=False,
                    approved_at__isnull=False,
                    sent_at__isnull=False,
                ),
                name="meetings_minutes_state_and_dates_agree",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.reference}".strip()

    @property
    def state_value(self) -> MinutesState:
        return MinutesState(self.state)

    @property
    def reference(self) -> str:
        return reference(self.year, self.number)


class MinutesItem(models.Model):
    """One point of a relevé: of the agenda, or added during the meeting."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="items")
    agenda_item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    position = models.PositiveIntegerField("rang")
    title = models.CharField("point", max_length=200)

    class Meta:
        verbose_name = "point du relevé"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["minutes", "position"], name="meetings_minutesitem_position_once"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.title}"


class MinutesText(models.Model):
    """What a point said as someone saved it: every text is kept, the last one is in force."""

    item = models.ForeignKey(MinutesItem, models.CASCADE, related_name="texts")
    number = models.PositiveIntegerField("version")
    exchanges = models.TextField("échanges", blank=True)
    conclusions = models.TextField("conclusions", blank=True)
    decisions = models.TextField("décisions", blank=True)
    # Only a text changed after the approval says why.
    reason = models.CharField("motif de la correction", max_length=250, blank=True)
    author = models.ForeignKey(Person, models.PROTECT, verbose_name="par", related_name="+")
    saved_at = models.DateTimeField("enregistré le")

    class Meta:
        verbose_name = "texte d’un point"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["item", "number"],
                name="meetings_minutestext_number_once",
                violation_error_message="Ce texte existe déjà.",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="meetings_minutestext_numbered_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} version {self.number}"


class FollowUp(models.Model):
    """An action agreed on at a meeting: who, what, by when, and what became of it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    item = models.ForeignKey(MinutesItem, models.CASCADE, related_name="follow_ups")
    community = models.ForeignKey(Community, models.CASCADE, related_name="follow_ups")
    words = models.CharField("action", max_length=300)
    owner = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="responsable",
        related_name="follow_ups",
    )
    due_on = models.DateField("pour le", null=True, blank=True)
    # After the approval, it is a correction and the document says so.
    agreed_at = models.DateTimeField("notée le", null=True, blank=True)
    state = models.CharField(
        "état",
        max_length=8,
        choices=[(s.value, s.label) for s in FollowUpState],
        default=FollowUpState.OPEN.value,
    )
    settled_at = models.DateTimeField("réglée le", null=True, blank=True)
    reminded_at = models.DateTimeField("rappelée le", null=True, blank=True)

    class Meta:
        verbose_name = "action à suivre"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state="OPEN", settled_at__isnull=True)
                | (~Q(state="OPEN") & Q(settled_at__isnull=False)),
                name="meetings_followup_settled_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.words}"

    @property
    def state_value(self) -> FollowUpState:
        return FollowUpState(self.state)
