"""How is a ballot opened to its voices, counted, or given up?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.db import transaction
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access as communities
from maillage.apps.communities.models import Community
from maillage.apps.decisions.access import Voice
from maillage.apps.decisions.actions.closing import register_decision
from maillage.apps.decisions.actions.holding import ballot_held, forget_former_counts
from maillage.apps.decisions.actions.proposal import DayAlreadyPast
from maillage.apps.decisions.models import (
    Ballot,
    College,
    Decision,
    OpenVote,
    Option,
    Urn,
    Voter,
)
from maillage.apps.journal import actions as journal
from maillage.apps.post import actions as post
from maillage.domain import awaited, ballots
from maillage.domain.ballots import BLANK, MOTION, Majority, Tally
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right


class NothingToVoteOn(Refusal):
    """An election without candidates, or a roll without voters."""

    def __init__(self) -> None:
        super().__init__("Il faut au moins un choix et une personne appelée à voter.")


@dataclass(frozen=True)
class Paper:
    """What is voted on and how; `candidates` make it an election, `weights` are by college."""

    title: str
    text: str = ""
    candidates: Sequence[str] = ()
    seats: int = 1
    majority: Majority = Majority.SIMPLE
    is_secret: bool = False
    proxy_limit: int = 0
    keeps_proxies_in_college: bool = False
    votes_by: date | None = None
    weights: Mapping[str, int] | None = None


@transaction.atomic
def open_ballot(
    *, community: Community, paper: Paper, roll: Sequence[Voice], by: Person, at: datetime
) -> Ballot:
    """Open a ballot to a roll fixed from now on.

    :raises NothingToVoteOn: nobody to vote.
    :raises DayAlreadyPast: the last day to vote is gone.
    :raises VoiceWithoutWeight: votes are weighed, and someone is in no college that weighs.
    :raises TooSmallForSecrecy: a secret vote among too few to keep it.
    """
    today = localdate(at)
    communities.demand(Right.DECIDE, of=by, on_community=community, on=today)
    if not roll:
        raise NothingToVoteOn
    if paper.votes_by and paper.votes_by < today:
        raise DayAlreadyPast(paper.votes_by)
    if paper.weights:
        ballots.check_weighed({each.name: each.college for each in roll}, paper.weights)
    if paper.is_secret:
        # Without weights all votes are counted together: a small college hides in the others.
        ballots.check_secrecy([each.college if paper.weights else "" for each in roll])
    made = Ballot.objects.create(
        community=community,
        kind=Ballot.Kind.ELECTION if paper.candidates else Ballot.Kind.MOTION,
        title=paper.title.strip(),
        text=paper.text.strip(),
        majority=paper.majority.value,
        seats=paper.seats,
        is_secret=paper.is_secret,
        proxy_limit=paper.proxy_limit,
        keeps_proxies_in_college=paper.keeps_proxies_in_college,
        votes_by=paper.votes_by,
        opened_at=at,
        by=by,
    )
    _lay_out(made, paper, roll)
    journal.record(
        "ballot.opened",
        by=by,
        at=at,
        on=made,
        community=community.uuid,
        facts={"voters": len(roll), "majority": paper.majority.label, "secret": paper.is_secret},
    )
    return made


def _lay_out(made: Ballot, paper: Paper, roll: Sequence[Voice]) -> None:
    """Write the roll, the options and, for a secret vote, every counter of the urn."""
    labels = dict(enumerate(paper.candidates)) if paper.candidates else MOTION
    options = Option.objects.bulk_create(
        Option(ballot=made, key=str(key), label=label) for key, label in labels.items()
    )
    weights = paper.weights or {}
    colleges = {
        name: College.objects.create(ballot=made, name=name, weight=weights.get(name))
        for name in sorted({each.college for each in roll})
    }
    Voter.objects.bulk_create(
        Voter(
            ballot=made,
            person=each.person,
            community=each.community,
            structure=each.structure,
            college=colleges[each.college],
        )
        for each in roll
    )
    if paper.is_secret:
        counted_apart = list(colleges.values()) if weights else [None]
        Urn.objects.bulk_create(
            Urn(ballot=made, college=college, option=option)
            for college in counted_apart
            for option in (*options, None)
        )


@transaction.atomic
def close_ballot(*, ballot: Ballot, by: Person, at: datetime) -> Decision:
    """Count the votes and enter the result in the register.

    :raises BallotClosed: it is counted already.
    :raises VotesAwaited: someone may still vote, until a later day.
    """
    today = localdate(at)
    communities.demand(Right.DECIDE, of=by, on_community=ballot.community, on=today)
    held = ballot_held(ballot)
    missing = held.voters.filter(has_voted=False).count()
    awaited.demand_votes(missing=missing, last_day=held.votes_by, today=today)
    options = {option.key: option.label for option in held.options.order_by("pk")}
    counted, cast = _counted(held, options)
    result, content = _result(held, counted, cast, options)
    decision = register_decision(
        community=held.community,
        result=result,
        title=held.title,
        content=content,
        by=by,
        at=at,
    )
    held.closed_at, held.decision = at, decision
    held.save(update_fields=["closed_at", "decision"])
    post.forget(about=held.uuid)
    forget_former_counts()
    return decision


@transaction.atomic
def cancel_ballot(*, ballot: Ballot, by: Person, at: datetime) -> Ballot:
    """Give a ballot up without counting it; what was voted is wiped out, nobody will know it.

    :raises BallotClosed: it is counted, or given up already.
    """
    communities.demand(Right.DECIDE, of=by, on_community=ballot.community, on=localdate(at))
    held = ballot_held(ballot)
    held.urns.update(count=0)
    forget_former_counts()
    OpenVote.objects.filter(voter__ballot=held).delete()
    held.closed_at, held.is_cancelled = at, True
    held.save(update_fields=["closed_at", "is_cancelled"])
    post.forget(about=held.uuid)
    journal.record("ballot.cancelled", by=by, at=at, on=held, community=held.community.uuid)
    return held


def _counted(held: Ballot, options: Mapping[str, str]) -> tuple[Tally, Fraction]:
    """Weigh the votes; return them with the weight of all who voted."""
    colleges = {college.pk: college for college in held.colleges.all()}
    counts: dict[str, dict[str, int]] = {"": {}}
    counts.update((each.name, {}) for each in colleges.values())

    def add(college: int | None, key: str, number: int) -> None:
        kept = counts[colleges[college].name if college else ""]
        kept[key] = kept.get(key, 0) + number

    if held.is_secret:
        for urn in held.urns.select_related("option"):
            add(urn.college_id, urn.option.key if urn.option else BLANK, urn.count)
    voted = list(held.voters.filter(has_voted=True).prefetch_related("votes__option"))
    voters: dict[str, int] = {}
    for voter in voted:
        name = colleges[voter.college_id].name
        voters[name] = voters.get(name, 0) + 1
        if not held.is_secret:
            for key in [vote.option.key for vote in voter.votes.all()] or [BLANK]:
                add(voter.college_id, key, 1)
    weights = {
        each.name: Fraction(each.weight) for each in colleges.values() if each.weight is not None
    }
    counted = ballots.tally(counts, choices=options.keys(), voters=voters, weights=weights or None)
    if weights:
        return counted, sum((weights.get(name, Fraction(0)) for name in voters), Fraction(0))
    return counted, Fraction(len(voted))


def _result(
    held: Ballot, counted: Tally, cast: Fraction, options: Mapping[str, str]
) -> tuple[Decision.Result, dict[str, object]]:
    majority = Majority(held.majority)
    content: dict[str, object] = {
        "kind": "vote",
        "text": held.text,
        "majority": majority.label,
        "is_secret": held.is_secret,
        "voters": held.voters.count(),
        "voted": held.voters.filter(has_voted=True).count(),
        "votes": {options[key]: str(votes) for key, votes in counted.votes.items()},
        "blank": str(counted.blank),
        "weights": {each.name: each.weight for each in held.colleges.order_by("pk") if each.weight},
    }
    if held.kind == Ballot.Kind.MOTION:
        passed = ballots.carried(counted, majority)
        return (Decision.Result.ADOPTED if passed else Decision.Result.REJECTED), content
    several = cast if held.seats > 1 else None
    chosen = ballots.elect(counted, seats=held.seats, majority=majority, voters=several)
    content |= {
        "elected": [options[key] for key in chosen.elected],
        "level": [options[key] for key in chosen.level],
        "empty_seats": chosen.empty,
    }
    return Decision.Result.ELECTED, content
