"""What does the sheet of a meeting say now, and what is printed of it?"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.http import Http404
from django.utils.timezone import localdate, localtime

from maillage.apps.accounts.models import Person
from maillage.apps.communities.queries.workspace import Frame, frame
from maillage.apps.creation.queries.letter_document import emblem
from maillage.apps.meetings.models import Attendance, Meeting, Sheet, rule_of, seat_of
from maillage.apps.meetings.queries.attendance import span_of
from maillage.documents.session import Fact, PaperSheet, SheetPart, Signatory
from maillage.domain.attendance import Span, Status, duration, is_late, time_attended
from maillage.domain.meetings import Mode
from maillage.domain.quorum import Quorum, quorum

# What the secretary chooses in one gesture; a proxy needs the page of the line.
QUICK = (Status.PRESENT, Status.EXCUSED, Status.ABSENT, Status.AWAITED)


@dataclass(frozen=True)
class Row:
    """A line as the page shows it."""

    line: Attendance
    span: Span

    @property
    def detail(self) -> str:
        """How someone came, from when to when, who speaks for them, and whether it was late."""
        return ", ".join(self._details())

    def _details(self) -> list[str]:
        presence, line = self.line.presence, self.line
        told = [presence.manner.label] if presence.manner else []
        if presence.arrived_at:
            told.append(f"arrivée à {localtime(presence.arrived_at):%H h %M}")
        if presence.left_at:
            told.append(f"départ à {localtime(presence.left_at):%H h %M}")
        if line.holder:
            told.append(f"pouvoir à {line.holder.name}")
        if self.is_late and line.signed_at:
            told.append(f"ajouté le {localtime(line.signed_at):%d/%m/%Y à %H h %M}")
        return told

    @property
    def is_late(self) -> bool:
        """Whether someone signed once the meeting was over."""
        at = self.line.signed_at
        is_told = self.line.status_value is not Status.ABSENT
        return bool(at and is_told and is_late(at, self.span))

    @property
    def time(self) -> str:
        """How long they attended, nothing when they did not."""
        attended = time_attended(self.line.presence, self.span)
        return duration(attended) if attended else ""

    @property
    def standing(self) -> str:
        """What someone is here: their capacity, or that they are a guest."""
        words = [self.line.capacity, "" if self.line.person_id else "invité"]
        if self.line.on_behalf_of:
            words.append(f"pour {self.line.on_behalf_of}")
        return ", ".join(word for word in words if word)


@dataclass(frozen=True)
class SheetPage:
    """A meeting, its sheet, and where the quorum stands."""

    frame: Frame
    meeting: Meeting
    sheet: Sheet | None
    rows: list[Row]
    quorum: Quorum | None

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many are in each status, the empty ones left out."""
        found = Counter(row.line.status_value for row in self.rows)
        return [
            (status.label if found[status] == 1 else status.plural, found[status])
            for status in Status
            if found[status]
        ]


def sheet_of(meeting: Meeting) -> Sheet | None:
    """Return the sheet of a meeting, none before it is opened."""
    return Sheet.objects.filter(meeting=meeting).select_related("meeting__community").first()


def opened_sheet(meeting: Meeting) -> Sheet:
    """Return the sheet of a meeting, or answer 404."""
    sheet = sheet_of(meeting)
    if sheet is None:
        raise Http404
    return sheet


def sheet_at(uuid: UUID) -> Sheet:
    """Return a sheet by its own address, or answer 404: for those who come without account."""
    sheet = Sheet.objects.filter(uuid=uuid).select_related("meeting__community").first()
    if sheet is None:
        raise Http404
    return sheet


def line_of(slug: str, uuid: UUID) -> Attendance:
    """Return a line of a sheet of the community, or answer 404."""
    line = (
        Attendance.objects.filter(uuid=uuid, sheet__meeting__community__slug=slug)
        .select_related("person", "holder__person", "on_behalf_of", "sheet__meeting__community")
        .first()
    )
    if line is None:
        raise Http404
    return line


def lines_of(sheet: Sheet) -> list[Attendance]:
    """Return the lines by name, with all that a page shows of them."""
    lines = sheet.lines.select_related("person", "holder__person", "on_behalf_of").order_by("pk")
    return sorted(lines, key=lambda line: line.sort_key)


def rows_of(sheet: Sheet) -> list[Row]:
    """Return the lines as they are shown."""
    span = span_of(sheet.meeting)
    return [Row(line, span) for line in lines_of(sheet)]


def sheet_page(meeting: Meeting, person: Person, *, on: date) -> SheetPage:
    """Return the page of the sheet of a meeting."""
    sheet = sheet_of(meeting)
    rows = rows_of(sheet) if sheet else []
    counted = quorum([seat_of(row.line) for row in rows], rule_of(meeting.community))
    return SheetPage(
        frame=frame(meeting.community.slug, person, on=on, at="meetings:meetings"),
        meeting=meeting,
        sheet=sheet,
        rows=rows,
        quorum=counted if sheet else None,
    )


def still_to_sign(sheet: Sheet) -> list[Attendance]:
    """Return those who have not signed, by name: what someone picks their name from."""
    return [line for line in lines_of(sheet) if line.status_value is not Status.PRESENT]


def possible_holders(line: Attendance) -> list[Attendance]:
    """Return those present who vote, and may speak for someone."""
    return [
        each
        for each in lines_of(line.sheet)
        if each.pk != line.pk and each.is_voter and seat_of(each).is_there
    ]


def paper_sheet(meeting: Meeting, *, by_profession: bool, address: str) -> PaperSheet:
    """Return the sheet to print, by name or by profession."""
    sheet = sheet_of(meeting)
    people = [
        Signatory(name=line.name, capacity=Row(line, span_of(meeting)).standing)
        for line in (lines_of(sheet) if sheet else [])
    ]
    return PaperSheet(
        community=meeting.community.name,
        echelon=meeting.community.echelon_value.label,
        meeting=meeting.title,
        held_on=localdate(meeting.starts_at),
        facts=meeting_facts(meeting),
        parts=_parts(people, by_profession=by_profession),
        address=address,
        emblem=emblem(meeting.community),
    )


def _parts(people: list[Signatory], *, by_profession: bool) -> tuple[SheetPart, ...]:
    if not people:
        return ()
    if not by_profession:
        return (SheetPart(title="Personnes attendues, par nom", people=tuple(people)),)

    def profession(person: Signatory) -> str:
        return person.capacity or "Sans profession indiquée"

    grouped = groupby(sorted(people, key=profession), key=profession)
    return tuple(SheetPart(title=title, people=tuple(group)) for title, group in grouped)


def meeting_facts(meeting: Meeting) -> tuple[Fact, ...]:
    """Return what heads every paper of a meeting."""
    facts = [Fact("Date et heures", when(meeting.starts_at, meeting.ends_at))]
    if meeting.place and meeting.mode_value is not Mode.REMOTE:
        facts.append(Fact("Lieu", meeting.place))
    facts.append(Fact("Participation", meeting.mode_value.label))
    return tuple(facts)


def when(starts_at: datetime, ends_at: datetime) -> str:
    """Write when a meeting takes place: 20/11/2026, de 19 h 00 à 21 h 00."""
    begin, end = localtime(starts_at), localtime(ends_at)
    if begin.date() == end.date():
        return f"{begin:%d/%m/%Y}, de {begin:%H h %M} à {end:%H h %M}"
    return f"du {begin:%d/%m/%Y à %H h %M} au {end:%d/%m/%Y à %H h %M}"
