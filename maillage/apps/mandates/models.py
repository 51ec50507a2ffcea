"""Who represents a community, in which body, from when to when, by which decision?"""

import uuid
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.decisions.models import Decision
from maillage.domain import mandates
from maillage.domain.mandates import Approval, Body, Holder, Seat, Seating, Term


class Delegation(models.Model):
    """The seats a community holds in a body, whoever sits there."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    community = models.ForeignKey(Community, models.CASCADE, related_name="delegations")
    body = models.CharField("instance", max_length=12, choices=[(b.value, b.label) for b in Body])
    # The body itself, when it is a community known here.
    seat_in = models.ForeignKey(
        Community,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name="auprès de",
    )
    detail = models.CharField("précision", max_length=150, blank=True)
    titulars = models.PositiveSmallIntegerField("sièges titulaires", default=1)
    substitutes = models.PositiveSmallIntegerField("sièges de suppléance", default=0)

    class Meta:
        verbose_name = "délégation"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["community", "body", "detail"],
                name="mandates_delegation_once",
                violation_error_message="Cette délégation existe déjà.",
            ),
            models.CheckConstraint(
                condition=Q(titulars__gte=1) | Q(substitutes__gte=1),
                name="mandates_delegation_has_a_seat",
                violation_error_message="Une délégation a au moins un siège.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def body_value(self) -> Body:
        return Body(self.body)

    @property
    def name(self) -> str:
        more = str(self.seat_in) if self.seat_in else self.detail
        return f"{self.body_value.label}, {more}" if more else self.body_value.label

    @property
    def rule(self) -> Seating:
        return mandates.seating(
            self.body_value, titulars=self.titulars, substitutes=self.substitutes
        )


class MandateQuerySet(models.QuerySet["Mandate"]):
    def standing(self) -> Self:
        """Leave out those that were refused."""
        return self.exclude(approval=Approval.REFUSED.value)

    def on(self, day: date) -> Self:
        return self.standing().filter(Q(since__lte=day) & (Q(until=None) | Q(until__gte=day)))


class Mandate(models.Model):
    """Someone sits, or replaces who sits, until the last day of their mandate."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="mandates")
    person = models.ForeignKey(Person, models.PROTECT, related_name="mandates")
    seat = models.CharField("siège", max_length=12, choices=[(s.value, s.label) for s in Seat])
    since = models.DateField("du")
    until = models.DateField("au", null=True, blank=True)
    decided = models.CharField("décidé par", max_length=200)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True)
    approval = models.CharField(
        "état", max_length=12, choices=[(a.value, a.label) for a in Approval]
    )
    approved_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="par"
    )
    approved_at = models.DateTimeField("le", null=True, blank=True)
    reason = models.CharField("motif", max_length=500, blank=True)

    objects: ClassVar[MandateQuerySet] = MandateQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types as_manager as a manager

    class Meta:
        verbose_name = "mandat"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="mandates_mandate_ends_after_it_begins",
                violation_error_message="Un mandat finit après avoir commencé.",
            ),
            models.CheckConstraint(
                condition=Q(
                    approval__in=["NOT_NEEDED", "WAITING"],
                    approved_by__isnull=True,
                    approved_at__isnull=True,
                )
                | Q(
                    approval__in=["VALIDATED", "REFUSED"],
                    approved_by__isnull=False,
                    approved_at__isnull=False,
                ),
                name="mandates_mandate_approved_by_someone",
                violation_error_message="Une validation ou un refus dit par qui.",
            ),
            models.CheckConstraint(
                condition=~Q(approval="REFUSED") | ~Q(reason=""),
                name="mandates_mandate_refused_with_a_reason",
                violation_error_message="Un refus dit pourquoi.",
            ),
        ]

    def __str__(self) -> str:
        return f"mandat de {self.delegation.community} ({self.delegation})"

    @property
    def approval_value(self) -> Approval:
        return Approval(self.approval)

    @property
    def term(self) -> Term:
        return Term(self.since, self.until)

    @property
    def holder(self) -> Holder:
        who = self.person
        return Holder(who.full_name, who.profession, Seat(self.seat), self.term, who.pk)
