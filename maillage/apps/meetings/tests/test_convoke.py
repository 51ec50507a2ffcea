"""Are people convoked, moved and excused by mail, and do their calendars follow?"""

from dataclasses import replace
from datetime import timedelta

import pytest
from icalendar import Calendar, Component

from maillage.apps.communities.access import RightMissing
from maillage.apps.journal.tests.make import assert_journaled, assert_not_journaled
from maillage.apps.meetings.actions import convocation
from maillage.apps.meetings.actions import meeting as actions
from maillage.apps.meetings.actions.convocation import (
    Guest,
    Invited,
    MeetingAlreadyHeld,
    NobodyInvited,
    PollStillOpen,
)
from maillage.apps.meetings.actions.meeting import (
    MeetingChangedMeanwhile,
    MeetingIsOver,
    NotAHost,
)
from maillage.apps.meetings.models import Invitation, Meeting
from maillage.apps.meetings.tests import make
from maillage.apps.post.models import Mail
from maillage.domain.meetings import Kind, MeetingNotThere, State
from maillage.domain.recurrence import like

pytestmark = pytest.mark.django_db


def event_in(mail: Mail) -> tuple[str, Component]:
    calendar = Calendar.from_ical(mail.calendar)
    return str(calendar["method"]), calendar.walk("VEVENT")[0]


def test_a_meeting_begins_with_the_agenda_of_its_kind_and_the_people_of_its_community() -> None:
    community = make.cpts()
    chair, someone = make.holder(community), make.member(community)

    meeting = make.prepared(community, chair.person)

    assert meeting.state_value is State.DRAFT
    assert meeting.agenda.count() == len(Kind.BOARD.agenda)
    invited = set(meeting.invitations.values_list("person", flat=True))
    assert invited == {chair.person_id, someone.person_id}
    assert Mail.objects.count() == 0


def test_a_convocation_reaches_everyone_with_an_invitation_that_calendars_read() -> None:
    community = make.cpts(name="CPTS d’essai")
    chair, someone = make.holder(community), make.member(community)
    meeting = make.prepared(community, chair.person)

    sent = convocation.convoke(meeting=meeting, by=chair.person, at=make.NOW)

    assert sent == 2
    mail = make.mail_to(someone)
    method, event = event_in(mail)
    assert (method, event["uid"], event["sequence"]) == ("REQUEST", meeting.ics_uid, 0)
    assert event.decoded("dtstart") == make.STARTS
    assert event["attendee"] == f"mailto:{someone.email}"
    assert "mardi 8 décembre 2026, de 18 h 30 à 20 h" in mail.text.replace("\u00a0", " ")
    assert "https://visio.exemple.test/bureau" in mail.text
    assert_journaled("meeting.convoked", sent=2)


def test_a_meeting_moved_after_its_convocation_moves_in_everyones_calendar() -> None:
    community = make.cpts()
    chair, someone = make.holder(community), make.member(community)
    meeting = make.convoked(community, chair.person)
    later = make.STARTS + timedelta(days=2)

    actions.edit_meeting(
        meeting=meeting, plan=make.plan(later), expected_version=0, by=chair.person, at=make.NOW
    )

    method, event = event_in(make.mail_to(someone))
    assert (method, event["uid"], event["sequence"]) == ("REQUEST", meeting.ics_uid, 1)
    assert event.decoded("dtstart") == later
    assert make.mail_to(someone).subject.startswith("Changement")


def test_a_note_corrected_troubles_nobody() -> None:
    community = make.cpts()
    chair = make.holder(community)
    meeting = make.convoked(community, chair.person)
    plan = replace(make.plan(), note="Apportez vos agendas.")

    held = actions.edit_meeting(
        meeting=meeting, plan=plan, expected_version=0, by=chair.person, at=make.NOW
    )

    assert (held.sequence, Mail.objects.count()) == (0, 1)


def test_a_meeting_cancelled_leaves_everyones_calendar() -> None:
    community = make.cpts()
    chair, someone = make.holder(community), make.member(community)
    meeting = make.convoked(community, chair.person)

    actions.cancel_meeting(meeting=meeting, reason="Neige.", by=chair.person, at=make.NOW)

    method, event = event_in(make.mail_to(someone))
    assert (method, event["status"], event["sequence"]) == ("CANCEL", "CANCELLED", 1)
    assert "Neige." in make.mail_to(someone).text


def test_a_meeting_never_announced_is_cancelled_in_silence() -> None:
    community = make.cpts()
    chair = make.holder(community)
    meeting = make.prepared(community, chair.person)

    actions.cancel_meeting(meeting=meeting, reason="", by=chair.person, at=make.NOW)

    assert Mail.objects.count() == 0


def test_someone_no_longer_invited_is_told_and_alone() -> None:
    community = make.cpts()
    chair, someone = make.holder(community), make.member(community)
    meeting = make.convoked(community, chair.person)

    convocation.set_invitees(
        meeting=meeting, invited=Invited([chair.person]), by=chair.person, at=make.NOW
    )

    method, event = event_in(make.mail_to(someone))
    assert (method, event["status"]) == ("CANCEL", "CANCELLED")
    assert "ne vous attend plus" in make.mail_to(someone).text
    assert Mail.objects.filter(address=chair.email).count() == 1
    assert list(meeting.invitations.values_list("person", flat=True)) == [chair.person_id]


