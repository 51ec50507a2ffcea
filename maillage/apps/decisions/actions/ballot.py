"""How is a ballot opened, voted, by oneself or by proxy, and counted?"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access as communities
from maillage.apps.communities.models import Community
from maillage.apps.decisions.actions.closing import register_decision
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
from maillage.domain import ballots
from maillage.domain.ballots import AGAINST, BLANK, FOR, Majority, Tally
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right

MOTION = {FOR: "Pour", AGAINST: "Contre"}


class BallotClosed(Refusal):
    """It is counted."""

    def __init__(self) -> None:
        super().__init__("Ce scrutin est clos : aucun vote ne peut plus y être ajouté ou changé.")


class AlreadyVoted(Refusal):
    """A secret vote cannot be found again, so it cannot be changed."""

    def __init__(self) -> None:
        super().__init__(
            "Cette personne a déjà voté. Le vote est secret : il ne peut être ni retrouvé, ni "
            "changé."
        )


class NotYourVote(Refusal):
    """The person neither is the voter nor holds their proxy."""

    def __init__(self) -> None:
        super().__init__(
            "Vous ne pouvez pas voter ici : il faut être cette personne, ou tenir sa procuration "
            "si elle l’a donnée."
        )


class TooManyChoices(Refusal):
    """More people chosen than seats, or what is not on the paper."""

    def __init__(self, seats: int) -> None:
        super().__init__(f"Choisissez au plus {seats} nom(s) parmi ceux proposés.")


class NothingToVoteOn(Refusal):
    """An election without candidates, or a roll without voters."""

    def __init__(self) -> None:
        super().__init__("Il faut au moins un choix et une personne appelée à voter.")


class VotedAlready(Refusal):
    """A proxy is given before voting."""

    def __init__(self) -> None:
        super().__init__("Cette personne a déjà voté : elle ne peut plus donner procuration.")


@dataclass(frozen=True)
class Enrolled:
    """Someone on the roll, in their college."""

    person: Person
    college: str = ""


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
    weights: Mapping[str, int] | None = None


@transaction.atomic
def open_ballot(
    *, community: Community, paper: Paper, roll: Sequence[Enrolled], by: Person, at: datetime
) -> Ballot:
    """Open a ballot to a roll fixed from now on.

    :raises NothingToVoteOn: nobody to vote.
    :raises TooSmallForSecrecy: a secret vote in a college too small to keep it.
    """
    communities.demand(Right.DECIDE, of=by, on_community=community, on=localdate(at))
    if not roll:
        raise NothingToVoteOn
    if paper.is_secret:
        ballots.check_secrecy([each.college for each in roll])
    made = Ballot.objects.create(
        community=community,
        kind=Ballot.Kind.ELECTION if paper.candidates else Ballot.Kind.MOTION,
        title=paper.title.strip(),
        text=paper.text.strip(),
        majority=paper.majority.value,
        seats=paper.seats,
        is_secret=paper.is_secret,
        proxy_limit=paper.proxy_limit,
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


def _lay_out(made: Ballot, paper: Paper, roll: Sequence[Enrolled]) -> None:
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
        Voter(ballot=made, person=each.person, college=colleges[each.college]) for each in roll
    )
    if paper.is_secret:
        Urn.objects.bulk_create(
            Urn(ballot=made, college=college, option=option)
            for college in colleges.values()
            for option in (*options, None)
        )


def _held(ballot: Ballot) -> Ballot:
    held = Ballot.objects.select_for_update(of=("self",)).get(pk=ballot.pk)
    if held.closed_at is not None:
        raise BallotClosed
    return held


@transaction.atomic
def give_proxy(*, giver: Voter, holder: Voter, by: Person, at: datetime) -> Voter:
    """Hand one's vote to another voter of the ballot, before voting.

    :raises BallotClosed: it is counted.
    :raises NotYourVote: only the voter, or who leads the ballot for them, may.
    :raises VotedAlready: too late.
    :raises Refusal: the proxy is not allowed (see `ballots.check_proxy`).
    """
    held = _held(giver.ballot)
    if by.pk != giver.person_id:
        communities.demand(Right.DECIDE, of=by, on_community=held.community, on=localdate(at))
    voters = {voter.pk: voter for voter in held.voters.select_related("person")}
    if holder.pk not in voters:
        raise NotYourVote
    if voters[giver.pk].has_voted:
        raise VotedAlready
    given = {key: voter.proxy_id for key, voter in voters.items() if voter.proxy_id}
    ballots.check_proxy(giver=giver.pk, holder=holder.pk, given=given, limit=held.proxy_limit)
    row = voters[giver.pk]
    row.proxy = voters[holder.pk]
    row.save(update_fields=["proxy"])
    journal.record(
        "ballot.proxy_given",
        by=by,
        at=at,
        on=held,
        community=held.community.uuid,
        facts={"giver": row.person, "holder": row.proxy.person},
    )
    return row


@transaction.atomic
def cast_vote(*, voter: Voter, chosen: Collection[UUID], by: Person, at: datetime) -> None:
    """Vote, or change an open vote; nothing chosen is a blank vote.

    A secret vote adds one to the urn and marks the voter; nothing else is written, and the
    journal says only that the person voted.

    :raises BallotClosed: it is counted.
    :raises NotYourVote: the person may not vote for this voter.
    :raises AlreadyVoted: the vote is secret and given.
    :raises TooManyChoices: more than the seats, or not on the paper.
    """
    held = _held(voter.ballot)
    row = held.voters.select_related("person", "college", "proxy").get(pk=voter.pk)
    is_for_someone = _right_to_vote(held, row, by, at)
    options = list(held.options.filter(uuid__in=list(chosen)))
    most = held.seats if held.kind == Ballot.Kind.ELECTION else 1
    if len(options) != len(set(chosen)) or len(options) > most:
        raise TooManyChoices(most)
    if held.is_secret:
        if row.has_voted:
            raise AlreadyVoted
        _put_in_urn(held, row.college, options)
    else:
        row.votes.all().delete()
        OpenVote.objects.bulk_create(
            OpenVote(voter=row, option=option, is_for_someone=is_for_someone) for option in options
        )
    row.has_voted = True
    row.save(update_fields=["has_voted"])
    journal.record(
        "ballot.entered" if is_for_someone else "ballot.voted",
        by=by,
        at=at,
        on=held,
        community=held.community.uuid,
        facts={"member": row.person},
    )


def _right_to_vote(held: Ballot, row: Voter, by: Person, at: datetime) -> bool:
    """Tell whether the vote is entered for someone; never so in a secret ballot."""
    speaker = row.proxy.person_id if row.proxy else row.person_id
    if by.pk == speaker:
        return False
    if held.is_secret:
        raise NotYourVote
    rights = communities.rights_of(by, held.community, on=localdate(at))
    if Right.DECIDE not in rights or row.has_voted:
        raise NotYourVote
    return True


def _put_in_urn(held: Ballot, college: College, options: Sequence[Option]) -> None:
    """Add one to the counters chosen and nothing to the others, which are rewritten alike."""
    mine = Q(option__in=options) if options else Q(option__isnull=True)
    one = Case(When(mine, college=college, then=Value(1)), default=Value(0))
    held.urns.update(count=F("count") + one)


@transaction.atomic
def close_ballot(*, ballot: Ballot, by: Person, at: datetime) -> Decision:
    """Count the votes and enter the result in the register.

    :raises BallotClosed: it is counted already.
    """
    communities.demand(Right.DECIDE, of=by, on_community=ballot.community, on=localdate(at))
    held = _held(ballot)
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
    return decision


def _counted(held: Ballot, options: Mapping[str, str]) -> tuple[Tally, Fraction]:
    """Weigh the votes; return them with the weight of all who voted."""
    colleges = {college.pk: college for college in held.colleges.all()}
    counts: dict[str, dict[str, int]] = {each.name: {} for each in colleges.values()}

    def add(college: int, key: str, number: int) -> None:
        kept = counts[colleges[college].name]
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
