"""cartiflette without the internet: the layout that it publishes, its vintages, its silence."""

import json
from typing import Any

import duckdb

PUBLISHED = (2024, 2025)
FILTERS = {"DEPARTEMENT": "INSEE_DEP", "FRANCE_ENTIERE": "PAYS"}


def _square(west: float) -> str:
    east = west + 0.1
    ring = [[west, 43.5], [east, 43.5], [east, 43.6], [west, 43.6], [west, 43.5]]
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


# INSEE_COG, INSEE_COM, NOM, INSEE_DEP, PAYS and an outline: an arrondissement has two codes.
COMMUNES = (
    ("34001", "34001", "Bourg", "34", "France", _square(3.5)),
    ("34002", "34002", "Rive", "34", "France", _square(3.6)),
    ("13201", "13055", "Marseille 1er Arrondissement", "13", "France", _square(5.3)),
)


def carti_download(values: str, *, filter_by: str, year: int, **asked: object) -> Any:
    """Answer as cartiflette 0.4: a relation of DuckDB, or OSError for a year not published."""
    if year not in PUBLISHED:
        raise OSError(f"No GeoParquet file for {year} {asked}")
    engine = duckdb.connect()
    engine.execute(
        "CREATE TABLE published (INSEE_COG VARCHAR, INSEE_COM VARCHAR, NOM VARCHAR, "
        "INSEE_DEP VARCHAR, PAYS VARCHAR, outline VARCHAR)"
    )
    engine.executemany("INSERT INTO published VALUES (?, ?, ?, ?, ?, ?)", COMMUNES)
    column = duckdb.ColumnExpression(FILTERS[filter_by])
    found = engine.table("published").filter(column == duckdb.ConstantExpression(values))
    if not found.fetchall():
        raise ValueError(f"No {filter_by} {values}")
    return found.select("* EXCLUDE outline, ST_GeomFromGeoJSON(outline) AS geometry")


def unreachable(values: str, **asked: object) -> Any:
    """Answer as cartiflette where nothing does: its engine cannot fetch what it needs."""
    raise duckdb.IOException(f"Could not establish connection for {values} {asked}")
