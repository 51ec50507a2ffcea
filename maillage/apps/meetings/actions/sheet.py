"""How is a sheet opened, and sealed once everyone has signed?"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access
from maillage.apps.communities.models import Affiliation, Community, Role
from maillage.apps.journal import actions as journal
from maillage.apps.meetings.models import Attendance, Invitation, Meeting, Sheet
from maillage.apps.meetings.models.statutes import rule_of, written
from maillage.apps.members.queries.contacts import recipients_of
from maillage.apps.members.queries.people import voters
from maillage.domain import attendance as rules
from maillage.domain.attendance import Channel, HoursOutsideMeeting, Span, Status
from maillage.domain.echelon import Echelon
from maillage.domain.meetings import Reply, State
from maillage.domain.professions import heading_of
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right, RoleKind

# Roles that have a voice; a coordinator is most often employed by the community.
VOTING = frozenset(
    {RoleKind.CHAIR, RoleKind.TREASURER, RoleKind.SECRETARY, RoleKind.BOARD, RoleKind.MEMBER}
)


class NobodyConvoked(Refusal):
    """Nobody signs for a meeting that does not take place, or of which nobody was told."""


class SheetClosed(Refusal):
    """The sheet is sealed: nothing changes on it any more."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(
            "La feuille d’émargement de cette réunion est close et scellée : "
            "elle ne peut plus changer. Adressez-vous au secrétariat de la réunion."
        )
        self.sheet = sheet


class ClosedTooEarly(Refusal):
    """A sheet is not sealed before its meeting began."""


class EndsBeforeItBegins(Refusal):
    """The hours said of a meeting do not follow each other."""


class ChairNotThere(Refusal):
    """Whoever presided was there."""


@dataclass(frozen=True)
class Course:
    """How a meeting went: its true hours where they are not those planned, who presided."""

    span: Span | None = None
    chair: UUID | None = None


@transaction.atomic
def open_sheet(*, meeting: Meeting, by: Person, at: datetime) -> Sheet:
    """Open the sheet of a meeting with a line for each person invited; once.

    :raises NobodyConvoked: the meeting is cancelled, or still being prepared.
    """
    access.demand(Right.RUN_MEETINGS, of=by, on_community=meeting.community, on=localdate(at))
    held = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if held.state_value in {State.DRAFT, State.CANCELLED}:
        raise NobodyConvoked(
            f"Cette réunion est {held.state_value.label} : "
            "sa feuille d’émargement s’ouvre une fois la réunion convoquée."
        )
    if sheet := Sheet.objects.filter(meeting=held).first():
        return sheet
    sheet = Sheet.objects.create(
        meeting=held, secret=secrets.token_hex(32), opened_at=at, opened_by=by
    )
    Attendance.objects.bulk_create(_lines(sheet, at=at))
    _move(held, State.OPEN)
    journal.record(
        "sheet.opened",
        by=by,
        at=at,
        on=held,
        community=held.community.uuid,
        facts={"expected": sheet.lines.count()},
    )
    return sheet


@dataclass(frozen=True)
class Voice:
    """A vote: for which community when it is not one's own, in which college."""

    community: int | None = None
    college: str = ""


def _lines(sheet: Sheet, *, at: datetime) -> list[Attendance]:
    voices = voices_of(sheet.meeting.community, on=localdate(at))
    invitations = sheet.meeting.invitations.select_related("person").order_by("pk")
    return [_line(sheet, each, voices.get(each.person_id or 0)) for each in invitations]


def _line(sheet: Sheet, invitation: Invitation, voice: Voice | None) -> Attendance:
    profession = invitation.person.profession if invitation.person else ""
    line = Attendance(
        sheet=sheet,
        person=invitation.person,
        guest_name=invitation.guest_name,
        invitation=invitation,
        capacity=profession,
        college=(voice and voice.college) or heading_of(profession),
        is_voter=voice is not None,
        on_behalf_of_id=voice.community if voice else None,
    )
    if invitation.reply_value is Reply.NO:
        # Said from their mail: nobody has to write it again.
        line.status, line.channel = Status.EXCUSED.value, Channel.LINK.value
        line.signed_at = invitation.replied_at
    return line


