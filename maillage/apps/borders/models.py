"""Which communes are asked, between which CPTS, who was invited, and what was answered?"""

import uuid
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.geography.models import Commune, Departement
from maillage.domain.borders import Reason


class SurveyQuerySet(models.QuerySet["Survey"]):
    def concerning(self, community: Community) -> Self:
        """Keep those the community leads, and those where it is one of the CPTS proposed."""
        proposed = Candidate.objects.filter(community=community).values("border__survey")
        return self.filter(Q(community=community) | Q(pk__in=proposed))


class Survey(models.Model):
    """The professionals of the border communes of a département are asked which CPTS to join."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    community = models.ForeignKey(
        Community, models.CASCADE, related_name="border_surveys", verbose_name="menée par"
    )
    departement = models.ForeignKey(Departement, models.PROTECT, verbose_name="département")
    title = models.CharField("titre", max_length=150)
    note = models.TextField("message aux professionnels", max_length=1000, blank=True)
    closes_on = models.DateField("réponses jusqu’au")
    opened_at = models.DateTimeField("ouverte le")
    opened_by = models.ForeignKey(
        Person, models.PROTECT, verbose_name="ouverte par", related_name="+"
    )
    closed_at = models.DateTimeField("close le", null=True, blank=True)

    objects: ClassVar[SurveyQuerySet] = SurveyQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types as_manager as a manager

    class Meta:
        verbose_name = "enquête de bordure"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
                name="borders_survey_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_open(self, *, on: date) -> bool:
        """Whether answers are still taken that day."""
        return self.closed_at is None and on <= self.closes_on

    @property
    def closed_on(self) -> date:
        """The last day on which answers were, or are, taken."""
        return min(localdate(self.closed_at), self.closes_on) if self.closed_at else self.closes_on


class Border(models.Model):
    """A commune that two CPTS or more could hold, as things stood when the survey opened."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="borders")
    commune = models.ForeignKey(Commune, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "commune de bordure"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["survey", "commune"], name="borders_border_once"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.commune_id}"


class Candidate(models.Model):
    """A CPTS proposed to the professionals of a border commune; those that cover it first."""

    border = models.ForeignKey(Border, models.CASCADE, related_name="candidates")
    community = models.ForeignKey(Community, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField("rang")

    class Meta:
        verbose_name = "CPTS proposée"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["border", "community"], name="borders_candidate_once"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class InviteeQuerySet(models.QuerySet["Invitee"]):
    def named(self) -> Self:
        """Keep those whose name and address are not erased."""
        return self.exclude(name="")


class Invitee(models.Model):
    """A professional invited to answer, by who leads the survey or through a CPTS of the border.

    `through` keeps their address to that CPTS: who leads the survey only counts them.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="invitees")
    border = models.ForeignKey(Border, models.PROTECT, related_name="invitees")
    name = models.CharField("nom", max_length=160)
    address = models.EmailField("adresse électronique")
    profession = models.CharField("profession", max_length=80, blank=True)
    through = models.ForeignKey(
        Community, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="par"
    )
    invited_at = models.DateTimeField("invité le")

    objects: ClassVar[InviteeQuerySet] = InviteeQuerySet.as_manager()  # type: ignore[assignment]  # likewise

    class Meta:
        verbose_name = "professionnel invité"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["survey", "address"],
                name="borders_invitee_address_once",
                violation_error_message="Cette adresse est déjà invitée.",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Answer(models.Model):
    """The one answer of a professional, changed in place until the survey closes."""

    invitee = models.OneToOneField(Invitee, models.CASCADE, related_name="answer")
    reasons = models.JSONField("motifs", default=list)
    given_at = models.DateTimeField("donnée le")

    class Meta:
        verbose_name = "réponse"

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def reason_values(self) -> frozenset[Reason]:
        return frozenset(Reason(each) for each in self.reasons)


class Preference(models.Model):
    """The place given to a CPTS: 1 is the one most wanted."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="preferences")
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField("rang")

    class Meta:
        verbose_name = "préférence"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["answer", "candidate"], name="borders_preference_candidate_once"
            ),
            models.UniqueConstraint(
                fields=["answer", "place"], name="borders_preference_place_once"
            ),
            models.CheckConstraint(condition=Q(place__gte=1), name="borders_preference_from_one"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
