"""How is the date of a meeting looked for with those who should come?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access as communities
from maillage.apps.journal import actions as journal
from maillage.apps.meetings.actions.convocation import NobodyInvited, convoke_held
from maillage.apps.meetings.actions.mailing import ask_for_dates, forget_poll
from maillage.apps.meetings.models import Invitation, Meeting, Poll, PollAnswer, PollOption
from maillage.apps.post import actions as post
from maillage.domain.meetings import Answer, State
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right

MOST_OPTIONS = 20


class DatesMissing(Refusal):
    """A poll proposes a choice."""

    def __init__(self) -> None:
        super().__init__(
            f"Proposez de deux à {MOST_OPTIONS} dates à venir, différentes les unes des autres."
        )


class PollAlreadyThere(Refusal):
    """One poll a meeting, before its convocation."""

    def __init__(self) -> None:
        super().__init__(
            "La date de cette réunion est déjà cherchée ou fixée : relisez sa page avant d’agir."
        )


class AnswersDueInThePast(Refusal):
    """Nobody answers before being asked."""

    def __init__(self) -> None:
        super().__init__("Laissez au moins jusqu’à demain pour répondre.")


class PollClosed(Refusal):
    """The date is chosen, or the meeting cancelled."""

    def __init__(self, poll: Poll) -> None:
        chosen = poll.chosen
        ending = "la réunion est annulée"
        if chosen is not None:
            ending = f"la réunion aura lieu le {chosen.starts_at:%d/%m/%Y}"
        super().__init__(
            f"Ce sondage est clos : {ending}. Votre réponse n’a pas été changée ; "
            "si vous ne pouvez pas venir, dites-le à qui vous invite."
        )


class NotADateOfThisPoll(Refusal):
    """The date was not proposed."""

    def __init__(self) -> None:
        super().__init__(
            "Cette date n’est pas de ce sondage : rechargez la page et choisissez dans la liste."
        )


@dataclass(frozen=True)
class Proposal:
    """Dates proposed, aware, and the day to answer by."""

    starts: Sequence[datetime]
    answers_by: date


@transaction.atomic
def open_poll(*, meeting: Meeting, proposal: Proposal, by: Person, at: datetime) -> Poll:
    """Propose dates to those invited, each by a personal link.

    :raises PollAlreadyThere: the date is being looked for, or is fixed.
    :raises DatesMissing: fewer than two dates to come, or too many.
    :raises AnswersDueInThePast: the day to answer by is not to come.
    :raises NobodyInvited: nobody to ask.
    """
    _demand(meeting, by, at)
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    held = Meeting.objects.select_related("community").get(pk=meeting.pk)
    if held.state_value is not State.DRAFT or Poll.objects.filter(meeting=held).exists():
        raise PollAlreadyThere
    starts = sorted({start for start in proposal.starts if start > at})
    if not 2 <= len(starts) <= MOST_OPTIONS:
        raise DatesMissing
    if proposal.answers_by <= localdate(at):
        raise AnswersDueInThePast
    if not held.invitations.exists():
        raise NobodyInvited
    lasts = held.ends_at - held.starts_at
    poll = Poll.objects.create(
        meeting=held, answers_by=proposal.answers_by, opened_at=at, opened_by=by
    )
    PollOption.objects.bulk_create(
        PollOption(poll=poll, starts_at=start, ends_at=start + lasts) for start in starts
    )
    held.starts_at, held.ends_at = starts[0], starts[0] + lasts
    held.save(update_fields=["starts_at", "ends_at"])
    ask_for_dates(held, at=at)
    _journal("poll.opened", held, by=by, at=at, number=len(starts), by_day=proposal.answers_by)
    return poll


@transaction.atomic
def answer_poll(
    *, invitation: Invitation, answers: Mapping[UUID, Answer], at: datetime
) -> list[PollAnswer]:
    """Keep what someone says of each date; said again, it replaces what was said.

    :raises PollClosed: the date is chosen, or the meeting cancelled.
    :raises NotADateOfThisPoll: a date was not proposed.
    """
    poll = Poll.objects.select_for_update(of=("self",)).get(meeting=invitation.meeting_id)
    if poll.is_closed:
        raise PollClosed(poll)
    options = {option.uuid: option for option in poll.options.all()}
    if not answers or answers.keys() - options.keys():
        raise NotADateOfThisPoll
    kept = [
        PollAnswer.objects.update_or_create(
            option=options[uuid],
            invitation=invitation,
            defaults={"answer": answer.value, "answered_at": at},
        )[0]
        for uuid, answer in answers.items()
    ]
    forget_poll(invitation.meeting, [invitation])
    _journal("poll.answered", invitation.meeting, by=invitation.person, at=at, number=len(kept))
    return kept


@transaction.atomic
def choose_date(*, meeting: Meeting, option: UUID, by: Person, at: datetime) -> Meeting:
    """Close the poll on a date and convoke everyone to it, in one gesture.

    :raises PollClosed: it is closed already.
    :raises NotADateOfThisPoll: the date was not proposed.
    :raises MeetingAlreadyHeld: that date has passed.
    """
    _demand(meeting, by, at)
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    poll = Poll.objects.select_for_update(of=("self",)).get(meeting=meeting.pk)
    if poll.is_closed:
        raise PollClosed(poll)
    chosen = poll.options.filter(uuid=option).first()
    if chosen is None:
        raise NotADateOfThisPoll
    poll.closed_at, poll.chosen = at, chosen
    poll.save(update_fields=["closed_at", "chosen"])
    post.forget(about=poll.uuid)
    held = Meeting.objects.select_related("community", "host").get(pk=meeting.pk)
    held.starts_at, held.ends_at = chosen.starts_at, chosen.ends_at
    held.version += 1
    held.save(update_fields=["starts_at", "ends_at", "version"])
    convoke_held(held, by=by, at=at)
    return held


def _demand(meeting: Meeting, by: Person, at: datetime) -> None:
    community = meeting.community
    communities.demand(Right.RUN_MEETINGS, of=by, on_community=community, on=localdate(at))


def _journal(
    verb: str, meeting: Meeting, *, by: Person | None, at: datetime, **facts: object
) -> None:
    journal.record(verb, by=by, at=at, on=meeting, community=meeting.community.uuid, facts=facts)
