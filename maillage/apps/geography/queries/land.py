"""Which ground does the engine of partitions cut: communes, people, borders, EPCI?

Either the contours in place, or a file of contours read for the occasion.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import shapely
from django.db.models import Q, QuerySet
from numpy.typing import NDArray

from maillage.apps.geography.contours import measures, projection, reading
from maillage.apps.geography.contours.assembly import Mosaic, assemble
from maillage.apps.geography.models import Commune, Contour, FormerCommune, Neighbour
from maillage.apps.geography.queries.zones import zones_of
from maillage.domain.partition import Land, labels
from maillage.domain.refusal import Refusal

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


class NoContours(Refusal):
    """No contour is in place for the communes asked for."""

    def __init__(self) -> None:
        super().__init__(
            "Aucun contour n’est chargé pour ces communes : chargez ceux de France avec "
            "« maillage geography contours FICHIER », ou indiquez un fichier GeoJSON des communes "
            "avec --contours."
        )


class NothingToCut(Refusal):
    """The place asked for holds no commune."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"Aucune commune en place pour « {place} » : vérifiez le code, et que les communes de "
            "France sont chargées (« maillage geography load »)."
        )


@dataclass(frozen=True, eq=False)
class Ground:
    """A land, and what could not be part of it.

    `epcis` and `basins` (SIREN, or code, and name of each label), `missing` (communes without
    contour), `unknown_population` (communes counted as nobody, for want of a number), `merged`
    (old code in the file → commune of today), `names` (of each commune of the land).
    """

    land: Land
    epcis: tuple[tuple[str, str], ...]
    basins: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    unknown_population: tuple[str, ...]
    merged: int = 0
    names: Mapping[str, str] = field(default_factory=dict)


def communes_of(
    *, departement: str = "", region: str = "", codes: Collection[str] = ()
) -> QuerySet[Commune]:
    """Return the communes in force of a place; nothing asked: those of mainland France, Corsica
    included. Arrondissements come with their commune: contours say which of them are drawn."""
    found = Commune.objects.current().filter(departement__is_fictional=False)
    if departement:
        return Commune.objects.current().filter(departement=departement)
    if region:
        return Commune.objects.current().filter(departement__region=region)
    if codes:
        return Commune.objects.current().filter(Q(code__in=codes) | Q(parent__in=codes))
    return found.filter(zone=Commune.Zone.METRO)


def ground_in_place(communes: QuerySet[Commune], place: str = "") -> Ground:
    """Build the land of communes from the contours in place.

    :raises NothingToCut: there is no such commune.
    :raises NoContours: none of them has a contour.
    """
    rows = _rows(communes, place)
    measured = {
        code: tuple(row)
        for code, *row in Contour.objects.filter(commune__in=communes).values_list(
            "commune", "x_km", "y_km", "area_km2", "perimeter_km"
        )
    }
    if not measured:
        raise NoContours
    drawn = _drawn_once(rows, measured.keys())
    position = {code: number for number, code in enumerate(drawn)}
    x, y, areas, perimeters = np.array([measured[code] for code in drawn]).T
    pairs, lengths, links = [], [], []
    # Both ends are sought one by one: SQLite would read a whole list for each row of the other.
    near = Neighbour.objects.filter(a__in=communes).order_by("a", "b")
    for a, b, length, is_link in near.values_list("a", "b", "border_km", "is_nearest_link"):
        if a in position and b in position:
            if is_link:
                links.append((position[a], position[b]))
            else:
                pairs.append((position[a], position[b]))
                lengths.append(length)
    borders = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    shared = np.array(lengths, dtype=np.float64)
    inner = sum(np.bincount(borders[:, side], shared, len(drawn)) for side in (0, 1))
    shape = _Shape(x, y, areas, np.maximum(perimeters - inner, 0.0), borders, shared, links)
    return _ground(rows, drawn, shape)


