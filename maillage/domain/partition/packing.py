"""How are as many territories as possible made above the floor of a window?

A tree that spans a piece of land has one best cut, found from its leaves: close a territory as soon
as it holds the floor. So the search is among trees: hang a branch elsewhere, see what the cut then
makes, which changes only from there to the next closed territory (after Perl and Schach, « Max-min
tree partitioning », Journal of the ACM 28, 1981), with the chance of annealing.
"""

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from maillage.domain.partition.board import PRIMES, chance
from maillage.domain.partition.compiled import compiled
from maillage.domain.partition.frame import Frame
from maillage.domain.partition.land import Floats, Integers
from maillage.domain.partition.request import Asked, Request, Run
from maillage.domain.partition.score import Window

# Trees tried for each piece of land, two at a time; branches hung elsewhere in each, by block and
# by round of the schedule: fewer where there are few blocks, and at most so many.
TREES = 16
BRANCHES, FEW, AT_MOST = 200, 40, 20_000_000
# Branches hung between two looks at the clock: about a tenth of a second.
BREATH = 500_000
# Inhabitants that chance gives up, of the floor, at the start and at the end.
WARM, COLD = 0.1, 0.001
VALUE, BEST = range(2)


class Packing(NamedTuple):
    """A tree over m blocks: `starts` and `near` (neighbours, in rows laid end to end), `people`,
    `above` (parent of each block, -1 for the root), `total` (people of a block and of what hangs
    open below it), `kept` (`above` of the best tree met), `level` (value, best value), `luck`,
    `low` and `high` (window)."""

    starts: Integers
    near: Integers
    people: Floats
    above: Integers
    total: Floats
    kept: Integers
    level: Floats
    luck: Integers
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Job:
    """A tree to better in so many `steps`, from `warm` to `cold`, unless it is worth `enough`."""

    tree: Packing
    steps: int
    warm: float
    cold: float
    enough: float


@dataclass(frozen=True, eq=False)
class Packed:
    """`of` (territory of each block), `shares` (territories by piece), `complete` or stopped."""

    of: Integers
    shares: list[int]
    complete: bool


def at_most(people: Floats, low: int) -> int:
    """Return how many territories nothing exceeds: people of a block beyond the floor are lost to
    the others."""
    return int(people.clip(max=low).sum()) // low


def pack(frame: Frame, request: Request, rounds: int, go_on: Asked, run: Run) -> Packed:
    """Cut the pieces of a frame without hearts into as many territories as are found."""
    of = np.arange(len(frame.graph), dtype=np.int64)
    settled, shares, on = len(frame.names), [], True
    number = settled
    for rank, piece in enumerate(frame.pieces):

        def asked(done: float, rank: int = rank) -> bool:
            return go_on((rank + done) / len(frame.pieces))

        best, on = _best(frame, piece, request, rounds, asked if on else _never, run)
        own = _territories(best)
        of[piece] = own + number
        shares.append(int(own.max()) + 1)
        number += shares[-1]
    return Packed(of, shares, on)


def _never(done: float) -> bool:
    return False


