"""What do the fourteen CPTS of the demonstration agree upon, and where does it block?

A crisis plan reaches the agreement of all in three rounds; a single messaging tool is blocked by
an objection. Their assembly votes its report and elects two people in secret.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.decisions.access import Voice
from maillage.apps.decisions.actions import answer as answers
from maillage.apps.decisions.actions import application, closing
from maillage.apps.decisions.actions import ballot as ballots
from maillage.apps.decisions.actions import proposal as proposals
from maillage.apps.decisions.actions import vote as booth
from maillage.apps.decisions.actions.answer import Given
from maillage.apps.decisions.actions.application import Choice
from maillage.apps.decisions.actions.ballot import Paper
from maillage.apps.decisions.actions.proposal import Draft, Wording
from maillage.apps.decisions.models import Ballot, Proposal
from maillage.apps.demo.story import at_work
from maillage.domain.ballots import Majority
from maillage.domain.consensus import FallBack, Position, Rule

OBJECT, RESERVE, ASIDE = Position.OBJECT, Position.RESERVE, Position.STAND_ASIDE
Said = Mapping[int, tuple[Position, str]]


REPORT = Paper("Rapport moral et financier", "L’assemblée approuve le rapport de l’année.")
ELECTION = Paper(
    "Élection de deux représentants à la région",
    candidates=("Solveig Mirandolle", "Tancrède Vaubernard", "Ambroise Corvelande"),
    seats=2,
    majority=Majority.ABSOLUTE,
    is_secret=True,
)
# What each CPTS votes, by rank; the ranks beyond vote blank.
VOTES = ("01", "01", "0", "12", "01", "02", "1", "01", "0", "01", "12", "01")
HELD = 45


class Planner(Protocol):
    """The story being written (`load.Telling`)."""

    now: datetime

    def plan(self, days: int, act: Callable[[datetime], object]) -> None: ...


@dataclass(frozen=True)
class Turn:
    """A round: how many days ago it opened and closed (None: open still), and who said what.

    `said` is by rank of the member, in the order they joined; the others agree, but the last
    `silent` ones.
    """

    opened: int
    closed: int | None
    text: str
    said: Said
    silent: int = 0


@dataclass(frozen=True)
class Deliberation:
    title: str
    rule: Rule
    turns: Sequence[Turn]


CRISIS = Deliberation(
    "Plan de crise commun de l’Ambrine",
    Rule(FallBack.DROP, rounds=4),
    (
        Turn(
            82,
            66,
            "Une seule cellule de crise pour l’Ambrine, tenue par l’inter-CPTS.\n"
            "Chaque CPTS nomme une pharmacie référente sous un mois.",
            {
                4: (OBJECT, "Notre cellule existe et fonctionne : nous ne la supprimons pas."),
                9: (OBJECT, "Un mois ne suffit pas pour nommer une pharmacie."),
                11: (RESERVE, "Le relais du week-end reste à écrire."),
            },
        ),
        Turn(
            58,
            41,
            "Une cellule de crise dans chaque CPTS, et une coordination tenue par l’inter-CPTS.\n"
            "Chaque CPTS nomme une pharmacie référente sous trois mois.",
            {
                9: (OBJECT, "Qui prévient les infirmières la nuit ? Le texte ne le dit pas."),
                11: (RESERVE, "Le relais du week-end reste à écrire."),
            },
        ),
        Turn(
            34,
            16,
            "Une cellule de crise dans chaque CPTS, et une coordination tenue par l’inter-CPTS.\n"
            "Chaque CPTS nomme une pharmacie référente sous trois mois.\n"
            "Un annuaire de nuit, par profession, est tenu par chaque cellule.",
            {12: (ASIDE, "Notre projet de santé n’est pas encore écrit.")},
        ),
    ),
)
MESSAGING = Deliberation(
    "Une seule messagerie pour les quatorze CPTS",
    Rule(FallBack.KEEP_DISCUSSING),
    (
        Turn(
            52,
            29,
            "Les quatorze CPTS utilisent la même messagerie sécurisée avant l’été.",
            {2: (OBJECT, "Nous venons d’en payer une autre pour deux ans.")},
        ),
        Turn(
            22,
            None,
            "Les CPTS qui changent de messagerie choisissent la même.",
            {2: (OBJECT, "Même ainsi, nos partenaires seraient perdus.")},
            silent=5,
        ),
    ),
)
# Ranks of the CPTS that chose to apply the crisis plan, or not, and how many days ago.
APPLYING = {0: (True, 14), 1: (True, 13), 3: (True, 12), 4: (True, 9), 6: (True, 6), 12: (False, 8)}


def plan(telling: Planner, inter: Community) -> None:
    """Plan both deliberations of an inter-CPTS, and its assembly."""
    for told in (CRISIS, MESSAGING):
        _plan_one(telling, inter, told)
    for rank, (applies, days) in APPLYING.items():
        telling.plan(days, _chooser(inter, rank, applies))
    _plan_assembly(telling, inter)


def _plan_one(telling: Planner, inter: Community, told: Deliberation) -> None:
    for number, turn in enumerate(told.turns, start=1):
        telling.plan(turn.opened, _opener(inter, told, number))
        for rank in range(14 - turn.silent):
            # Over the days of the round, in an order that is not always the same.
            length = turn.opened - (turn.closed or 0) - 2
            days = turn.opened - 1 - (rank * 5 + number) % max(length, 1)
            telling.plan(days, _answerer(inter, told, number, rank))
        if turn.closed is not None:
            telling.plan(turn.closed, _closer(inter, told))


def _proposal(inter: Community, told: Deliberation) -> Proposal:
    return inter.proposals.get(title=told.title)


def _leader(community: Community) -> Person:
    return community.roles.get(kind="COORDINATOR", until__isnull=True).person


def _member(inter: Community, rank: int) -> Community:
    return inter.members.order_by("pk")[rank].member


def _opener(inter: Community, told: Deliberation, number: int) -> Callable[[datetime], object]:
    turn = told.turns[number - 1]

    def open_it(at: datetime) -> None:
        by, length = _leader(inter), turn.opened - (turn.closed or -9)
        wording = Wording(turn.text, localdate(at) + timedelta(days=length))
        if number > 1:
            proposals.open_round(proposal=_proposal(inter, told), wording=wording, by=by, at=at)
            return
        draft = Draft(told.title, Proposal.Electorate.COMMUNITIES, told.rule, wording)
        made = proposals.draft_proposal(community=inter, draft=draft, by=by, at=at)
        proposals.open_proposal(proposal=made, by=by, at=at)

    return open_it


def _answerer(
    inter: Community, told: Deliberation, number: int, rank: int
) -> Callable[[datetime], object]:
    position, reason = told.turns[number - 1].said.get(rank, (Position.AGREE, ""))

    def answer(at: datetime) -> None:
        member = _member(inter, rank)
        participant = _proposal(inter, told).participants.get(community=member)
        answers.give_answer(
            participant=participant,
            given=Given(position, number, reason),
            by=member.roles.get(kind="CHAIR", until__isnull=True).person,
            at=at,
        )

    return answer


def _closer(inter: Community, told: Deliberation) -> Callable[[datetime], object]:
    def close(at: datetime) -> None:
        found = _proposal(inter, told)
        turn = found.rounds.get(closed_at__isnull=True)
        closing.close_round(
            proposal=found,
            number=turn.number,
            seen=turn.answers.count(),
            by=_leader(inter),
            at=at,
        )

    return close


def _chooser(inter: Community, rank: int, applies: bool) -> Callable[[datetime], object]:
    def choose(at: datetime) -> None:
        member = _member(inter, rank)
        application.choose_application(
            decision=inter.decisions.get(title=CRISIS.title),
            community=member,
            choice=Choice(applies, localdate(at)),
            by=member.roles.get(kind="CHAIR", until__isnull=True).person,
            at=at,
        )

    return choose


def _plan_assembly(telling: Planner, inter: Community) -> None:
    """Plan the assembly of an inter-CPTS, where the chair of each CPTS votes."""
    held = at_work(telling.now, HELD)
    telling.plan(held, lambda at: _hold(inter, REPORT, ("FOR",), at))
    telling.plan(held, lambda at: _hold(inter, ELECTION, VOTES, at))


def _hold(inter: Community, paper: Paper, votes: tuple[str, ...], at: datetime) -> Ballot:
    leader = inter.roles.get(kind="COORDINATOR", until__isnull=True).person
    members = [row.member for row in inter.members.order_by("pk")]
    roll = [Voice(member.roles.get(kind="CHAIR", until__isnull=True).person) for member in members]
    ballot = ballots.open_ballot(community=inter, paper=paper, roll=roll, by=leader, at=at)
    options = {option.key: option.uuid for option in ballot.options.all()}
    for rank, voter in enumerate(ballot.voters.select_related("person", "ballot").order_by("pk")):
        said = votes[0] if paper is REPORT else votes[rank] if rank < len(votes) else ""
        keys = [said] if said in options else list(said)
        chosen = [options[key] for key in keys]
        booth.cast_vote(voter=voter, chosen=chosen, by=voter.person, at=at)
    ballots.close_ballot(ballot=ballot, by=leader, at=at)
    return ballot
