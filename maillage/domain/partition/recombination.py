"""What if two neighbouring territories shared their communes otherwise?

Every cut of a random tree over both is scored at once, in arrays; the best is taken, or another
by chance while the annealing is warm.
"""

import math
from collections.abc import Sequence
from random import Random

import numpy as np

from maillage.domain.partition.land import Floats
from maillage.domain.partition.state import FOUR_PI, State, moment
from maillage.domain.partition.trees import Tree, branch_sums, draw, within


def recombine(state: State, one: int, other: int, temperature: float, rng: Random) -> bool:
    """Share the blocks of two neighbouring territories anew; say whether anything changed."""
    blocks = [*state.blocks[one], *state.blocks[other]]
    if len(blocks) < 3:
        return False
    tree = draw(state.graph, blocks, rng, between=rng.random())
    if len(tree.order) < len(blocks):
        return False
    sums, rest = branch_sums(state.graph, tree)
    inertias = moments(sums) + moments(rest) - moment(state.sums[one]) - moment(state.sums[other])
    delta = (
        costs(state, sums) + costs(state, rest)
        - state.cost(state.sums[one]) - state.cost(state.sums[other])
        + state.far * (np.sqrt(np.maximum(state.inertia + inertias, 0)) - math.sqrt(state.inertia))
        + _stray(state, tree, one, other) + _bonds(state, tree, one, other)
    )  # fmt: skip
    tried = delta
    if temperature > 0:
        luck = np.random.default_rng(rng.getrandbits(63)).random(len(delta))
        tried = delta + temperature * np.log(-np.log(np.clip(luck, 1e-12, 1 - 1e-12)))
    best = int(tried.argmin())
    cost = float(delta[best])
    if cost > -1e-12 and (temperature <= 0 or rng.random() >= math.exp(-cost / temperature)):
        return False
    branch = tree.order[best + 1 : int(tree.ends[best + 1])]
    return _share(state, branch, (one, other), (sums[best], rest[best]))


def moments(sums: Floats) -> Floats:
    """Sums of squared distances of people to their centre, for many sets at once."""
    people = np.maximum(sums[:, 0], 1e-9)
    found: Floats = sums[:, 3] - (sums[:, 1] ** 2 + sums[:, 2] ** 2) / people
    return np.where(sums[:, 0] > 0, found, 0.0)


def costs(state: State, sums: Floats) -> Floats:
    """What each set would cost by itself as a territory: the arrays of `State.cost`."""
    people, low, high = sums[:, 0], state.window.low, state.window.high
    compact = FOUR_PI * sums[:, 4] / np.maximum(sums[:, 5], 1e-9) ** 2
    hinge = np.maximum((low - people) / low, (people - high) / high)
    alone = (sums[:, 6] == 1) & (people - sums[:, 7] < low)
    hinge = np.where(alone, 0.0, np.maximum(hinge, 0.0))
    cost: Floats = (
        state.weights.compactness * (1 - compact) + state.hinge * hinge + state.toll * (hinge > 0)
    )
    return cost


def _stray(state: State, tree: Tree, one: int, other: int) -> Floats:
    """What each cut changes for people outside the largest piece of their EPCI."""
    column: dict[int, int] = {}
    shares = state.graph.shares
    cells = [
        (rank, column.setdefault(label, len(column)), count)
        for rank, block in enumerate(tree.order, start=1)
        for label, count in shares[block]
    ]
    table = np.zeros((len(tree.order) + 1, len(column)))
    if cells:
        ranks, columns, counts = zip(*cells, strict=True)
        table[ranks, columns] = counts
    elsewhere, whole, price, most = [], [], [], []
    for label in column:
        held = state.pieces[label]
        elsewhere.append(max((n for t, n in held.items() if t not in (one, other)), default=0))
        whole.append(held.get(one, 0) + held.get(other, 0))
        most.append(max(held.values(), default=0))
        price.append(state.stray_price[label])
    sums = np.cumsum(table, axis=0)
    inside = sums[tree.ends[1:]] - sums[1:-1]
    largest = np.maximum(np.maximum(inside, np.array(whole) - inside), np.array(elsewhere))
    change: Floats = (np.array(most) - largest) @ np.array(price)
    return change


def _bonds(state: State, tree: Tree, one: int, other: int) -> Floats | float:
    """What each cut changes for communes that wish to be together, or must not be."""
    rank = {block: place for place, block in enumerate(tree.order)}
    bonds = [
        (place, rank[mate], price)
        for block, place in rank.items()
        for mate, price in state.graph.bonds[block]
        if rank.get(mate, -1) > place
    ]
    if not bonds:
        return 0.0
    first, second, price = (np.array(column) for column in zip(*bonds, strict=True))
    parted = within(first.astype(np.int64), tree) ^ within(second.astype(np.int64), tree)
    now = [
        state.of[tree.order[a]] != state.of[tree.order[b]]
        for a, b in zip(first.tolist(), second.tolist(), strict=True)
    ]
    change: Floats = parted @ price - float(np.array(now) @ price)
    return change


def _share(
    state: State, branch: Sequence[int], pair: tuple[int, int], sums: tuple[Floats, Floats]
) -> bool:
    """Give a branch to one of two territories, the rest to the other; pinned blocks stay."""
    one, other = pair
    inside = set(branch)
    with_one = sum(state.of[block] == one for block in branch)
    # The branch goes to the territory it holds most of, so that names change least.
    to, rest = (one, other) if 2 * with_one >= len(state.blocks[one]) else (other, one)
    moved = [b for b in state.blocks[rest] if b in inside]
    moved_back = [b for b in state.blocks[to] if b not in inside]
    pinned = state.graph.pinned
    if pinned and not pinned.isdisjoint((*moved, *moved_back)):
        to, rest = rest, to
        moved = [b for b in state.blocks[rest] if b in inside]
        moved_back = [b for b in state.blocks[to] if b not in inside]
        if not pinned.isdisjoint((*moved, *moved_back)):
            return False
    before = moment(state.sums[one]) + moment(state.sums[other])
    for block in moved:
        state.place(block, rest, to)
    for block in moved_back:
        state.place(block, to, rest)
    state.sums[to], state.sums[rest] = sums[0].tolist(), sums[1].tolist()
    state.inertia += moment(state.sums[one]) + moment(state.sums[other]) - before
    return bool(moved or moved_back)
