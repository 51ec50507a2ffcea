"""Sealing a sheet: the true hours, who presided, the rule of that day; and nothing moves after."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime
from time_machine import travel

from maillage.apps.accounts.models import User
from maillage.apps.communities.tests import make as communities
from maillage.apps.meetings.actions import meeting as meetings
from maillage.apps.meetings.actions import sheet as sheets
from maillage.apps.meetings.actions.meeting import MeetingIsOver
from maillage.apps.meetings.actions.sheet import ChairNotThere, Course, EndsBeforeItBegins
from maillage.apps.meetings.models import Attendance, Meeting, Poll, Sheet
from maillage.apps.meetings.queries.attendance import attendance, hours
from maillage.apps.meetings.queries.minutes import minutes_document
from maillage.apps.meetings.tests import make, signing
from maillage.apps.meetings.tests.signing import AFTER, DURING, ENDS, STARTS
from maillage.domain.attendance import HoursOutsideMeeting, Span
from maillage.domain.quorum import Rule

pytestmark = pytest.mark.django_db
LATER = Span(STARTS, ENDS + timedelta(minutes=45))


@pytest.fixture(autouse=True)
def after_the_meeting() -> Iterator[None]:
    with travel(AFTER, tick=False):
        yield


def closed(sheet: Sheet, by: User, course: Course) -> Sheet:
    return sheets.close_sheet(sheet=sheet, by=by.person, at=AFTER, course=course)


def page_of(sheet: Sheet, by: User) -> str:
    client = Client()
    client.force_login(by)
    meeting = sheet.meeting
    address = reverse("meetings:sheet", args=[meeting.community.slug, meeting.uuid])
    return client.get(address).content.decode()


def test_the_time_of_each_is_counted_from_the_hours_the_meeting_truly_had() -> None:
    sheet, secretary = signing.room()
    signing.sign(sheet, signing.line(sheet))

    closed(sheet, secretary, Course(span=LATER))

    assert hours(attendance(community=sheet.meeting.community)) == timedelta(hours=2, minutes=45)


def test_hours_in_the_wrong_order_are_refused() -> None:
    sheet, secretary = signing.room()

    with pytest.raises(EndsBeforeItBegins):
        closed(sheet, secretary, Course(span=Span(ENDS, STARTS)))


def test_whoever_came_at_an_hour_that_is_not_of_the_meeting_is_named() -> None:
    sheet, secretary = signing.room()
    line = signing.sign(sheet, signing.line(sheet))
    Attendance.objects.filter(pk=line.pk).update(arrived_at=ENDS - timedelta(minutes=10))

    with pytest.raises(HoursOutsideMeeting, match="Membre 000"):
        closed(sheet, secretary, Course(span=Span(STARTS, ENDS - timedelta(minutes=30))))

    assert Meeting.objects.get().ends_at == ENDS


def test_the_page_asks_for_the_hours_and_takes_an_evening_past_midnight() -> None:
    sheet, secretary = signing.room()
    line = signing.sign(sheet, signing.line(sheet))
    client = Client()
    client.force_login(secretary)
    said = {"begins": f"{localtime(STARTS):%H:%M}", "ends": "00:15", "chair": str(line.uuid)}

    meeting = sheet.meeting
    client.post(reverse("meetings:close_sheet", args=[meeting.community.slug, meeting.uuid]), said)

    meeting.refresh_from_db()
    assert localtime(meeting.ends_at).day == localtime(STARTS).day + 1
    assert "Séance présidée par Ana Membre 000" in page_of(sheet, secretary)


def test_who_presided_is_in_the_document_and_was_there() -> None:
    sheet, secretary = signing.room()
    signing.sign(sheet, signing.line(sheet))

    with pytest.raises(ChairNotThere):
        closed(sheet, secretary, Course(chair=signing.line(sheet, 1).uuid))
    closed(sheet, secretary, Course(chair=signing.line(sheet).uuid))

    facts = {fact.label: fact.value for fact in minutes_document(sheet.meeting).facts}
    assert facts["Présidence de séance"] == "Ana Membre 000"


def test_statutes_changed_since_alter_no_former_quorum() -> None:
    sheet, secretary = signing.room(names=2)
    community = sheet.meeting.community
    signing.rule(community, Rule(share=Rule().share + 1), secretary)
    signing.sealed(sheet, secretary)

    signing.rule(community, Rule(), secretary)

    facts = {fact.label: fact.value for fact in minutes_document(sheet.meeting).facts}
    assert "non atteint" in facts["Quorum"]
    assert "Quorum non atteint" in page_of(sheet, secretary)


def test_a_meeting_begun_or_held_is_moved_by_nobody_and_its_seal_holds() -> None:
    sheet, secretary = signing.room()
    plan = make.plan(DURING + timedelta(days=2))
    move = {"plan": plan, "expected_version": 0, "by": secretary.person}

    with pytest.raises(MeetingIsOver):
        meetings.edit_meeting(meeting=sheet.meeting, at=DURING, **move)  # type: ignore[arg-type]  # passed through as named
    signing.sealed(sheet, secretary)
    with pytest.raises(MeetingIsOver):
        meetings.edit_meeting(meeting=sheet.meeting, at=AFTER, **move)  # type: ignore[arg-type]  # passed through as named

    assert "sont celles qui ont été scellées" in page_of(sheet, secretary)


def test_a_seal_that_is_broken_is_told_on_the_page() -> None:
    sheet, secretary = signing.room()
    signing.sealed(sheet, secretary)

    sheet.lines.filter(pk=signing.line(sheet).pk).update(status="EXCUSED")

    assert "Le sceau est rompu" in page_of(sheet, secretary)


def test_the_next_meeting_told_is_not_one_that_was_cancelled() -> None:
    sheet, secretary = signing.room()
    community = sheet.meeting.community
    cancelled, coming = (
        signing.meeting(community, secretary.person, by=secretary.person) for _ in range(2)
    )
    for meeting, days in ((cancelled, 20), (coming, 40)):
        Meeting.objects.filter(pk=meeting.pk).update(
            starts_at=STARTS + timedelta(days=days), ends_at=ENDS + timedelta(days=days)
        )
    Meeting.objects.filter(pk=cancelled.pk).update(state="CANCELLED", cancelled_at=AFTER)

    told = minutes_document(sheet.meeting).next_meeting
    Poll.objects.create(
        meeting=coming,
        answers_by=communities.TODAY,
        opened_at=AFTER,
        opened_by=secretary.person,
    )
    looked_for = minutes_document(sheet.meeting).next_meeting

    assert "30/12/2026" in told
    assert "une date qui se choisit" in looked_for
