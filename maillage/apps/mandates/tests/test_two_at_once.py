"""Two people name someone to the last seat at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from maillage.apps.mandates.models import Mandate
from maillage.apps.mandates.tests import make
from maillage.domain.mandates import SeatsTaken

pytestmark = pytest.mark.usefixtures("concurrent_db")


def test_the_last_seat_goes_to_one_person() -> None:
    cpts = make.cpts()
    chairs = [make.holder(cpts), make.holder(cpts)]
    delegation = make.seats(cpts, chairs[0])
    ready = Barrier(2)

    def name(number: int) -> object:
        try:
            ready.wait(timeout=10)
            return make.give(delegation, chairs[number], name=f"Aurore{number}")
        except Exception as error:  # noqa: BLE001 — what the test is about
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(name, range(2)))

    assert sorted(type(result).__name__ for result in results) == ["Mandate", SeatsTaken.__name__]
    assert Mandate.objects.count() == 1
