"""Which text is proposed, to whom, and what did each answer, round after round?

Nothing is overwritten: each round keeps its text, and an answer that is changed stays in sight.
"""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.members.models import Structure
from maillage.domain.consensus import Ending, FallBack, Position, Rule, Silence, State

LONGEST_TEXT = 20_000
# A voice is that of a community, of someone or of a structure, and of one of them only.
_NOBODY = {"community__isnull": True, "person__isnull": True, "structure__isnull": True}
ONE_VOICE = (
    Q(**_NOBODY | {"community__isnull": False})
    | Q(**_NOBODY | {"person__isnull": False})
    | Q(**_NOBODY | {"structure__isnull": False})
)


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def open(self) -> Self:
        return self.filter(state=State.OPEN.value)


class Proposal(models.Model):
    """Something on which a community wants the agreement of all its members."""

    class Electorate(models.TextChoices):
        """Who is asked."""

        COMMUNITIES = "COMMUNITIES", "les communautés affiliées, par celles et ceux qui les animent"
        BOARD = "BOARD", "le bureau et le conseil d’administration"
        MEMBERS = "MEMBERS", "tous les membres"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    community = models.ForeignKey(Community, models.CASCADE, related_name="proposals")
    title = models.CharField("titre", max_length=150)
    electorate = models.CharField("qui répond", max_length=12, choices=Electorate)
    fall_back = models.CharField(
        "si rien n’est convenu", max_length=20, choices=[(f.value, f.label) for f in FallBack]
    )
    last_round = models.PositiveSmallIntegerField("nombre de tours", null=True, blank=True)
    silence = models.CharField(
        "le silence",
        max_length=12,
        choices=[(s.value, s.label) for s in Silence],
        default=Silence.NOTHING.value,
    )
    state = models.CharField(
        "état",
        max_length=24,
        choices=[(s.value, s.label) for s in State],
        default=State.DRAFT.value,
    )
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Person, models.PROTECT, verbose_name="proposée par", related_name="+")
    created_at = models.DateTimeField("préparée le")
    ended_at = models.DateTimeField("terminée le", null=True, blank=True)

    objects: ClassVar[ProposalQuerySet] = ProposalQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types as_manager as a manager

    class Meta:
        verbose_name = "proposition"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(fall_back="KEEP_DISCUSSING", last_round__isnull=True)
                | (~Q(fall_back="KEEP_DISCUSSING") & Q(last_round__gte=1, last_round__lte=9)),
                name="decisions_proposal_rounds_as_its_rule_asks",
                violation_error_message="Dites après combien de tours la règle s’applique.",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, state__in=["DRAFT", "OPEN", "TO_AMEND"])
                | (Q(ended_at__isnull=False) & ~Q(state__in=["DRAFT", "OPEN", "TO_AMEND"])),
                name="decisions_proposal_over_has_its_moment",
                violation_error_message="Une proposition terminée dit quand.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state_value(self) -> State:
        return State(self.state)

    @property
    def rule(self) -> Rule:
        return Rule(FallBack(self.fall_back), self.last_round, Silence(self.silence))


class Round(models.Model):
    """The text as it was put to the members once; the draft is a round not opened yet."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField("tour")
    text = models.TextField("texte", max_length=LONGEST_TEXT)
    documents = models.TextField("liens vers les documents", max_length=2000, blank=True)
    answers_by = models.DateField("réponses attendues avant le")
    opened_at = models.DateTimeField("ouvert le", null=True, blank=True)
    closed_at = models.DateTimeField("clos le", null=True, blank=True)
    closed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, verbose_name="clos par", related_name="+"
    )
    ending = models.CharField(
        "issue", max_length=24, blank=True, choices=[(e.value, e.value) for e in Ending]
    )

    class Meta:
        verbose_name = "tour"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["proposal", "number"], name="decisions_round_number_once"
            ),
            models.UniqueConstraint(
                fields=["proposal"],
                condition=Q(closed_at__isnull=True),
                name="decisions_round_one_at_a_time",
                violation_error_message="Un tour est déjà ouvert.",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, ending="")
                | (Q(closed_at__gte=F("opened_at"), closed_by__isnull=False) & ~Q(ending="")),
                name="decisions_round_closed_with_its_ending",
                violation_error_message="Un tour clos dit par qui, et à quoi il mène.",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} tour {self.number}"


class Participant(models.Model):
    """A voice that is asked, from the opening on: a community, someone, or a structure."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="participants")
    community = models.ForeignKey(
        Community, models.PROTECT, null=True, blank=True, related_name="participations"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="participations"
    )
    structure = models.ForeignKey(
        Structure, models.PROTECT, null=True, blank=True, related_name="participations"
    )

    class Meta:
        verbose_name = "membre appelé à répondre"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=ONE_VOICE, name="decisions_participant_is_one_voice"),
            models.UniqueConstraint(
                fields=["proposal", "community"], name="decisions_participant_community_once"
            ),
            models.UniqueConstraint(
                fields=["proposal", "person"], name="decisions_participant_person_once"
            ),
            models.UniqueConstraint(
                fields=["proposal", "structure"], name="decisions_participant_structure_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return str(self.community or self.person or self.structure)


class AnswerQuerySet(models.QuerySet["Answer"]):
    def standing(self) -> Self:
        """Leave out those that were changed."""
        return self.filter(replaced_at__isnull=True)


class Answer(models.Model):
    """What a member answered to a round; the last one stands."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="answers")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="answers")
    position = models.CharField(
        "réponse", max_length=12, choices=[(p.value, p.label) for p in Position]
    )
    reason = models.TextField("motif", max_length=2000, blank=True)
    # Nobody: a structure answers from the link it was sent.
    by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, verbose_name="par", related_name="+"
    )
    # Told on the phone, entered by who leads the decision.
    is_for_someone = models.BooleanField("saisie pour le compte du membre", default=False)
    given_at = models.DateTimeField("donnée le")
    replaced_at = models.DateTimeField("changée le", null=True, blank=True)

    objects: ClassVar[AnswerQuerySet] = AnswerQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types as_manager as a manager

    class Meta:
        verbose_name = "réponse"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["round", "participant"],
                condition=Q(replaced_at__isnull=True),
                name="decisions_answer_one_stands",
                violation_error_message="Ce membre a déjà répondu à ce tour.",
            ),
            models.CheckConstraint(
                condition=~Q(position__in=["OBJECT", "RESERVE"]) | ~Q(reason=""),
                name="decisions_answer_says_why",
                violation_error_message="Une objection ou une réserve dit pourquoi.",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.position}"

    @property
    def position_value(self) -> Position:
        return Position(self.position)