def ground_of_file(path: Path, communes: QuerySet[Commune], place: str = "") -> Ground:
    """Build the land of communes from a file of contours, of any vintage.

    :raises NothingToCut: there is no such commune.
    :raises NoContours: the file draws none of them.
    :raises ContoursNotThere, UnreadableContours, UnknownProjection, WrongContourEncoding: the file.
    """
    rows = _rows(communes, place)
    mosaic = _mosaic(path)
    drawn = _drawn_once(rows, set(mosaic.codes))
    if not drawn:
        raise NoContours
    where = {code: number for number, code in enumerate(mosaic.codes)}
    plane = projection.on_the_plane(drawn, mosaic.geometries[[where[code] for code in drawn]])
    found = measures.shared_borders(plane)
    centres = shapely.get_coordinates(shapely.centroid(plane))
    shape = _Shape(
        centres[:, 0],
        centres[:, 1],
        shapely.area(plane),
        found.outer,
        found.pairs,
        found.lengths,
        [],
    )
    return _ground(rows, drawn, shape, merged=len(mosaic.merged))


@dataclass(frozen=True, eq=False)
class _Row:
    population: int | None
    siren: str | None
    epci: str | None
    parent: str | None
    name: str


@dataclass(frozen=True, eq=False)
class _Shape:
    x: Floats
    y: Floats
    areas: Floats
    outer: Floats
    borders: Integers
    lengths: Floats
    links: list[tuple[int, int]]


def _rows(communes: QuerySet[Commune], place: str) -> dict[str, _Row]:
    fields = ("code", "population", "epci", "epci__name", "parent", "name")
    rows = {code: _Row(*row) for code, *row in communes.values_list(*fields)}
    if not rows:
        raise NothingToCut(place)
    return rows


def _drawn_once(rows: dict[str, _Row], drawn: Collection[str]) -> list[str]:
    """Communes with a contour, sorted; one whose arrondissements are drawn gives way to them."""
    known = set(drawn)
    parents = {row.parent for code, row in rows.items() if row.parent and code in known}
    return sorted(code for code, row in rows.items() if code in known and code not in parents)


def _ground(
    rows: dict[str, _Row], drawn: Sequence[str], shape: _Shape, *, merged: int = 0
) -> Ground:
    held = [rows[code] for code in drawn]
    # An arrondissement is in the EPCI of its commune.
    sirens = [row.siren or (rows[row.parent].siren if row.parent in rows else None) for row in held]
    basins = zones_of(drawn)
    land = Land(
        codes=tuple(drawn),
        populations=np.array([row.population or 0 for row in held], dtype=np.int64),
        x=shape.x,
        y=shape.y,
        areas=shape.areas,
        outer=shape.outer,
        borders=shape.borders,
        lengths=shape.lengths,
        links=np.array(shape.links, dtype=np.int64).reshape(-1, 2),
        epci=labels(sirens),
        basins=labels([basins[code].code if code in basins else None for code in drawn]),
    )
    names = {row.siren: row.epci or "" for row in held if row.siren}
    parents = {rows[code].parent for code in drawn}
    present = set(drawn)
    return Ground(
        land=land.held_together(),
        epcis=tuple(sorted(names.items())),
        basins=tuple(sorted({(zone.code, zone.name) for zone in basins.values()})),
        missing=tuple(
            sorted(
                code
                for code, row in rows.items()
                if code not in present and code not in parents and row.parent not in present
            )
        ),
        unknown_population=tuple(code for code in drawn if rows[code].population is None),
        merged=merged,
        names={code: rows[code].name for code in drawn},
    )


def _mosaic(path: Path) -> Mosaic:
    current = dict(Commune.objects.current().values_list("code", "parent"))
    successors: dict[str, set[str]] = {}
    for code, successor in FormerCommune.objects.filter(successor__retired_on=None).values_list(
        "code", "successor"
    ):
        successors.setdefault(code, set()).add(successor)
    return assemble(
        reading.read(path),
        current=current.keys(),
        successors={code: tuple(sorted(found)) for code, found in successors.items()},
        arrondissements={code: parent for code, parent in current.items() if parent},
    )
