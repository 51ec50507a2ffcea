"""The one read of attendance: by person, community, mission and period."""

from datetime import date, timedelta

import pytest

from maillage.apps.accounts.models import User
from maillage.apps.meetings.models import Sheet
from maillage.apps.meetings.queries.attendance import attendance, hours
from maillage.apps.meetings.tests import signing
from maillage.domain.aci import Mission
from maillage.domain.attendance import Status

pytestmark = pytest.mark.django_db


def held() -> tuple[Sheet, User]:
    """A sheet sealed, where the first of three was there."""
    sheet, secretary = signing.room(names=3)
    signing.sign(sheet, signing.line(sheet))
    return signing.sealed(sheet, secretary), secretary


def test_a_sealed_sheet_says_who_attended_and_how_long() -> None:
    sheet, _ = held()

    found = attendance(community=sheet.meeting.community)

    assert sorted(each.status.value for each in found) == ["ABSENT", "ABSENT", "PRESENT"]
    assert hours(found) == timedelta(hours=2)
    assert {each.digest for each in found} == {sheet.digest}


def test_an_open_sheet_proves_nothing_unless_asked_for() -> None:
    sheet, _ = signing.room(names=3)
    community = sheet.meeting.community

    assert attendance(community=community) == []
    assert len(attendance(community=community, is_sealed=None)) == 3


def test_attendance_is_narrowed_by_person_and_community() -> None:
    sheet, _ = held()
    held()
    person = signing.line(sheet).person

    (mine,) = attendance(person=person)

    assert (mine.status, mine.community) == (Status.PRESENT, sheet.meeting.community)
    assert len(attendance()) == 6


def test_attendance_of_a_mission_is_that_of_meetings_with_a_point_that_serves_it() -> None:
    sheet, _ = held()
    held()
    for point in sheet.meeting.agenda.all():
        point.mission = Mission.PREVENTION.value
        point.save()

    assert len(attendance(mission=Mission.PREVENTION)) == 3
    assert attendance(mission=Mission.CRISIS) == []


@pytest.mark.parametrize(
    ("since", "until", "count"),
    [
        (date(2026, 11, 20), date(2026, 11, 20), 3),
        (date(2026, 11, 21), None, 0),
        (None, date(2026, 11, 19), 0),
    ],
)
def test_both_days_of_a_period_are_included(
    since: date | None, until: date | None, count: int
) -> None:
    held()

    assert len(attendance(since=since, until=until)) == count
