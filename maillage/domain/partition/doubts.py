"""What would change if a commune at a border went next door?

Every such move of a partition at once, in arrays, in points of J; and for each territory the one
that costs least: where the drawing is most open to doubt.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maillage.domain.partition.graph import block_sums
from maillage.domain.partition.land import NO_LABEL, Floats, Integers, Land
from maillage.domain.partition.score import Window, unit_distance

FOUR_PI = 4 * np.pi


@dataclass(frozen=True)
class Doubt:
    """A commune that could leave its territory for another without breaking it: `delta` of J
    (below 0: the partition would be better)."""

    code: str
    to: int
    population: int
    delta: float


@dataclass(frozen=True, eq=False)
class Moves:
    """Each commune at a border (`places`), each territory across it (`targets`): `deltas` of J."""

    places: Integers
    targets: Integers
    deltas: Floats


def neighbours(land: Land) -> list[list[int]]:
    """List the communes that each commune touches, or is linked to."""
    found: list[list[int]] = [[] for _ in range(len(land))]
    for one, other in np.concatenate([land.borders, land.links]).tolist():
        found[one].append(other)
        found[other].append(one)
    return found


def territory_sums(land: Land, numbers: Integers, high: int, count: int) -> Floats:
    """Add up each territory (count × 8): the columns of `block_sums`, inner borders taken off."""
    rows = block_sums(land, high)
    sums: Floats = np.zeros((count, rows.shape[1]))
    np.add.at(sums, numbers, rows)
    inner = numbers[land.borders[:, 0]] == numbers[land.borders[:, 1]]
    sums[:, 5] -= 2 * np.bincount(numbers[land.borders[inner, 0]], land.lengths[inner], count)
    return sums


def moves(land: Land, numbers: Integers, window: Window) -> Moves:
    """Price every move of one commune to a territory that it touches, contiguity not checked.

    A territory of one commune keeps it: the number of territories stays.
    """
    count = int(numbers.max()) + 1
    sums = territory_sums(land, numbers, window.high, count)
    places, targets, shared, own = _across(land, numbers, count)
    sources = numbers[places]
    lone = np.bincount(numbers, minlength=count)[sources] == 1
    places, targets, shared, sources = (a[~lone] for a in (places, targets, shared, sources))
    rows = block_sums(land, window.high)[places]
    left, grown = sums[sources] - rows, sums[targets] + rows
    left[:, 5] += 2 * own[places]
    grown[:, 5] -= 2 * shared
    alive = int((np.bincount(numbers, minlength=count) > 0).sum())
    before = sums[sources], sums[targets]
    own_cost = sum(_cost(s, window) for s in (left, grown)) - sum(_cost(s, window) for s in before)
    total = max(float(land.populations.sum()), 1.0)
    inertia = float(_moments(sums).sum())
    changed = sum(_moments(s) for s in (left, grown)) - sum(_moments(s) for s in before)
    rms = np.sqrt(np.maximum(inertia + changed, 0) / total) - np.sqrt(max(inertia, 0.0) / total)
    split = _split(land, numbers, places, targets) / total
    return Moves(places, targets, own_cost / alive + rms / unit_distance(land) + 2 * split)


def first_doubts(land: Land, numbers: Integers, window: Window) -> dict[int, Doubt]:
    """For each territory, the commune whose leaving costs least and leaves it in one piece."""
    found: dict[int, Doubt] = {}
    priced = moves(land, numbers, window)
    near = neighbours(land)
    of = numbers.tolist()
    for rank in np.argsort(priced.deltas, kind="stable").tolist():
        place = int(priced.places[rank])
        if of[place] not in found and holds_without(near, of, place):
            found[of[place]] = Doubt(
                land.codes[place],
                int(priced.targets[rank]),
                int(land.populations[place]),
                float(priced.deltas[rank]),
            )
    return found


def holds_without(near: list[list[int]], of: list[int], place: int) -> bool:
    """Say whether the territory of a commune stays in one piece when it leaves."""
    own = of[place]
    waiting = {other for other in near[place] if of[other] == own}
    if not waiting:
        return False
    seen, stack = {place}, [waiting.pop()]
    while stack and waiting:
        here = stack.pop()
        for other in near[here]:
            if of[other] == own and other not in seen:
                seen.add(other)
                waiting.discard(other)
                stack.append(other)
    return not waiting


def _across(land: Land, numbers: Integers, count: int) -> tuple[Integers, Integers, Floats, Floats]:
    """Communes, the territories across their borders, km shared with these, km with their own."""
    pairs = np.concatenate([land.borders, land.links])
    lengths = np.concatenate([land.lengths, np.zeros(len(land.links))])
    here, there = np.concatenate([pairs, pairs[:, ::-1]]).T
    lengths = np.concatenate([lengths, lengths])
    inside = numbers[here] == numbers[there]
    own: Floats = np.bincount(here[inside], lengths[inside], len(land)).astype(np.float64)
    key, where = np.unique(here[~inside] * count + numbers[there[~inside]], return_inverse=True)
    shared: Floats = np.bincount(where, lengths[~inside], len(key)).astype(np.float64)
    return key // count, key % count, shared, own


def _cost(sums: Floats, window: Window) -> Floats:
    """What each territory counts for in J, before the mean: ten times its hinge, less its PP."""
    people, beside = sums[:, 0], sums[:, 0] - sums[:, 7]
    hinge = np.maximum((window.low - people) / window.low, (people - window.high) / window.high)
    hinge = np.where((sums[:, 6] == 1) & (beside < window.low), 0.0, np.maximum(hinge, 0.0))
    cost: Floats = 10 * hinge - FOUR_PI * sums[:, 4] / np.maximum(sums[:, 5], 1e-9) ** 2
    return cost


def _moments(sums: Floats) -> Floats:
    people = np.maximum(sums[:, 0], 1e-9)
    found: Floats = sums[:, 3] - (sums[:, 1] ** 2 + sums[:, 2] ** 2) / people
    return np.where(sums[:, 0] > 0, found, 0.0)


def _split(land: Land, numbers: Integers, places: Integers, targets: Integers) -> Floats:
    """People who would live outside the largest piece of their EPCI, more or fewer than now."""
    labels = land.epci[places]
    labelled: NDArray[np.bool_] = land.epci != NO_LABEL
    if not labelled.any():
        return np.zeros(len(places))
    table = np.zeros((int(land.epci.max()) + 1, int(numbers.max()) + 1))
    np.add.at(table, (land.epci[labelled], numbers[labelled]), land.populations[labelled])
    first = np.argsort(-table, axis=1, kind="stable")[:, :3]
    people, sources = land.populations[places], numbers[places]
    others = np.zeros(len(places))
    # The largest piece among the territories that the move leaves alone is one of the first three.
    for column in reversed(range(first.shape[1])):
        holder = first[labels, column]
        apart = (holder != sources) & (holder != targets)
        others = np.where(apart, table[labels, holder], others)
    largest = np.maximum(table[labels, sources] - people, table[labels, targets] + people)
    change: Floats = table[labels].max(axis=1) - np.maximum(largest, others)
    return np.where(labels == NO_LABEL, 0.0, change)
