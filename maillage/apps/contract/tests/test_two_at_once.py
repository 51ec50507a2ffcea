"""Two people write the same amount at the same moment: one stands, the other is told."""

import pytest

from maillage.apps.contract.actions import AmountChangedMeanwhile
from maillage.apps.contract.models import AgreedAmount
from maillage.apps.contract.tests import make
from maillage.apps.creation.tests import make as creation
from maillage.domain.roles import RoleKind
from maillage.web.tests.at_once import all_at_once

pytestmark = pytest.mark.usefixtures("concurrent_db")


def test_one_of_two_amounts_stands_and_the_other_writer_is_told() -> None:
    cpts = make.cpts()
    people = [creation.holder(cpts, kind).person for kind in (RoleKind.CHAIR, RoleKind.TREASURER)]

    told = all_at_once(
        lambda: make.agreed(cpts, "70000", by=people[0]),
        lambda: make.agreed(cpts, "70001", by=people[1]),
    )

    assert sum(isinstance(each, AmountChangedMeanwhile) for each in told) == 1
    assert AgreedAmount.objects.in_force().count() == 1
