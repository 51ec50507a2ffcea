"""Into how many territories above the floor is a land cut?"""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.domain.partition import (
    Constraints,
    Frozen,
    Land,
    Partition,
    Request,
    Schedule,
    Weights,
    Window,
    score,
    solve_most,
)
from maillage.domain.partition.frame import settle_frame
from maillage.domain.partition.packing import at_most, pack
from maillage.domain.partition.request import always, in_turn
from maillage.domain.partition.tests import make

WINDOW = Window(10_000, 40_000)
BRIEF = Schedule(rounds=2, warm=0.1, flips=1.0, cuts=1.0, hard=1.0)
lands = st.builds(make.uneven, st.integers(4, 7), st.integers(3, 6), st.integers(0, 1000))


def most(land: Land, seed: int = 1, **demands: object) -> Partition:
    constraints = Constraints(**demands)  # type: ignore[arg-type]  # a bag of demands
    request = Request(window=WINDOW, seed=seed, starts=2, schedule=BRIEF, constraints=constraints)
    return solve_most(land, request)


def test_people_of_a_commune_beyond_the_floor_are_lost_to_the_others() -> None:
    assert at_most(np.array([25_000.0, 6_000.0, 6_000.0]), 10_000) == 2


@settings(max_examples=4, deadline=None)
@given(land=lands, seed=st.integers(1, 1000))
def test_trees_are_cut_in_territories_that_hold_and_reach_the_floor(land: Land, seed: int) -> None:
    frame = settle_frame(land, WINDOW, Weights(), Constraints())

    packed = pack(frame, Request(window=WINDOW, seed=seed), 1, always, in_turn)

    territories = packed.of[frame.graph.block]
    assert score(land, territories, WINDOW).broken == 0
    people = np.bincount(territories, land.populations)
    floor = min(WINDOW.low, int(land.populations.sum()))
    assert (people[people > 0] >= floor).all()
    assert len(frame.names) + sum(packed.shares) == len(np.unique(territories))


@settings(max_examples=4, deadline=None)
@given(land=lands, seed=st.integers(1, 1000))
def test_bettering_shapes_lets_no_territory_out(land: Land, seed: int) -> None:
    found, again = most(land, seed), most(land, seed)

    assert found.territories.tolist() == again.territories.tolist()
    assert found.score.broken == 0
    assert found.score.in_window == found.score.count or found.score.count == 1


def test_a_tight_land_is_filled_to_the_last_commune() -> None:
    # Ten people of a thousand make a floor: a chessboard of 8 × 5 makes 4, nobody left.
    found = most(make.grid(8, 5))

    assert (found.score.count, found.score.in_window) == (4, 4)


def test_a_frozen_territory_outside_the_window_does_not_lower_the_others() -> None:
    found = most(make.grid(8, 5), frozen=(Frozen("Petite", ("00000", "00001")),))

    assert (found.score.count, found.score.in_window) == (4, 3)


def test_open_communities_each_keep_their_territory() -> None:
    hearts = (Frozen("Nord", ("00000",), open=True), Frozen("Sud", ("00039",), open=True))

    found = most(make.grid(8, 5), frozen=hearts)

    assert found.territories[0] != found.territories[-1]
    assert found.score.in_window == found.score.count


def test_the_search_can_be_stopped_with_the_best_so_far() -> None:
    land = make.uneven(5, 5)

    found = solve_most(land, Request(window=WINDOW, schedule=BRIEF), go_on=lambda done: False)

    assert not found.complete
    assert found.score.broken == 0
