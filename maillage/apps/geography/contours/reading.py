"""Which communes does a file of contours draw?

GeoJSON, compressed or not, or GeoParquet, known by their content and read shape by shape so that
the whole of France never stands in memory as Python lists. Coordinates come out in degrees,
self-crossing outlines repaired.
"""

import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from maillage.apps.geography.contours import parquet, projection
from maillage.apps.geography.contours.refusals import (
    WHERE,
    ContoursNotThere,
    UnknownProjection,
    UnreadableContours,
    WrongContourEncoding,
)

Geometries = NDArray[np.object_]

# cartiflette gives an arrondissement its own code in INSEE_COG, its commune in INSEE_COM.
CODES = (
    "code", "insee_cog", "insee_arm", "insee_com", "codgeo", "code_insee", "insee", "com", "depcom",
)  # fmt: skip
NAMES = ("nom", "nom_com", "libgeo", "nom_commune", "libelle", "name")
_FEATURES = re.compile(r'"features"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")
_CODE = re.compile(r"(?:\d{2}|2[AB]|F\d)\d{3}")


@dataclass(frozen=True, eq=False)
class DrawnCommunes:
    """What a file draws: a geometry in degrees a code, and what had to be put right."""

    name: str
    digest: str
    codes: tuple[str, ...]
    names: tuple[str, ...]
    geometries: Geometries
    repaired: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    without_code: int = 0
    without_shape: tuple[str, ...] = ()
    was_lambert93: bool = False


def read(path: Path, *, departement: str = "") -> DrawnCommunes:
    """Read a file of contours, of one département only if asked.

    :raises ContoursNotThere: there is no such file.
    :raises UnreadableContours: it draws no communes, or it is cut short.
    :raises WrongContourEncoding: it is not in UTF-8.
    :raises UnknownProjection: its coordinates are neither degrees nor Lambert-93.
    """
    raw = _bytes(path)
    digest = hashlib.sha256(raw).hexdigest()
    codes, names, shapes, anonymous, empty = [], [], [], 0, []
    for properties, geometry in _drawn(path, raw):
        code, name = _identity(properties)
        if not code:
            anonymous += 1
        elif not departement or code.startswith(departement):
            shape = outline(geometry)
            if shape is None or shape.is_empty:
                empty.append(_called(name, code))
                continue
            codes.append(code)
            names.append(name)
            shapes.append(shape)
    if not codes:
        raise UnreadableContours(path.name, _nothing(departement, anonymous))
    geometries, was_lambert93 = _in_degrees(path.name, np.array(shapes, dtype=object))
    geometries, crossed = _repaired(geometries)
    drawn = DrawnCommunes(
        name=path.name,
        digest=digest,
        codes=tuple(codes),
        names=tuple(names),
        geometries=geometries,
        repaired=tuple(_called(names[place], codes[place]) for place in crossed),
        without_code=anonymous,
        without_shape=tuple(empty),
        was_lambert93=was_lambert93,
    )
    return _once(drawn)


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise ContoursNotThere(f"Le fichier « {path} » n’existe pas. {WHERE}")
    raw = path.read_bytes()
    if raw[:2] != b"\x1f\x8b":
        return raw
    try:
        raw = gzip.decompress(raw)
    except (OSError, EOFError, zlib.error):
        raise UnreadableContours(path.name, "il est coupé ou abîmé.") from None
    if raw.startswith(parquet.MAGIC):
        raise UnreadableContours(path.name, "décompressez d’abord ce GeoParquet (gunzip).")
    return raw


def _drawn(path: Path, raw: bytes) -> Iterator[tuple[dict[str, Any], object]]:
    """Give the properties and the geometry of each shape, whatever the format."""
    if raw.startswith(parquet.MAGIC):
        yield from parquet.rows(path, wanted=(*CODES, *NAMES))
        return
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongContourEncoding(path.name) from None
    for feature in _features(path.name, text):
        yield feature.get("properties") or {}, feature.get("geometry")


def _features(name: str, text: str) -> Iterator[dict[str, Any]]:
    start = _FEATURES.search(text)
    if start is None:
        raise UnreadableContours(name, "ce n’est pas un GeoJSON.")
    decode = json.JSONDecoder().raw_decode
    place = _skip(text, start.end())
    while text[place : place + 1] != "]":
        try:
            feature, place = decode(text, place)
        except ValueError:
            raise UnreadableContours(name, "il est coupé ou abîmé.") from None
        if not isinstance(feature, dict):
            raise UnreadableContours(name, "ce n’est pas un GeoJSON.")
        yield feature
        place = _skip(text, place)


def _skip(text: str, place: int) -> int:
    between = _BETWEEN.match(text, place)
    return between.end() if between else place


def _identity(properties: dict[str, Any]) -> tuple[str, str]:
    known = {str(key).lower(): value for key, value in properties.items()}
    code = next((str(known[key]).strip().upper() for key in CODES if known.get(key)), "")
    name = next((str(known[key]).strip() for key in NAMES if known.get(key)), "")
    code = code.zfill(5) if code.isdecimal() else code
    return (code if _CODE.fullmatch(code) else ""), name


def outline(geometry: object) -> Any:
    """Return the multipolygon of a geometry (GeoJSON or WKB); None when it is no surface."""
    if isinstance(geometry, bytes):
        return _of_wkb(geometry)
    if not isinstance(geometry, dict) or geometry.get("type") not in {"Polygon", "MultiPolygon"}:
        return None
    parts = geometry.get("coordinates") or []
    parts = [parts] if geometry["type"] == "Polygon" else parts
    try:
        polygons = [
            shapely.Polygon(_ring(part[0]), [_ring(hole) for hole in part[1:] if len(hole) > 3])
            for part in parts
            if part and len(part[0]) > 3
        ]
    except (ValueError, TypeError, IndexError):
        return None
    return shapely.MultiPolygon(polygons)


def _of_wkb(wkb: bytes) -> Any:
    shape = shapely.force_2d(shapely.from_wkb(wkb, on_invalid="ignore")) if wkb else None
    if shape is None or shape.geom_type not in {"Polygon", "MultiPolygon"}:
        return None
    parts = shapely.get_parts(shape)
    return shapely.MultiPolygon([part for part in parts if not part.is_empty])


def _ring(points: list[list[float]]) -> NDArray[np.float64]:
    ring = np.array([point[:2] for point in points], dtype=np.float64)
    if not np.isfinite(ring).all():
        raise ValueError(points)
    return ring


def _in_degrees(name: str, geometries: Geometries) -> tuple[Geometries, bool]:
    points = shapely.get_coordinates(geometries)
    if projection.is_on_the_globe(points):
        return geometries, False
    if projection.is_lambert93(points):
        return shapely.transform(geometries, projection.degrees), True
    raise UnknownProjection(name)


def _repaired(geometries: Geometries) -> tuple[Geometries, list[int]]:
    """Give outlines that cross themselves the surface they enclose."""
    crossed = np.flatnonzero(~shapely.is_valid(geometries))
    for place in crossed:
        geometries[place] = surface(shapely.make_valid(geometries[place]))
    return geometries, crossed.tolist()


def surface(geometry: Any) -> Any:
    """Keep what has an area in a geometry: its polygons, as one multipolygon."""
    parts = shapely.get_parts(shapely.get_parts(geometry))
    return shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon"])


def _once(drawn: DrawnCommunes) -> DrawnCommunes:
    """Join the outlines of a code that the file gives several times."""
    places: dict[str, list[int]] = {}
    for place, code in enumerate(drawn.codes):
        places.setdefault(code, []).append(place)
    if len(places) == len(drawn.codes):
        return drawn
    joined = [
        surface(shapely.union_all(drawn.geometries[several])) if len(several) > 1
        else drawn.geometries[several[0]]
        for several in places.values()
    ]  # fmt: skip
    firsts = [several[0] for several in places.values()]
    return DrawnCommunes(
        **{
            **vars(drawn),
            "codes": tuple(places),
            "names": tuple(drawn.names[place] for place in firsts),
            "geometries": np.array(joined, dtype=object),
            "repeated": tuple(
                _called(drawn.names[several[0]], code)
                for code, several in places.items()
                if len(several) > 1
            ),
        }
    )


def _called(name: str, code: str) -> str:
    return f"{name} ({code})" if name else code


def _nothing(departement: str, anonymous: int) -> str:
    if anonymous and not departement:
        return "aucune de ses formes n’a de propriété « code » (code INSEE à cinq caractères)."
    return f"il ne dessine aucune commune{' de ' + departement if departement else ''}."
