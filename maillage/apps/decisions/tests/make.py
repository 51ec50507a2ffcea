"""Proposals among communities that do not exist, and what their people answer."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from maillage.apps.accounts.models import Person, User
from maillage.apps.communities.models import Affiliation, Community
from maillage.apps.communities.tests.make import LONG_AGO, NOW, TODAY, body, cpts, holder, officer
from maillage.apps.decisions.actions import answer as answers
from maillage.apps.decisions.actions import closing
from maillage.apps.decisions.actions import proposal as actions
from maillage.apps.decisions.actions import statutes as statutes_actions
from maillage.apps.decisions.actions.answer import Given
from maillage.apps.decisions.actions.closing import Closed
from maillage.apps.decisions.actions.proposal import Draft, Wording
from maillage.apps.decisions.actions.statutes import Stated
from maillage.apps.decisions.models import Answer, Participant, Proposal, Round
from maillage.domain.consensus import FallBack, Position, Rule, Silence, State
from maillage.domain.roles import RoleKind

__all__ = ["LONG_AGO", "NOW", "TODAY", "body", "cpts", "holder", "officer"]

LATER = TODAY + timedelta(days=15)
# Nobody may answer any more.
AFTER = NOW + timedelta(days=16)
DISCUSS = Rule(FallBack.KEEP_DISCUSSING)
TEXT = "Chaque CPTS réserve un créneau par jour aux soins non programmés."


@dataclass(frozen=True)
class Circle:
    """An inter-CPTS, who leads it, and the CPTS that joined it with their chairs."""

    inter: Community
    leader: User
    chairs: dict[Community, User]

    @property
    def members(self) -> list[Community]:
        return list(self.chairs)


def circle(size: int = 3) -> Circle:
    inter = body()
    chairs = {}
    for _ in range(size):
        member = cpts()
        Affiliation.objects.create(
            member=member, body=inter, since=LONG_AGO, member_rank=0, body_rank=1
        )
        chairs[member] = holder(member)
    return Circle(inter, holder(inter, RoleKind.COORDINATOR), chairs)


def draft(
    title: str = "Créneaux communs",
    *,
    text: str = TEXT,
    answers_by: date = LATER,
    rule: Rule = DISCUSS,
    electorate: str = Proposal.Electorate.COMMUNITIES,
    documents: str = "",
) -> Draft:
    return Draft(title, Proposal.Electorate(electorate), rule, Wording(text, answers_by, documents))


def drafted(place: Circle, at: datetime = NOW, **words: object) -> Proposal:
    return actions.draft_proposal(
        community=place.inter,
        draft=draft(**words),  # type: ignore[arg-type]  # passed through as named
        by=place.leader.person,
        at=at,
    )


def opened(place: Circle, **words: object) -> Proposal:
    proposal = drafted(place, **words)  # type: ignore[arg-type]  # passed through as named
    return open_it(place, proposal)


def open_it(place: Circle, proposal: Proposal) -> Proposal:
    return actions.open_proposal(proposal=proposal, by=place.leader.person, at=NOW)


def asked(proposal: Proposal, member: Community | Person) -> Participant:
    if isinstance(member, Person):
        return proposal.participants.get(person=member)
    return proposal.participants.get(community=member)


def turn(proposal: Proposal) -> Round:
    return proposal.rounds.order_by("-number")[0]


def answer(
    place: Circle,
    proposal: Proposal,
    member: Community,
    position: Position = Position.AGREE,
    reason: str = "",
) -> Answer:
    if position.asks_why and not reason:
        reason = "Trop de jours fériés."
    return answers.give_answer(
        participant=asked(proposal, member),
        given=Given(position, turn(proposal).number, reason),
        by=place.chairs[member].person,
        at=NOW,
    )


def all_answer(place: Circle, proposal: Proposal, position: Position = Position.AGREE) -> None:
    for member in place.members:
        answer(place, proposal, member, position)


def close(place: Circle, proposal: Proposal, at: datetime = NOW) -> Closed:
    last = turn(proposal)
    closed = closing.close_round(
        proposal=proposal,
        number=last.number,
        seen=last.answers.count(),
        by=place.leader.person,
        at=at,
    )
    proposal.refresh_from_db()
    return closed


def amend(place: Circle, proposal: Proposal, text: str = "Un créneau par jour ouvré.") -> Round:
    made = actions.open_round(
        proposal=proposal, wording=Wording(text, LATER), by=place.leader.person, at=NOW
    )
    proposal.refresh_from_db()
    return made


def state(proposal: Proposal) -> State:
    proposal.refresh_from_db()
    return proposal.state_value


def statutes(place: Circle, silence: Silence) -> None:
    statutes_actions.state_statutes(
        community=place.inter,
        stated=Stated(silence, "article 14"),
        by=place.leader.person,
        at=NOW,
    )


def silence(kind: Silence) -> Rule:
    return Rule(FallBack.KEEP_DISCUSSING, silence=kind)
