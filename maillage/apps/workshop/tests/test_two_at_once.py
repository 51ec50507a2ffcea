"""Two people redraw, or two machines compute, at the same moment, on a database really shared."""

from collections.abc import Callable

import pytest

from maillage.apps.workshop.actions import redraw
from maillage.apps.workshop.actions import study as studies
from maillage.apps.workshop.actions.redraw import AskedMove, ChangedMeanwhile
from maillage.apps.workshop.models import Scenario, Version
from maillage.apps.workshop.tests import make
from maillage.web.tests.at_once import all_at_once

pytestmark = pytest.mark.usefixtures("concurrent_db")


def test_of_two_moves_at_once_one_is_done_and_the_other_is_told() -> None:
    place = make.place()
    scenario = make.scenario(place)

    def mover(code: str) -> Callable[[], object]:
        asked = AskedMove([code], 0, seen=1)
        return lambda: redraw.move(
            scenario=scenario, asked=asked, by=place.chair.person, at=make.NOW
        )

    results = all_at_once(mover(make.CODES[1]), mover(make.CODES[4]))

    assert {type(result) for result in results} == {Version, ChangedMeanwhile}
    assert scenario.versions.count() == 2


def test_one_scenario_is_claimed_by_one_machine() -> None:
    study = make.study(make.place(), kinds=("compact",))

    results = all_at_once(*[lambda: studies.claim_next(study=study, at=make.NOW)] * 3)

    assert [type(result) for result in results].count(Scenario) == 1
    assert results.count(None) == 2
