"""How is a partition searched for, on one processor or two, so that it can be stopped at any time?

The work is cut in short beats, on sheets of their own with their own chance: the answer does not
depend on how many processors there are. A small land is worked on from several starts, two at a
time; a large one by parts, the territories on either side of a line that turns from one phase to
the next, so that no border stays out of reach.
"""

import math
from dataclasses import dataclass

import numpy as np

from maillage.domain.partition.annealing import settle, stir
from maillage.domain.partition.board import (
    HEAT,
    HINGE,
    NUMBER,
    PRIMES,
    TOLL,
    Board,
    Sheet,
    energy,
    tally,
)
from maillage.domain.partition.frame import Frame
from maillage.domain.partition.land import Integers
from maillage.domain.partition.request import Asked, Request, Run
from maillage.domain.partition.reshaping import rescale
from maillage.domain.partition.schedule import LARGE_LAND, SMALL_LAND, Schedule
from maillage.domain.partition.score import Window, unit_distance
from maillage.domain.partition.start import from_present, from_scratch

# Above so many blocks, the land is worked on by parts rather than from several starts.
LARGE = 1500
PHASES = 20
FEW, MANY = 40, 10_000
PARTS = 2
# Starts added while nothing is in its window, where EPCI count this much less.
MORE_STARTS = 4
MILDER = 0.3
# The window counts this many times more at the end than at the start.
HARD = 8.0
# And each territory outside it then pays this, or the weight of EPCI if larger: no gain elsewhere
# is worth it.
TOLL_AT_LEAST = 2.0
# Blocks looked at between two looks at the clock: about a tenth of a second.
BREATH = 60_000


@dataclass(frozen=True, eq=False)
class Search:
    """What is searched: `shares` of the number of territories by piece of the frame; from the
    territories of `begin`, if any, which are then bettered."""

    frame: Frame
    shares: list[int]
    request: Request
    begin: Integers | None = None

    @property
    def settled(self) -> int:
        return len(self.frame.names)

    @property
    def count(self) -> int:
        """Number of territories that the energy is J times of."""
        return self.settled + sum(self.shares)

    @property
    def free(self) -> bool:
        """Whether the number of territories may change."""
        return self.request.count is None

    @property
    def effort(self) -> float:
        """Share of the work of a schedule that a land deserves: few blocks have few partitions, and
        a région can be worked on for longer than a nation."""
        blocks = len(self.movable)
        return 4.0 if LARGE < blocks < MANY else min(blocks / FEW, 1.0)

    @property
    def movable(self) -> Integers:
        return np.arange(self.settled, len(self.frame.graph), dtype=np.int64)

    def board(self, milder: float = 1.0) -> Board:
        """Lay the board, EPCI counting less when `milder`."""
        graph, weights = self.frame.graph, self.request.weights
        land, window = self.frame.land, self.request.window
        people = max(float(land.populations.sum()), 1.0)
        home = np.full(len(graph), -1, dtype=np.int64)
        labelled = np.diff(graph.shares.starts) > 0
        home[labelled] = graph.shares.other[graph.shares.starts[:-1][labelled]]
        pinned = np.zeros(len(graph), dtype=np.bool_)
        pinned[graph.pinned] = True
        return Board(
            sums=graph.sums,
            starts=graph.near.starts,
            near=graph.near.other,
            km=graph.near.value,
            label_starts=graph.shares.starts,
            labels=graph.shares.other,
            held=graph.shares.value,
            home=home,
            price=graph.price * (milder * self.count / people),
            bond_starts=graph.bonds.starts,
            mates=graph.bonds.other,
            bonds=graph.bonds.value,
            pinned=pinned,
            low=float(window.low),
            high=float(window.high),
            compact=float(weights.compactness),
            far=weights.distance * self.count / (unit_distance(land) * math.sqrt(people)),
        )

    def sheet(self, board: Board, of: Integers, seed: int) -> Sheet:
        """Lay a sheet where some numbers of territories are kept for later if their number may
        change."""
        most = max(int(of.max()) + 1, self.count)
        spare = most // 2 + 2 if self.free else 0
        sheet = blank(board, most + spare, seed)
        sheet.of[:] = of
        sheet.open[: self.settled] = False
        sheet.level[HINGE], sheet.level[NUMBER] = self.request.weights.hinge, self.count
        tally(board, sheet)
        rescale(sheet)
        return sheet

    def start(self, board: Board, number: int) -> Sheet:
        """Start from what exists, where that is asked, every second time; from a bipartition."""
        seed = self.request.seed * 1000 + number
        if self.begin is not None:
            return self.sheet(board, self.begin, seed)
        of = np.arange(len(self.frame.graph), dtype=np.int64)
        draft = blank(board, 1, seed)
        present = self.request.constraints.present
        if present and number % 2 == 0 and not self.frame.hearts:
            of = from_present(board, draft, self.frame, self.request, sum(self.shares))
        else:
            of = from_scratch(board, draft, self.frame, self.shares)
        return self.sheet(board, of, seed)

    def harden(self, sheet: Sheet, schedule: Schedule, done: float) -> None:
        """Cool, and make the window harder as the work goes: what is left outside at the end has no
        choice."""
        weights = self.request.weights
        sheet.level[HEAT] = schedule.heat(done)
        done = max(done, schedule.hard)
        sheet.level[HINGE] = weights.hinge * HARD**done
        most = max(TOLL_AT_LEAST, weights.epci, weights.basin, weights.present)
        sheet.level[TOLL] = most * done**2

    def rank(self, board: Board, sheet: Sheet) -> tuple[int, float]:
        """How good a partition is: territories outside the window, then energy; lower is better."""
        window: Window = self.request.window
        outside = sum(
            size > 0 and window.hinge(int(row[0]), int(row[6]), int(row[7])) > 0
            for row, size in zip(sheet.sums, sheet.size, strict=True)
        )
        sheet.level[HINGE], sheet.level[TOLL] = self.request.weights.hinge, 0.0
        rescale(sheet)
        return outside, energy(board, sheet)

    def looks(self, schedule: Schedule, share: float = 1.0) -> int:
        """How many looks at the clock there should be, at least; `share` is that of the land worked
        on at once."""
        blocks, territories = len(self.movable), max(sum(self.shares), 1)
        beats = self.effort * schedule.rounds * schedule.cuts * territories * share
        return max(math.ceil(beats * 2 * blocks / territories / BREATH), 1)

    def beats(self, schedule: Schedule, steps: int, share: float) -> tuple[int, int]:
        """How many beats in a step, and flips before each beat."""
        blocks, territories = len(self.movable), max(sum(self.shares), 1)
        beats = self.effort * schedule.rounds * schedule.cuts * territories * share / steps
        flips = schedule.flips * blocks / (schedule.cuts * territories)
        return math.ceil(beats), max(round(flips), 1)


