"""A point of the agenda is written otherwise, or says late which mission it served."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import travel

from maillage.apps.accounts.models import User
from maillage.apps.journal.tests.make import assert_journaled
from maillage.apps.meetings import emails
from maillage.apps.meetings.actions import agenda
from maillage.apps.meetings.actions import meeting as actions
from maillage.apps.meetings.actions.agenda import AgendaClosed, ItemGone, Point
from maillage.apps.meetings.models import AgendaItem, Meeting
from maillage.apps.meetings.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_that_day() -> Iterator[None]:
    with travel(make.NOW, tick=False):
        yield


def browser(user: User) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return client


def url(meeting: Meeting, item: AgendaItem) -> str:
    return reverse("meetings:change_point", args=[meeting.community.slug, meeting.uuid, item.uuid])


def test_a_point_is_written_otherwise_in_its_place() -> None:
    community = make.cpts()
    chair = make.holder(community)
    meeting = make.prepared(community, chair.person)
    second = meeting.agenda.order_by("position")[1]
    address = url(meeting, second)

    asked = browser(chair).get(address).content.decode()
    browser(chair).post(address, {"title": "Nouvelles", "minutes": "20", "mission": "PREVENTION"})

    second.refresh_from_db()
    assert "Actualités" in asked
    assert (second.title, second.minutes, second.mission) == ("Nouvelles", 20, "PREVENTION")
    assert meeting.agenda.order_by("position")[1] == second
    assert_journaled("agenda.item_changed")


def test_of_a_meeting_held_only_the_mission_served_is_still_told() -> None:
    community = make.cpts()
    chair = make.holder(community)
    meeting = make.convoked(community, chair.person)
    Meeting.objects.filter(pk=meeting.pk).update(state="CLOSED")
    first = meeting.agenda.order_by("position")[0]
    said = {"title": "Autre chose", "mission": "PREVENTION"}

    browser(chair).post(url(meeting, first), said)

    before, first = first.title, AgendaItem.objects.get(pk=first.pk)
    assert (first.title, first.mission) == (before, "PREVENTION")


def test_a_point_gone_or_of_a_cancelled_meeting_is_not_written_otherwise() -> None:
    community = make.cpts()
    chair = make.holder(community)
    meeting = make.prepared(community, chair.person)
    first = meeting.agenda.order_by("position")[0].uuid
    change = {"point": Point("Autre chose"), "by": chair.person, "at": make.NOW}

    with pytest.raises(ItemGone):
        agenda.change_item(meeting=meeting, item=meeting.uuid, **change)  # type: ignore[arg-type]  # passed through as named
    actions.cancel_meeting(meeting=meeting, reason="", by=chair.person, at=make.NOW)

    with pytest.raises(AgendaClosed):
        agenda.change_item(meeting=meeting, item=first, **change)  # type: ignore[arg-type]  # passed through as named


def test_someone_convoked_proposes_a_point_from_their_page_without_an_account() -> None:
    community = make.cpts()
    chair, someone = make.holder(community), make.member(community)
    meeting = make.convoked(community, chair.person)
    anyone = Client(SERVER_NAME="localhost")

    page = anyone.get(emails.personal_path(make.invitation_of(meeting, someone)))
    address = re.search(r"/reunions/proposer/[^\"]+", page.content.decode())
    assert address
    told = anyone.post(address[0], {"title": "Le froid en pharmacie"}, follow=True)

    item = meeting.agenda.get(is_accepted=False)
    assert (item.title, item.proposed_by) == ("Le froid en pharmacie", someone.person)
    assert "Votre point est proposé" in told.content.decode()


def test_the_link_that_reads_proposes_nothing() -> None:
    community = make.cpts()
    chair = make.holder(community)
    meeting = make.convoked(community, chair.person)
    code = emails.personal_path(make.invitation_of(meeting, chair)).split("/")[-2]

    answer = Client(SERVER_NAME="localhost").post(
        reverse("meetings:propose", args=[code]), {"title": "Autre chose"}
    )

    assert answer.status_code == 410
    assert not meeting.agenda.filter(is_accepted=False)
