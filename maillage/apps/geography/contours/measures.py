"""How large are the communes, which ones touch, and what holds an island to the rest?

Lengths in kilometres, on the plane of `projection`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from maillage.apps.geography.contours.reading import Geometries
from maillage.domain.mosaic import Borders, borders, lumps

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

# A contact shorter than that is a corner or the thickness of a line, not a border.
SHORTEST_BORDER_KM = 0.01
# Neighbours whose vertices differ are taken to touch within that distance.
TOLERANCE_KM = 0.02


@dataclass(frozen=True)
class Link:
    """Two communes that nothing but the sea, or another place, keeps apart."""

    one: int
    other: int
    gap_km: float


def flat(geometries: Geometries) -> tuple[Floats, Integers, Integers]:
    """Take outlines apart: vertices, the ring of each vertex, the outline of each ring."""
    parts, of_part = shapely.get_parts(geometries, return_index=True)
    rings, of_ring = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    return points, ring, of_part[of_ring]


def shared_borders(geometries: Geometries, *, untidy: Sequence[int] = ()) -> Borders:
    """Measure what outlines on the plane share; `untidy`: those whose borders do not match."""
    found = borders(*flat(geometries), len(geometries))
    kept = found.lengths >= SHORTEST_BORDER_KM
    pairs, lengths, outer = found.pairs[kept], found.lengths[kept], found.outer
    if not len(untidy):
        return Borders(pairs, lengths, outer)
    known = {(one, other): place for place, (one, other) in enumerate(pairs.tolist())}
    more: dict[tuple[int, int], float] = {}
    for pair in _close_pairs(geometries, untidy):
        length = _length_within_tolerance(geometries, pair)
        if pair in known:
            lengths[known[pair]] = max(lengths[known[pair]], length)
        elif length > 4 * TOLERANCE_KM:
            more[pair] = length
    if more:
        pairs = np.concatenate([pairs, np.array(list(more), dtype=np.int64)])
        lengths = np.concatenate([lengths, np.array(list(more.values()))])
    inner = sum(np.bincount(pairs[:, side], lengths, len(geometries)) for side in (0, 1))
    outer = np.maximum(shapely.length(geometries) - inner, 0.0)
    return Borders(pairs, lengths, outer)


def _close_pairs(geometries: Geometries, untidy: Sequence[int]) -> list[tuple[int, int]]:
    tree = shapely.STRtree(geometries)
    asked, met = tree.query(geometries[list(untidy)], predicate="dwithin", distance=TOLERANCE_KM)
    ends = np.asarray(untidy)[asked]
    return sorted(
        {(int(min(a, b)), int(max(a, b))) for a, b in zip(ends, met, strict=True) if a != b}
    )


def _length_within_tolerance(geometries: Geometries, pair: tuple[int, int]) -> float:
    one, other = geometries[pair[0]], geometries[pair[1]]
    along = one.boundary.intersection(other.buffer(TOLERANCE_KM, quad_segs=2))
    return float(along.length)


def nearest_links(
    geometries: Geometries, pairs: Integers, groups: Sequence[Mapping[str, Sequence[int]]]
) -> list[Link]:
    """Tie the pieces of each département, then of each région, by the nearest communes.

    `groups`: from the smallest areas to the largest, the communes of each. A link made for a small
    area serves the larger ones.
    """
    links: list[Link] = []
    for areas in groups:
        for members in areas.values():
            links += _tie(geometries, np.concatenate([pairs, _ends(links)]), members)
    return links


def _ends(links: Sequence[Link]) -> Integers:
    ends = [(link.one, link.other) for link in links]
    return np.array(ends, dtype=np.int64).reshape(-1, 2)


def _tie(geometries: Geometries, pairs: Integers, members: Sequence[int]) -> list[Link]:
    """Tie the lumps of an area to its largest one, nearest first."""
    chosen = np.array(sorted(members), dtype=np.int64)
    place = np.full(len(geometries), -1, dtype=np.int64)
    place[chosen] = np.arange(len(chosen))
    inside = place[pairs]
    found = lumps(len(chosen), inside[(inside >= 0).all(axis=1)])
    if len(found) < 2:
        return []
    tied, waiting, links = list(found[0]), found[1:], []
    while waiting:
        tree = shapely.STRtree(geometries[chosen[tied]])
        best: tuple[float, int, int, int] | None = None
        for number, lump in enumerate(waiting):
            (asked, met), gaps = tree.query_nearest(
                geometries[chosen[lump]], return_distance=True, all_matches=False
            )
            near = int(np.argmin(gaps))
            found_link = (float(gaps[near]), number, lump[asked[near]], tied[met[near]])
            best = min(best, found_link) if best else found_link
        gap, number, one, other = best or (0.0, 0, 0, 0)
        first, second = sorted((int(chosen[one]), int(chosen[other])))
        links.append(Link(first, second, gap))
        tied += waiting.pop(number)
    return links