@dataclass(frozen=True, eq=False)
class Job:
    """A sheet to better among a pool of blocks, from a step of the schedule to another, out of so
    many."""

    search: "Search"
    schedule: Schedule
    board: Board
    sheet: Sheet
    pool: Integers
    steps: range
    out_of: int
    share: float = 1.0


def do(job: Job) -> None:
    """Do a job, in place."""
    beats, flips = job.search.beats(job.schedule, job.out_of, job.share)
    for step in job.steps:
        job.search.harden(job.sheet, job.schedule, step / max(job.out_of - 1, 1))
        if len(job.pool):
            stir(
                job.board, job.sheet, job.pool, beats, flips, job.schedule.reshape, job.search.free
            )


def blank(board: Board, count: int, seed: int) -> Sheet:
    """Lay a sheet for `count` territories, with everything in the first."""
    blocks, labels = len(board.starts) - 1, len(board.price)
    room = np.minimum(np.bincount(board.labels, minlength=labels), count) + 1
    starts = np.zeros(labels + 1, dtype=np.int64)
    np.cumsum(room, out=starts[1:])
    return Sheet(
        of=np.zeros(blocks, np.int64),
        sums=np.zeros((count, board.sums.shape[1])),
        size=np.zeros(count, np.int64),
        open=np.ones(count, np.bool_),
        piece_starts=starts,
        holders=np.zeros(int(starts[-1]), np.int64),
        pieces=np.zeros(int(starts[-1])),
        piece_count=np.zeros(labels, np.int64),
        level=np.array([0.0, 1.0, 0.0, 0.0, 1.0, count]),
        luck=np.array([1 + (seed * prime + 1) % 2_147_480_000 for prime in PRIMES], np.int64),
        mark=np.zeros(blocks, np.int64),
        rank=np.zeros(blocks, np.int64),
        stack=np.zeros(blocks + 1, np.int64),
        stamp=np.zeros(1, np.int64),
    )


def find(search: Search, go_on: Asked, run: Run) -> tuple[Integers, bool]:
    """Search; return the territory of each block, and whether the work was done to its end."""
    if len(search.movable) > LARGE:
        return _by_parts(search, go_on, run)
    return _from_starts(search, go_on, run)


