"""Which meetings and polls wait for someone this week?"""

from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils.timezone import localdate, make_aware

from maillage.apps.accounts.models import Person
from maillage.apps.creation.queries.week import Urgency, WeekItem
from maillage.apps.meetings import emails
from maillage.apps.meetings.calendars import when
from maillage.apps.meetings.models import Invitation, Meeting
from maillage.apps.meetings.queries.meetings import Row, attended_by, polls_awaiting, to_finish
from maillage.apps.post import links

SOON = timedelta(days=8)
LATELY = timedelta(days=60)
A_FEW = 5


def meetings_week(person: Person, *, today: date) -> list[WeekItem]:
    """Return the polls to answer, the meetings to come, and those to seal, write down, send."""
    begins = make_aware(datetime.combine(today, time(0)))
    coming = attended_by(person, at=begins, within=SOON)[:A_FEW]
    # Only what is over: what was held this afternoon is still being written.
    unfinished = to_finish(person, at=begins, within=LATELY)[:A_FEW]
    return [
        *(_to_finish(row) for row in unfinished),
        *(_to_answer(invitation, begins) for invitation in polls_awaiting(person)[:A_FEW]),
        *(_to_attend(meeting, today) for meeting in coming),
    ]


def _to_finish(row: Row) -> WeekItem:
    meeting = row.meeting
    return WeekItem(
        Urgency.WAITING,
        f"{row.to_do[:1].upper()}{row.to_do[1:]} : {meeting.title}",
        f"{meeting.community.name}, {row.when}.",
        reverse(row.where_to_do, args=[meeting.community.slug, meeting.uuid]),
        localdate(meeting.starts_at),
    )


def _to_answer(invitation: Invitation, begins: datetime) -> WeekItem:
    meeting, poll = invitation.meeting, invitation.meeting.poll
    # Their own link, as in their mail: the same page answers with or without an account.
    code = links.make(
        emails.ANSWER_POLL,
        subject=invitation.uuid,
        person=invitation.person,
        expires_at=begins + SOON,
    )
    return WeekItem(
        Urgency.LATE if poll.answers_by < begins.date() else Urgency.WAITING,
        f"Répondre au sondage de dates\u00a0: {meeting.title}",
        f"{meeting.community.name} attend votre réponse.",
        reverse("meetings:answer_poll", args=[code]),
        poll.answers_by,
    )


def _to_attend(meeting: Meeting, today: date) -> WeekItem:
    day = localdate(meeting.starts_at)
    near = {
        today: "Réunion aujourd’hui\u00a0: ",
        today + timedelta(days=1): "Réunion demain\u00a0: ",
    }
    return WeekItem(
        Urgency.UPCOMING,
        f"{near.get(day, '')}{meeting.title}",
        f"{when(meeting).capitalize()}, {meeting.community.name}.",
        reverse("meetings:meeting", args=[meeting.community.slug, meeting.uuid]),
        day,
    )
