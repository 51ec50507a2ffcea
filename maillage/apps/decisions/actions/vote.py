"""How does a voice vote, by itself, by proxy or from a link, and hand its proxy on?"""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access as communities
from maillage.apps.decisions import access
from maillage.apps.decisions.actions import links
from maillage.apps.decisions.actions.holding import ballot_held, forget_former_counts
from maillage.apps.decisions.models import Ballot, College, OpenVote, Option, Voter
from maillage.apps.journal import actions as journal
from maillage.domain import ballots
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right


class AlreadyVoted(Refusal):
    """A secret vote cannot be found again, so it cannot be changed."""

    def __init__(self) -> None:
        super().__init__(
            "Ce vote est déjà dans l’urne. Il est secret : il ne peut être ni retrouvé, ni changé."
        )


class NotYourVote(Refusal):
    """The person neither is the voter nor holds their proxy."""

    def __init__(self) -> None:
        super().__init__(
            "Vous ne pouvez pas voter ici : il faut être cette personne, ou tenir sa procuration "
            "si elle l’a donnée."
        )


class UnclearVote(Refusal):
    """A paper where nothing is ticked is not a blank vote: a finger may have slipped."""

    def __init__(self) -> None:
        super().__init__(
            "Aucun vote n’est enregistré : choisissez, ou cochez « Blanc » et lui seul."
        )


class TooManyChoices(Refusal):
    """More people chosen than seats, or what is not on the paper."""

    def __init__(self, seats: int) -> None:
        super().__init__(f"Choisissez au plus {seats} nom(s) parmi ceux proposés.")


class VotedAlready(Refusal):
    """A proxy is given before voting."""

    def __init__(self) -> None:
        super().__init__("Cette personne a déjà voté : elle ne peut plus donner procuration.")


class NoProxyToTakeBack(Refusal):
    """Nothing was given, or its holder has voted."""

    def __init__(self) -> None:
        super().__init__(
            "Il n’y a pas de procuration à reprendre : elle n’a pas été donnée, ou la personne qui "
            "la tient a déjà voté."
        )


def _row(held: Ballot, voter: Voter) -> Voter:
    named = ("person", "community", "structure", "college", "proxy")
    row = held.voters.select_related(*named).get(pk=voter.pk)
    row.ballot = held
    return row


def _demand_to_speak(held: Ballot, voter: Voter, by: Person, at: datetime) -> None:
    """Let the voter act on their proxy, or whoever leads the ballot, who was told."""
    if not access.answers_for(by, voter, on=localdate(at)):
        communities.demand(Right.DECIDE, of=by, on_community=held.community, on=localdate(at))


@transaction.atomic
def give_proxy(*, giver: Voter, holder: Voter, by: Person, at: datetime) -> Voter:
    """Hand one's vote to another voter of the ballot, before voting.

    :raises BallotClosed, VotingOver: nobody votes any more.
    :raises RightMissing: neither the voter nor who leads the ballot.
    :raises NotYourVote: the holder is not on the roll.
    :raises VotedAlready: too late.
    :raises OutOfCollege: the statutes keep proxies within a college.
    :raises Refusal: the proxy is not allowed (see `ballots.check_proxy`).
    """
    held = ballot_held(giver.ballot, on=localdate(at))
    _demand_to_speak(held, giver, by, at)
    rows = held.voters.select_related("person", "community", "structure")
    voters = {voter.pk: voter for voter in rows}
    if holder.pk not in voters:
        raise NotYourVote
    row, to = voters[giver.pk], voters[holder.pk]
    if row.has_voted:
        raise VotedAlready
    if held.keeps_proxies_in_college and row.college_id != to.college_id:
        raise ballots.OutOfCollege
    given = {key: voter.proxy_id for key, voter in voters.items() if voter.proxy_id}
    ballots.check_proxy(giver=row.pk, holder=to.pk, given=given, limit=held.proxy_limit)
    row.proxy = to
    row.save(update_fields=["proxy"])
    links.forget(voice=row, about=held.uuid)
    _journal("ballot.proxy_given", held, by, at, giver=_said(row), holder=_said(to))
    return row


