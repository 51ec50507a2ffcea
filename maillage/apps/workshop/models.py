"""Which partitions of an area are studied, how were they redrawn, and what became of them?

A study keeps what was asked; each of its scenarios keeps every version it went through. Nothing is
overwritten: undoing points to an earlier version, and what was undone can be redone.
"""

import uuid
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.decisions.models import Proposal
from maillage.apps.geography.models import Commune, Departement, Region

LONGEST_REMARK = 2_000


class StudyQuerySet(models.QuerySet["Study"]):
    def standing(self) -> Self:
        return self.filter(removed_at__isnull=True)


class Study(models.Model):
    """What was asked of the workshop about a département or a région, once."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField("titre", max_length=120)
    departement = models.ForeignKey(
        Departement, models.PROTECT, null=True, blank=True, related_name="+"
    )
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+")
    body = models.ForeignKey(
        Community,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="studies",
        verbose_name="pour le compte de",
    )
    # What was asked, as `asking.Asked` writes it; with the seed, it gives the same answer.
    request = models.JSONField("demande")
    seed = models.PositiveIntegerField("graine", default=1)
    engine = models.CharField("version du moteur", max_length=40)
    vintage = models.CharField("millésimes", max_length=250)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="demandée par")
    asked_at = models.DateTimeField("demandée le")
    removed_at = models.DateTimeField("retirée le", null=True, blank=True)

    objects: ClassVar[StudyQuerySet] = StudyQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types as_manager as a manager

    class Meta:
        verbose_name = "étude de découpage"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(departement__isnull=True, region__isnull=False)
                | Q(departement__isnull=False, region__isnull=True),
                name="workshop_study_one_area",
                violation_error_message="Une étude porte sur un département ou sur une région.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def area(self) -> Departement | Region:
        found = self.departement or self.region
        assert found  # noqa: S101  # the constraint says so
        return found

    @property
    def body_key(self) -> UUID | None:
        """The community whose journal tells what happens to the study."""
        return self.body.uuid if self.body else None


class Scenario(models.Model):
    """One partition of the area: computed by the engine, or a copy to redraw."""

    class State(models.TextChoices):
        WAITING = "WAITING", "en attente de calcul"
        RUNNING = "RUNNING", "calcul en cours"
        READY = "READY", "prêt"
        FAILED = "FAILED", "sans réponse"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    study = models.ForeignKey(Study, models.CASCADE, related_name="scenarios")
    key = models.CharField("priorité", max_length=12)
    name = models.CharField("nom", max_length=80)
    why = models.CharField("ce qu’il cherche", max_length=400, blank=True)
    state = models.CharField("état", max_length=8, choices=State, default=State.WAITING)
    claimed_at = models.DateTimeField("calcul commencé le", null=True, blank=True)
    # False: stopped by the clock, with the best found so far.
    is_complete = models.BooleanField("calcul mené à son terme", default=True)
    seconds = models.FloatField("secondes de calcul", null=True, blank=True)
    problem = models.CharField("pourquoi il est sans réponse", max_length=500, blank=True)
    source = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="copies")
    current = models.ForeignKey(
        "Version", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="en cours"
    )
    proposal = models.OneToOneField(
        Proposal, models.PROTECT, null=True, blank=True, related_name="scenario"
    )
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "scénario"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(state="READY") | Q(current__isnull=False),
                name="workshop_scenario_ready_has_a_version",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    @property
    def is_settled(self) -> bool:
        """Whether it was put to a decision: it is not redrawn any more, but copied."""
        return self.proposal_id is not None


class Version(models.Model):
    """A state of a scenario: the territory of each commune, its score, and how it came about."""

    class Origin(models.TextChoices):
        COMPUTED = "COMPUTED", "calculé"
        MOVED = "MOVED", "déplacement"
        COPIED = "COPIED", "copie"
        BROUGHT = "BROUGHT", "apporté"

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField("version")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    origin = models.CharField("origine", max_length=8, choices=Origin)
    territories = models.JSONField("territoire de chaque commune")
    score = models.JSONField("qualité")
    moved = models.JSONField("communes déplacées", default=list)
    told = models.CharField("ce qui a changé", max_length=400, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField("le")

    class Meta:
        verbose_name = "version d’un scénario"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["scenario", "number"], name="workshop_version_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} version {self.number}"


class RemarkQuerySet(models.QuerySet["Remark"]):
    def standing(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)


class Remark(models.Model):
    """What someone says of a commune in a scenario."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="remarks")
    commune = models.ForeignKey(Commune, models.PROTECT, related_name="+")
    text = models.TextField("remarque", max_length=LONGEST_REMARK)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("le")
    withdrawn_at = models.DateTimeField("retirée le", null=True, blank=True)

    objects: ClassVar[RemarkQuerySet] = RemarkQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types as_manager as a manager

    class Meta:
        verbose_name = "remarque"

    def __str__(self) -> str:
        return f"#{self.pk}"


class Offer(models.Model):
    """A perimeter proposed to a community, that it adopts or not; never imposed."""

    class Answer(models.TextChoices):
        WAITING = "WAITING", "attend la réponse de la CPTS"
        ADOPTED = "ADOPTED", "adopté par la CPTS"
        DECLINED = "DECLINED", "non retenu par la CPTS"
        REPLACED = "REPLACED", "remplacé par une autre proposition"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    scenario = models.ForeignKey(Scenario, models.PROTECT, related_name="offers")
    community = models.ForeignKey(Community, models.CASCADE, related_name="offers")
    body = models.ForeignKey(Community, models.PROTECT, related_name="+", verbose_name="par")
    codes = models.JSONField("communes")
    answer = models.CharField("réponse", max_length=8, choices=Answer, default=Answer.WAITING)
    note = models.CharField("précision", max_length=250, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="proposé par")
    offered_at = models.DateTimeField("proposé le")
    answered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="répondu par"
    )
    answered_at = models.DateTimeField("répondu le", null=True, blank=True)

    class Meta:
        verbose_name = "périmètre proposé"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["community", "body"],
                condition=Q(answer="WAITING"),
                name="workshop_offer_one_waits",
                violation_error_message="Une proposition attend déjà la réponse de cette CPTS.",
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["WAITING", "REPLACED"], answered_at__isnull=True)
                | (
                    Q(answer__in=["ADOPTED", "DECLINED"], answered_at__isnull=False)
                    & Q(answered_by__isnull=False)
                ),
                name="workshop_offer_answered_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"périmètre proposé à {self.community}"
