"""Does the invented country have its needs, and are they told apart from the real ones?"""

import pytest
from django.utils.timezone import now

from maillage.apps.demo import load, needs
from maillage.apps.health.models import HealthLoad
from maillage.apps.health.queries.needs import comparisons, needs_of
from maillage.domain.health.indicators import catalogue

pytestmark = pytest.mark.django_db

# Handed over by hand alone, or national figures of a département that no file of ours gives.
ELSEWHERE = {
    "ALD", "OVER_70_WITHOUT_GP_COUNT", "ED_NOT_ADMITTED", "PATIENTS_PER_GP",
}  # fmt: skip


def test_the_invented_country_has_needs_of_every_kind() -> None:
    load.write_country()

    needs.write_needs(now())

    codes = [town.code for town in needs.invented_towns() if town.departement == "F1"]
    found = needs_of(codes[:40])
    assert set(catalogue()) - set(found.of) <= ELSEWHERE
    assert {one.profession for one in found.zonings} == {"10", "60"}
    assert len(found.basins) > 1
    around = comparisons(codes[:40])
    assert around["FRANCE"]["POP_RP"].value == pytest.approx(
        sum(town.people for town in needs.invented_towns()), abs=10
    )
    assert set(HealthLoad.objects.values_list("is_fictional", flat=True)) == {True}
    assert "sans aucune personne réelle" in found.of["APL_GP"].load.source
