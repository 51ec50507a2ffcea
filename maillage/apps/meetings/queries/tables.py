"""Which tables of meetings are handed over as spreadsheets? Handing names over is journaled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate, localtime

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.journal import actions as journal
from maillage.apps.meetings.models import Meeting, Poll, Sheet
from maillage.apps.meetings.queries.attendance import Attended, attendance
from maillage.apps.meetings.queries.follow_ups import follow_ups_of
from maillage.apps.meetings.queries.polls import poll_page
from maillage.apps.meetings.queries.sheet import rows_of
from maillage.documents.workbook import Cell, Column
from maillage.domain.attendance import time_attended


@dataclass(frozen=True)
class Table:
    """A spreadsheet to be: its title, which names the file too, its headings and its rows."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]


@dataclass(frozen=True)
class Reader:
    """Who takes a table away, and when."""

    by: Person
    at: datetime

    def takes(self, what: str, on: Meeting | Community, community: Community) -> None:
        journal.record_read(by=self.by, at=self.at, on=on, community=community.uuid, what=what)


SHEET = (
    Column("Nom", 30),
    Column("Profession ou structure", 30),
    Column("Collège", 20),
    Column("Voix", 8),
    Column("Émargement", 16),
    Column("Participation", 14),
    Column("Précision", 40),
    Column("Noté par"),
    Column("Noté le", 18),
    Column("Minutes", 10),
)


def sheet_table(sheet: Sheet, *, reader: Reader) -> Table:
    """Return the sheet of a meeting, a row a line."""
    meeting = sheet.meeting
    reader.takes("feuille d’émargement exportée", meeting, meeting.community)
    rows = [
        (
            row.line.name,
            row.standing,
            row.line.college,
            "oui" if row.line.is_voter else "non",
            row.line.status_value.label,
            row.line.get_manner_display(),
            row.detail,
            row.line.get_channel_display(),
            f"{localtime(row.line.signed_at):%d/%m/%Y %H:%M}" if row.line.signed_at else None,
            _minutes(time_attended(row.line.presence, row.span)),
        )
        for row in rows_of(sheet)
    ]
    return Table(f"Émargement {localdate(meeting.starts_at)}", SHEET, rows)


ATTENDANCE = (
    Column("Date", 12),
    Column("Réunion", 40),
    Column("Nature", 24),
    Column("Nom", 30),
    Column("Profession ou structure", 30),
    Column("Émargement", 16),
    Column("Participation", 14),
    Column("Minutes", 10),
    Column("Feuille scellée", 66),
)


def attendance_table(
    community: Community, *, since: date | None, until: date | None, reader: Reader
) -> Table:
    """Return who attended the meetings of a community between two days, both included."""
    reader.takes("présences exportées", community, community)
    found = attendance(community=community, since=since, until=until)
    return Table("Présences", ATTENDANCE, (_attended(each) for each in found))


def _attended(each: Attended) -> Sequence[Cell]:
    return (
        each.held_on,
        each.meeting.title,
        each.meeting.get_kind_display(),
        each.name,
        each.capacity,
        each.status.label,
        each.manner.label if each.manner else None,
        _minutes(each.time),
        each.digest,
    )


FOLLOW_UPS = (
    Column("Action", 50),
    Column("Responsable", 26),
    Column("Échéance", 12),
    Column("État", 12),
    Column("Réglée le", 12),
    Column("Décidée en réunion", 40),
    Column("Le", 12),
)


def follow_ups_table(community: Community, *, reader: Reader) -> Table:
    """Return everything the meetings of a community gave to do, and what became of it."""
    reader.takes("actions à suivre exportées", community, community)
    rows = [
        (
            action.words,
            action.owner.full_name if action.owner else None,
            action.due_on,
            action.state_value.label,
            localdate(action.settled_at) if action.settled_at else None,
            action.item.minutes.meeting.title,
            localdate(action.item.minutes.meeting.starts_at),
        )
        for action in follow_ups_of(community)
    ]
    return Table("Actions à suivre", FOLLOW_UPS, rows)


def poll_table(poll: Poll, *, reader: Reader) -> Table:
    """Return what each said of each date."""
    meeting = poll.meeting
    reader.takes("sondage de dates exporté", meeting, meeting.community)
    page = poll_page(poll)
    dates = [f"{localtime(each.option.starts_at):%d/%m/%Y %H:%M}" for each in page.options]
    rows = [
        (each.name, *(said.label if said else None for said in each.answers)) for each in page.asked
    ]
    return Table("Sondage de dates", (Column("Personne", 30), *map(Column, dates)), rows)


def _minutes(time: timedelta) -> int | None:
    return round(time.total_seconds() / 60) or None
