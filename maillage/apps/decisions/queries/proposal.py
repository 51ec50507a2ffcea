"""What does the page of a proposal show: its text, what changed, who answered what?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.communities.queries import workspace
from maillage.apps.communities.queries.workspace import Frame
from maillage.apps.decisions import access
from maillage.apps.decisions.models import (
    Answer,
    Application,
    Participant,
    Proposal,
    Round,
    VotingStatutes,
)
from maillage.domain import awaited, consensus
from maillage.domain.consensus import Act, FallBack, Position, Silence, State
from maillage.domain.differences import Piece, differences
from maillage.domain.roles import Right


@dataclass(frozen=True)
class Line:
    """A member, what it answered, what it said before, and whether it applies the decision."""

    participant: Participant
    answer: Answer | None
    former: tuple[Answer, ...]
    is_mine: bool
    application: Application | None = None

    @property
    def is_waited_for(self) -> bool:
        return self.answer is None


def _held(line: Line) -> Position:
    return line.answer.position_value if line.answer else Position.AGREE


@dataclass(frozen=True)
class Turn:
    """One round: its text, what changed since the one before, and the answers."""

    round: Round
    pieces: Sequence[Piece]
    lines: Sequence[Line]

    @property
    def documents(self) -> list[str]:
        return self.round.documents.splitlines()

    @property
    def given(self) -> int:
        """How many answers were ever given, changed ones included."""
        return sum(bool(line.answer) + len(line.former) for line in self.lines)

    @property
    def answered(self) -> int:
        return sum(line.answer is not None for line in self.lines)

    @property
    def counts(self) -> list[tuple[Position, int]]:
        held = [line.answer.position_value for line in self.lines if line.answer]
        return [(position, held.count(position)) for position in Position]

    @property
    def reasons(self) -> list[Line]:
        """Lines with words, objections first."""
        said = [line for line in self.lines if line.answer and line.answer.reason]
        order = list(Position)[::-1]
        return sorted(said, key=lambda line: order.index(_held(line)))


@dataclass(frozen=True)
class ProposalPage:
    """A proposal as one reader sees it."""

    frame: Frame
    proposal: Proposal
    turns: Sequence[Turn]
    today: date
    # Choices of communities that were not asked: they joined since.
    newcomers: Sequence[Application]
    # The article that gives a silence its meaning, where it has one.
    article: str = ""

    @property
    def current(self) -> Turn:
        """The round open now, or the last one."""
        return self.turns[0]

    @property
    def former(self) -> Sequence[Turn]:
        return self.turns[1:]

    @property
    def state(self) -> State:
        return self.proposal.state_value

    @property
    def fall_back(self) -> FallBack:
        return self.proposal.rule.fall_back

    @property
    def silence(self) -> Silence:
        return self.proposal.rule.silence

    @property
    def may_lead(self) -> bool:
        return Right.DECIDE in self.frame.rights

    @property
    def may(self) -> Mapping[str, bool]:
        """For templates: act name → possible now for this reader."""
        possible = consensus.acts_from(self.state) if self.may_lead else ()
        return {act.value: act in possible for act in Act}

    @property
    def is_open(self) -> bool:
        return self.state is State.OPEN

    @property
    def is_last_round(self) -> bool:
        return self.proposal.rule.is_last(self.current.round.number)

    @property
    def is_early(self) -> bool:
        """Whether closing now would decide without those who may still answer."""
        held = {
            line.participant.pk: line.answer.position_value
            for line in self.current.lines
            if line.answer
        }
        asked = [line.participant.pk for line in self.current.lines]
        turn = self.current.round
        return self.is_open and awaited.awaits_answers(
            consensus.outcome(
                members=asked, answers=held, rule=self.proposal.rule, number=turn.number
            ),
            missing=len(asked) - len(held),
            last_day=turn.answers_by,
            today=self.today,
        )

    @property
    def mine(self) -> list[Line]:
        """Members for whom the reader answers."""
        return [line for line in self.current.lines if line.is_mine]

    @property
    def waits_for_me(self) -> bool:
        return self.is_open and any(line.is_waited_for for line in self.mine)

    @property
    def is_late(self) -> bool:
        return self.is_open and self.current.round.answers_by < self.today


def proposal_page(proposal: Proposal, person: Person, *, today: date) -> ProposalPage:
    """Return the page of a proposal that the person was let into."""
    frame = workspace.frame(proposal.community.slug, person, on=today, at="decisions:register")
    participants = list(proposal.participants.select_related("community", "person"))
    participants.sort(key=lambda each: each.name)
    mine = _mine(proposal, person, on=today)
    chosen = Application.objects.standing().filter(decision__proposal=proposal)
    applications = {row.community_id: row for row in chosen.select_related("by", "community")}
    rounds = list(proposal.rounds.select_related("closed_by").order_by("number"))
    answers = list(
        Answer.objects.filter(round__proposal=proposal).select_related("by").order_by("pk")
    )
    turns = []
    for before, turn in zip([None, *rounds], rounds, strict=False):
        pieces = differences(before.text, turn.text) if before else []
        given = [answer for answer in answers if answer.round_id == turn.pk]
        lines = [_line(each, given, mine, applications) for each in participants]
        turns.append(Turn(turn, pieces, lines))
    asked = {each.community_id for each in participants}
    newcomers = [row for key, row in applications.items() if key not in asked]
    return ProposalPage(frame, proposal, turns[::-1], today, newcomers, _article(proposal))


def _article(proposal: Proposal) -> str:
    if proposal.rule.silence is Silence.NOTHING:
        return ""
    row = VotingStatutes.objects.filter(community=proposal.community_id).first()
    return row.article if row else ""


def _mine(proposal: Proposal, person: Person, *, on: date) -> set[int]:
    led = access.communities_led(person, on=on).values("pk")
    own = proposal.participants.filter(person=person) | proposal.participants.filter(
        community__in=led
    )
    return set(own.values_list("pk", flat=True))


def _line(
    participant: Participant,
    given: Sequence[Answer],
    mine: set[int],
    applications: Mapping[int, Application],
) -> Line:
    own = [answer for answer in given if answer.participant_id == participant.pk]
    return Line(
        participant=participant,
        answer=next((answer for answer in own if answer.replaced_at is None), None),
        former=tuple(answer for answer in own if answer.replaced_at is not None),
        is_mine=participant.pk in mine,
        application=applications.get(participant.community_id or 0),
    )


def participant(slug: str, uuid: UUID) -> Participant | None:
    """Return a member asked by a proposal of this community."""
    return (
        Participant.objects.select_related(
            "proposal__community", "community", "person", "structure"
        )
        .filter(uuid=uuid, proposal__community__slug=slug)
        .first()
    )


def standing_answer(round: Round, participant: Participant) -> Answer | None:
    """Return what the member answers now."""
    return round.answers.standing().filter(participant=participant).select_related("by").first()


def pieces_since_before(round: Round) -> list[Piece]:
    """Return what changed in the text since the round before; nothing for the first."""
    before = Round.objects.filter(proposal=round.proposal_id, number=round.number - 1).first()
    return differences(before.text, round.text) if before else []


def electorates_for(community: Community) -> list[tuple[str, str]]:
    """Return who may be asked here."""
    kinds = list(Proposal.Electorate.choices)
    is_local = community.echelon_value.rank == 0
    return [
        (value, str(label)) for value, label in kinds if not (is_local and value == kinds[0][0])
    ]
