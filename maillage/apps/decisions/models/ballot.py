"""Who may vote, who has voted, and what is in the urn?

In a secret ballot nothing joins the last two: a vote adds one to a counter of the urn, and no row
is written for it (docs/decisions/0050).
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.decisions.models.decision import Decision
from maillage.apps.decisions.models.proposal import ONE_VOICE
from maillage.apps.members.models import Structure
from maillage.domain.ballots import Majority


class Ballot(models.Model):
    """A vote that the law or the statutes require: a motion, or an election."""

    class Kind(models.TextChoices):
        MOTION = "MOTION", "vote sur un texte"
        ELECTION = "ELECTION", "élection"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    community = models.ForeignKey(Community, models.CASCADE, related_name="ballots")
    kind = models.CharField("nature", max_length=12, choices=Kind)
    title = models.CharField("titre", max_length=150)
    text = models.TextField("texte", max_length=20_000, blank=True)
    majority = models.CharField(
        "majorité", max_length=12, choices=[(m.value, m.label) for m in Majority]
    )
    seats = models.PositiveSmallIntegerField("sièges à pourvoir", default=1)
    is_secret = models.BooleanField("vote secret", default=False)
    proxy_limit = models.PositiveSmallIntegerField("procurations par personne", default=0)
    keeps_proxies_in_college = models.BooleanField("procurations dans un collège", default=False)
    # Without a day, one votes until the count.
    votes_by = models.DateField("votes jusqu’au", null=True, blank=True)
    opened_at = models.DateTimeField("ouvert le")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="ouvert par")
    closed_at = models.DateTimeField("clos le", null=True, blank=True)
    decision = models.OneToOneField(Decision, models.PROTECT, null=True, blank=True)
    is_cancelled = models.BooleanField("annulé sans dépouillement", default=False)

    class Meta:
        verbose_name = "scrutin"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, decision__isnull=True, is_cancelled=False)
                | Q(closed_at__isnull=False, decision__isnull=False, is_cancelled=False)
                | Q(closed_at__isnull=False, decision__isnull=True, is_cancelled=True),
                name="decisions_ballot_closed_with_its_decision",
                violation_error_message="Un scrutin clos mène à une décision, sauf annulé.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class College(models.Model):
    """Voters who count together; without weights there is one, without a name."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="colleges")
    name = models.CharField("collège", max_length=80, blank=True)
    weight = models.PositiveSmallIntegerField("poids", null=True, blank=True)

    class Meta:
        verbose_name = "collège"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["ballot", "name"], name="decisions_college_once"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"


class Option(models.Model):
    """What one may vote for; a blank vote is for none."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="options")
    key = models.CharField(max_length=12)
    label = models.CharField("intitulé", max_length=150)

    class Meta:
        verbose_name = "choix"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["ballot", "key"], name="decisions_option_once"),
        ]

    def __str__(self) -> str:
        return self.label


class Voter(models.Model):
    """A voice on the roll: whether it was given, never for what, and no moment."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="voters")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    community = models.ForeignKey(
        Community, models.PROTECT, null=True, blank=True, related_name="votes"
    )
    structure = models.ForeignKey(
        Structure, models.PROTECT, null=True, blank=True, related_name="votes"
    )
    college = models.ForeignKey(College, models.PROTECT, related_name="voters")
    proxy = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="principals"
    )
    has_voted = models.BooleanField("a voté", default=False)
    # Said aloud and entered by who leads the ballot; never so where the vote is secret.
    is_entered = models.BooleanField("saisi de vive voix", default=False)

    class Meta:
        verbose_name = "électeur"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["ballot", "person"], name="decisions_voter_once"),
            models.UniqueConstraint(
                fields=["ballot", "community"], name="decisions_voter_community_once"
            ),
            models.UniqueConstraint(
                fields=["ballot", "structure"], name="decisions_voter_structure_once"
            ),
            models.CheckConstraint(condition=ONE_VOICE, name="decisions_voter_is_one_voice"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def name(self) -> str:
        return str(self.community or self.person or self.structure)


class OpenVote(models.Model):
    """What a voter chose, by a show of hands only."""

    voter = models.ForeignKey(Voter, models.CASCADE, related_name="votes")
    option = models.ForeignKey(Option, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "vote à main levée"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["voter", "option"], name="decisions_openvote_once"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Urn(models.Model):
    """How many secret votes went to an option (none: blank), by college where they are weighed.

    All the counters exist before the first vote, and each vote rewrites them all: neither the
    rows, nor their order, nor their last change say whose vote was the last.
    """

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="urns")
    college = models.ForeignKey(College, models.PROTECT, null=True, blank=True, related_name="+")
    option = models.ForeignKey(Option, models.PROTECT, null=True, blank=True, related_name="+")
    count = models.PositiveIntegerField("voix", default=0)

    class Meta:
        verbose_name = "urne"

    def __str__(self) -> str:
        return f"#{self.pk}"
