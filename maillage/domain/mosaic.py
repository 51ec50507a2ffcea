"""Which pieces of a mosaic touch one another, over which length, and in how many lumps?

Pieces that share a border share its vertices exactly: two segments between the same two points
are the same piece of border. No geometry engine: arrays alone.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Borders:
    """`pairs` (m × 2, each pair once, the smaller number first), `lengths` (m, in the unit of the
    points), `outer` (n, what each piece shares with nobody)."""

    pairs: Integers
    lengths: Floats
    outer: Floats


def borders(points: Floats, rings: Integers, owners: Integers, pieces: int) -> Borders:
    """Measure what the pieces of a mosaic share.

    `points` (n × 2): the vertices, ring after ring, each ring closed; `rings` (n): the ring of each
    point; `owners`: the piece of each ring; `pieces`: how many pieces there are.
    """
    starts, ends, owner = _segments(points, rings, owners)
    lengths = np.hypot(*(points[starts] - points[ends]).T)
    numbers = np.unique(points[:, 0] + 1j * points[:, 1], return_inverse=True)[1].reshape(-1)
    one, other = numbers[starts], numbers[ends]
    keys = np.minimum(one, other) * np.int64(len(points)) + np.maximum(one, other)
    order = np.argsort(keys, kind="stable")
    keys, owner, lengths = keys[order], owner[order], lengths[order]
    same = np.flatnonzero((keys[1:] == keys[:-1]) & (owner[1:] != owner[:-1]))
    first = np.minimum(owner[same], owner[same + 1])
    second = np.maximum(owner[same], owner[same + 1])
    codes, places = np.unique(first * np.int64(pieces) + second, return_inverse=True)
    shared: Floats = np.bincount(places.reshape(-1), lengths[same], len(codes)).astype(np.float64)
    is_inner = np.zeros(len(keys), dtype=bool)
    is_inner[same] = is_inner[same + 1] = True
    outer: Floats = np.bincount(owner[~is_inner], lengths[~is_inner], pieces).astype(np.float64)
    pairs = np.column_stack([codes // pieces, codes % pieces]).astype(np.int64)
    return Borders(pairs, shared, outer)


def _segments(
    points: Floats, rings: Integers, owners: Integers
) -> tuple[Integers, Integers, Integers]:
    """Return the points where each segment starts and ends, and the piece it belongs to."""
    starts = np.flatnonzero(rings[1:] == rings[:-1])
    ends = starts + 1
    real = (points[starts] != points[ends]).any(axis=1)
    return starts[real], ends[real], owners[rings[starts[real]]]


def lumps(count: int, pairs: Integers) -> list[list[int]]:
    """Return the connected parts of a graph, the largest first; ties by their first piece."""
    parent = list(range(count))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for one, other in pairs.tolist():
        first, second = root(one), root(other)
        parent[max(first, second)] = min(first, second)
    parts: dict[int, list[int]] = {}
    for place in range(count):
        parts.setdefault(root(place), []).append(place)
    return sorted(parts.values(), key=lambda part: (-len(part), part[0]))
