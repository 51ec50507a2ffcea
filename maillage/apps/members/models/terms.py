"""What does a community ask of its members, and among whom does it count them?"""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community, in_force
from maillage.domain.membership import Regime, Renewal, Terms


class RegimePeriodQuerySet(models.QuerySet["RegimePeriod"]):
    def on(self, community: Community, day: date) -> "RegimePeriod | None":
        """Return the period in force that day; None when the community never said."""
        return self.filter(in_force(day), community=community).first()

    def terms_on(self, community: Community, day: date) -> Terms | None:
        """Return the terms of a community that day."""
        period = self.on(community, day)
        return period.terms if period else None

    def terms_by(self, communities: Iterable[int], day: date) -> dict[int, Terms]:
        """Return the terms that day of several communities at once, by their key."""
        periods = self.filter(in_force(day), community__in=list(communities))
        return {period.community_id: period.terms for period in periods.order_by("pk")}


class RegimePeriod(models.Model):
    """The regime of a community from a date; a change closes it and opens the next."""

    community = models.ForeignKey(Community, models.CASCADE, related_name="regimes")
    regime = models.CharField("régime", max_length=12, choices=[(r.value, r.label) for r in Regime])
    yearly_fee = models.DecimalField(
        "cotisation annuelle", max_digits=8, decimal_places=2, null=True, blank=True
    )
    renewal = models.CharField(
        "cotisation valable pour",
        max_length=12,
        choices=[(r.value, r.label) for r in Renewal],
        default=Renewal.CIVIL_YEAR.value,
    )
    is_renewed = models.BooleanField("adhésion renouvelée à chaque période", default=False)
    since = models.DateField("depuis le")
    until = models.DateField("jusqu’au", null=True, blank=True)

    objects: ClassVar[RegimePeriodQuerySet] = RegimePeriodQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types as_manager as a manager

    class Meta:
        verbose_name = "régime d’adhésion"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["community"],
                condition=Q(until__isnull=True),
                name="members_regimeperiod_one_in_force",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="members_regimeperiod_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(yearly_fee__isnull=True) | Q(yearly_fee__gt=0),
                name="members_regimeperiod_fee_is_positive",
                violation_error_message="Laissez la cotisation vide s’il n’y en a pas.",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.regime}"

    @property
    def terms(self) -> Terms:
        return Terms(Regime(self.regime), self.yearly_fee, Renewal(self.renewal), self.is_renewed)


class Habits(models.Model):
    """What a community lets its own members read, and what it reminds them of."""

    community = models.OneToOneField(
        Community, models.CASCADE, primary_key=True, related_name="member_habits"
    )
    is_open = models.BooleanField("liste ouverte aux membres", default=False)
    reminds = models.BooleanField("rappels par le mail du jour", default=True)
    how_to_pay = models.CharField("comment régler la cotisation", max_length=300, blank=True)
    # What one accepts is what one may read.
    charter_url = models.URLField("charte et règlement à lire", max_length=300, blank=True)
    takes_requests = models.BooleanField("bulletin d’adhésion en ligne", default=False)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "usages de la liste de membres"

    def __str__(self) -> str:
        return f"#{self.pk}"


class College(models.Model):
    """A group of members that the statutes give its own voice."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    community = models.ForeignKey(Community, models.CASCADE, related_name="colleges")
    name = models.CharField("collège", max_length=80)

    class Meta:
        verbose_name = "collège"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["community", "name"],
                name="members_college_named_once",
                violation_error_message="Ce collège existe déjà.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Structure(models.Model):
    """Where members practise, as one community names it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    community = models.ForeignKey(Community, models.CASCADE, related_name="structures")
    name = models.CharField("structure", max_length=150)
    folded = models.CharField(max_length=150, editable=False)

    class Meta:
        verbose_name = "structure"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["community", "folded"],
                name="members_structure_named_once",
                violation_error_message="Cette structure existe déjà.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PractisingCount(models.Model):
    """How many professionals of a trade practise on the territory, as someone read it somewhere."""

    community = models.ForeignKey(Community, models.CASCADE, related_name="practising")
    profession_code = models.CharField("profession", max_length=4)
    count = models.PositiveIntegerField("professionnels en exercice")
    source = models.CharField("source", max_length=200)
    stated_on = models.DateField("chiffre du")
    by = models.ForeignKey(Person, models.PROTECT, verbose_name="par", related_name="+")

    class Meta:
        verbose_name = "effectif en exercice"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["community", "profession_code"], name="members_practisingcount_once"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
