"""How is an outline kept, light enough to be drawn at once and without a gap?

Two levels: fine for a département, coarse for a région or the country. Shared borders are
simplified once, so that they stay shared. A drawing is the text of an SVG path, whose unit is ten
metres on the plane and whose second axis goes south.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from maillage.apps.geography.contours.measures import flat
from maillage.apps.geography.contours.reading import Geometries

Json = dict[str, Any]

UNITS_A_KM = 100
# What may be cut of a corner: the side of a square of the same area.
FINE_KM = 0.15
COARSE_KM = 0.8
DECIMALS = 5  # of a degree: a metre


@dataclass(frozen=True)
class Drawing:
    """An outline ready to draw: two paths, their box, and the GeoJSON of the fine one."""

    fine: str
    coarse: str
    box: tuple[int, int, int, int]
    geometry: Json


def simplified(geometries: Geometries, kilometres: float) -> Geometries:
    """Simplify outlines on the plane; what two of them share stays shared."""
    lighter: Geometries = shapely.coverage_simplify(geometries, kilometres)
    lost = shapely.is_empty(lighter) | shapely.is_missing(lighter)
    lighter[lost] = geometries[lost]
    return lighter


def drawings(on_plane: Geometries, in_degrees: Geometries) -> list[Drawing]:
    """Draw outlines given on the plane, in kilometres; their vertices in degrees beside them."""
    fine = simplified(on_plane, FINE_KM)
    coarse = simplified(fine, COARSE_KM)
    geometries = _geojson(fine, on_plane, in_degrees)
    fine_paths, coarse_paths = paths(fine), paths(coarse)
    boxes = np.rint(shapely.bounds(fine) * UNITS_A_KM).astype(np.int64)
    return [
        Drawing(
            fine=fine_paths[place],
            coarse=coarse_paths[place] or fine_paths[place],
            box=(int(box[0]), int(-box[3]), int(box[2]), int(-box[1])),
            geometry=geometries[place],
        )
        for place, box in enumerate(boxes)
    ]


def paths(geometries: Geometries) -> list[str]:
    """Write outlines on the plane as SVG paths."""
    points, rings, owners = flat(geometries)
    units = np.rint(points * (UNITS_A_KM, -UNITS_A_KM)).astype(np.int64)
    written: list[list[str]] = [[] for _ in range(len(geometries))]
    cuts = np.flatnonzero(np.diff(rings)) + 1
    for ring, owner in zip(np.split(units, cuts), owners, strict=True):
        steps = np.diff(ring[:-1], axis=0)
        steps = steps[(steps != 0).any(axis=1)]
        if len(steps) < 2:
            continue
        drawn = " ".join(map(str, steps.ravel().tolist())).replace(" -", "-")
        start = f"{ring[0, 0]} {ring[0, 1]}".replace(" -", "-")
        written[owner].append(f"M{start}l{drawn}z")
    return ["".join(parts) for parts in written]


def _geojson(fine: Geometries, on_plane: Geometries, in_degrees: Geometries) -> list[Json]:
    """Return the outlines in degrees: simplifying only ever drops vertices, so each has its own."""
    before = shapely.get_coordinates(on_plane)
    keys, places = np.unique(before[:, 0] + 1j * before[:, 1], return_index=True)
    degrees = np.round(shapely.get_coordinates(in_degrees)[places], DECIMALS)
    after = shapely.get_coordinates(fine)
    points = degrees[np.searchsorted(keys, after[:, 0] + 1j * after[:, 1])].tolist()
    written: list[Json] = []
    place = 0
    for geometry in fine:
        parts = []
        for part in geometry.geoms if geometry.geom_type == "MultiPolygon" else (geometry,):
            rings = []
            for count in _sizes(part):
                rings.append(points[place : place + count])
                place += count
            parts.append(rings)
        single = len(parts) == 1
        written.append(
            {
                "type": "Polygon" if single else "MultiPolygon",
                "coordinates": parts[0] if single else parts,
            }
        )
    return written


def _sizes(part: Any) -> list[int]:
    return [len(part.exterior.coords), *(len(ring.coords) for ring in part.interiors)]