def voices_of(community: Community, *, on: date) -> dict[int, Voice]:
    """Return who has a voice, by key of the person.

    Whoever is in the list of members votes as the list says: not a partner, nor whoever owes a
    fee. Of the others, those whose role has a voice; above the CPTS, those who run the
    communities affiliated speak for them.
    """
    held = Role.objects.on(on).filter(kind__in=[kind.value for kind in VOTING])
    own = held.filter(community=community).values_list("person_id", flat=True)
    voices = {person: Voice() for person in own}
    for each in recipients_of(community, on=on):
        if each.person:
            voices.pop(each.person.pk, None)
    for one in voters(community, on=on):
        if one.person_id:
            voices[one.person_id] = Voice(college=str(one.college or ""))
    if community.echelon_value is not Echelon.LOCAL:
        members = Affiliation.objects.on(on).filter(body=community).values("member_id")
        sent = held.filter(community__in=members).exclude(kind=RoleKind.MEMBER.value)
        for person, member in sent.order_by("pk").values_list("person_id", "community_id"):
            voices[person] = Voice(community=member)
    return voices


def _move(meeting: Meeting, state: State) -> None:
    """Let the meeting follow its sheet; one already held stays held."""
    if meeting.state_value is not State.CLOSED:
        meeting.state = state.value
        meeting.save(update_fields=["state"])


@transaction.atomic
def close_sheet(*, sheet: Sheet, by: Person, at: datetime, course: Course | None = None) -> Sheet:
    """Seal a sheet: who is still awaited was absent, and nothing changes any more.

    :raises SheetClosed: it is sealed already.
    :raises EndsBeforeItBegins: the true hours do not follow each other.
    :raises HoursOutsideMeeting: someone came or left at an hour that is not of the meeting.
    :raises ClosedTooEarly: the meeting has not begun.
    :raises ChairNotThere: whoever presided is not on the sheet as present.
    """
    community = sheet.meeting.community
    access.demand(Right.RUN_MEETINGS, of=by, on_community=community, on=localdate(at))
    held, went = locked(sheet), course or Course()
    if went.span:
        _note_hours(held, went.span)
    if at < held.meeting.starts_at:
        raise ClosedTooEarly(
            "La réunion n’a pas commencé : la feuille se scelle une fois la réunion tenue."
        )
    held.lines.filter(status=Status.AWAITED.value).update(
        status=rules.after_closing(Status.AWAITED).value,
        channel=Channel.SECRETARY.value,
        noted_by=by,
        signed_at=at,
    )
    held.chair = _chair(held, went.chair)
    held.closed_at, held.closed_by = at, by
    held.kept_rule = written(rule_of(community))
    held.digest = digest_of(held)
    held.save(update_fields=["closed_at", "closed_by", "digest", "kept_rule", "chair"])
    _move(held.meeting, State.CLOSED)
    present = held.lines.filter(status=Status.PRESENT.value).count()
    journal.record(
        "sheet.sealed",
        by=by,
        at=at,
        on=held.meeting,
        community=community.uuid,
        facts={"present": present, "lines": held.lines.count(), "digest": held.digest},
    )
    return held


def _note_hours(sheet: Sheet, span: Span) -> None:
    """Keep when the meeting truly took place: the hours of everyone are counted from it."""
    if span.ends_at <= span.starts_at:
        raise EndsBeforeItBegins(
            "La réunion finit après avoir commencé : corrigez l’une des deux heures."
        )
    for line in sheet.lines.select_related("person").order_by("pk"):
        try:
            rules.check(line.presence, span)
        except Refusal as refusal:
            raise HoursOutsideMeeting(f"{line.name} : {refusal}") from refusal
    meeting = sheet.meeting
    meeting.starts_at, meeting.ends_at = span.starts_at, span.ends_at
    meeting.save(update_fields=["starts_at", "ends_at"])


def _chair(sheet: Sheet, line: UUID | None) -> Attendance | None:
    if line is None:
        return None
    found = sheet.lines.filter(uuid=line, status=Status.PRESENT.value).first()
    if found is None:
        raise ChairNotThere(
            "Qui préside la séance est sur la feuille comme présent : notez d’abord sa présence."
        )
    return found


def locked(sheet: Sheet) -> Sheet:
    """Return the sheet, locked until the end of the act and still open.

    :raises SheetClosed: it is sealed.
    """
    held = (
        Sheet.objects.select_for_update(of=("self",))
        .select_related("meeting__community")
        .get(pk=sheet.pk)
    )
    if held.is_closed:
        raise SheetClosed(held)
    return held


def digest_of(sheet: Sheet) -> str:
    """Return the digest of a sheet as its rows stand."""
    lines = sheet.lines.select_related("person", "holder", "on_behalf_of")
    return rules.seal(sheet.sealed_facts, (line.sealed_facts for line in lines))
