"""Contours for tests: squares of one kilometre side by side, and files that draw them."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

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


def parquet_file(
    folder: Path, shapes: Sequence[tuple[str, Mapping[str, object]]], name: str = "c.parquet"
) -> Path:
    """Write a GeoParquet of communes, named as the layers of the IGN name them."""
    path = folder / name
    with duckdb.connect() as engine:
        engine.execute("CREATE TABLE c (INSEE_COM VARCHAR, NOM VARCHAR, outline VARCHAR)")
        engine.executemany(
            "INSERT INTO c VALUES (?, ?, ?)",
            [(code, f"Commune {code}", json.dumps(shape)) for code, shape in shapes],
        )
        drawn = engine.sql("SELECT * EXCLUDE outline, ST_GeomFromGeoJSON(outline) AS shape FROM c")
        drawn.write_parquet(str(path))
    return path


def row(*codes: str) -> list[tuple[str, dict[str, object]]]:
    """Return squares from west to east."""
    return [(code, polygon(square(place, 0))) for place, code in enumerate(codes)]


def drawn(folder: Path, *shapes: tuple[str, Mapping[str, object]]) -> DrawnCommunes:
    return read(file(folder, shapes))
