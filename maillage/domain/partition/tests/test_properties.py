"""What is true of every partition, whatever the land and the demands?"""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.domain.partition import (
    Constraints,
    Frozen,
    Land,
    Request,
    Schedule,
    Window,
    score,
    solve,
    why_outside,
)
from maillage.domain.partition.tests import make

WINDOW = Window(10_000, 25_000)
BRIEF = Schedule(rounds=2, warm=0.3, flips=1.0, cuts=1.0, reshape=0.4)
lands = st.builds(make.uneven, st.integers(4, 7), st.integers(3, 6), st.integers(0, 1000))
seeds = st.integers(1, 1000)
few = settings(max_examples=12, deadline=None)


def asked(land: Land, seed: int, count: int | None, **demands: object) -> Request:
    return Request(
        window=WINDOW,
        count=count,
        seed=seed,
        starts=2,
        schedule=BRIEF,
        constraints=Constraints(**demands),  # type: ignore[arg-type]  # a bag of demands
    )


@few
@given(land=lands, seed=seeds, count=st.none() | st.integers(1, 6))
def test_every_commune_is_in_one_territory_in_one_piece(
    land: Land, seed: int, count: int | None
) -> None:
    found = solve(land, asked(land, seed, count))

    assert found.land.codes == land.codes
    assert found.territories.shape == (len(land),)
    assert sorted(set(found.territories.tolist())) == list(range(found.score.count))
    assert found.score == score(land, found.territories, WINDOW)
    assert found.score.broken == 0
    assert count is None or found.score.count == count


@few
@given(land=lands, seed=seeds, size=st.integers(1, 5), opened=st.booleans())
def test_what_is_frozen_never_moves(land: Land, seed: int, size: int, opened: bool) -> None:
    codes = land.codes[:size]

    found = solve(land, asked(land, seed, None, frozen=(Frozen("A", codes, open=opened),)))

    held = {land.codes[n] for n in np.flatnonzero(found.territories == found.territories[0])}
    assert held >= set(codes) if opened else held == set(codes)


@few
@given(land=lands, seed=seeds)
def test_the_same_seed_gives_the_same_partition(land: Land, seed: int) -> None:
    one, other = (solve(land, asked(land, seed, None)) for _ in range(2))

    assert one.territories.tolist() == other.territories.tolist()


@few
@given(seed=seeds, missing=st.sets(st.integers(0, 34), min_size=4, max_size=18))
def test_a_land_of_islands_is_cut_all_the_same(seed: int, missing: set[int]) -> None:
    land = make.grid(7, 5, people=2500, without=sorted(missing))

    found = solve(land, asked(land, seed, None))

    assert found.score.broken == 0
    outside = why_outside(found.land, found.territories, WINDOW)
    assert bool(outside) == (found.score.in_window < found.score.count)


@few
@given(land=lands, seed=seeds)
def test_a_window_that_nothing_satisfies_gives_a_partition_and_its_reasons(
    land: Land, seed: int
) -> None:
    window = Window(10_000_000, 20_000_000)

    found = solve(land, Request(window=window, seed=seed, starts=2, schedule=BRIEF))

    assert found.score.in_window == 0
    assert len(why_outside(found.land, found.territories, window)) >= found.score.count
