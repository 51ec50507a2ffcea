"""Do the outlines of a file fit together: nothing twice, nothing forgotten?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from maillage.apps.geography.contours.reading import Geometries

# Smaller ones are the thickness of a pencil line; they are counted, not named.
SMALLEST_KM2 = 0.05


@dataclass(frozen=True)
class Overlap:
    """Two outlines that cover the same ground."""

    one: int
    other: int
    km2: float


@dataclass(frozen=True)
class Hole:
    """Ground that no outline covers, and the outlines around it."""

    around: tuple[int, ...]
    km2: float


@dataclass(frozen=True)
class Faults:
    """`untidy`: the outlines whose borders do not match those of their neighbours."""

    untidy: tuple[int, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    holes: tuple[Hole, ...] = ()
    small: int = 0


def faults_of(geometries: Geometries) -> Faults:
    """Look for overlaps and holes between outlines on the plane, in kilometres."""
    edges = shapely.coverage_invalid_edges(geometries)
    untidy = np.flatnonzero(~shapely.is_empty(edges))
    overlaps = _overlaps(geometries, untidy) if len(untidy) else []
    holes = _holes(geometries, is_tidy=not len(untidy))
    kept_overlaps = tuple(overlap for overlap in overlaps if overlap.km2 >= SMALLEST_KM2)
    kept_holes = tuple(hole for hole in holes if hole.km2 >= SMALLEST_KM2)
    return Faults(
        untidy=tuple(int(place) for place in untidy),
        overlaps=kept_overlaps,
        holes=kept_holes,
        small=len(overlaps) + len(holes) - len(kept_overlaps) - len(kept_holes),
    )


def _overlaps(geometries: Geometries, untidy: Sequence[int] | np.ndarray) -> list[Overlap]:
    places = np.asarray(untidy)
    tree = shapely.STRtree(geometries[places])
    first, second = tree.query(geometries[places], predicate="intersects")
    apart = first < second
    ones, others = places[first[apart]], places[second[apart]]
    areas = shapely.area(shapely.intersection(geometries[ones], geometries[others]))
    found = [
        Overlap(int(one), int(other), float(km2))
        for one, other, km2 in zip(ones, others, areas, strict=True)
        if km2 > 1e-6
    ]
    return sorted(found, key=lambda overlap: -overlap.km2)


def _holes(geometries: Geometries, *, is_tidy: bool) -> list[Hole]:
    union = shapely.coverage_union_all(geometries) if is_tidy else shapely.union_all(geometries)
    parts = shapely.get_parts(union)
    rings = [ring for part in parts if part.geom_type == "Polygon" for ring in part.interiors]
    if not rings:
        return []
    holes = [shapely.Polygon(ring) for ring in rings]
    tree = shapely.STRtree(geometries)
    hole_of, met = tree.query(np.array(rings, dtype=object), predicate="intersects")
    around: dict[int, list[int]] = {}
    for number, place in zip(hole_of.tolist(), met.tolist(), strict=True):
        around.setdefault(number, []).append(place)
    found = [
        Hole(tuple(sorted(around.get(number, []))), float(shapely.area(hole)))
        for number, hole in enumerate(holes)
        if shapely.area(hole) > 1e-6
    ]
    return sorted(found, key=lambda hole: -hole.km2)
