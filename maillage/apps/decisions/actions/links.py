"""How does a voice receive the link to answer or to vote with, without an account?

The first time by a mail of its own, which was asked for; afterwards as a line of the digest, and
once two days before the end. What is done is never recalled.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate, make_aware

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access as communities
from maillage.apps.decisions import access, emails
from maillage.apps.decisions.access import Reached, Speaker
from maillage.apps.decisions.actions.holding import ballot_held, held_for
from maillage.apps.decisions.models import Answer, Ballot, Participant, Proposal, Voter
from maillage.apps.journal import actions as journal
from maillage.apps.post import actions as post
from maillage.apps.post import queries as mails
from maillage.apps.post.actions import Letter, Recall
from maillage.domain import consensus
from maillage.domain.roles import Right

BEFORE_THE_END = timedelta(days=2)
AT = time(6, 0)


@dataclass(frozen=True)
class Sent:
    """How many links were sent, and the voices that nothing reaches."""

    number: int
    unreached: tuple[str, ...] = ()


def _sent(called: Sequence[Speaker], those: Sequence[Reached[Speaker]]) -> Sent:
    known = {each.voice.pk for each in those}
    return Sent(len(those), tuple(voice.name for voice in called if voice.pk not in known))


def _what(voice: Participant | Voter) -> str:
    return f"voice {voice.pk}"


def forget(*, voice: Participant | Voter, about: UUID) -> None:
    """Take back what would recall a voice of what it has just done."""
    post.forget(about=about, what=_what(voice))


def _send(
    those: Sequence[Reached[Speaker]],
    about: UUID,
    words: emails.Wording[Speaker],
    last: datetime,
    at: datetime,
) -> None:
    """Mail whoever was not mailed yet, keep a line of the digest for the others.

    In either case one more line waits for the eve of the end.
    """
    known = set(mails.about(about).values_list("address", "person_id"))
    eve = make_aware(datetime.combine(localdate(last - BEFORE_THE_END), AT))
    letters = []
    for each in those:
        is_told = (each.address, each.person.pk if each.person else None) in known
        if not is_told:
            text = words.mail(each.voice, each.person)
            letters.append(Letter(each.address, words.subject, text, person=each.person))
        due_at = at if is_told else eve
        if is_told or eve > at + timedelta(days=1):
            post.keep_for_digest(
                person=each.person,
                address=each.address,
                text=words.line(each.voice, each.person),
                recall=Recall(about, _what(each.voice), due_at, last),
            )
    post.send_now(letters, at=at, about=about)


@transaction.atomic
def send_links(*, proposal: Proposal, by: Person, at: datetime) -> Sent:
    """Send a personal link to those who have not answered this round.

    :raises AlreadyClosed: no round is open.
    """
    today = localdate(at)
    communities.demand(Right.DECIDE, of=by, on_community=proposal.community, on=today)
    held = held_for(proposal)
    consensus.demand_open(held.state_value)
    turn = held.rounds.get(closed_at__isnull=True)
    answered = turn.answers.standing().values("participant_id")
    waiting = held.participants.exclude(pk__in=answered)
    called = list(waiting.select_related("community", "person", "structure").order_by("pk"))
    those = access.reached(called, within=held.community, on=today)
    last = access.midnight_after(turn.answers_by)
    _send(those, turn.uuid, emails.to_answer(held, turn), last, at)
    journal.record(
        "proposal.links_sent",
        by=by,
        at=at,
        on=held,
        community=held.community.uuid,
        facts={"sent": len(those), "number": turn.number},
    )
    return _sent(called, those)


@transaction.atomic
def send_vote_links(*, ballot: Ballot, by: Person, at: datetime) -> Sent:
    """Send a personal link to those who have not voted.

    A proxy holder votes from their own link; who gave it has nothing left to do.

    :raises BallotClosed, VotingOver: nobody votes any more.
    """
    today = localdate(at)
    communities.demand(Right.DECIDE, of=by, on_community=ballot.community, on=today)
    held = ballot_held(ballot, on=today)
    waiting = held.voters.filter(has_voted=False, proxy__isnull=True)
    named = ("community", "person", "structure", "ballot")
    called = list(waiting.select_related(*named).order_by("pk"))
    those = access.reached(called, within=held.community, on=today)
    last = access.last_moment(held)
    _send(those, held.uuid, emails.to_vote(held), last, at)
    journal.record(
        "ballot.links_sent",
        by=by,
        at=at,
        on=held,
        community=held.community.uuid,
        facts={"sent": len(those)},
    )
    return _sent(called, those)


def tell_of_entered_answer(*, answer: Answer, at: datetime) -> None:
    """Keep for the digest of a member what was entered in its name, with the link to change it."""
    held = answer.round.proposal
    voice = answer.participant
    for each in access.reached([voice], within=held.community, on=localdate(at)):
        post.keep_for_digest(
            person=each.person,
            address=each.address,
            text=emails.entered_answer(answer, each.person),
            recall=Recall(
                answer.round.uuid, _what(voice), at, access.midnight_after(answer.round.answers_by)
            ),
        )


def tell_of_entered_vote(*, voter: Voter, by: Person, at: datetime) -> None:
    """Keep for the digest of a voter that their vote was entered, with the link to change it."""
    for each in access.reached([voter], within=voter.ballot.community, on=localdate(at)):
        post.keep_for_digest(
            person=each.person,
            address=each.address,
            text=emails.entered_vote(voter, by, each.person),
            recall=Recall(voter.ballot.uuid, _what(voter), at, access.last_moment(voter.ballot)),
        )
