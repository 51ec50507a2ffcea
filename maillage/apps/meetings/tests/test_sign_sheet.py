"""Signing the sheet of a meeting: once, by whom it may, until it is sealed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from maillage.apps.communities.access import RightMissing
from maillage.apps.communities.models import Role
from maillage.apps.communities.tests import make as communities
from maillage.apps.journal.tests.make import assert_journaled, assert_not_journaled
from maillage.apps.meetings.actions import attendance, sheet
from maillage.apps.meetings.actions.attendance import (
    AlreadySigned,
    Guest,
    HolderMissing,
    HoldsProxies,
    Line,
    LineChangedMeanwhile,
    Mark,
    NameMissing,
    NotOnThisSheet,
    Signature,
)
from maillage.apps.meetings.actions.sheet import ClosedTooEarly, NobodyConvoked, SheetClosed
from maillage.apps.meetings.models import Attendance, Sheet
from maillage.apps.meetings.tests import signing
from maillage.apps.meetings.tests.signing import AFTER, DURING, ENDS, STARTS
from maillage.domain.attendance import Channel, HoursOutsideMeeting, Manner, Presence, Status
from maillage.domain.quorum import HolderNotThere, Rule, TooManyProxies
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.django_db


def there(**hours: object) -> Presence:
    return Presence(Status.PRESENT, Manner.ON_SITE, **hours)  # type: ignore[arg-type]  # passed through


def test_opening_a_sheet_awaits_everyone_invited_and_opens_the_meeting() -> None:
    opened, secretary = signing.room(names=3)

    again = sheet.open_sheet(meeting=opened.meeting, by=secretary.person, at=DURING)

    assert again == opened
    assert {line.status for line in opened.lines.all()} == {"AWAITED"}
    assert opened.lines.filter(is_voter=True).count() == 3
    assert_journaled("sheet.opened", expected=3)
    opened.meeting.refresh_from_db()
    assert opened.meeting.state == "OPEN"


@pytest.mark.parametrize("state", ["DRAFT", "CANCELLED"])
def test_a_meeting_nobody_is_convoked_to_has_no_sheet(state: str) -> None:
    cpts = communities.cpts()
    chair = communities.holder(cpts).person
    held = signing.meeting(cpts, by=chair)
    held.state = state
    held.convoked_at = None
    held.cancelled_at = DURING if state == "CANCELLED" else None
    held.save()

    with pytest.raises(NobodyConvoked, match="une fois la réunion convoquée"):
        sheet.open_sheet(meeting=held, by=chair, at=DURING)


def test_a_member_does_not_open_nor_seal_a_sheet() -> None:
    opened, _ = signing.room()
    member = opened.meeting.community.roles.filter(kind="MEMBER").first()
    assert isinstance(member, Role)

    with pytest.raises(RightMissing):
        sheet.open_sheet(meeting=opened.meeting, by=member.person, at=DURING)
    with pytest.raises(RightMissing):
        sheet.close_sheet(sheet=opened, by=member.person, at=AFTER)


def test_someone_signs_on_their_line() -> None:
    opened, _ = signing.room()
    line = signing.line(opened)

    signed = signing.sign(opened, line)

    assert (signed.status, signed.channel, signed.signed_at) == ("PRESENT", "QR", DURING)
    assert_journaled("attendance.signed")


def test_the_same_gesture_sent_again_signs_once() -> None:
    opened, _ = signing.room()
    signature = Signature(Guest("Nora Essai"), Manner.ON_SITE, Channel.QR, uuid4())

    first = attendance.sign(sheet=opened, signature=signature, at=DURING)
    second = attendance.sign(sheet=opened, signature=signature, at=AFTER)

    assert first == second
    assert opened.lines.filter(guest_name="Nora Essai").count() == 1
    assert_journaled("attendance.signed", times=1)


def test_a_gesture_sent_again_after_the_sealing_still_answers_it_was_kept() -> None:
    opened, secretary = signing.room()
    signature = Signature(signing.line(opened).uuid, Manner.REMOTE, Channel.LINK, uuid4())
    first = attendance.sign(sheet=opened, signature=signature, at=DURING)
    signing.sealed(opened, secretary)

    assert attendance.sign(sheet=opened, signature=signature, at=AFTER) == first


def test_a_line_already_signed_is_refused_to_another_gesture() -> None:
    opened, _ = signing.room()
    signing.sign(opened, signing.line(opened))

    with pytest.raises(AlreadySigned, match="a déjà signé à 19 h 05"):
        signing.sign(opened, signing.line(opened))


def test_a_line_of_another_sheet_is_refused() -> None:
    opened, _ = signing.room()
    elsewhere, _ = signing.room()

    with pytest.raises(NotOnThisSheet):
        signing.sign(opened, signing.line(elsewhere))


@pytest.mark.parametrize("name", ["", "   ", "\u202e\x00"])
def test_a_guest_without_a_name_is_refused(name: str) -> None:
    opened, _ = signing.room()

    with pytest.raises(NameMissing):
        signing.sign(opened, Guest(name))


def test_a_guest_name_is_kept_as_text_and_within_its_length() -> None:
    opened, _ = signing.room()

    signed = signing.sign(opened, Guest("<b>Zoé</b>\n" + "x" * 999, "=cmd|' /C calc'!A0"))

    assert signed.guest_name.startswith("<b>Zoé</b> xx")
    assert len(signed.guest_name) == 160
    assert not signed.is_voter


def test_nobody_signs_once_the_sheet_is_sealed() -> None:
    opened, secretary = signing.room()
    signing.sealed(opened, secretary)

    with pytest.raises(SheetClosed, match="close et scellée"):
        signing.sign(opened, signing.line(opened))
    with pytest.raises(SheetClosed):
        attendance.add_guest(sheet=opened, guest=Guest("X"), by=secretary.person, at=AFTER)
    with pytest.raises(SheetClosed):
        signing.sealed(opened, secretary)


def test_a_sheet_is_not_sealed_before_its_meeting() -> None:
    opened, secretary = signing.room()

    with pytest.raises(ClosedTooEarly):
        sheet.close_sheet(sheet=opened, by=secretary.person, at=STARTS - timedelta(minutes=1))


def test_sealing_says_absent_whoever_is_still_awaited_and_keeps_the_digest() -> None:
    opened, secretary = signing.room(names=3)
    signing.sign(opened, signing.line(opened, 0))

    closed = signing.sealed(opened, secretary)

    assert opened.lines.filter(status="ABSENT").count() == 2
    assert len(closed.digest) == 64
    assert closed.digest == sheet.digest_of(Sheet.objects.get(pk=closed.pk))
    assert_journaled("sheet.sealed", present=1, digest=closed.digest)


def test_a_row_changed_behind_the_back_of_the_application_breaks_the_seal() -> None:
    opened, secretary = signing.room()
    closed = signing.sealed(opened, secretary)

    opened.lines.filter(pk=signing.line(opened).pk).update(status="EXCUSED")

    assert sheet.digest_of(Sheet.objects.get(pk=closed.pk)) != closed.digest


def test_the_secretary_fills_many_lines_at_once() -> None:
    opened, secretary = signing.room(names=3)
    statuses = [Status.PRESENT, Status.EXCUSED, Status.AWAITED]
    marks = [
        Mark(signing.line(opened, number).uuid, Status.AWAITED, status)
        for number, status in enumerate(statuses)
    ]

    done = attendance.mark_lines(
        sheet=opened, marks=marks, channel=Channel.PAPER, by=secretary.person, at=AFTER
    )

    assert (done.changed, done.kept) == (2, [])
    assert [signing.line(opened, number).status_value for number in range(3)] == statuses
    assert signing.line(opened, 0).channel == "PAPER"
    assert_journaled("attendance.noted", lines=2)


def test_a_line_signed_meanwhile_is_left_as_signed() -> None:
    opened, secretary = signing.room()
    line = signing.line(opened)
    mark = Mark(line.uuid, Status.AWAITED, Status.EXCUSED)
    signing.sign(opened, line)

    done = attendance.mark_lines(
        sheet=opened, marks=[mark], channel=Channel.SECRETARY, by=secretary.person, at=DURING
    )

    assert (done.changed, done.kept) == (0, [line])
    assert signing.line(opened).status_value is Status.PRESENT
    assert_not_journaled("attendance.noted")


def test_hours_and_manner_are_noted_on_one_line() -> None:
    opened, secretary = signing.room()
    asked = Line(there(arrived_at=STARTS + timedelta(minutes=30), left_at=ENDS))

    noted = attendance.note_line(
        line=signing.line(opened), asked=asked, by=secretary.person, at=AFTER
    )

    assert noted.arrived_at == STARTS + timedelta(minutes=30)
    with pytest.raises(HoursOutsideMeeting):
        attendance.note_line(
            line=noted, asked=Line(there(arrived_at=AFTER)), by=secretary.person, at=AFTER
        )


def test_a_line_that_changed_since_it_was_seen_is_not_written_over() -> None:
    opened, secretary = signing.room()
    line = signing.line(opened)
    signing.sign(opened, line)

    with pytest.raises(LineChangedMeanwhile, match="« présent »".replace(" ", "\u00a0")):
        attendance.note_line(
            line=line,
            asked=Line(Presence(Status.EXCUSED), seen=Status.AWAITED),
            by=secretary.person,
            at=DURING,
        )


def represented(opened: Sheet, giver: int, holder: int, secretary: object) -> Attendance:
    return attendance.note_line(
        line=signing.line(opened, giver),
        asked=Line(Presence(Status.REPRESENTED), holder=signing.line(opened, holder).uuid),
        by=secretary.person,  # type: ignore[attr-defined]  # a User
        at=DURING,
    )


def test_a_proxy_is_given_to_someone_present_only() -> None:
    opened, secretary = signing.room()
    with pytest.raises(HolderNotThere, match="personne présente"):
        represented(opened, 0, 1, secretary)
    signing.sign(opened, signing.line(opened, 1))

    noted = represented(opened, 0, 1, secretary)

    assert noted.holder == signing.line(opened, 1)
    assert noted.status_value is Status.REPRESENTED


def test_a_proxy_names_its_holder() -> None:
    opened, secretary = signing.room()

    with pytest.raises(HolderMissing):
        attendance.note_line(
            line=signing.line(opened),
            asked=Line(Presence(Status.REPRESENTED)),
            by=secretary.person,
            at=DURING,
        )


def test_the_limit_of_proxies_is_the_one_of_the_statutes() -> None:
    opened, secretary = signing.room(names=4)
    signing.sign(opened, signing.line(opened, 3))
    represented(opened, 0, 3, secretary)
    with pytest.raises(TooManyProxies, match="porte déjà"):
        represented(opened, 1, 3, secretary)

    signing.rule(opened.meeting.community, Rule(proxies_per_person=2), by=secretary)

    assert represented(opened, 1, 3, secretary).holder == signing.line(opened, 3)


def test_who_speaks_for_others_is_not_said_absent() -> None:
    opened, secretary = signing.room()
    signing.sign(opened, signing.line(opened, 1))
    represented(opened, 0, 1, secretary)

    with pytest.raises(HoldsProxies, match="Membre 000"):
        attendance.note_line(
            line=signing.line(opened, 1),
            asked=Line(Presence(Status.ABSENT)),
            by=secretary.person,
            at=DURING,
        )


def test_someone_represented_who_comes_after_all_signs_and_takes_their_voice_back() -> None:
    opened, secretary = signing.room()
    signing.sign(opened, signing.line(opened, 1))
    represented(opened, 0, 1, secretary)

    signed = signing.sign(opened, signing.line(opened, 0))

    assert signed.holder is None
    assert signed.status_value is Status.PRESENT


def test_the_database_itself_refuses_a_second_line_for_someone() -> None:
    opened, _ = signing.room()
    known = signing.line(opened)

    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.create(sheet=opened, person=known.person)


@pytest.mark.parametrize("kind", [RoleKind.PARTNER, RoleKind.COORDINATOR])
def test_partners_and_coordinators_are_expected_without_a_voice(kind: RoleKind) -> None:
    cpts = communities.cpts()
    chair = communities.holder(cpts).person
    someone = signing.member(cpts, "Partenaire", kind)
    held = signing.meeting(cpts, someone, by=chair)

    opened = sheet.open_sheet(meeting=held, by=chair, at=DURING)

    assert not opened.lines.get().is_voter