def test_convoking_again_reaches_only_those_added_since() -> None:
    community = make.cpts()
    chair = make.holder(community)
    meeting = make.convoked(community, chair.person)
    convocation.invite_guest(
        meeting=meeting,
        guest=Guest("  Dominique   Invité ", "Invite@exemple.test"),
        by=chair.person,
        at=make.NOW,
    )

    sent = convocation.convoke(meeting=meeting, by=chair.person, at=make.NOW)

    assert sent == 1
    assert Mail.objects.filter(address="invite@exemple.test").count() == 1
    assert Invitation.objects.get(person=None).name == "Dominique Invité"


def test_hostile_words_never_become_headers_nor_lines_of_a_calendar() -> None:
    community = make.cpts()
    chair = make.holder(community)
    title = "Bureau\r\nBcc: tous@exemple.test\nATTENDEE:mailto:x@exemple.test"

    meeting = make.convoked(community, chair.person, title=title, place="=cmd|' /C calc'!A0")

    mail = make.mail_to(chair)
    assert "\n" not in mail.subject
    _, event = event_in(mail)
    assert event["attendee"] == f"mailto:{chair.email}"
    assert str(event["summary"]).startswith("Bureau Bcc: tous@exemple.test ATTENDEE")
    assert meeting.state_value is State.CONVOKED


def test_a_member_does_not_convoke() -> None:
    community = make.cpts()
    chair, someone = make.holder(community), make.member(community)
    meeting = make.prepared(community, chair.person)

    with pytest.raises(RightMissing):
        convocation.convoke(meeting=meeting, by=someone.person, at=make.NOW)

    assert_not_journaled("meeting.convoked")


def test_nobody_is_convoked_to_the_past() -> None:
    community = make.cpts()
    chair = make.holder(community)
    meeting = make.prepared(community, chair.person, starts_at=make.NOW - timedelta(days=1))

    with pytest.raises(MeetingAlreadyHeld, match="changez sa date"):
        convocation.convoke(meeting=meeting, by=chair.person, at=make.NOW)


def test_a_convocation_needs_someone() -> None:
    community = make.cpts()
    chair = make.holder(community)
    meeting = make.prepared(community, chair.person)
    meeting.invitations.all().delete()

    with pytest.raises(NobodyInvited):
        convocation.convoke(meeting=meeting, by=chair.person, at=make.NOW)


def test_a_convocation_waits_for_the_date_to_be_chosen() -> None:
    community = make.cpts()
    chair = make.holder(community)
    meeting = make.prepared(community, chair.person)
    make.polled(meeting, chair.person)

    with pytest.raises(PollStillOpen):
        convocation.convoke(meeting=meeting, by=chair.person, at=make.NOW)


def test_a_meeting_cancelled_is_neither_convoked_moved_nor_cancelled_again() -> None:
    community = make.cpts()
    chair = make.holder(community)
    meeting = make.prepared(community, chair.person)
    actions.cancel_meeting(meeting=meeting, reason="", by=chair.person, at=make.NOW)
    meeting.refresh_from_db()

    with pytest.raises(MeetingNotThere):
        convocation.convoke(meeting=meeting, by=chair.person, at=make.NOW)
    with pytest.raises(MeetingNotThere):
        actions.cancel_meeting(meeting=meeting, reason="", by=chair.person, at=make.NOW)
    with pytest.raises(MeetingIsOver):
        actions.edit_meeting(
            meeting=meeting, plan=make.plan(), expected_version=1, by=chair.person, at=make.NOW
        )


def test_the_second_of_two_who_edit_a_meeting_is_told_and_overwrites_nothing() -> None:
    community = make.cpts()
    chair = make.holder(community)
    meeting = make.prepared(community, chair.person)
    first, second = make.plan(title="Bureau élargi"), make.plan(title="Bureau restreint")
    actions.edit_meeting(
        meeting=meeting, plan=first, expected_version=0, by=chair.person, at=make.NOW
    )

    with pytest.raises(MeetingChangedMeanwhile, match="Bureau élargi"):
        actions.edit_meeting(
            meeting=meeting, plan=second, expected_version=0, by=chair.person, at=make.NOW
        )

    assert Meeting.objects.get().title == "Bureau élargi"


def test_an_inter_cpts_invites_those_who_run_its_members_and_is_hosted_by_turns() -> None:
    members = [make.cpts() for _ in range(3)]
    leaders = [make.holder(member).person_id for member in members]
    simple = make.member(members[0])
    above = make.inter_cpts(*members)
    chair = make.holder(above)

    series = actions.prepare_series(
        community=above,
        plan=make.plan(),
        rule=like(make.STARTS.date(), 2),
        number=6,
        by=chair.person,
        at=make.NOW,
    )

    hosts = [meeting.host_id for meeting in series if meeting.host_id]
    assert sorted(hosts[:3]) == sorted(hosts[3:]) == sorted(member.pk for member in members)
    invited = set(series[0].invitations.values_list("person", flat=True))
    assert invited == {chair.person_id, *leaders}
    assert simple.person_id not in invited
    assert {meeting.starts_at.astimezone().minute for meeting in series} == {30}
    assert_journaled("meeting.prepared", times=6)


def test_only_an_affiliated_community_hosts() -> None:
    above, elsewhere = make.inter_cpts(make.cpts()), make.cpts()
    chair = make.holder(above)

    with pytest.raises(NotAHost):
        make.prepared(above, chair.person, host=elsewhere)