def _best(
    frame: Frame, piece: Integers, request: Request, rounds: int, go_on: Asked, run: Run
) -> tuple[Packing, bool]:
    """Try trees until one makes all the territories that there may be."""
    window = request.window
    many = BRANCHES * rounds * len(piece) * min(len(piece) / FEW, 1.0) ** 2
    steps = min(math.ceil(many), AT_MOST)
    looks = math.ceil(steps / BREATH)
    enough = float(at_most(frame.graph.sums[piece, 0], window.low) * window.low)
    best: Packing | None = None
    on = True
    for first in range(0, TREES, 2):
        seeds = (request.seed * 1000 + first + n for n in range(2))
        pair = [_planted(frame, piece, window, seed) for seed in seeds]
        for look in range(looks):
            heats = [_heat(window, (look + more) / looks) for more in (0, 1)]
            jobs = [Job(tree, steps // looks, heats[0], heats[1], enough) for tree in pair]
            for _ in run(_do, jobs):
                pass
            on = go_on((first + 2 * (look + 1) / looks) / TREES)
            if not on:
                break
        for tree in pair:
            if best is None or tree.level[BEST] > best.level[BEST]:
                best = tree
        if best is None or not on or best.level[BEST] >= enough:
            break
    assert best is not None  # noqa: S101  # the first pair is always planted
    return best, on


def _heat(window: Window, done: float) -> float:
    return float(window.low * WARM * (COLD / WARM) ** done)


def _do(job: Job) -> None:
    grow(job.tree, job.steps, job.warm, job.cold, job.enough)


def _planted(frame: Frame, piece: Integers, window: Window, seed: int) -> Packing:
    """Plant a tree in a piece of land: shortest ways from a block drawn by lot."""
    graph, count = frame.graph, len(piece)
    rank = np.full(len(graph), -1, dtype=np.int64)
    rank[piece] = np.arange(count)
    own = np.repeat(rank, np.diff(graph.near.starts))
    other = rank[graph.near.other]
    inside = (own >= 0) & (other >= 0)
    order = np.argsort(own[inside], kind="stable")
    starts = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.bincount(own[inside], minlength=count), out=starts[1:])
    people = np.ascontiguousarray(graph.sums[piece, 0])
    luck = np.array([1 + (seed * prime + 1) % 2_147_480_000 for prime in PRIMES], np.int64)
    tree = Packing(
        starts=starts,
        near=other[inside][order],
        people=people,
        above=np.full(count, -1, dtype=np.int64),
        total=people.copy(),
        kept=np.full(count, -1, dtype=np.int64),
        level=np.zeros(2),
        luck=luck,
        low=float(window.low),
        high=float(window.high),
    )
    plant(tree, int(chance(luck) * count))
    return tree


@compiled
def plant(tree: Packing, root: int) -> None:
    """Hang every block on the one through which it is first reached from the root."""
    count = len(tree.people)
    order, seen = np.empty(count, np.int64), np.zeros(count, np.bool_)
    order[0] = root
    seen[root] = True
    top, done = 1, 0
    while done < top:
        here = order[done]
        done += 1
        for place in range(tree.starts[here], tree.starts[here + 1]):
            beside = tree.near[place]
            if not seen[beside]:
                seen[beside] = True
                tree.above[beside] = here
                order[top] = beside
                top += 1
    value = 0.0
    for rank in range(top - 1, -1, -1):
        here = order[rank]
        value += worth(tree, tree.total[here], tree.above[here] < 0)
        if tree.above[here] >= 0 and tree.total[here] < tree.low:
            tree.total[tree.above[here]] += tree.total[here]
    tree.level[VALUE] = tree.level[BEST] = value
    tree.kept[:] = tree.above


@compiled
def worth(tree: Packing, total: float, is_root: bool) -> float:
    """What a block closes: a floor, less what is above the ceiling; at the root, what is left."""
    if total < tree.low:
        return total if is_root else 0.0
    return tree.low - max(total - tree.high, 0.0)


@compiled
def carry(tree: Packing, block: int, people: float) -> float:
    """Add people to what hangs open at a block, and above as far as it changes; return what the cut
    is then worth more."""
    gain = 0.0
    while True:
        before = tree.total[block]
        after = before + people
        tree.total[block] = after
        is_root = tree.above[block] < 0
        gain += worth(tree, after, is_root) - worth(tree, before, is_root)
        people = (after if after < tree.low else 0.0) - (before if before < tree.low else 0.0)
        if is_root or people == 0:
            return gain
        block = tree.above[block]


@compiled
def grow(tree: Packing, steps: int, warm: float, cold: float, enough: float) -> None:
    """Hang branches elsewhere, `steps` times, from `warm` to `cold`; keep the best tree met, and
    stop when it is worth `enough`."""
    heat, cooling = warm, (cold / warm) ** (1 / max(steps, 1))
    for _ in range(steps):
        if tree.level[BEST] >= enough:
            break
        heat *= cooling
        block = int(chance(tree.luck) * len(tree.people))
        begin = tree.starts[block]
        degree = tree.starts[block + 1] - begin
        former = tree.above[block]
        if former < 0 or degree < 2:
            continue
        beside = tree.near[begin + int(chance(tree.luck) * degree)]
        if beside == former or _hangs(tree, beside, block):
            continue
        tree.above[block] = beside
        branch = tree.total[block]
        if branch >= tree.low:
            continue
        gain = carry(tree, former, -branch) + carry(tree, beside, branch)
        if gain < 0 and chance(tree.luck) >= math.exp(gain / heat):
            carry(tree, beside, -branch)
            carry(tree, former, branch)
            tree.above[block] = former
            continue
        tree.level[VALUE] += gain
        if tree.level[VALUE] > tree.level[BEST]:
            tree.level[BEST] = tree.level[VALUE]
            tree.kept[:] = tree.above


@compiled
def _hangs(tree: Packing, block: int, under: int) -> bool:
    """Say whether a block hangs, near or far, under another."""
    while block >= 0:
        if block == under:
            return True
        block = tree.above[block]
    return False


def _territories(tree: Packing) -> Integers:
    """Cut the best tree: territories numbered from 0; what is left at the root joins the least
    populous territory that it touches."""
    count = len(tree.people)
    depth = [0] * count
    above = tree.kept.tolist()
    waiting = sorted(range(count), key=lambda block: _depth(above, depth, block), reverse=True)
    total, head = tree.people.tolist(), list(range(count))
    for block in waiting:
        if above[block] >= 0 and total[block] < tree.low:
            total[above[block]] += total[block]
            head[block] = above[block]
    for block in reversed(waiting):
        head[block] = block if head[block] == block else head[head[block]]
    root = waiting[-1]
    of = np.array(head, dtype=np.int64)
    if total[root] < tree.low:
        own = np.repeat(np.arange(count), np.diff(tree.starts))
        touching = np.unique(of[tree.near[of[own] == root]])
        touching = touching[touching != root]
        if len(touching):
            of[of == root] = min(touching.tolist(), key=lambda block: total[block])
    return np.unique(of, return_inverse=True)[1].astype(np.int64)


def _depth(above: list[int], known: list[int], block: int) -> int:
    """Count the steps from a block to the root, and remember them on the way."""
    way = []
    while above[block] >= 0 and not known[block]:
        way.append(block)
        block = above[block]
    found = known[block]
    for step in reversed(way):
        found += 1
        known[step] = found
    return found
