"""How is the work shared between processors, without the answer depending on how many there are?

A job is plain data with its own seed, so that it gives the same answer wherever it runs. A large
land is worked on in parts: territories on either side of a line that turns from one phase to the
next, so that no border stays out of reach.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from maillage.domain.partition.annealing import Schedule, cool
from maillage.domain.partition.graph import Graph, Weights
from maillage.domain.partition.score import Window
from maillage.domain.partition.state import Elsewhere, State, moment


@dataclass(frozen=True, eq=False)
class Job:
    """A part of a partition to better: `span` is the share of the schedule to run."""

    graph: Graph
    of: list[int]
    window: Window
    weights: Weights
    unit: float
    elsewhere: Elsewhere
    schedule: Schedule
    span: tuple[float, float]
    seed: int


Run = Callable[[Callable[[Job], list[int]], Sequence[Job]], Iterable[list[int]]]


def in_turn(work: Callable[[Job], list[int]], jobs: Sequence[Job]) -> Iterable[list[int]]:
    """Do the jobs one after the other, here."""
    return [work(job) for job in jobs]


def do(job: Job) -> list[int]:
    """Do a job: the territory of each of its blocks."""
    state = State(job.graph, job.of, job.window, job.weights, job.unit, job.elsewhere)
    cool(state, job.schedule, Random(job.seed), job.span)  # noqa: S311  # chance, not secrets
    return state.of


def parts_of(state: State, phase: int, count: int) -> list[list[int]]:
    """Share the territories between `count` strips of about as many blocks, along a line."""
    angle = phase * 2.399963  # the golden angle: no two phases cut alike
    along = [
        (math.cos(angle) * row[1] + math.sin(angle) * row[2]) / max(row[0], 1.0)
        for row in state.sums
    ]
    order = sorted(range(state.count), key=lambda territory: along[territory])
    sizes = np.cumsum([len(state.blocks[territory]) for territory in order])
    strips = np.minimum((sizes - 1) * count // int(sizes[-1]), count - 1)
    found = [
        [t for t, s in zip(order, strips.tolist(), strict=True) if s == n] for n in range(count)
    ]
    return [part for part in found if part]


def job_of(
    state: State,
    unit: float,
    part: list[int],
    schedule: Schedule,
    span: tuple[float, float],
    seed: int,
) -> tuple[Job, list[int]]:
    """Cut out of a partition the job of bettering some of its territories, and their blocks."""
    blocks = sorted(block for territory in part for block in state.blocks[territory])
    rank = {block: place for place, block in enumerate(blocks)}
    local = {territory: place for place, territory in enumerate(part)}
    graph = state.graph
    inside = set(part)
    largest: dict[int, int] = {}
    labels = {label for block in blocks for label, _ in graph.shares[block]}
    for label in labels:
        held = [n for t, n in state.pieces[label].items() if t not in inside]
        if held:
            largest[label] = max(held)
    cut = Graph(
        members=tuple(graph.members[block] for block in blocks),
        sums=graph.sums[blocks],
        near=tuple(
            tuple((rank[o], km) for o, km in graph.near[block] if o in rank) for block in blocks
        ),
        shares=tuple(graph.shares[block] for block in blocks),
        price=graph.price,
        bonds=tuple(
            tuple((rank[o], price) for o, price in graph.bonds[block] if o in rank)
            for block in blocks
        ),
        pinned=frozenset(rank[block] for block in blocks if block in graph.pinned),
    )
    people = state.elsewhere.people
    own = sum(moment(state.sums[territory]) for territory in part)
    elsewhere = Elsewhere(state.elsewhere.count, people, state.inertia - own, largest)
    of = [local[state.of[block]] for block in blocks]
    return (
        Job(cut, of, state.window, state.weights, unit, elsewhere, schedule, span, seed),
        blocks,
    )
