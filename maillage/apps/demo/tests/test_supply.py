"""Does the invented country have its professionals, beside the real ones and apart from them?"""

from pathlib import Path

import pytest
from django.utils.timezone import now

from maillage.apps.demo import country, load, supply
from maillage.apps.health import queries
from maillage.apps.health.models import HealthLoad
from maillage.apps.health.synthetic import rpps
from maillage.apps.health.tests import registers

pytestmark = pytest.mark.django_db


@pytest.fixture
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supply, "INHABITANTS_A_LINE", 2_000)
    monkeypatch.setattr(supply, "INHABITANTS_A_SITE", 20_000)


@pytest.mark.usefixtures("_small")
def test_the_invented_registers_leave_the_real_ones_in_place(tmp_path: Path) -> None:
    registers.ground()
    real = registers.load(registers.write(tmp_path / "rpps.txt", [rpps.line()]))

    load.write_country()
    supply.write_supply(now())

    assert set(HealthLoad.objects.current().filter(is_fictional=False)) == {real}
    assert queries.supply_in("FRANCE")[""].by_profession()["10"].persons == 1
    codes = [c.code for d in country.departements() for e in d.epci for c in e.communes]
    invented = queries.supply_in("FRANCE", is_fictional=True)[""].by_profession()
    assert invented["10"].persons > 50
    somewhere = queries.supply_of([*codes, "?F1", "?F2", "?"]).by_profession()
    assert {code: told.persons for code, told in somewhere.items()} == {
        code: told.persons for code, told in invented.items()
    }
    assert len(queries.establishments_in(codes)) > 20
