"""How good is a partition? One number, lower is better, with its parts.

`J = 10·mean hinge + rms/D0 + (1 − mean PP) + 2·split`. Computed from the arrays alone, without any
of the sums the engine keeps, so that it judges any partition, ours or another's.
Compactness: Polsby and Popper, « The Third Criterion », Yale Law & Policy Review 9 (1991).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from maillage.domain.partition.land import NO_LABEL, Floats, Integers, Land, components
from maillage.domain.refusal import Refusal

# Inhabitants of the territory whose radius is the unit of distances, in the formula of D0.
USUAL_POPULATION: Final = 85_000


class ImpossibleWindow(Refusal):
    """A window whose floor is above its ceiling."""

    def __init__(self, low: int, high: int) -> None:
        super().__init__(
            f"La fenêtre de population {low}:{high} est impossible : donnez un plancher supérieur "
            "à zéro et un plafond au moins égal, par exemple 40000:175000."
        )


@dataclass(frozen=True)
class Window:
    """The populations a territory may have, both bounds included."""

    low: int = 40_000
    high: int = 175_000

    def __post_init__(self) -> None:
        if not 0 < self.low <= self.high:
            raise ImpossibleWindow(self.low, self.high)

    def hinge(self, population: int, giants: int = 0, giant_population: int = 0) -> float:
        """Relative distance to the window: 0 inside.

        A territory that holds exactly one commune above the window, and less than the bottom of
        the window beside it, stands alone and counts 0.
        """
        if giants == 1 and population - giant_population < self.low:
            return 0.0
        if population < self.low:
            return (self.low - population) / self.low
        return max(0.0, (population - self.high) / self.high)


@dataclass(frozen=True)
class Parts:
    """The four terms of J before their weights: `hinge`, `distance` (rms/D0), `compactness`
    (mean PP, 1 is a disc), `split` (share of the population); `rms` and `unit` (D0) in km."""

    hinge: float
    distance: float
    compactness: float
    split: float
    rms: float
    unit: float


@dataclass(frozen=True)
class Score:
    """The quality of a partition; `broken` counts territories that are not in one piece."""

    count: int
    in_window: int
    j: float
    parts: Parts
    broken: int


def unit_distance(land: Land) -> float:
    """D0, in km: radius of gyration of a disc of usual population at the mean density."""
    people = int(land.populations.sum())
    if people == 0:
        return 1.0
    return math.sqrt(float(land.areas.sum()) / (2 * math.pi * people / USUAL_POPULATION))


def score(land: Land, territories: Sequence[int] | Integers, window: Window) -> Score:
    """Score a partition: `territories` gives one number per commune of the land."""
    numbers = np.unique(np.asarray(territories), return_inverse=True)[1].astype(np.int64)
    count = int(numbers.max()) + 1
    hinges = _hinges(land, numbers, window, count)
    rms, unit = _rms(land, numbers, count), unit_distance(land)
    compactness = float(polsby_popper(land, numbers).mean())
    split = split_share(land, numbers, land.epci)
    hinge = float(hinges.mean())
    return Score(
        count=count,
        in_window=int((hinges == 0).sum()),
        j=10 * hinge + rms / unit + (1 - compactness) + 2 * split,
        parts=Parts(hinge, rms / unit, compactness, split, rms, unit),
        broken=broken(land, numbers),
    )


def _hinges(land: Land, numbers: Integers, window: Window, count: int) -> Floats:
    people = np.bincount(numbers, land.populations, count).astype(np.int64)
    giant = land.populations > window.high
    giants = np.bincount(numbers, giant, count).astype(np.int64)
    inside = np.bincount(numbers, land.populations * giant, count).astype(np.int64)
    rows = zip(people.tolist(), giants.tolist(), inside.tolist(), strict=True)
    return np.array([window.hinge(*row) for row in rows])


def _rms(land: Land, numbers: Integers, count: int) -> float:
    """Root mean square distance of people to the centre of their territory, in km."""
    people = np.bincount(numbers, land.populations, count)
    if not people.any():
        return 0.0
    safe = np.where(people > 0, people, 1)
    cx = np.bincount(numbers, land.populations * land.x, count) / safe
    cy = np.bincount(numbers, land.populations * land.y, count) / safe
    squares = (land.x - cx[numbers]) ** 2 + (land.y - cy[numbers]) ** 2
    return math.sqrt(float((land.populations * squares).sum()) / float(people.sum()))


def polsby_popper(land: Land, numbers: Integers) -> Floats:
    """4πA/P² of each territory; 0 for one without a border (no contour)."""
    count = int(numbers.max()) + 1
    perimeter = np.bincount(numbers, land.outer, count)
    one, other = numbers[land.borders[:, 0]], numbers[land.borders[:, 1]]
    apart = one != other
    for side in (one, other):
        perimeter += np.bincount(side[apart], land.lengths[apart], count)
    area = np.bincount(numbers, land.areas, count)
    return np.where(perimeter > 0, 4 * np.pi * area / np.where(perimeter > 0, perimeter, 1) ** 2, 0)


def split_share(land: Land, numbers: Integers, labels: Integers) -> float:
    """Share of the population that lives outside the largest piece of its EPCI (or basin)."""
    labelled = labels != NO_LABEL
    if not land.populations.any() or not labelled.any():
        return 0.0
    count = int(numbers.max()) + 1
    key = labels[labelled] * count + numbers[labelled]
    keys, where = np.unique(key, return_inverse=True)
    people = np.bincount(where, land.populations[labelled], len(keys))
    largest = np.zeros(int(labels.max()) + 1)
    np.maximum.at(largest, keys // count, people)
    return float(people.sum() - largest.sum()) / float(land.populations.sum())


def broken(land: Land, numbers: Integers) -> int:
    """Count the territories that are not in one piece, links between islands included."""
    edges = np.concatenate([land.borders, land.links])
    inner = edges[numbers[edges[:, 0]] == numbers[edges[:, 1]]]
    pieces = components(len(land), inner)
    pairs = np.unique(np.stack([numbers, pieces], axis=1), axis=0)
    return int((np.bincount(pairs[:, 0]) > 1).sum())


def cut_groups(land: Land, numbers: Integers, window: Window) -> tuple[int, int]:
    """Count the EPCI cut between territories, and those of them that could have stood whole.

    A cut is avoidable when the EPCI, without its communes above the window, holds within one
    territory.
    """
    cut = avoidable = 0
    for label in np.unique(land.epci[land.epci != NO_LABEL]).tolist():
        inside = np.flatnonzero(land.epci == label)
        if len(np.unique(numbers[inside])) == 1:
            continue
        cut += 1
        usual = inside[land.populations[inside] <= window.high]
        whole = land.populations[usual].sum() <= window.high
        avoidable += int(whole and len(np.unique(numbers[usual])) > 1)
    return cut, avoidable
