"""Who attended what, for how long? The one read of attendance for every other subject."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.meetings.models import AgendaItem, Attendance, Meeting
from maillage.domain.aci import Mission
from maillage.domain.attendance import Manner, Span, Status, time_attended


@dataclass(frozen=True)
class Attended:
    """One person at one meeting, as its sheet says."""

    person: Person | None
    name: str
    capacity: str
    meeting: Meeting
    community: Community
    held_on: date
    status: Status
    manner: Manner | None
    time: timedelta
    is_sealed: bool
    digest: str


def attendance(
    *,
    person: Person | None = None,
    community: Community | None = None,
    mission: Mission | None = None,
    since: date | None = None,
    until: date | None = None,
    is_sealed: bool | None = True,
) -> list[Attended]:
    """Return the lines of the sheets, oldest first, narrowed by what is given.

    Both days are included. By default only sealed sheets are read: what may still change proves
    nothing; `is_sealed=None` reads the open ones too. Hours are those of people present.
    """
    lines = _lines(since=since, until=until)
    if person is not None:
        lines = lines.filter(person=person)
    if community is not None:
        lines = lines.filter(sheet__meeting__community=community)
    if mission is not None:
        lines = lines.filter(sheet__meeting__in=_serving(mission))
    if is_sealed is not None:
        lines = lines.filter(sheet__closed_at__isnull=not is_sealed)
    return [_attended(line) for line in lines]


def _lines(*, since: date | None, until: date | None) -> QuerySet[Attendance]:
    lines = Attendance.objects.select_related("person", "sheet__meeting__community").order_by(
        "sheet__meeting__starts_at", "pk"
    )
    if since is not None:
        lines = lines.filter(sheet__meeting__starts_at__date__gte=since)
    if until is not None:
        lines = lines.filter(sheet__meeting__starts_at__date__lte=until)
    return lines


def _serving(mission: Mission) -> QuerySet[Meeting]:
    """Return the meetings of which a point serves a mission."""
    points = AgendaItem.objects.filter(mission=mission.value, is_accepted=True)
    return Meeting.objects.filter(pk__in=points.values("meeting_id"))


def _attended(line: Attendance) -> Attended:
    meeting = line.sheet.meeting
    return Attended(
        person=line.person,
        name=line.name,
        capacity=line.capacity,
        meeting=meeting,
        community=meeting.community,
        held_on=localdate(meeting.starts_at),
        status=line.status_value,
        manner=line.presence.manner,
        time=time_attended(line.presence, span_of(meeting)),
        is_sealed=line.sheet.closed_at is not None,
        digest=line.sheet.digest,
    )


def span_of(meeting: Meeting) -> Span:
    """Return when a meeting takes place."""
    return Span(meeting.starts_at, meeting.ends_at)


def hours(attended: list[Attended]) -> timedelta:
    """Return the whole of the time attended."""
    return sum((each.time for each in attended), timedelta(0))
