"""Which partition of a land into territories is the best found, for a seed?"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random

import numpy as np

from maillage.domain.partition.annealing import Schedule
from maillage.domain.partition.bipartition import bipartition
from maillage.domain.partition.constraints import Constraints, check
from maillage.domain.partition.frame import Frame, default_count, settle_frame, share_count
from maillage.domain.partition.graph import Graph, Weights, block_sums, shares_of
from maillage.domain.partition.land import Integers, Land
from maillage.domain.partition.score import Score, Window, score, unit_distance
from maillage.domain.partition.state import Elsewhere, State, moment
from maillage.domain.partition.work import Job, Run, do, in_turn, job_of, parts_of
from maillage.domain.refusal import Refusal

# Above so many blocks, the land is worked on in parts rather than from several starts.
LARGE = 1500
PHASES = 10
# Starts added while nothing is in its window, where EPCI count this much less.
MORE_STARTS = 4
MILDER = 0.3
# Few territories differ by whole EPCI and need warmth; many, time.
SMALL_LAND = Schedule(rounds=40, warm=0.3, cold=0.008, flips=2.0, cuts=3.0)
LARGE_LAND = Schedule(rounds=40, warm=0.1, cold=0.008, flips=4.0, cuts=2.0)


class CountOutOfReach(Refusal):
    """More territories asked for than there are communes, or fewer than what is settled."""

    def __init__(self, count: int, least: int, most: int) -> None:
        super().__init__(
            f"On ne peut pas faire {count} territoires ici : demandez-en de {least} à {most}."
        )


@dataclass(frozen=True)
class Request:
    """What is asked of the engine. `count` None: as many as usual territories would make."""

    window: Window = field(default_factory=Window)
    count: int | None = None
    weights: Weights = field(default_factory=Weights)
    constraints: Constraints = field(default_factory=Constraints)
    seed: int = 1
    starts: int = 4
    schedule: Schedule | None = None


@dataclass(frozen=True, eq=False)
class Partition:
    """An answer: the `territories` (n, numbered from 0 in order of their first commune), their
    `score`, and whether the work was `complete` or stopped with the best so far."""

    land: Land
    territories: Integers
    score: Score
    complete: bool


Asked = Callable[[float], bool]


def always(done: float) -> bool:
    """Never stop before the end."""
    return True


def solve(land: Land, request: Request, *, go_on: Asked = always, run: Run = in_turn) -> Partition:
    """Partition a land. Same land, request and seed: same answer, on any number of processors.

    `go_on` is asked now and then with the share of the work done; False stops with the best so
    far. `run` does several jobs, in turn or on several processors.

    :raises UnknownCommune, FrozenTwice, TogetherInTwo, TogetherAndApart, TogetherTooLarge: the
        demands contradict each other.
    :raises CountOutOfReach: the number of territories cannot be.
    """
    check(land, request.constraints, request.window)
    frame = settle_frame(land, request.window, request.weights, request.constraints)
    count = default_count(land, request.window) if request.count is None else request.count
    settled = len(frame.names)
    least = settled + len(frame.pieces)
    most = settled + (len(frame.graph) if frame.graph else 0)
    if request.count is not None and not least <= count <= most:
        raise CountOutOfReach(count, least, most)
    if frame.graph is None:
        return _answer(frame, [], request.window, complete=True)
    shares = share_count(frame, max(count, least) - settled, request.window)
    work = _in_parts if len(frame.graph) > LARGE else _from_starts
    of, complete = work(_Work(frame, frame.graph, shares, request), go_on, run)
    return _answer(frame, of, request.window, complete=complete)


@dataclass(frozen=True, eq=False)
class _Work:
    frame: Frame
    graph: Graph
    shares: list[int]
    request: Request

    @property
    def unit(self) -> float:
        return unit_distance(self.frame.land)

    @property
    def elsewhere(self) -> Elsewhere:
        """What the settled territories count for: energy is J, not that of the rest alone."""
        land, fixed = self.frame.land, self.frame.fixed
        rows = block_sums(land, self.request.window.high)
        settled = range(len(self.frame.names))
        inertia = sum(moment(rows[fixed == number].sum(axis=0).tolist()) for number in settled)
        count = len(settled) + sum(self.shares)
        return Elsewhere(count, float(land.populations.sum()), inertia, self._largest())

    def _largest(self) -> dict[int, int]:
        """Largest piece of each EPCI in the settled territories."""
        land, fixed = self.frame.land, self.frame.fixed
        held: dict[int, dict[int, int]] = {}
        for number in range(len(self.frame.names)):
            inside = np.flatnonzero(fixed == number)
            for label, people in shares_of(land, self.frame.labels, inside):
                held.setdefault(label, {})[number] = people
        return {label: max(row.values()) for label, row in held.items()}

    def start(self, rng: Random) -> list[int]:
        of = [0] * len(self.graph)
        number = 0
        for piece, share in zip(self.frame.pieces, self.shares, strict=True):
            for part in bipartition(self.graph, piece, share, rng):
                for block in part:
                    of[block] = number
                number += 1
        return of

    def state(self, of: list[int]) -> State:
        window, weights = self.request.window, self.request.weights
        return State(self.graph, of, window, weights, self.unit, self.elsewhere)

    def rank(self, of: list[int]) -> tuple[int, float]:
        """How good a partition is: territories outside the window, then energy; lower is better."""
        state = self.state(of)
        window = self.request.window
        outside = sum(window.hinge(int(row[0]), int(row[6]), int(row[7])) > 0 for row in state.sums)
        return outside, state.energy()


def _from_starts(work: _Work, go_on: Asked, run: Run) -> tuple[list[int], bool]:
    """Several starts, each annealed to the end; two at a time, so that two processors share.

    More of them, with milder weights, while no partition is in its window.
    """
    request = work.request
    best: tuple[tuple[int, float], list[int]] | None = None
    for first in range(0, request.starts + MORE_STARTS, 2):
        if best and first >= request.starts and best[0][0] == 0:
            break
        milder = 1.0 if first < request.starts else MILDER
        jobs = [_whole_job(work, request.seed * 1000 + first + n, milder) for n in range(2)]
        for of in run(do, jobs):
            rank = work.rank(of)
            if best is None or rank < best[0]:
                best = (rank, of)
        if not go_on(min((first + 2) / request.starts, 1.0)):
            return (best[1] if best else []), first + 2 >= request.starts
    return (best[1] if best else []), True


def _whole_job(work: _Work, seed: int, milder: float) -> Job:
    request = work.request
    of = work.start(Random(seed))  # noqa: S311  # chance, not secrets
    graph = replace(work.graph, price=tuple(price * milder for price in work.graph.price))
    schedule = request.schedule or SMALL_LAND
    window, weights = request.window, request.weights
    return Job(graph, of, window, weights, work.unit, work.elsewhere, schedule, (0.0, 1.0), seed)


def _in_parts(work: _Work, go_on: Asked, run: Run) -> tuple[list[int], bool]:
    """One start, cooled phase after phase, each phase in parts that do not see each other."""
    request = work.request
    schedule = request.schedule or LARGE_LAND
    of = work.start(Random(request.seed))  # noqa: S311  # chance, not secrets
    for phase in range(PHASES):
        state = work.state(of)
        parts = parts_of(state, phase, 2)
        span = (phase / PHASES, (phase + 1) / PHASES)
        seeds = [request.seed * 1000 + phase * 10 + number for number in range(len(parts))]
        jobs = [
            job_of(state, work.unit, part, schedule, span, seed)
            for part, seed in zip(parts, seeds, strict=True)
        ]
        done = run(do, [job for job, _ in jobs])
        for part, (_, blocks), answer in zip(parts, jobs, done, strict=True):
            for block, local in zip(blocks, answer, strict=True):
                of[block] = part[local]
        if not go_on((phase + 1) / PHASES):
            return of, phase + 1 == PHASES
    return of, True


def _answer(frame: Frame, of: list[int], window: Window, *, complete: bool) -> Partition:
    territories = frame.fixed.copy()
    if frame.graph is not None:
        for block, territory in enumerate(of):
            territories[frame.graph.members[block]] = len(frame.names) + territory
    firsts, where = np.unique(territories, return_index=True)
    order = np.argsort(np.argsort(where))
    numbered = order[np.searchsorted(firsts, territories)].astype(np.int64)
    return Partition(frame.land, numbered, score(frame.land, numbered, window), complete)
