"""Do the sums the engine keeps stay those of the partition, move after move?"""

from random import Random

import numpy as np
import pytest

from maillage.domain.partition import Land, Weights, Window, score
from maillage.domain.partition.bipartition import bipartition
from maillage.domain.partition.graph import build, labels_of
from maillage.domain.partition.recombination import recombine
from maillage.domain.partition.score import unit_distance
from maillage.domain.partition.state import State
from maillage.domain.partition.tests import make

WINDOW = Window(10_000, 40_000)


def started(land: Land, count: int, seed: int) -> State:
    """A partition to move about in, of communes one by one."""
    graph = build(
        land,
        [np.array([place]) for place in range(len(land))],
        WINDOW.high,
        labels_of(land, Weights()),
    )
    of = [0] * len(land)
    rng = Random(seed)  # noqa: S311  # chance, not secrets
    for number, part in enumerate(bipartition(graph, list(range(len(land))), count, rng)):
        for block in part:
            of[block] = number
    return State(graph, of, WINDOW, Weights(), unit_distance(land))


def test_the_incremental_score_is_the_independent_one_after_100_000_moves() -> None:
    land, rng = make.uneven(), Random(1)  # noqa: S311  # chance, not secrets
    state = started(land, 9, seed=1)

    made = 0
    for tried in range(100_000):
        block = rng.randrange(len(land))
        near = state.graph.near[block]
        to = state.of[near[rng.randrange(len(near))][0]]
        if to != state.of[block]:
            made += state.flip(block, to, 1e9, rng.random)
            if tried % 200 == 0:
                made += recombine(state, state.of[block], to, 1e9, rng)

    judged = score(land, state.of, WINDOW)
    assert made > 20_000
    assert judged.broken == 0
    assert state.energy() == pytest.approx(judged.j * judged.count, rel=1e-9)


def test_a_recombination_takes_only_what_it_says_it_gains() -> None:
    land, rng = make.uneven(seed=4), Random(2)  # noqa: S311  # chance, not secrets
    state = started(land, 6, seed=4)

    for _ in range(200):
        before = state.energy()
        one, other = rng.sample(range(6), 2)
        touching = any(
            state.of[n] == other for b in state.blocks[one] for n, _ in state.graph.near[b]
        )
        if touching and recombine(state, one, other, 0.0, rng):
            assert state.energy() < before
    assert score(land, state.of, WINDOW).broken == 0


def test_the_start_is_made_of_territories_that_hold_and_are_nearly_even() -> None:
    land = make.grid(20, 20)

    state = started(land, 16, seed=3)

    people = sorted(row[0] for row in state.sums)
    assert score(land, state.of, WINDOW).broken == 0
    assert people[0] > 15_000
    assert people[-1] < 36_000
