"""Whose line does a personal link open, and who may pick their name?"""

from datetime import datetime, timedelta

from maillage.apps.accounts.models import Person
from maillage.apps.meetings.models import Attendance, Invitation, Meeting, Sheet
from maillage.apps.meetings.queries.sheet import lines_of
from maillage.apps.post import links
from maillage.domain.refusal import Refusal

PURPOSE = "meetings.sign"
# A signature kept by a phone without network may come late; the sheet then says so.
GOOD_AFTER_MEETING = timedelta(days=7)


class SheetNotOpen(Refusal):
    """The secretary has not opened the sheet yet."""


class NotExpected(Refusal):
    """The person is not on the sheet of this meeting."""


class LinkOfClosedSheet(Refusal):
    """The sheet was sealed before the link was used."""


def signing_code(meeting: Meeting, person: Person) -> str:
    """Return the code of the personal link of someone invited."""
    return links.make(PURPOSE, subject=meeting.uuid, person=person, expires_at=_expires_at(meeting))


def own_signing_code(invitation: Invitation) -> str:
    """Return the code by which someone invited signs now; empty while they cannot."""
    is_open = Sheet.objects.filter(meeting=invitation.meeting, closed_at__isnull=True).exists()
    if invitation.person is None or not is_open:
        return ""
    return signing_code(invitation.meeting, invitation.person)


def _expires_at(meeting: Meeting) -> datetime:
    return meeting.ends_at + GOOD_AFTER_MEETING


def line_of_link(link: links.Link) -> Attendance:
    """Return the line that a link opens.

    :raises SheetNotOpen: nobody opened the sheet.
    :raises NotExpected: the person is not on it.
    :raises LinkOfClosedSheet: it is sealed and this person had not signed.
    """
    sheet = Sheet.objects.filter(meeting__uuid=link.subject).first()
    if sheet is None:
        raise SheetNotOpen(
            "La feuille d’émargement n’est pas encore ouverte : "
            "revenez à cette page quand la réunion commence."
        )
    lines = sheet.lines.filter(person__isnull=False).select_related(
        "person", "holder__person", "on_behalf_of", "sheet__meeting__community"
    )
    line = lines.filter(person__uuid=link.person).first() if link.person else None
    if line is None:
        raise NotExpected(
            "Vous n’êtes pas sur la feuille de cette réunion : "
            "scannez le code affiché dans la salle, ou dites-le au secrétariat."
        )
    if sheet.is_closed and not line.manner:
        raise LinkOfClosedSheet(
            "La feuille d’émargement de cette réunion est close et scellée. "
            "Si vous étiez présent, dites-le au secrétariat de la réunion."
        )
    return line


def pickable(sheet: Sheet) -> list[Attendance]:
    """Return every line: who picked a name that was signed meanwhile is told so."""
    return lines_of(sheet)
