"""Who can come when, who has not answered, and what does someone asked for a date see?"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate

from maillage.apps.meetings.calendars import when
from maillage.apps.meetings.models import Invitation, Poll, PollAnswer, PollOption
from maillage.domain.days_off import day_off
from maillage.domain.meetings import Answer, Tally, best


@dataclass(frozen=True)
class OptionLine:
    """A date proposed and who could come."""

    option: PollOption
    tally: Tally
    is_best: bool
    is_chosen: bool
    day_off: str = ""

    @property
    def when(self) -> str:
        return when(self.option)


@dataclass(frozen=True)
class AskedLine:
    """Someone asked, and what they said of each date, in the order of the dates."""

    name: str
    answers: list[Answer | None]

    @property
    def has_answered(self) -> bool:
        return any(self.answers)


@dataclass(frozen=True)
class PollPage:
    poll: Poll
    options: list[OptionLine]
    asked: list[AskedLine]

    @property
    def answered(self) -> int:
        return sum(line.has_answered for line in self.asked)

    @property
    def awaited(self) -> int:
        return len(self.asked) - self.answered


def poll_page(poll: Poll) -> PollPage:
    """Return the table of a poll, in four questions whatever the number of people."""
    options = list(poll.options.order_by("starts_at"))
    said: dict[tuple[int, int], Answer] = {
        (answer.invitation_id, answer.option_id): Answer(answer.answer)
        for answer in PollAnswer.objects.filter(option__poll=poll)
    }
    counts = Counter((option, answer) for (_, option), answer in said.items())
    tallies = {
        option.pk: Tally(
            option.starts_at,
            yes=counts[option.pk, Answer.YES],
            if_need_be=counts[option.pk, Answer.IF_NEED_BE],
            no=counts[option.pk, Answer.NO],
        )
        for option in options
    }
    first = best(list(tallies.values()))
    invitations = poll.meeting.invitations.select_related("person").order_by(
        "person__last_name", "person__first_name", "guest_name", "pk"
    )
    return PollPage(
        poll=poll,
        options=[
            OptionLine(
                option=option,
                tally=tallies[option.pk],
                is_best=tallies[option.pk] == first,
                is_chosen=option.pk == poll.chosen_id,
                day_off=_day_off(option, poll),
            )
            for option in options
        ],
        asked=[
            AskedLine(each.name, [said.get((each.pk, option.pk)) for option in options])
            for each in invitations
        ],
    )


def _day_off(option: PollOption, poll: Poll) -> str:
    found = day_off(localdate(option.starts_at), poll.meeting.community.departement_id)
    return found.sentence if found else ""


@dataclass(frozen=True)
class Asked:
    """What someone sees of a poll from their link: the dates, and what they said."""

    invitation: Invitation
    poll: Poll
    dates: list[tuple[PollOption, str]]
    said: dict[UUID, Answer]


def asked(invitation: Invitation) -> Asked | None:
    """Return the poll that an invitation is asked about, or None."""
    poll = (
        Poll.objects.select_related("meeting__community", "chosen")
        .filter(meeting=invitation.meeting_id)
        .first()
    )
    if poll is None:
        return None
    answers = PollAnswer.objects.filter(invitation=invitation, option__poll=poll)
    return Asked(
        invitation=invitation,
        poll=poll,
        dates=[(option, when(option)) for option in poll.options.order_by("starts_at")],
        said={a.option.uuid: Answer(a.answer) for a in answers.select_related("option")},
    )


def invitation_by(uuid: UUID) -> Invitation | None:
    """Return the invitation that a personal link is about."""
    return (
        Invitation.objects.select_related("meeting__community", "meeting__host", "person")
        .filter(uuid=uuid)
        .first()
    )


def last_date(poll: Poll) -> datetime:
    """Return the latest date proposed."""
    return max(poll.options.values_list("starts_at", flat=True))
