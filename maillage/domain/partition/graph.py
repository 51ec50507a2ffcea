"""What does the engine move about? Blocks of communes, and how they touch.

A block is one commune, or several that must stay together. Everything a territory is judged by is
a sum over its blocks, so that a move costs what the block touches, whatever the territory's size.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from maillage.domain.partition.land import NO_LABEL, Floats, Integers, Land

# A link between islands, a point of contact: enough to hold, too short to be a border.
CONTACT_KM = 0.0


@dataclass(frozen=True)
class Weights:
    """What counts, and how much; as published by default.

    `basin` weighs the share of people outside the largest piece of their bassin de vie, `present`
    that of people outside the largest piece of the community that they are in today.
    """

    hinge: float = 10.0
    distance: float = 1.0
    compactness: float = 1.0
    epci: float = 2.0
    basin: float = 0.0
    present: float = 0.0


@dataclass(frozen=True, eq=False)
class Graph:
    """Blocks and their sums, as plain lists (the engine reads them one by one).

    `members` (places of the communes of each block), `people`, `sums` (n × 8: people, p·x, p·y,
    p·(x²+y²), km², km of perimeter, giants, people of the giants), `near` ((neighbour, km) of each
    block), `shares` ((label, people) of each block, weighted by `price` per label), `bonds`
    ((block, price): paid when apart if positive, when together if negative).
    """

    members: tuple[Integers, ...]
    sums: Floats
    near: tuple[tuple[tuple[int, float], ...], ...]
    shares: tuple[tuple[tuple[int, int], ...], ...]
    price: tuple[float, ...]
    bonds: tuple[tuple[tuple[int, float], ...], ...]
    pinned: frozenset[int] = field(default_factory=frozenset)

    def __len__(self) -> int:
        return len(self.members)


@dataclass(frozen=True, eq=False)
class Labels:
    """The labellings that weigh (n each), each with the number of its first label; `price` of each
    label."""

    kept: tuple[tuple[Integers, int], ...]
    price: tuple[float, ...]


def block_sums(land: Land, high: int) -> Floats:
    """Sums of each commune (n × 8), around the middle of the land, in km and inhabitants."""
    people = land.populations.astype(np.float64)
    x, y = land.x - land.x.mean(), land.y - land.y.mean()
    giant = (land.populations > high).astype(np.float64)
    columns = [people, people * x, people * y, people * (x * x + y * y)]
    columns += [land.areas, land.perimeters, giant, giant * people]
    return np.stack(columns, axis=1)


def build(
    land: Land,
    groups: Sequence[Integers],
    high: int,
    labels: Labels,
    bonds: Sequence[tuple[int, int, float]] = (),
    pinned: frozenset[int] = frozenset(),
) -> Graph:
    """Build the graph of blocks: `groups` (places of communes) cover part or all of the land.

    `bonds` joins communes by place; `pinned` numbers the groups that never move.
    """
    block = np.full(len(land), NO_LABEL, dtype=np.int64)
    for number, group in enumerate(groups):
        block[group] = number
    single = block_sums(land, high)
    sums = np.stack([single[group].sum(axis=0) for group in groups])
    near, inner = _neighbours(land, block, len(groups))
    sums[:, 5] -= 2 * inner
    return Graph(
        members=tuple(groups),
        sums=sums,
        near=near,
        shares=tuple(shares_of(land, labels, group) for group in groups),
        price=labels.price,
        bonds=_bonds(block, bonds, len(groups)),
        pinned=pinned,
    )


def _neighbours(
    land: Land, block: Integers, count: int
) -> tuple[tuple[tuple[tuple[int, float], ...], ...], Floats]:
    """Neighbours of each block with the border shared, and the km of border inside each block."""
    shared: list[dict[int, float]] = [{} for _ in range(count)]
    inner = np.zeros(count)
    pairs = np.concatenate([land.borders, land.links])
    lengths = np.concatenate([land.lengths, np.full(len(land.links), CONTACT_KM)])
    for (one, other), length in zip(block[pairs].tolist(), lengths.tolist(), strict=True):
        if one == NO_LABEL or other == NO_LABEL:
            continue
        if one == other:
            inner[one] += length
            continue
        shared[one][other] = shared[one].get(other, 0.0) + length
        shared[other][one] = shared[other].get(one, 0.0) + length
    return tuple(tuple(sorted(row.items())) for row in shared), inner


def labels_of(land: Land, weights: Weights, present: Sequence[Sequence[str]] = ()) -> Labels:
    """Return what is better kept together: EPCI, bassins de vie, communities present (codes)."""
    places = land.positions
    communities = np.full(len(land), NO_LABEL, dtype=np.int64)
    for number, codes in enumerate(present):
        communities[[places[code] for code in codes]] = number
    kept: list[tuple[Integers, int]] = []
    price: list[float] = []
    asked = (
        (land.epci, weights.epci),
        (land.basins, weights.basin),
        (communities, weights.present),
    )
    for labels, weight in asked:
        if weight > 0 and (labels != NO_LABEL).any():
            kept.append((labels, len(price)))
            price += [weight] * (int(labels.max()) + 1)
    return Labels(tuple(kept), tuple(price))


def shares_of(land: Land, labels: Labels, group: Integers) -> tuple[tuple[int, int], ...]:
    """People of each label in a set of communes; labels numbered as in the graph."""
    people: dict[int, int] = defaultdict(int)
    for values, first in labels.kept:
        for label, count in zip(
            values[group].tolist(), land.populations[group].tolist(), strict=True
        ):
            if label != NO_LABEL:
                people[first + label] += count
    return tuple(sorted(people.items()))


def _bonds(
    block: Integers, bonds: Sequence[tuple[int, int, float]], count: int
) -> tuple[tuple[tuple[int, float], ...], ...]:
    rows: list[list[tuple[int, float]]] = [[] for _ in range(count)]
    for one, other, price in bonds:
        first, second = int(block[one]), int(block[other])
        if NO_LABEL not in (first, second) and first != second:
            rows[first].append((second, price))
            rows[second].append((first, price))
    return tuple(tuple(row) for row in rows)
