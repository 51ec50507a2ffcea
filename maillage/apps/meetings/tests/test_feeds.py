"""Does a calendar followed by its secret address show what it should, to whom it should?"""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar, Component
from time_machine import travel

from maillage.apps.accounts.models import User
from maillage.apps.communities.access import RightMissing
from maillage.apps.communities.models import Community, Role
from maillage.apps.meetings.actions import eves, feed
from maillage.apps.meetings.actions import meeting as meetings
from maillage.apps.meetings.models import Feed
from maillage.apps.meetings.tests import make
from maillage.apps.post.models import Reminder

pytestmark = pytest.mark.django_db


def events(held: Feed) -> list[Component]:
    with travel(make.NOW, tick=False):
        response = Client(SERVER_NAME="localhost").get(reverse("meetings:feed", args=[held.secret]))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content).walk("VEVENT")


def followed(user: User, community: Community | None = None) -> Feed:
    return feed.open_feed(person=user.person, community=community, at=make.NOW)


def test_ones_own_calendar_holds_what_one_is_convoked_to() -> None:
    community = make.cpts()
    chair, someone = make.holder(community), make.member(community)
    meeting = make.convoked(community, chair.person)
    make.prepared(community, chair.person)
    elsewhere = make.cpts()
    make.convoked(elsewhere, make.holder(elsewhere).person)

    [event] = events(followed(someone))

    assert event["uid"] == meeting.ics_uid
    assert event.decoded("dtstart") == make.STARTS


def test_the_dates_of_an_open_poll_are_provisional_and_go_once_one_is_chosen() -> None:
    community = make.cpts()
    chair = make.holder(community)
    meeting = make.prepared(community, chair.person)
    make.polled(meeting, chair.person)
    held = followed(chair, community)
    provisional = [str(event["status"]) for event in events(held)]
    meetings.cancel_meeting(meeting=meeting, reason="", by=chair.person, at=make.NOW)

    assert provisional == ["TENTATIVE"] * 3
    assert [str(event["status"]) for event in events(held)] == ["CANCELLED"]


def test_what_is_over_stays_thirty_days() -> None:
    community = make.cpts()
    chair = make.holder(community)
    for days in (29, 32):
        meeting = make.convoked(community, chair.person)
        meeting.starts_at = make.NOW - timedelta(days=days)
        meeting.ends_at = meeting.starts_at + timedelta(hours=1)
        meeting.save()

    assert len(events(followed(chair, community))) == 1


def test_an_address_taken_back_shows_nothing() -> None:
    community = make.cpts()
    chair = make.holder(community)
    held = followed(chair, community)
    feed.close_feed(person=chair.person, community=community, at=make.NOW)

    response = Client(SERVER_NAME="localhost").get(reverse("meetings:feed", args=[held.secret]))

    assert response.status_code == 404


def test_a_new_address_takes_the_place_of_the_old() -> None:
    chair = make.holder(make.cpts())
    first = followed(chair)
    second = followed(chair)

    assert Feed.objects.get(revoked_at=None) == second
    assert first.secret != second.secret


def test_whoever_leaves_the_community_reads_it_no_more() -> None:
    community = make.cpts()
    chair, someone = make.holder(community), make.member(community)
    make.convoked(community, chair.person)
    held = followed(someone, community)
    before = len(events(held))
    Role.objects.filter(person=someone.person).update(until=make.TODAY)

    assert (before, len(events(held))) == (1, 0)


def test_a_stranger_follows_no_community() -> None:
    community = make.cpts()

    with pytest.raises(RightMissing):
        followed(make.holder(make.cpts()), community)


def test_the_day_before_each_is_told_again_with_the_video_link_and_once() -> None:
    community = make.cpts()
    chair = make.holder(community)
    meeting = make.convoked(community, chair.person)
    make.convoked(community, chair.person, starts_at=make.STARTS + timedelta(days=9))
    eve = make.STARTS - timedelta(days=1)

    kept = [eves.remind_eves(at=eve - timedelta(days=2)), eves.remind_eves(at=eve)]
    eves.remind_eves(at=eve)

    assert kept == [0, 1]
    line = Reminder.objects.get()
    assert line.about == meeting.uuid
    assert "https://visio.exemple.test/bureau" in line.text


def test_a_meeting_moved_is_not_recalled_at_its_former_hour() -> None:
    community = make.cpts()
    chair = make.holder(community)
    meeting = make.convoked(community, chair.person)
    eve = make.STARTS - timedelta(days=1)
    eves.remind_eves(at=eve)

    meetings.edit_meeting(
        meeting=meeting,
        plan=make.plan(make.STARTS + timedelta(days=3)),
        expected_version=0,
        by=chair.person,
        at=eve,
    )

    assert not Reminder.objects.exists()
