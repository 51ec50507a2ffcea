"""What does the sheet of a meeting say now, and what is printed of it?"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.http import Http404
from django.utils.timezone import localdate, localtime

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Role
from maillage.apps.communities.queries.workspace import Frame, frame
from maillage.apps.creation.queries.letter_document import emblem
from maillage.apps.meetings.access import known_people
from maillage.apps.meetings.models import Attendance, Meeting, Sheet, rule_of, seat_of
from maillage.apps.meetings.queries.attendance import span_of
from maillage.documents.session import Fact, PaperSheet, SheetPart, Signatory
from maillage.domain.attendance import Span, Status, duration, is_late, seal, time_attended
from maillage.domain.meetings import Mode
from maillage.domain.names import fold
from maillage.domain.professions import heading_of
from maillage.domain.quorum import Quorum, quorum
from maillage.domain.roles import RoleKind

# What the secretary chooses in one gesture; a proxy needs the page of the line.
QUICK = (Status.PRESENT, Status.EXCUSED, Status.ABSENT, Status.AWAITED)


@dataclass(frozen=True)
class Row:
    """A line as the page shows it."""

    line: Attendance
    span: Span
    # The one printed on the paper sheet: typed, it finds the line.
    number: int = 0

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
    # Whom the secretary may add by their name without typing it all.
    known: list[str]
    # Who presides the community, by key.
    chairs: frozenset[int]

    @property
    def is_intact(self) -> bool:
        """Whether the lines shown still give the digest that sealed them."""
        if self.sheet is None or not self.sheet.is_closed:
            return True
        lines = (row.line.sealed_facts for row in self.rows)
        return seal(self.sheet.sealed_facts, lines) == self.sheet.digest

    @property
    def present(self) -> list[Attendance]:
        """Those who are there: one of them presides."""
        return [row.line for row in self.rows if row.line.status_value is Status.PRESENT]

    @property
    def usual_chair(self) -> str:
        """The line of whoever presides the community, where they are there."""
        found = (str(line.uuid) for line in self.present if line.person_id in self.chairs)
        return next(found, "")

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
    sheets = Sheet.objects.filter(meeting=meeting)
    return sheets.select_related("meeting__community", "chair__person").first()


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
    """Return the lines by name, with all that a page shows; who was not expected comes last.

    Numbered in that order, they keep on the page the number printed on the paper.
    """
    lines = sheet.lines.select_related("person", "holder__person", "on_behalf_of").order_by("pk")
    # A stable sort: those who were not expected stay in the order they came.
    return sorted(lines, key=lambda line: line.sort_key if line.invitation_id else ("\uffff",))


def rows_of(sheet: Sheet) -> list[Row]:
    """Return the lines as they are shown."""
    span = span_of(sheet.meeting)
    return [Row(line, span, number) for number, line in enumerate(lines_of(sheet), 1)]


def sheet_page(meeting: Meeting, person: Person, *, on: date) -> SheetPage:
    """Return the page of the sheet of a meeting."""
    sheet = sheet_of(meeting)
    rows = rows_of(sheet) if sheet else []
    rule = sheet.rule if sheet else rule_of(meeting.community)
    counted = quorum([seat_of(row.line) for row in rows], rule)
    held = frame(meeting.community.slug, person, on=on, at="meetings:meetings")
    is_filled = sheet is not None and not sheet.is_closed and held.may["RUN_MEETINGS"]
    return SheetPage(
        frame=held,
        meeting=meeting,
        sheet=sheet,
        rows=rows,
        quorum=counted if sheet else None,
        known=_known(meeting, rows, on=on) if is_filled else [],
        chairs=_chairs(meeting, on=on) if is_filled else frozenset(),
    )


def _chairs(meeting: Meeting, *, on: date) -> frozenset[int]:
    held = Role.objects.on(on).filter(community=meeting.community, kind=RoleKind.CHAIR.value)
    return frozenset(held.values_list("person_id", flat=True))


def _known(meeting: Meeting, rows: list[Row], *, on: date) -> list[str]:
    """Return the names of those the community knows and who are not on the sheet."""
    here = {row.line.person_id for row in rows}
    people = known_people(meeting.community, on=on)
    return [person.full_name for person in people if person.pk not in here]


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
    rows = rows_of(sheet) if sheet else []
    return PaperSheet(
        community=meeting.community.name,
        echelon=meeting.community.echelon_value.label,
        meeting=meeting.title,
        held_on=localdate(meeting.starts_at),
        facts=meeting_facts(meeting),
        parts=_parts(rows, by_profession=by_profession),
        address=address,
        emblem=emblem(meeting.community),
    )


def _parts(rows: list[Row], *, by_profession: bool) -> tuple[SheetPart, ...]:
    if not by_profession:
        return (_part("Personnes attendues, par nom", rows),) if rows else ()

    def heading(row: Row) -> str:
        return heading_of(row.line.capacity) or "Sans profession indiquée"

    grouped = groupby(sorted(rows, key=lambda row: fold(heading(row))), key=heading)
    return tuple(_part(title, group) for title, group in grouped)


def _part(title: str, rows: Iterable[Row]) -> SheetPart:
    people = (
        Signatory(number=row.number, name=row.line.name, capacity=row.standing) for row in rows
    )
    return SheetPart(title=title, people=tuple(people))


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
