"""Which communes does a GeoParquet draw?

Read by DuckDB, already here for the registers and which knows outlines by itself: neither pyarrow
nor an extension to fetch. Only the columns that name a commune are read.
"""

import json
from collections.abc import Collection, Iterator
from pathlib import Path

import duckdb

from maillage.apps.geography.contours.refusals import UnreadableContours

MAGIC = b"PAR1"
CHUNK = 1_000
MEMORY = "512MB"
Row = tuple[dict[str, object], bytes]


def rows(path: Path, *, wanted: Collection[str]) -> Iterator[Row]:
    """Give the properties wanted of each shape, and the shape as WKB (GeoParquet 1.1, OGC 2025).

    :raises UnreadableContours: it is cut short, draws nothing, or not as WKB.
    """
    with duckdb.connect(config={"memory_limit": MEMORY, "threads": 2}) as engine:
        try:
            yield from _rows(engine, path, wanted)
        except (duckdb.IOException, duckdb.InvalidInputException):
            raise UnreadableContours(path.name, "il est coupé ou abîmé.") from None


def _rows(engine: duckdb.DuckDBPyConnection, path: Path, wanted: Collection[str]) -> Iterator[Row]:
    # A relation takes the path as it is: no SQL is written around it.
    found = engine.read_parquet(str(path), hive_partitioning=False)
    kinds = {name: str(kind) for name, kind in zip(found.columns, found.types, strict=True)}
    shape = _shape(engine, path, kinds)
    kept = [name for name in kinds if name.lower() in wanted]
    asked = [duckdb.ColumnExpression(name) for name in kept]
    as_wkb = duckdb.FunctionExpression("ST_AsWKB", duckdb.ColumnExpression(shape))
    found.select(*asked, as_wkb).create_view("shapes")
    read = engine.execute("FROM shapes")
    while several := read.fetchmany(CHUNK):
        for *properties, wkb in several:
            yield dict(zip(kept, properties, strict=True)), bytes(wkb or b"")


def _shape(engine: duckdb.DuckDBPyConnection, path: Path, kinds: dict[str, str]) -> str:
    """Name the column of the outlines: the one its metadata call primary, or the only one."""
    said = engine.execute(
        "SELECT decode(value) FROM parquet_kv_metadata($path) WHERE decode(key) = 'geo'",
        {"path": str(path)},
    ).fetchall()
    primary = str(json.loads(said[0][0]).get("primary_column", "")) if said else ""
    drawn = [name for name, kind in kinds.items() if kind.startswith("GEOMETRY")]
    if primary in drawn:
        return primary
    if primary:
        raise UnreadableContours(
            path.name, "ce GeoParquet n’écrit pas ses formes en WKB : exportez-le ainsi."
        )
    if len(drawn) != 1:
        raise UnreadableContours(path.name, "ce fichier Parquet n’a pas une colonne de formes.")
    return drawn[0]
