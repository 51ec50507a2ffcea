"""What does a calendar show of a meeting, and what does a mail say of it?"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localtime

from maillage.apps.meetings.models import Invitation, Meeting, PollOption
from maillage.apps.post import links
from maillage.documents.calendar import Event, Method, Party, Status, calendar
from maillage.domain.french import SPACE
from maillage.domain.recurrence import WEEKDAYS

MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre"),
    *("octobre", "novembre", "décembre"),
)
NOWHERE = "ne-pas-repondre@maillage.invalid"


def spoken(at: datetime) -> str:
    """Write a moment as people say it: mardi 8 décembre 2026 à 18 h 30."""
    local = localtime(at)
    rank = "1er" if local.day == 1 else local.day
    day = f"{WEEKDAYS[local.weekday()]} {rank} {MONTHS[local.month - 1]} {local.year}"
    return f"{day} à {hour(at)}"


def hour(at: datetime) -> str:
    """Write an hour: 18 h 30, 18 h."""
    local = localtime(at)
    minutes = f"{SPACE}{local.minute:02d}" if local.minute else ""
    return f"{local.hour}{SPACE}h{minutes}"


def when(meeting: Meeting | PollOption) -> str:
    """Write when a meeting is: mardi 8 décembre 2026, de 18 h 30 à 20 h."""
    day, _, begins = spoken(meeting.starts_at).rpartition(" à ")
    return f"{day}, de {begins} à {hour(meeting.ends_at)}"


def organizer_of(meeting: Meeting) -> Party:
    """Return who calls the meeting: RFC 5546 wants it in all that is published or cancelled."""
    return Party(meeting.community.name, meeting.community.email or NOWHERE)


def event_of(meeting: Meeting, *, at: datetime, attendee: Party | None = None) -> Event:
    """Return a meeting as calendars know it."""
    video = f"Visioconférence : {meeting.video_link}" if meeting.video_link else ""
    path = reverse("meetings:meeting", args=[meeting.community.slug, meeting.uuid])
    return Event(
        uid=meeting.ics_uid,
        sequence=meeting.sequence,
        title=f"{meeting.title} ({meeting.community.name})",
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        written_at=at,
        status=Status.CANCELLED if meeting.is_cancelled else Status.CONFIRMED,
        place=meeting.place or meeting.video_link,
        url=meeting.video_link or links.absolute(path),
        description="\n".join(words for words in (meeting.note, video) if words),
        organizer=organizer_of(meeting),
        attendees=(attendee,) if attendee else (),
    )


def provisional_event_of(meeting: Meeting, option: PollOption, *, at: datetime) -> Event:
    """Return a date proposed: tentative, and gone from the feed once another is chosen."""
    return Event(
        uid=f"{option.uuid}@maillage",
        sequence=0,
        title=f"À confirmer : {meeting.title} ({meeting.community.name})",
        starts_at=option.starts_at,
        ends_at=option.ends_at,
        written_at=at,
        status=Status.TENTATIVE,
        place=meeting.place,
        description="Date proposée par un sondage qui n’est pas clos.",
        organizer=organizer_of(meeting),
    )


def proposed_text(meeting: Meeting, dates: Sequence[PollOption], *, at: datetime) -> str:
    """Return the calendar file of the dates proposed, all provisional."""
    events = [provisional_event_of(meeting, option, at=at) for option in dates]
    return calendar(events, method=Method.PUBLISH)


def withdrawn_texts(
    meeting: Meeting, dates: Sequence[PollOption], *, at: datetime
) -> tuple[str, ...]:
    """Return the files that take the dates proposed back, one each as RFC 5546 asks."""
    gone = [
        replace(provisional_event_of(meeting, option, at=at), sequence=1, status=Status.CANCELLED)
        for option in dates
    ]
    return tuple(calendar([event], method=Method.CANCEL) for event in gone)


def invitation_text(
    meeting: Meeting, invitation: Invitation, address: str, *, method: Method, at: datetime
) -> str:
    """Return the calendar file that goes with a convocation or a cancellation."""
    event = event_of(meeting, at=at, attendee=Party(invitation.name, address))
    if method is Method.CANCEL:
        event = replace(event, status=Status.CANCELLED)
    return calendar([event], method=method)
