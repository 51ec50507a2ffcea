"""Do codes and stored names lead back to what they name?"""

import pytest

from maillage.domain.aci import (
    CELLS,
    Cell,
    Mission,
    UnknownCell,
    UnknownMission,
    cell_of,
    cells_of,
    mission_of,
)
from maillage.domain.parameters import registry


@pytest.mark.parametrize("mission", list(Mission))
def test_a_mission_is_found_by_its_french_short_name(mission: Mission) -> None:
    assert mission_of(mission.code) is mission


def test_a_mission_nobody_knows_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownMission, match="acces_soins, parcours"):
        mission_of("soins")


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.code)
def test_a_cell_is_found_by_its_stored_name_and_has_its_parameter(cell: Cell) -> None:
    assert cell_of(cell.code) == cell
    assert registry().parameter(cell.key).is_by_size


def test_a_cell_nobody_knows_is_refused() -> None:
    with pytest.raises(UnknownCell):
        cell_of("CRISIS/BONUS")


def test_only_the_crisis_mission_has_a_first_year_of_its_own() -> None:
    assert [len(cells_of(mission)) for mission in Mission] == [2, 2, 2, 3, 2, 2]
    assert len(CELLS) == 14