@transaction.atomic
def take_proxy_back(*, giver: Voter, by: Person, at: datetime) -> Voter:
    """Vote for oneself after all, as long as the holder has not voted.

    :raises BallotClosed, VotingOver: nobody votes any more.
    :raises RightMissing: neither the voter nor who leads the ballot.
    :raises NoProxyToTakeBack: nothing was given, or it has served.
    """
    held = ballot_held(giver.ballot, on=localdate(at))
    _demand_to_speak(held, giver, by, at)
    row = _row(held, giver)
    if row.proxy is None or row.has_voted:
        raise NoProxyToTakeBack
    row.proxy = None
    row.save(update_fields=["proxy"])
    _journal("ballot.proxy_taken_back", held, by, at, giver=_said(row))
    return row


@transaction.atomic
def cast_vote(*, voter: Voter, chosen: Collection[UUID], by: Person | None, at: datetime) -> None:
    """Vote, or change an open vote; nothing chosen is a blank vote.

    A secret vote adds one to the urn and marks the voter; nothing else is written, and the
    journal says only that a vote was given. `by` is nobody for a structure, which votes from the
    link it was sent.

    :raises BallotClosed, VotingOver: nobody votes any more.
    :raises NotYourVote: the person may not vote for this voter.
    :raises AlreadyVoted: the vote is secret and given.
    :raises TooManyChoices: more than the seats, or not on the paper.
    """
    held = ballot_held(voter.ballot, on=localdate(at))
    row = _row(held, voter)
    is_for_someone = _right_to_vote(held, row, by, at)
    options = list(held.options.filter(uuid__in=list(chosen)))
    most = held.seats if held.kind == Ballot.Kind.ELECTION else 1
    if len(options) != len(set(chosen)) or len(options) > most:
        raise TooManyChoices(most)
    links.forget(voice=row, about=held.uuid)
    if held.is_secret:
        if row.has_voted:
            raise AlreadyVoted
        _put_in_urn(held, row.college, options)
    else:
        row.votes.all().delete()
        OpenVote.objects.bulk_create(OpenVote(voter=row, option=option) for option in options)
    row.has_voted, row.is_entered = True, is_for_someone
    row.save(update_fields=["has_voted", "is_entered"])
    if is_for_someone and by is not None:
        links.tell_of_entered_vote(voter=row, by=by, at=at)
    verb = "ballot.entered" if is_for_someone else "ballot.voted" if by else "ballot.voted_by_link"
    _journal(verb, held, by, at, member=_said(row))


def _right_to_vote(held: Ballot, row: Voter, by: Person | None, at: datetime) -> bool:
    """Tell whether the vote is entered for someone; never so in a secret ballot."""
    speaker = row.proxy or row
    if access.answers_for(by, speaker, on=localdate(at)):
        return False
    if held.is_secret or by is None:
        raise NotYourVote
    rights = communities.rights_of(by, held.community, on=localdate(at))
    # What someone voted by themselves is theirs; what was entered may be corrected by who did.
    if Right.DECIDE not in rights or (row.has_voted and not row.is_entered):
        raise NotYourVote
    return True


def _put_in_urn(held: Ballot, college: College, options: Sequence[Option]) -> None:
    """Add one to the counters chosen and nothing to the others, which are rewritten alike."""
    mine = Q(option__in=options) if options else Q(option__isnull=True)
    # Counted by college where they are weighed, else all together.
    apart = Q(college=college) | Q(college__isnull=True)
    one = Case(When(mine & apart, then=Value(1)), default=Value(0))
    held.urns.update(count=F("count") + one)
    forget_former_counts()


def _said(voter: Voter) -> object:
    """Return how the journal names a voice: a person by key, the others by name."""
    return voter.person or voter.name


def _journal(verb: str, held: Ballot, by: Person | None, at: datetime, **facts: object) -> None:
    journal.record(verb, by=by, at=at, on=held, community=held.community.uuid, facts=facts)
