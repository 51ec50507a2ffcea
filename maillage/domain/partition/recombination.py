"""What if two neighbouring territories shared their communes otherwise?

Every cut of a random tree over both is scored; the best is taken, or another by chance while the
annealing is warm. A territory may also be merged into its neighbour, and another split in two.
"""

import math

import numpy as np

from maillage.domain.partition.board import (
    HEAT,
    INERTIA,
    WIDTH,
    Board,
    Sheet,
    chance,
    cost,
    largest,
    moment,
    put,
)
from maillage.domain.partition.compiled import compiled
from maillage.domain.partition.flips import taken
from maillage.domain.partition.land import Floats
from maillage.domain.partition.trees import (
    BOND,
    BOND_INSIDE,
    HEARTS,
    KM,
    KM_INSIDE,
    OTHER_HEARTS,
    Tree,
    branches,
    draw,
    gather,
)

NEVER = 1e18


@compiled
def recombine(board: Board, sheet: Sheet, seed: int, other: int) -> bool:
    """Share the blocks of two neighbours anew: the territory of a block, one that it touches."""
    one = sheet.of[seed]
    blocks = gather(board, sheet, seed, one, other)
    if len(blocks) < 3:
        return False
    tree = draw(board, sheet, blocks, chance(sheet.luck))
    rows = branches(board, sheet, tree, one)
    before = cost(board, sheet.level, sheet.sums[one]) + cost(board, sheet.level, sheet.sums[other])
    cut, delta = best_cut(board, sheet, tree, rows, one, other)
    if cut < 1 or not taken(sheet, delta - before):
        return False
    _share(board, sheet, tree, rows, cut, one, other)
    return True


@compiled
def best_cut(
    board: Board, sheet: Sheet, tree: Tree, rows: Floats, one: int, other: int
) -> tuple[int, float]:
    """Choose a cut of the blocks of two territories (or of one, to split): its rank, and what it
    changes, both sides paid and what is there now not taken off."""
    deltas = _strays(board, sheet, tree, one, other) + _bonds(board, sheet, rows, tree)
    inertia = sheet.level[INERTIA]
    others = inertia - moment(sheet.sums[one])
    if other != one:
        others -= moment(sheet.sums[other])
    root = math.sqrt(max(inertia, 0.0))
    heat = sheet.level[HEAT]
    best, tried = -1, NEVER
    row, rest = np.empty(WIDTH), np.empty(WIDTH)
    for rank in range(1, len(tree.order)):
        if not _fair(rows, rank, one == other):
            continue
        sides(rows, rank, row, rest)
        far = math.sqrt(max(others + moment(row) + moment(rest), 0.0)) - root
        deltas[rank] += board.far * far
        deltas[rank] += cost(board, sheet.level, row) + cost(board, sheet.level, rest)
        luck = deltas[rank]
        if heat > 0:
            luck += heat * math.log(-math.log(chance(sheet.luck)))
        if luck < tried:
            best, tried = rank, luck
    return best, deltas[best] if best > 0 else 0.0


@compiled
def sides(rows: Floats, rank: int, row: Floats, rest: Floats) -> None:
    """Write the sums of a branch and of what is left without it.

    A perimeter is that of the blocks less twice the borders between them.
    """
    for column in range(WIDTH):
        row[column] = rows[rank, column]
        rest[column] = rows[0, column] - rows[rank, column]
    crossing = rows[rank, KM] - 2 * rows[rank, KM_INSIDE]
    row[5] -= 2 * rows[rank, KM_INSIDE]
    rest[5] -= 2 * (rows[0, KM_INSIDE] - rows[rank, KM_INSIDE] - crossing)


@compiled
def _fair(rows: Floats, rank: int, split: bool) -> bool:
    """Say whether a cut leaves the heart of each community on its own side."""
    own, others = rows[0, HEARTS], rows[0, OTHER_HEARTS]
    if own + others == 0 or split:
        return True
    here, there = rows[rank, HEARTS], rows[rank, OTHER_HEARTS]
    if (here != 0 and here != own) or (there != 0 and there != others):
        return False
    return bool(own == 0 or others == 0 or (here == own) != (there == others))


@compiled
def _strays(board: Board, sheet: Sheet, tree: Tree, one: int, other: int) -> Floats:
    """What each cut changes for people outside the largest piece of their EPCI (m)."""
    count = len(tree.order)
    deltas = np.zeros(count)
    total = 0
    for block in tree.order:
        total += board.label_starts[block + 1] - board.label_starts[block]
    ranks, labels, people = np.empty(total, np.int64), np.empty(total, np.int64), np.empty(total)
    size = 0
    for rank in range(count):
        block = tree.order[rank]
        for place in range(board.label_starts[block], board.label_starts[block + 1]):
            ranks[size], labels[size] = rank, board.labels[place]
            people[size] = board.held[place]
            size += 1
    inside = np.zeros(count)
    ranked = np.argsort(labels)
    begin = 0
    while begin < total:
        label = labels[ranked[begin]]
        end = begin
        inside[:] = 0.0
        while end < total and labels[ranked[end]] == label:
            inside[ranks[ranked[end]]] += people[ranked[end]]
            end += 1
        begin = end
        for rank in range(count - 1, 0, -1):
            inside[tree.above[rank]] += inside[rank]
        most, beyond, first, second = largest(sheet, label, one, other)
        whole = first + second
        for rank in range(1, count):
            now = max(beyond, max(inside[rank], whole - inside[rank]))
            deltas[rank] += board.price[label] * (most - now)
    return deltas


@compiled
def _bonds(board: Board, sheet: Sheet, rows: Floats, tree: Tree) -> Floats:
    """What each cut changes for communes that wish to be together, or must not be (m)."""
    now = 0.0
    stamp = sheet.stamp[0]
    for block in tree.order:
        for place in range(board.bond_starts[block], board.bond_starts[block + 1]):
            mate = board.mates[place]
            if mate > block and sheet.mark[mate] == stamp and sheet.of[mate] != sheet.of[block]:
                now += board.bonds[place]
    return rows[:, BOND] - 2 * rows[:, BOND_INSIDE] - now


@compiled
def _share(
    board: Board, sheet: Sheet, tree: Tree, rows: Floats, cut: int, one: int, other: int
) -> None:
    """Give a branch to one of two territories, the rest to the other."""
    with_one = 0
    for rank in range(cut, tree.ends[cut]):
        if sheet.of[tree.order[rank]] == one:
            with_one += 1
    # The branch goes to the territory it holds most of, so that names change least; a heart stays.
    to_one = 2 * with_one >= sheet.size[one]
    if rows[0, HEARTS] > 0:
        to_one = rows[cut, HEARTS] > 0
    elif rows[0, OTHER_HEARTS] > 0:
        to_one = rows[cut, OTHER_HEARTS] == 0
    give(board, sheet, tree, rows, cut, one if to_one else other, other if to_one else one)


@compiled
def give(
    board: Board, sheet: Sheet, tree: Tree, rows: Floats, cut: int, to: int, rest: int
) -> None:
    """Give a branch to a territory and what is left of the tree to another, sums included."""
    inertia = sheet.level[INERTIA] - moment(sheet.sums[to]) - moment(sheet.sums[rest])
    for rank in range(len(tree.order)):
        target = to if cut <= rank < tree.ends[cut] else rest
        if sheet.of[tree.order[rank]] != target:
            put(board, sheet, tree.order[rank], target)
    sides(rows, cut, sheet.sums[to], sheet.sums[rest])
    sheet.level[INERTIA] = inertia + moment(sheet.sums[to]) + moment(sheet.sums[rest])
