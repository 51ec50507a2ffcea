"""Contours for tests: squares of one kilometre side by side, and files that draw them."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from maillage.apps.geography.contours.reading import DrawnCommunes, read

Ring = list[list[float]]
ORIGIN = (3.5, 43.6)
NORTH, EAST = 1 / 111.1, 1 / 80.6  # about a kilometre in degrees, near Montpellier


def square(column: float, row: float, *, width: float = 1, height: float = 1) -> Ring:
    corners = ((0, 0), (width, 0), (width, height), (0, height), (0, 0))
    return [
        [
            round(ORIGIN[0] + EAST * (column + x), 6),
            round(ORIGIN[1] + NORTH * (row + y), 6),
        ]
        for x, y in corners
    ]


def polygon(*rings: Ring) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": list(rings)}


def file(
    folder: Path, shapes: Sequence[tuple[str, Mapping[str, object]]], name: str = "c.geojson"
) -> Path:
    """Write a GeoJSON of communes; their names are « Commune » and their code."""
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "nom": f"Commune {code}"},
            "geometry": dict(geometry),
        }
        for code, geometry in shapes
    ]
    path = folder / name
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8"
    )
    return path


def row(*codes: str) -> list[tuple[str, dict[str, object]]]:
    """Return squares from west to east."""
    return [(code, polygon(square(place, 0))) for place, code in enumerate(codes)]


def drawn(folder: Path, *shapes: tuple[str, Mapping[str, object]]) -> DrawnCommunes:
    return read(file(folder, shapes))
