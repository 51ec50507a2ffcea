"""Two people name someone to the last seat at the same moment."""

import pytest

from maillage.apps.mandates.models import Mandate
from maillage.apps.mandates.tests import make
from maillage.domain.mandates import SeatsTaken
from maillage.web.tests.at_once import all_at_once

pytestmark = pytest.mark.usefixtures("concurrent_db")


def test_the_last_seat_goes_to_one_person() -> None:
    cpts = make.cpts()
    chairs = [make.holder(cpts), make.holder(cpts)]
    delegation = make.seats(cpts, chairs[0])

    results = all_at_once(
        lambda: make.give(delegation, chairs[0], name="Aurore"),
        lambda: make.give(delegation, chairs[1], name="Aurélien"),
    )

    assert sorted(type(result).__name__ for result in results) == ["Mandate", SeatsTaken.__name__]
    assert Mandate.objects.count() == 1
