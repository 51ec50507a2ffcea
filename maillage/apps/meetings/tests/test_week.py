"""What does « cette semaine » say of meetings and polls?"""

from datetime import timedelta

import pytest
from django.test import Client
from time_machine import travel

from maillage.apps.creation.queries.week import Urgency
from maillage.apps.meetings.actions import poll as actions
from maillage.apps.meetings.queries.week import meetings_week
from maillage.apps.meetings.tests import make
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
