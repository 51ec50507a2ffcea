"""Two people press a button at the same moment, on a database they really share."""

from datetime import date

import pytest

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.creation.actions import clock
from maillage.apps.creation.actions import journey as actions
from maillage.apps.creation.actions.journey import AskedMove, StageChangedMeanwhile
from maillage.apps.creation.models import ClockPause, JourneyMove
from maillage.apps.creation.tests import make
from maillage.domain.journey import Act, Stage
from maillage.domain.journey.clock import ClockAlreadyPaused
from maillage.web.tests.at_once import all_at_once

pytestmark = pytest.mark.usefixtures("concurrent_db")


def test_one_of_two_opposite_decisions_stands_and_the_other_is_told() -> None:
    community = make.cpts(Stage.LETTER_SENT)
    officers = [make.officer().person, make.officer().person]

    def decide(act: Act, by: Person) -> object:
        asked = AskedMove(act, make.TODAY, note="Motifs.")
        return actions.record_move(
            community=Community.objects.get(pk=community.pk), asked=asked, by=by, at=make.NOW
        )

    results = all_at_once(
        lambda: decide(Act.VALIDATE_LETTER, officers[0]),
        lambda: decide(Act.DECLINE_LETTER, officers[1]),
    )

    assert [type(result) for result in results if isinstance(result, Exception)] == [
        StageChangedMeanwhile
    ]
    move = JourneyMove.objects.get()
    community.refresh_from_db()
    assert community.stage == move.to_stage


def test_a_clock_is_paused_once() -> None:
    community = make.cpts(Stage.PROJECT_SENT, date(2026, 10, 1))
    officer = make.officer().person

    def stop() -> object:
        return clock.pause_clock(
            community=Community.objects.get(pk=community.pk),
            on=make.TODAY,
            reason="Pièces.",
            by=officer,
            at=make.NOW,
        )

    results = all_at_once(stop, stop)

    assert [type(result) for result in results if isinstance(result, Exception)] == [
        ClockAlreadyPaused
    ]
    assert ClockPause.objects.count() == 1


def test_the_clock_of_the_law_and_a_person_record_the_same_silence_once() -> None:
    community = make.cpts(Stage.PROJECT_SENT, date(2026, 9, 1))
    officer = make.officer().person

    def by_hand() -> object:
        return actions.record_move(
            community=Community.objects.get(pk=community.pk),
            asked=AskedMove(Act.TACIT_VALIDATION, make.TODAY),
            by=officer,
            at=make.NOW,
        )

    all_at_once(by_hand, lambda: actions.validate_tacitly(today=make.TODAY, at=make.NOW))

    assert JourneyMove.objects.count() == 1
