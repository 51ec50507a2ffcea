"""How does someone sign, and how does the secretary fill the lines of others?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate, localtime

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access
from maillage.apps.journal import actions as journal
from maillage.apps.meetings.access import people_called
from maillage.apps.meetings.actions.sheet import locked
from maillage.apps.meetings.models import Attendance, Sheet, seat_of
from maillage.documents.text import clean
from maillage.domain import attendance as rules
from maillage.domain import quorum
from maillage.domain.attendance import Channel, Manner, Presence, Span, Status
from maillage.domain.names import fold
from maillage.domain.professions import heading_of
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right

LONGEST_NAME = 160
MOST_LINES = 2_000


class AlreadySigned(Refusal):
    """Someone signed on this line before."""


class NotOnThisSheet(Refusal):
    """The line is of another meeting, or of none."""


class NameMissing(Refusal):
    """A guest gives a name."""


class SheetFull(Refusal):
    """No room holds so many people."""


class HoldsProxies(Refusal):
    """Someone who speaks for others was there."""


class LineChangedMeanwhile(Refusal):
    """Someone filled the line between reading and writing."""


@dataclass(frozen=True)
class Guest:
    """Someone who was not expected."""

    name: str
    capacity: str = ""


@dataclass(frozen=True)
class Signature:
    """One gesture of one person: on a line of the sheet, or as a guest."""

    who: UUID | Guest
    manner: Manner
    channel: Channel
    gesture: UUID


@dataclass(frozen=True)
class Mark:
    """What the secretary saw on a line, and what they make of it."""

    line: UUID
    seen: Status
    status: Status


@dataclass(frozen=True)
class Marked:
    """How many lines changed, and those that someone else had filled meanwhile."""

    changed: int
    kept: list[Attendance]


@transaction.atomic
def sign(*, sheet: Sheet, signature: Signature, at: datetime) -> Attendance:
    """Sign once, however many times the same gesture is sent.

    :raises SheetClosed: the sheet is sealed.
    :raises AlreadySigned: this line was signed by another gesture.
    :raises NotOnThisSheet: the line is of another sheet.
    :raises NameMissing: a guest without a name.
    """
    if sent_before := sheet.lines.filter(gesture=signature.gesture).first():
        return sent_before
    held = locked(sheet)
    # A twin of this very gesture may have been waiting for the same lock.
    if sent_before := held.lines.filter(gesture=signature.gesture).first():
        return sent_before
    line = _line(held, signature, at=at)
    line.status, line.manner = Status.PRESENT.value, signature.manner.value
    line.arrived_at, line.left_at, line.holder = None, None, None
    line.channel, line.gesture = signature.channel.value, signature.gesture
    line.signed_at, line.noted_by = at, None
    line.save()
    journal.record(
        "attendance.signed",
        by=line.person,
        at=at,
        on=held.meeting,
        community=held.meeting.community.uuid,
        facts={"way": signature.channel.label},
    )
    return line


def _line(sheet: Sheet, signature: Signature, *, at: datetime) -> Attendance:
    if isinstance(signature.who, Guest):
        return _guest_line(sheet, signature.who, at=at)
    line = sheet.lines.filter(uuid=signature.who).select_related("person").first()
    if line is None:
        raise NotOnThisSheet(
            "Cette ligne n’est pas sur la feuille de cette réunion : "
            "choisissez votre nom dans la liste, ou écrivez-le."
        )
    return _unsigned(line)


def _unsigned(line: Attendance) -> Attendance:
    if line.status_value is Status.PRESENT and line.signed_at:
        moment = localtime(line.signed_at)
        raise AlreadySigned(
            f"{line.name} a déjà signé à {moment:%H h %M}. "
            "Si ce n’était pas vous, dites-le au secrétariat de la réunion ; "
            "si vous êtes une autre personne du même nom, ajoutez une initiale."
        )
    return line


def _guest_line(sheet: Sheet, guest: Guest, *, at: datetime) -> Attendance:
    """Return the line of whoever says a name: theirs where the name is known here, else a new one.

    Someone expected who writes their name is not written twice; a member who was not convoked is
    known as themselves, without a voice at a meeting to which they were not called.
    """
    name = " ".join(clean(guest.name).split())[:LONGEST_NAME]
    if not name:
        raise NameMissing("Écrivez vos nom et prénom pour signer.")
    said = _spelling(name)
    if expected := _lines_called(sheet, said):
        unsigned = [line for line in expected if line.status_value is not Status.PRESENT]
        return _unsigned((unsigned or expected)[0])
    if sheet.lines.count() >= MOST_LINES:
        raise SheetFull(
            "Cette feuille ne prend plus de nouveau nom : adressez-vous au secrétariat."
        )
    known = people_called(
        sheet.meeting.community, lambda each: _spelling(each) == said, on=localdate(at)
    )
    if len(known) == 1:
        trade = known[0].profession
        return Attendance(sheet=sheet, person=known[0], capacity=trade, college=heading_of(trade))
    capacity = " ".join(clean(guest.capacity).split())[:LONGEST_NAME]
    return Attendance(sheet=sheet, guest_name=name, capacity=capacity)


def _lines_called(sheet: Sheet, said: str) -> list[Attendance]:
    names = sheet.lines.values_list("pk", "guest_name", "person__first_name", "person__last_name")
    found = [
        line for line, guest, first, last in names if _spelling(guest or f"{first} {last}") == said
    ]
    return list(sheet.lines.filter(pk__in=found).select_related("person")) if found else []


def _spelling(name: str) -> str:
    """Return what « Zoé de Saint-Rémy » and « DE SAINT REMY Zoe » have in common."""
    return " ".join(sorted(fold(name).split()))


@transaction.atomic
def add_guest(*, sheet: Sheet, guest: Guest, by: Person, at: datetime) -> Attendance:
    """Add someone who was not expected and is there, for the secretary.

    :raises SheetClosed: the sheet is sealed.
    :raises NameMissing: no name.
    :raises AlreadySigned: someone of that name is on the sheet as present.
    """
    _demand(sheet, by=by, at=at)
    held = locked(sheet)
    line = _guest_line(held, guest, at=at)
    there = Presence(Status.PRESENT, held.meeting.mode_value.manners[0])
    _fill(line, there, Channel.SECRETARY, by=by, at=at)
    line.save()
    _journal_noted(sheet, 1, by=by, at=at)
    return line


@transaction.atomic
def mark_lines(
    *, sheet: Sheet, marks: Iterable[Mark], channel: Channel, by: Person, at: datetime
) -> Marked:
    """Fill many lines at once; one that changed since it was seen is left and told.

    :raises SheetClosed: the sheet is sealed.
    :raises HoldsProxies: one of those said absent speaks for others.
    """
    _demand(sheet, by=by, at=at)
    held = locked(sheet)
    lines = {line.uuid: line for line in held.lines.select_related("person")}
    wanted = [mark for mark in marks if mark.line in lines and mark.status is not mark.seen]
    kept, changed = [], []
    for mark in wanted:
        line = lines[mark.line]
        if line.status_value is mark.status:
            continue
        if line.status_value is not mark.seen or mark.status is Status.REPRESENTED:
            kept.append(line)
            continue
        _refuse_leaving_proxies(line, mark.status)
        manner = held.meeting.mode_value.manners[0] if mark.status is Status.PRESENT else None
        _fill(line, Presence(mark.status, manner), channel, by=by, at=at)
        changed.append(line)
    for line in changed:
        line.save()
    if changed:
        _journal_noted(held, len(changed), by=by, at=at)
    return Marked(len(changed), kept)


@dataclass(frozen=True)
class Line:
    """One line as the secretary wants it; `holder` is the line of whoever carries the voice."""

    presence: Presence
    holder: UUID | None = None
    seen: Status | None = None


@transaction.atomic
def note_line(*, line: Attendance, asked: Line, by: Person, at: datetime) -> Attendance:
    """Fill one line in full: hours, manner, proxy.

    :raises SheetClosed: the sheet is sealed.
    :raises LineChangedMeanwhile: it was filled since it was seen.
    :raises HoldsProxies: the person speaks for others and would not have been there.
    :raises Refusal: the hours or the proxy do not hold (see the rules).
    """
    _demand(line.sheet, by=by, at=at)
    held = locked(line.sheet)
    kept = Attendance.objects.select_related("person").get(pk=line.pk)
    if asked.seen is not None and kept.status_value is not asked.seen:
        raise LineChangedMeanwhile(
            f"La ligne de {kept.name} a changé pendant que vous écriviez "
            f"(elle dit maintenant « {kept.status_value.label} ») : relisez-la, puis enregistrez."
        )
    span = Span(held.meeting.starts_at, held.meeting.ends_at)
    presence = rules.check(asked.presence, span)
    _refuse_leaving_proxies(kept, presence.status)
    _fill(kept, presence, Channel.SECRETARY, by=by, at=at)
    kept.holder = _holder(held, kept, asked)
    kept.save()
    _journal_noted(held, 1, by=by, at=at)
    return kept


class HolderMissing(Refusal):
    """Someone represented is represented by someone."""


def _holder(sheet: Sheet, line: Attendance, asked: Line) -> Attendance | None:
    """Return who speaks for the person once the line says what is asked."""
    may_give = asked.presence.status is Status.REPRESENTED or asked.presence.left_at
    if asked.presence.status is Status.REPRESENTED and asked.holder is None:
        raise HolderMissing(f"Choisissez la personne présente qui représente {line.name}.")
    if asked.holder is None or not may_give:
        return None
    lines = list(sheet.lines.select_related("person", "holder"))
    seats = [seat_of(line if each.pk == line.pk else each) for each in lines]
    quorum.check_proxy(str(line.uuid), str(asked.holder), seats, sheet.rule)
    return next(each for each in lines if each.uuid == asked.holder)


def _refuse_leaving_proxies(line: Attendance, status: Status) -> None:
    if status is Status.PRESENT:
        return
    given = [each.name for each in line.proxies.select_related("person")]
    if given:
        raise HoldsProxies(
            f"{line.name} porte le pouvoir de {', '.join(sorted(given))} : "
            "retirez-le d’abord de leur ligne."
        )


def _fill(
    line: Attendance, presence: Presence, channel: Channel, *, by: Person, at: datetime
) -> None:
    is_awaited = presence.status is Status.AWAITED
    line.status = presence.status.value
    line.manner = presence.manner.value if presence.manner else ""
    line.arrived_at, line.left_at = presence.arrived_at, presence.left_at
    line.holder = None
    line.channel = "" if is_awaited else channel.value
    line.signed_at = None if is_awaited else at
    line.noted_by = None if is_awaited else by


def _demand(sheet: Sheet, *, by: Person, at: datetime) -> None:
    community = sheet.meeting.community
    access.demand(Right.RUN_MEETINGS, of=by, on_community=community, on=localdate(at))


def _journal_noted(sheet: Sheet, lines: int, *, by: Person, at: datetime) -> None:
    journal.record(
        "attendance.noted",
        by=by,
        at=at,
        on=sheet.meeting,
        community=sheet.meeting.community.uuid,
        facts={"lines": lines},
    )
