"""Does the next meeting begin from the agenda that the community is used to?"""

import pytest

from maillage.apps.communities.access import RightMissing
from maillage.apps.journal.tests.make import assert_journaled
from maillage.apps.meetings.actions import agenda
from maillage.apps.meetings.actions.agenda import EmptyAgenda, Point
from maillage.apps.meetings.models import Meeting
from maillage.apps.meetings.tests import make
from maillage.domain.aci import Mission
from maillage.domain.meetings import Kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    community = make.cpts()
    return make.prepared(community, make.holder(community).person)


def titles(meeting: Meeting) -> list[str]:
    return list(meeting.agenda.order_by("position").values_list("title", flat=True))


def keep(meeting: Meeting) -> None:
    agenda.keep_template(meeting=meeting, by=meeting.created_by, at=make.NOW)


def again(meeting: Meeting, **more: object) -> Meeting:
    return make.prepared(meeting.community, meeting.created_by, **more)


def test_an_agenda_kept_begins_the_next_meetings_of_the_same_kind_alone(meeting: Meeting) -> None:
    mission = Mission.CRISIS
    point = Point("Point de trésorerie", 5, mission)
    agenda.add_item(meeting=meeting, point=point, by=meeting.created_by, at=make.NOW)

    keep(meeting)

    assert titles(again(meeting)) == titles(meeting)
    assert again(meeting).agenda.get(title=point.title).mission == mission.value
    assert titles(again(meeting, kind=Kind.COMMITTEE)) == [t for t, _ in Kind.COMMITTEE.agenda]
    assert_journaled("agenda.template_kept")


def test_a_community_comes_back_to_the_usual_points(meeting: Meeting) -> None:
    agenda.add_item(meeting=meeting, point=Point("En plus"), by=meeting.created_by, at=make.NOW)
    keep(meeting)

    agenda.drop_template(meeting=meeting, by=meeting.created_by, at=make.NOW)

    assert titles(again(meeting)) == [title for title, _ in Kind.BOARD.agenda]


def test_what_a_member_only_proposed_is_not_kept(meeting: Meeting) -> None:
    someone = make.member(meeting.community).person
    agenda.add_item(meeting=meeting, point=Point("Proposé"), by=someone, at=make.NOW)

    keep(meeting)

    assert "Proposé" not in titles(again(meeting))


def test_an_empty_agenda_is_not_kept_and_a_member_keeps_none(meeting: Meeting) -> None:
    with pytest.raises(RightMissing):
        agenda.keep_template(meeting=meeting, by=make.member(meeting.community).person, at=make.NOW)
    meeting.agenda.all().delete()
    with pytest.raises(EmptyAgenda, match="vide"):
        keep(meeting)
