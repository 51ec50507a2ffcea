"""Is the published number what its definition says?"""

import math

import numpy as np
import pytest

from maillage.domain.partition import (
    ImpossibleWindow,
    IncoherentLand,
    Land,
    Window,
    cut_groups,
    score,
)
from maillage.domain.partition.score import polsby_popper, unit_distance
from maillage.domain.partition.tests import make

HALVES = [0, 0, 1, 1] * 4


def test_two_halves_of_a_square_are_scored_by_hand() -> None:
    land = make.grid(4, 4, epci=[0] * 16)

    found = score(land, HALVES, Window(5_000, 10_000))

    # A half is 2 km × 4 km: 0.5² + (0.5² + 1.5²)/2 km² around its centre.
    rms = math.sqrt(0.25 + 1.25)
    unit = math.sqrt(16 / (2 * math.pi * 16_000 / 85_000))
    compactness = 4 * math.pi * 8 / 12**2
    assert found.parts.hinge == 0
    assert found.parts.rms == pytest.approx(rms)
    assert found.parts.unit == pytest.approx(unit)
    assert found.parts.compactness == pytest.approx(compactness)
    assert found.parts.split == pytest.approx(0.5)
    assert found.j == pytest.approx(rms / unit + 1 - compactness + 1)
    assert (found.count, found.in_window, found.broken) == (2, 2, 0)


def test_a_square_alone_has_the_compactness_of_a_square() -> None:
    assert polsby_popper(make.grid(3, 3), np.zeros(9, dtype=np.int64))[0] == pytest.approx(
        math.pi / 4
    )


@pytest.mark.parametrize(
    ("population", "giants", "inside", "hinge"),
    [
        (40_000, 0, 0, 0.0),
        (175_000, 0, 0, 0.0),
        (30_000, 0, 0, 0.25),
        (210_000, 0, 0, 0.2),
        (300_000, 1, 290_000, 0.0),
        (350_000, 1, 290_000, 1.0),
        (600_000, 2, 590_000, 425 / 175),
    ],
)
def test_the_hinge_is_the_relative_distance_to_the_window(
    population: int, giants: int, inside: int, hinge: float
) -> None:
    assert Window().hinge(population, giants, inside) == pytest.approx(hinge)


def test_a_territory_in_two_pieces_is_said_broken() -> None:
    land = make.grid(3, 1)

    assert score(land, [0, 1, 0], Window(1, 9_000)).broken == 1


def test_numbers_of_territories_need_not_follow_one_another() -> None:
    land = make.grid(4, 4)

    scored = score(land, [7 * number + 3 for number in HALVES], Window(5_000, 10_000))

    assert scored == score(land, HALVES, Window(5_000, 10_000))


def test_an_epci_too_large_for_a_territory_is_no_avoidable_cut() -> None:
    land = make.grid(4, 4, epci=[0] * 16)

    assert cut_groups(land, np.array(HALVES), Window(5_000, 10_000)) == (1, 0)
    assert cut_groups(land, np.array(HALVES), Window(5_000, 20_000)) == (1, 1)


@pytest.mark.parametrize(("low", "high"), [(0, 10), (-5, 10), (20, 10)])
def test_a_window_upside_down_is_refused(low: int, high: int) -> None:
    with pytest.raises(ImpossibleWindow, match="impossible"):
        Window(low, high)


def test_a_land_without_people_has_a_score_all_the_same() -> None:
    land = make.grid(2, 2, people=0)

    assert score(land, [0, 0, 1, 1], Window(1, 10)).parts.split == 0
    assert unit_distance(land) == 1.0


def test_a_commune_named_twice_is_refused() -> None:
    land = make.grid(2, 1)

    with pytest.raises(IncoherentLand, match="deux fois"):
        Land(**{**vars(land), "codes": ("34172", "34172")})


def test_what_a_part_shared_with_the_rest_becomes_its_outer_border() -> None:
    part = make.grid(4, 4).subset([0, 1, 4, 5])

    assert part.outer.sum() == pytest.approx(8.0)
    assert part.perimeters.tolist() == pytest.approx([4.0] * 4)


def test_a_piece_that_nothing_holds_is_linked_to_the_nearest_commune() -> None:
    part = make.grid(5, 1, without=[3])

    assert part.links.tolist() == [[2, 3]]
    assert part.pieces().tolist() == [0, 0, 0, 0]
