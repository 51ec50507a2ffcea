"""Two people write the same amount at the same moment: one stands, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from maillage.apps.contract.actions import AmountChangedMeanwhile
from maillage.apps.contract.models import AgreedAmount
from maillage.apps.contract.tests import make
from maillage.apps.creation.tests import make as creation
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.usefixtures("concurrent_db")


def test_one_of_two_amounts_stands_and_the_other_writer_is_told() -> None:
    cpts = make.cpts()
    people = [creation.holder(cpts, kind).person for kind in (RoleKind.CHAIR, RoleKind.TREASURER)]
    ready = Barrier(2)

    def write(number: int) -> Exception | None:
        try:
            ready.wait(timeout=10)
            make.agreed(cpts, f"7000{number}", by=people[number])
        except AmountChangedMeanwhile as told:
            return told
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(2) as pool:
        told = [result for result in pool.map(write, range(2)) if result]

    assert len(told) == 1
    assert AgreedAmount.objects.in_force().count() == 1
