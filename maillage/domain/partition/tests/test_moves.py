"""Do the sums the engine keeps stay those of the partition, move after move?"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.domain.partition import Land, Request, Weights, Window, score
from maillage.domain.partition.annealing import stir
from maillage.domain.partition.board import HEAT, HINGE, SCALE, Board, Sheet, energy, tally
from maillage.domain.partition.frame import settle_frame
from maillage.domain.partition.recombination import recombine
from maillage.domain.partition.search import Search
from maillage.domain.partition.tests import make

WINDOW = Window(10_000, 40_000)
HOT = 1e6


def started(land: Land, count: int, seed: int, *, free: bool = False) -> tuple[Board, Sheet]:
    """A partition to move about in, of communes one by one."""
    request = Request(window=WINDOW, count=None if free else count, seed=seed)
    frame = settle_frame(land, WINDOW, Weights(), request.constraints)
    search = Search(frame, [count], request)
    board = search.board()
    return board, search.start(board, 1)


def judged(land: Land, sheet: Sheet) -> float:
    """What the independent score makes of a sheet, in the unit of energies."""
    found = score(land, sheet.of, WINDOW)
    assert found.broken == 0
    return found.j * float(sheet.level[SCALE]) * found.count


def test_the_incremental_score_is_the_independent_one_after_100_000_moves() -> None:
    land = make.uneven()
    board, sheet = started(land, 9, seed=1)
    sheet.level[HEAT] = HOT

    made = stir(board, sheet, np.arange(len(land)), 250, 400, 0.2, False)

    assert made > 15_000
    assert energy(board, sheet) == pytest.approx(judged(land, sheet), rel=1e-9)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(1, 10**6), free=st.booleans(), reshape=st.sampled_from([0.0, 0.5, 1.0]))
def test_whatever_moves_are_made_the_sums_stay_exact(seed: int, free: bool, reshape: float) -> None:
    land = make.uneven(9, 7, seed=seed)
    board, sheet = started(land, 5, seed=seed, free=free)
    sheet.level[HEAT] = HOT

    stir(board, sheet, np.arange(len(land)), 20, 10, reshape, free)
    kept = energy(board, sheet)
    tally(board, sheet)

    assert kept == pytest.approx(energy(board, sheet), rel=1e-9)
    assert kept == pytest.approx(judged(land, sheet), rel=1e-9)


def test_a_cold_move_takes_only_what_it_says_it_gains() -> None:
    land = make.uneven(seed=4)
    board, sheet = started(land, 6, seed=4, free=True)

    for _ in range(40):
        before = energy(board, sheet)
        changed = stir(board, sheet, np.arange(len(land)), 1, 3, 0.5, True)
        assert energy(board, sheet) < before if changed else energy(board, sheet) == before


def test_a_recombination_shares_two_territories_and_touches_no_other() -> None:
    land = make.uneven(seed=4)
    board, sheet = started(land, 6, seed=4)
    sheet.level[HEAT], sheet.level[HINGE] = HOT, 10.0
    before = sheet.of.copy()
    seed, beside = next(
        (one, other) for one, other in land.borders.tolist() if before[one] != before[other]
    )

    recombine(board, sheet, seed, int(before[beside]))

    pair = {int(before[seed]), int(before[beside])}
    changed = np.flatnonzero(before != sheet.of)
    assert len(changed)
    assert {int(before[place]) for place in changed} <= pair
    assert {int(sheet.of[place]) for place in changed} <= pair


def test_the_start_is_made_of_territories_that_hold_and_are_nearly_even() -> None:
    land = make.grid(20, 20)

    _, sheet = started(land, 16, seed=3)

    assert score(land, sheet.of, WINDOW).broken == 0
    assert sheet.sums[:, 0].min() > 15_000
    assert sheet.sums[:, 0].max() < 36_000
