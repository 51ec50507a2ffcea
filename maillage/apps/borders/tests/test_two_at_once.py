"""Two clicks at the same moment, on a database really shared: one answer, one invitation."""

import pytest

from maillage.apps.borders.actions import survey as actions
from maillage.apps.borders.actions.answering import Given, give_answer
from maillage.apps.borders.actions.survey import NobodyNew
from maillage.apps.borders.models import Answer, Survey
from maillage.apps.borders.tests import make
from maillage.apps.post.models import Mail
from maillage.domain.borders import SurveyClosed
from maillage.web.tests.at_once import all_at_once

pytestmark = pytest.mark.usefixtures("concurrent_db")


def test_two_taps_write_one_answer_whole() -> None:
    place = make.row()
    (invitee,) = make.invited(make.opened(place), place, make.guests(1))
    west, east = place.west.pk, place.east.pk

    def tap(*ranked: int) -> object:
        return give_answer(invitee=invitee, given=Given(ranked), at=make.NOW)

    results = all_at_once(lambda: tap(west, east), lambda: tap(east, west), lambda: tap(east))

    assert {type(result) for result in results} == {Answer}
    kept = list(
        Answer.objects.get()
        .preferences.order_by("place")
        .values_list("candidate__community", flat=True)
    )
    assert kept in ([west, east], [east, west], [east])


def test_the_same_list_sent_twice_at_once_writes_to_each_once() -> None:
    place = make.row()
    survey = make.opened(place)

    def send() -> object:
        return actions.invite(
            survey=survey,
            guests=make.guests(4),
            community=place.inter,
            by=place.leader.person,
            at=make.NOW,
        )

    results = all_at_once(send, send)

    assert [type(result) for result in results if result != 4] == [NobodyNew]
    assert survey.invitees.count() == Mail.objects.filter(about=survey.uuid).count() == 4


def test_closed_twice_at_once_it_is_closed_once() -> None:
    place = make.row()
    survey = make.opened(place)

    def close() -> object:
        return actions.close_survey(survey=survey, by=place.leader.person, at=make.NOW)

    assert {type(result) for result in all_at_once(close, close)} == {Survey, SurveyClosed}
