"""What does « cette semaine » say of meetings and polls?"""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from time_machine import travel

from maillage.apps.creation.queries.week import Urgency
from maillage.apps.meetings.actions import minutes
from maillage.apps.meetings.actions import poll as actions
from maillage.apps.meetings.models import Minutes
from maillage.apps.meetings.queries.week import meetings_week
from maillage.apps.meetings.tests import make, signing
from maillage.domain.meetings import Answer

pytestmark = pytest.mark.django_db


def test_the_meeting_of_tomorrow_comes_with_its_hour() -> None:
    community = make.cpts()
    chair = make.holder(community)
    make.convoked(community, chair.person, starts_at=make.NOW + timedelta(days=1))
    make.convoked(community, chair.person, starts_at=make.NOW + timedelta(days=20))

    [item] = meetings_week(chair.person, today=make.TODAY)

    assert item.title == "Réunion demain\u00a0: Bureau de décembre"
    assert item.urgency is Urgency.UPCOMING


def test_a_poll_waits_until_it_is_answered_and_leads_to_its_answer() -> None:
    community = make.cpts()
    chair = make.holder(community)
    meeting = make.prepared(community, chair.person)
    poll = make.polled(meeting, chair.person)
    [item] = meetings_week(chair.person, today=make.TODAY)

    with travel(make.NOW, tick=False):
        page = Client(SERVER_NAME="localhost").get(item.url)
    actions.answer_poll(
        invitation=meeting.invitations.get(),
        answers={option.uuid: Answer.YES for option in poll.options.all()},
        at=make.NOW,
    )

    assert page.status_code == 200
    assert item.urgency is Urgency.WAITING
    assert meetings_week(chair.person, today=make.TODAY) == []


def test_a_meeting_over_asks_for_its_sheet_then_its_minutes_until_they_are_sent() -> None:
    sheet, secretary = signing.room()
    community, by = sheet.meeting.community, secretary.person
    day = localdate(signing.AFTER) + timedelta(days=1)

    def waiting() -> list[str]:
        return [item.title.partition("\u00a0: ")[0] for item in meetings_week(by, today=day)]

    told = [waiting()]
    signing.sealed(sheet, secretary)
    told.append(waiting())
    made = signing.minutes(sheet.meeting, secretary)
    signing.written(made.items.get(position=1), secretary, "Retenu.")
    told.append(waiting())
    minutes.approve_minutes(minutes=made, by=by, at=signing.AFTER)
    told.append(waiting())
    with travel(signing.AFTER, tick=False):
        client = Client(SERVER_NAME="localhost")
        client.force_login(secretary)
        listed = client.get(reverse("meetings:meetings", args=[community.slug])).content.decode()
    Minutes.objects.update(state="SENT", sent_at=signing.AFTER)
    told.append(waiting())

    assert told == [
        ["Feuille d’émargement à clore"],
        ["Relevé à écrire"],
        ["Relevé à approuver"],
        ["Relevé à envoyer"],
        [],
    ]
    assert "relevé 2026-01" in listed
    assert "Relevé à envoyer" in listed


def test_what_is_left_to_do_on_a_meeting_is_told_to_those_who_run_it() -> None:
    sheet, _ = signing.room(names=1)
    member = signing.line(sheet).person
    assert member is not None

    assert meetings_week(member, today=localdate(signing.AFTER) + timedelta(days=1)) == []
