"""How can a set of blocks be cut in two pieces that hold? By cutting a tree that spans it.

Recombination after DeFord, Duchin and Solomon, « Recombination: A Family of Markov Chains for
Redistricting », Harvard Data Science Review 3.1 (2021): draw a random spanning tree, cut it. Here
every edge of the tree is scored, not only the balanced ones, and trees keep an EPCI together and
avoid narrow contacts, so that good cuts are likely.
"""

from typing import NamedTuple

import numpy as np

from maillage.domain.partition.board import WIDTH, Board, Sheet, chance
from maillage.domain.partition.compiled import compiled
from maillage.domain.partition.land import Floats, Integers

# Columns of a branch: the sums, then km that its blocks share in the set, km shared inside the
# branch; the same of bonds; pinned blocks of one territory and of the other.
# What is inside stands next to what is shared.
KM, KM_INSIDE, BOND, BOND_INSIDE, HEARTS, OTHER_HEARTS = range(WIDTH, WIDTH + 6)
BRANCH = WIDTH + 6


class Tree(NamedTuple):
    """A spanning tree of m blocks, read from its root: `order` (blocks, parents first), `above`
    (rank of the parent of each rank), `ends` (the rank after its last descendant, so that a branch
    is a slice of `order`)."""

    order: Integers
    above: Integers
    ends: Integers


@compiled
def gather(board: Board, sheet: Sheet, seed: int, one: int, other: int) -> Integers:
    """Gather the blocks of two territories that touch (or of one, named twice) from one of them."""
    sheet.stamp[0] += 1
    stamp = sheet.stamp[0]
    found = np.empty(sheet.size[one] + (sheet.size[other] if other != one else 0), np.int64)
    found[0] = seed
    sheet.mark[seed] = stamp
    sheet.rank[seed] = 0
    top, done = 1, 0
    while done < top:
        here = found[done]
        done += 1
        for place in range(board.starts[here], board.starts[here + 1]):
            beside = board.near[place]
            if sheet.mark[beside] == stamp:
                continue
            if sheet.of[beside] == one or sheet.of[beside] == other:
                sheet.mark[beside] = stamp
                sheet.rank[beside] = top
                found[top] = beside
                top += 1
    return found[:top]


@compiled
def draw(board: Board, sheet: Sheet, blocks: Integers, between: float) -> Tree:
    """Draw a random spanning tree of blocks just gathered (Kruskal on random weights).

    An edge between two EPCI comes up to `between` later than one inside.
    """
    count = len(blocks)
    stamp = sheet.stamp[0]
    total = 0
    for block in blocks:
        total += board.starts[block + 1] - board.starts[block]
    first, second = np.empty(total, np.int64), np.empty(total, np.int64)
    weight = np.empty(total)
    size = 0
    for own in range(count):
        block = blocks[own]
        for place in range(board.starts[block], board.starts[block + 1]):
            beside = board.near[place]
            if beside > block and sheet.mark[beside] == stamp:
                away = board.home[block] < 0 or board.home[block] != board.home[beside]
                first[size], second[size] = own, sheet.rank[beside]
                weight[size] = chance(sheet.luck) / (1.0 + 0.1 * board.km[place])
                if away:
                    weight[size] += between
                size += 1
    return _read(blocks, _span(count, np.argsort(weight[:size]), first, second), first, second)


@compiled
def _span(count: int, ranked: Integers, first: Integers, second: Integers) -> Integers:
    """Keep, lightest first, the edges that join two pieces."""
    parent = np.arange(count)
    kept = np.empty(max(count - 1, 0), np.int64)
    size = 0
    for edge in ranked:
        if size == count - 1:
            break
        one, other = first[edge], second[edge]
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        while parent[other] != other:
            parent[other] = parent[parent[other]]
            other = parent[other]
        if one != other:
            parent[one] = other
            kept[size] = edge
            size += 1
    return kept[:size]


@compiled
def _read(blocks: Integers, kept: Integers, first: Integers, second: Integers) -> Tree:
    """Read a tree from its first block: each branch a slice."""
    count = len(blocks)
    head = np.full(count, -1)
    following = np.empty(2 * len(kept), np.int64)
    for number in range(len(kept)):
        one, other = first[kept[number]], second[kept[number]]
        following[2 * number], head[one] = head[one], 2 * number
        following[2 * number + 1], head[other] = head[other], 2 * number + 1
    order, above = np.empty(count, np.int64), np.empty(count, np.int64)
    local, stack = np.empty(count, np.int64), np.empty(count + 1, np.int64)
    ranks = np.full(count, -1)
    stack[0], local[0], above[0] = 0, 0, -1
    top, size = 1, 0
    parents = np.full(count, -1)
    while top > 0:
        top -= 1
        here = stack[top]
        ranks[here] = size
        order[size] = blocks[here]
        above[size] = ranks[parents[here]] if parents[here] >= 0 else -1
        size += 1
        link = head[here]
        while link >= 0:
            edge = kept[link // 2]
            there = second[edge] if link % 2 == 0 else first[edge]
            if ranks[there] < 0:
                parents[there] = here
                stack[top] = there
                top += 1
            link = following[link]
    return Tree(order[:size], above[:size], _ends(above[:size]))


@compiled
def _ends(above: Integers) -> Integers:
    ends = np.arange(1, len(above) + 1)
    for rank in range(len(above) - 1, 0, -1):
        if ends[rank] > ends[above[rank]]:
            ends[above[rank]] = ends[rank]
    return ends


@compiled
def branches(board: Board, sheet: Sheet, tree: Tree, one: int) -> Floats:
    """Add up every branch of a tree of blocks just gathered (m × the columns above).

    A border is inside a branch when the lowest common ancestor of both its ends is.
    """
    count = len(tree.order)
    rows = np.zeros((count, BRANCH))
    for rank in range(count):
        sheet.rank[tree.order[rank]] = rank
    for rank in range(count):
        block = tree.order[rank]
        rows[rank, :WIDTH] += board.sums[block]
        if board.pinned[block]:
            rows[rank, HEARTS if sheet.of[block] == one else OTHER_HEARTS] += 1
        for place in range(board.starts[block], board.starts[block + 1]):
            _join(sheet, tree, rows, rank, board.near[place], KM, board.km[place])
        for place in range(board.bond_starts[block], board.bond_starts[block + 1]):
            _join(sheet, tree, rows, rank, board.mates[place], BOND, board.bonds[place])
    for rank in range(count - 1, 0, -1):
        rows[tree.above[rank]] += rows[rank]
    return rows


@compiled
def _join(
    sheet: Sheet, tree: Tree, rows: Floats, rank: int, other: int, column: int, value: float
) -> None:
    """Count what joins two blocks of the set at one end, and once where their branches meet."""
    if sheet.mark[other] == sheet.stamp[0]:
        rows[rank, column] += value
        if rank < sheet.rank[other]:
            rows[_meet(tree, rank, sheet.rank[other]), column + 1] += value


@compiled
def _meet(tree: Tree, one: int, other: int) -> int:
    """Find the rank at which the branches of two ranks meet."""
    low, high = min(one, other), max(one, other)
    while tree.ends[low] <= high:
        low = tree.above[low]
    return low
