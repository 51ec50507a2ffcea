"""Whose line does a personal link open, and who may pick their name?"""

from django.db.models import Q

from maillage.apps.meetings import emails
from maillage.apps.meetings.calendars import when
from maillage.apps.meetings.models import Attendance, Invitation, Meeting, Sheet
from maillage.apps.meetings.queries.sheet import lines_of
from maillage.apps.post import links
from maillage.domain.attendance import Status
from maillage.domain.refusal import Refusal


class SheetNotOpen(Refusal):
    """The secretary has not opened the sheet yet."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__(
            "La feuille d’émargement n’est pas encore ouverte\u00a0: revenez à cette page quand la "
            f"réunion commence ({when(meeting)})."
        )


class NotExpected(Refusal):
    """The person is not on the sheet of this meeting."""

    def __init__(self) -> None:
        super().__init__(
            "Vous n’êtes pas sur la feuille de cette réunion\u00a0: "
            "scannez le code affiché dans la salle, ou dites-le au secrétariat."
        )


class MeetingCancelled(Refusal):
    """Nobody signs for what does not take place."""

    def __init__(self) -> None:
        super().__init__("Cette réunion est annulée\u00a0: il n’y a rien à signer.")


class LinkOfClosedSheet(Refusal):
    """The sheet was sealed before the link was used."""

    def __init__(self) -> None:
        super().__init__(
            "La feuille d’émargement de cette réunion est close et scellée. "
            "Si vous étiez présent, dites-le au secrétariat de la réunion."
        )


def signing_code(invitation: Invitation) -> str:
    """Return the code of the personal link of someone invited, known here or not."""
    return links.make(
        emails.SIGN,
        subject=invitation.uuid,
        person=invitation.person,
        expires_at=invitation.meeting.ends_at + emails.SIGNED_FOR,
    )


def own_signing_code(invitation: Invitation) -> str:
    """Return the code by which someone invited signs now; empty while they cannot."""
    is_open = Sheet.objects.filter(meeting=invitation.meeting, closed_at__isnull=True).exists()
    return signing_code(invitation) if is_open else ""


def attesting_code(invitation: Invitation) -> str:
    """Return the code by which someone takes their own attestation; empty while none is due."""
    attended = Attendance.objects.filter(
        invitation=invitation, status=Status.PRESENT.value, sheet__closed_at__isnull=False
    )
    if invitation.person is None or not attended.exists():
        return ""
    return links.make(
        emails.ATTEST,
        subject=invitation.uuid,
        person=invitation.person,
        expires_at=invitation.meeting.ends_at + emails.SEEN_FOR,
    )


def attended_line(invitation: Invitation) -> Attendance:
    """Return the line of someone on a sheet.

    :raises NotExpected: there is none.
    """
    lines = Attendance.objects.select_related("person", "sheet__meeting__community")
    line = lines.filter(invitation=invitation).first()
    if line is None:
        raise NotExpected
    return line


def line_of_link(link: links.Link) -> Attendance:
    """Return the line that a link opens.

    :raises NotExpected: they are not invited any more, or came to be after the sheet opened.
    :raises SheetNotOpen: nobody opened the sheet.
    :raises MeetingCancelled: there is nothing to sign.
    :raises LinkOfClosedSheet: it is sealed and this person had not signed.
    """
    invitation = (
        Invitation.objects.filter(uuid=link.subject).select_related("meeting", "person").first()
    )
    if invitation is None:
        raise NotExpected
    if invitation.meeting.is_cancelled:
        raise MeetingCancelled
    sheet = Sheet.objects.filter(meeting=invitation.meeting).first()
    if sheet is None:
        raise SheetNotOpen(invitation.meeting)
    lines = sheet.lines.select_related(
        "person", "holder__person", "on_behalf_of", "sheet__meeting__community"
    )
    theirs = Q(invitation=invitation)
    if invitation.person:
        theirs |= Q(person=invitation.person)
    line = lines.filter(theirs).first()
    if line is None:
        raise NotExpected
    if sheet.is_closed and not line.manner:
        raise LinkOfClosedSheet
    return line


def pickable(sheet: Sheet) -> list[Attendance]:
    """Return every line: who picked a name that was signed meanwhile is told so."""
    return lines_of(sheet)
