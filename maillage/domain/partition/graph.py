"""What does the engine move about? Blocks of communes, and how they touch.

A block is one commune, or several that must stay together. Everything a territory is judged by is
a sum over its blocks, so that a move costs what the block touches, whatever the territory's size.
"""

from collections.abc import Sequence
from dataclasses import dataclass

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
class Labels:
    """What is better kept together: for each labelling that weighs, the label of each commune (n,
    numbered on from one labelling to the next, -1 for none); `price` of each label."""

    kept: tuple[Integers, ...]
    price: Floats


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows laid end to end: that of block `b` is `other[starts[b]:starts[b + 1]]`, each with its
    `value`."""

    starts: Integers
    other: Integers
    value: Floats


@dataclass(frozen=True, eq=False)
class Graph:
    """`members` (places of the communes of each block), `block` (n, block of each commune), `sums`
    (blocks × 8, see `block_sums`), `near` (neighbours, km shared), `shares` (labels, people),
    `price` (of each label), `bonds` (blocks, price: paid when apart if positive, when together if
    negative), `pinned` (blocks that never move)."""

    members: tuple[Integers, ...]
    block: Integers
    sums: Floats
    near: Rows
    shares: Rows
    price: Floats
    bonds: Rows
    pinned: Integers

    def __len__(self) -> int:
        return len(self.members)


def block_sums(land: Land, high: int) -> Floats:
    """Sums of each commune (n × 8), around the middle of the land, in km and inhabitants: people,
    p·x, p·y, p·(x²+y²), km², km of perimeter, communes above the window, their people."""
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
    pinned: Sequence[int] = (),
) -> Graph:
    """Build the graph of blocks: `groups` (places of communes) cover all of the land.

    `bonds` joins communes by place; `pinned` numbers the groups that never move.
    """
    count = len(groups)
    block = np.empty(len(land), dtype=np.int64)
    for number, group in enumerate(groups):
        block[group] = number
    sums = np.zeros((count, 8))
    np.add.at(sums, block, block_sums(land, high))
    pairs = block[np.concatenate([land.borders, land.links])]
    lengths = np.concatenate([land.lengths, np.full(len(land.links), CONTACT_KM)])
    inside = pairs[:, 0] == pairs[:, 1]
    sums[:, 5] -= 2 * np.bincount(pairs[inside, 0], lengths[inside], count)
    tied = np.array([(block[a], block[b]) for a, b, _ in bonds], np.int64).reshape(-1, 2)
    prices = np.array([price for *_, price in bonds], np.float64)
    return Graph(
        members=tuple(groups),
        block=block,
        sums=sums,
        near=_both_ways(pairs[~inside], lengths[~inside], count),
        shares=_shares(land, labels, block, count),
        price=labels.price,
        bonds=_both_ways(tied[tied[:, 0] != tied[:, 1]], prices[tied[:, 0] != tied[:, 1]], count),
        pinned=np.array(sorted(pinned), dtype=np.int64),
    )


def _both_ways(pairs: Integers, values: Floats, count: int) -> Rows:
    """Rows of pairs seen from both ends, what joins the same two added up."""
    return _rows(np.concatenate([pairs, pairs[:, ::-1]]), np.concatenate([values, values]), count)


def _rows(pairs: Integers, values: Floats, count: int) -> Rows:
    width = int(pairs.max(initial=0)) + 1
    keys, where = np.unique(pairs[:, 0] * width + pairs[:, 1], return_inverse=True)
    starts = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.bincount(keys // width, minlength=count), out=starts[1:])
    total = np.bincount(where, values, len(keys)).astype(np.float64)
    return Rows(starts, np.ascontiguousarray(keys % width), total)


def labels_of(land: Land, weights: Weights, present: Sequence[Sequence[str]] = ()) -> Labels:
    """Return what is better kept together: EPCI, bassins de vie, communities present (codes)."""
    places = land.positions
    communities = np.full(len(land), NO_LABEL, dtype=np.int64)
    for number, codes in enumerate(present):
        communities[[places[code] for code in codes if code in places]] = number
    kept: list[Integers] = []
    price: list[float] = []
    asked = (
        (land.epci, weights.epci),
        (land.basins, weights.basin),
        (communities, weights.present),
    )
    for values, weight in asked:
        if weight > 0 and (values != NO_LABEL).any():
            kept.append(np.where(values == NO_LABEL, NO_LABEL, values + len(price)))
            price += [weight] * (int(values.max()) + 1)
    return Labels(tuple(kept), np.array(price, dtype=np.float64))


def _shares(land: Land, labels: Labels, block: Integers, count: int) -> Rows:
    """People of each label in each block."""
    pairs, people = [np.empty((0, 2), np.int64)], [np.empty(0)]
    for values in labels.kept:
        known = values != NO_LABEL
        pairs.append(np.stack([block[known], values[known]], axis=1))
        people.append(land.populations[known].astype(np.float64))
    return _rows(np.concatenate(pairs), np.concatenate(people), count)