def _from_starts(search: Search, go_on: Asked, run: Run) -> tuple[Integers, bool]:
    """Several starts, each annealed to the end, two at a time.

    More of them, with milder weights, while no partition is in its window.
    """
    starts = search.request.starts
    true = search.board()
    best: tuple[tuple[int, float], Integers] | None = None
    if search.begin is not None:
        best = search.rank(true, search.start(true, 0)), search.begin
    on = True
    for first in range(0, starts + MORE_STARTS, 2):
        if not on or (best and first >= starts and best[0][0] == 0):
            break
        board = true if first < starts else search.board(MILDER)
        sheets = [search.start(board, first + n) for n in range(2)]

        def asked(done: float, first: int = first) -> bool:
            return go_on(min((first + 2 * done) / starts, 1.0))

        on, ended = _anneal(search, board, sheets, asked, run)
        for sheet in sheets:
            rank = search.rank(true, sheet)
            if best is None or rank < best[0]:
                best = (rank, sheet.of)
    if best is None:
        return np.arange(len(search.frame.graph), dtype=np.int64), True
    return best[1], on or (ended and first + 2 >= starts)


def _anneal(
    search: Search, board: Board, sheets: list[Sheet], go_on: Asked, run: Run
) -> tuple[bool, bool]:
    """Anneal sheets from end to end; say whether to go on, and whether the end was reached."""
    schedule = search.request.schedule or SMALL_LAND
    looks = search.looks(schedule)
    each = math.ceil(schedule.rounds / looks)
    pool, on = search.movable, True
    for look in range(looks):
        steps = range(look * each, (look + 1) * each)
        args = pool, steps, looks * each
        _all(run, [Job(search, schedule, board, sheet, *args) for sheet in sheets])
        on = go_on((look + 1) / looks)
        if not on:
            break
    for sheet in sheets:
        search.harden(sheet, schedule, 1.0)
        settle(board, sheet, pool, 20)
    return on, look + 1 == looks


def _all(run: Run, jobs: list[Job]) -> None:
    """Do jobs to the last."""
    for _ in run(do, jobs):
        pass


def _by_parts(search: Search, go_on: Asked, run: Run) -> tuple[Integers, bool]:
    """One start, cooled phase after phase, each phase in parts that do not see each other."""
    schedule = search.request.schedule or LARGE_LAND
    board = search.board()
    main = search.start(board, 0)
    share = 1 / PARTS
    looks = math.ceil(search.looks(schedule, share) / PHASES)
    each = math.ceil(schedule.rounds / (looks * PHASES))
    steps, on = PHASES * looks * each, True
    for phase in range(PHASES):
        parts = _parts(search, main, phase)
        for look in range(phase * looks, (phase + 1) * looks):
            span = range(look * each, (look + 1) * each)
            jobs = [Job(search, schedule, board, *part, span, steps, share) for part in parts]
            _all(run, jobs)
            on = go_on((look + 1) / (looks * PHASES)) or look + 1 == looks * PHASES
            if not on:
                break
        for sheet, pool in parts:
            main.of[pool] = sheet.of[pool]
        tally(board, main)
        rescale(main)
        if not on:
            break
    search.harden(main, schedule, 1.0)
    for _ in range(4 if on else 1):
        settle(board, main, search.movable, 1)
    if search.begin is not None and search.rank(board, main) > search.rank(
        board, search.start(board, 0)
    ):
        return search.begin, on
    return main.of, on


def _parts(search: Search, main: Sheet, phase: int) -> list[tuple[Sheet, Integers]]:
    """Share the territories between strips of about as many blocks, along a line: a copy of the
    sheet for each where only they may change, and their blocks."""
    angle = phase * 2.399963  # the golden angle: no two phases cut alike
    people = np.maximum(main.sums[:, 0], 1.0)
    along = (math.cos(angle) * main.sums[:, 1] + math.sin(angle) * main.sums[:, 2]) / people
    order = np.argsort(along, kind="stable")
    sizes = np.cumsum(main.size[order])
    strips = np.empty(len(order), dtype=np.int64)
    strips[order] = np.minimum((sizes - 1) * PARTS // max(int(sizes[-1]), 1), PARTS - 1)
    unused = np.flatnonzero(main.size == 0)
    strips[unused] = np.arange(len(unused)) % PARTS
    found = []
    for part in range(PARTS):
        sheet = Sheet._make(array.copy() for array in main)
        sheet.open[:] = main.open & (strips == part)
        seed = search.request.seed * 1000 + phase * 10 + part + 500
        sheet.luck[:] = [1 + (seed * prime + 1) % 2_147_480_000 for prime in PRIMES]
        movable = search.movable
        found.append((sheet, movable[sheet.open[main.of[movable]]]))
    return found
