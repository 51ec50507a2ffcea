"""How can a set of blocks be cut in two pieces that hold? By cutting a tree that spans it.

Recombination after DeFord, Duchin and Solomon, « Recombination: A Family of Markov Chains for
Redistricting », Harvard Data Science Review 3.1 (2021): merge two neighbours, draw a random
spanning tree, cut it. Here every edge of the tree is scored, not only the balanced ones, and trees
keep an EPCI together and avoid narrow contacts, so that good cuts are likely.
"""

from collections.abc import Collection
from dataclasses import dataclass
from random import Random

import numpy as np
from numpy.typing import NDArray

from maillage.domain.partition.graph import Graph
from maillage.domain.partition.land import Floats, Integers

# An edge between two EPCI comes this much later in the tree than one inside.
BETWEEN = 1.0


@dataclass(frozen=True)
class Tree:
    """A spanning tree, read from its root: `order` (blocks, parents first), `above` (rank of the
    parent of each rank), `ends` (the rank after its last descendant, so that a branch is a slice of
    `order`), `edges` (every border between its blocks: luck, both blocks, km)."""

    order: list[int]
    above: list[int]
    ends: Integers
    edges: list[tuple[float, int, int, float]]


def draw(graph: Graph, blocks: Collection[int], rng: Random, between: float = BETWEEN) -> Tree:
    """Draw a random spanning tree of blocks that hold together (Kruskal on random weights)."""
    inside = set(blocks)
    chance = rng.random
    edges = []
    shares = graph.shares
    for block in blocks:
        own = shares[block][0][0] if shares[block] else -1
        for other, length in graph.near[block]:
            if block < other and other in inside:
                away = not shares[other] or shares[other][0][0] != own
                weight = chance() / (1.0 + 0.1 * length) + (between if away else 0.0)
                edges.append((weight, block, other, length))
    edges.sort()
    parent = {block: block for block in blocks}
    branches: dict[int, list[int]] = {block: [] for block in blocks}
    missing = len(parent) - 1
    for _, one, other, _ in edges:
        first, second = one, other
        while parent[first] != first:
            parent[first] = first = parent[parent[first]]
        while parent[second] != second:
            parent[second] = second = parent[parent[second]]
        if first != second:
            parent[first] = second
            branches[one].append(other)
            branches[other].append(one)
            missing -= 1
            if not missing:
                break
    return _read(branches, next(iter(blocks)), edges)


def _read(
    branches: dict[int, list[int]], root: int, edges: list[tuple[float, int, int, float]]
) -> Tree:
    order: list[int] = []
    seen = {root}
    above: list[int] = []
    stack = [(root, -1)]
    while stack:
        block, parent = stack.pop()
        here = len(order)
        order.append(block)
        above.append(parent)
        for other in branches[block]:
            if other not in seen:
                seen.add(other)
                stack.append((other, here))
    ends = list(range(1, len(order) + 1))
    for place in range(len(order) - 1, 0, -1):
        parent = above[place]
        if ends[place] > ends[parent]:
            ends[parent] = ends[place]
    return Tree(order, above, np.array(ends), edges)


def people_of_branches(graph: Graph, tree: Tree) -> tuple[Floats, Floats]:
    """Sums without perimeters of every branch but the whole (m-1 × 8), and of the whole (8)."""
    rows = np.concatenate([np.zeros((1, 8)), np.cumsum(graph.sums[tree.order], axis=0)])
    return rows[tree.ends[1:]] - rows[1:-1], rows[-1]


def branch_sums(graph: Graph, tree: Tree) -> tuple[Floats, Floats]:
    """Sums of every branch but the whole, and of what is left without it (m-1 × 8 both).

    A perimeter is that of the blocks less twice the borders between them; a border is inside a
    branch when the lowest common ancestor of both its ends is.
    """
    sums, whole = people_of_branches(graph, tree)
    rest = whole - sums
    own, both = _borders(tree)
    held = np.zeros((len(own) + 1, 2))
    held[1:, 0], held[1:, 1] = own, both
    total = np.cumsum(held, axis=0)
    inside = total[tree.ends[1:]] - total[1:-1]
    crossing = inside[:, 0] - 2 * inside[:, 1]
    sums[:, 5] -= 2 * inside[:, 1]
    rest[:, 5] -= 2 * (total[-1, 1] - inside[:, 1] - crossing)
    return sums, rest


def _borders(tree: Tree) -> tuple[list[float], list[float]]:
    """Km of inner border of each rank, and km of the borders whose ends first meet at it."""
    size = len(tree.order)
    rank = dict(zip(tree.order, range(size), strict=True))
    own, both = [0.0] * size, [0.0] * size
    above, ends = tree.above, tree.ends.tolist()
    for _, one, other, length in tree.edges:
        low, high = rank[one], rank[other]
        own[low] += length
        own[high] += length
        if low > high:
            low, high = high, low
        while ends[low] <= high:
            low = above[low]
        both[low] += length
    return own, both


def within(ranks: Integers, tree: Tree) -> NDArray[np.bool_]:
    """Say which ranks (k) are in which branch (m-1): a table m-1 × k."""
    starts = np.arange(1, len(tree.order))[:, None]
    inside: NDArray[np.bool_] = (ranks >= starts) & (ranks < tree.ends[1:][:, None])
    return inside
