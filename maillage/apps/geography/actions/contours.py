"""How do the outlines of the communes take place, whole or not at all?"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import DecimalField, OuterRef, Subquery
from django.db.models.functions import Cast, Round

from maillage.apps.geography.actions import rows
from maillage.apps.geography.actions.writing import write_rows
from maillage.apps.geography.contours.assembly import Mosaic, assemble
from maillage.apps.geography.contours.reading import DrawnCommunes, outline
from maillage.apps.geography.contours.refusals import NoContourMatches
from maillage.apps.geography.contours.survey import Survey, survey
from maillage.apps.geography.models import (
    Commune,
    Contour,
    ContourLoad,
    FormerCommune,
    Neighbour,
)
from maillage.apps.journal import actions as journal

CHUNK = 500
COLUMNS = (
    "commune", "load", "geometry", "fine", "coarse", "left", "top", "right", "bottom", "area_km2",
    "gave_area", "perimeter_km", "x_km", "y_km",
)  # fmt: skip
Say = Callable[[str], None]
DECIMAL = DecimalField(max_digits=9, decimal_places=2)


@dataclass(frozen=True)
class Origin:
    """Where a file of contours comes from, in the words of a page."""

    source: str = "Contours des communes, d’après l’IGN (Admin Express COG)"
    licence: str = "Licence Ouverte 2.0"
    vintage: str = ""


@dataclass(frozen=True, eq=False)
class LoadedContours:
    """What a load put in place. `missing`: communes of the départements drawn, without outline."""

    load: ContourLoad
    mosaic: Mosaic
    survey: Survey
    missing: tuple[str, ...]
    areas_given: int
    names: Mapping[str, str]


@dataclass(frozen=True)
class _Place:
    name: str
    departement: str
    region: str
    parent: str | None


def _silent(message: str) -> None:
    """Say nothing: nobody watches."""


@transaction.atomic
def load_contours(
    *, drawn: DrawnCommunes, origin: Origin, at: datetime, say: Say = _silent
) -> LoadedContours:
    """Put contours in place for the départements that a file draws; the others are left.

    :raises NoContourMatches: no outline leads to a commune in force.
    :raises UnreadableContours: the outlines make no surface that can be computed with.
    """
    rows.wait_for_other_loads()
    places = _places()
    mosaic = assemble(
        drawn,
        current=places.keys(),
        successors=_successors(),
        arrondissements={code: here.parent for code, here in places.items() if here.parent},
    )
    if not mosaic.codes:
        raise NoContourMatches(
            f"Aucune forme du fichier « {drawn.name} » ne correspond à une commune en place : "
            "chargez d’abord les communes (« maillage geography load »), ou vérifiez que la "
            "propriété « code » est bien le code INSEE."
        )
    say("Surfaces, frontières, voisinages et simplification…")
    found = survey(mosaic.codes, mosaic.geometries, _groups(mosaic.codes, places), name=drawn.name)
    say("Écriture…")
    load = ContourLoad.objects.create(
        name=drawn.name, digest=drawn.digest, loaded_at=at, **vars(origin)
    )
    covered = {places[code].departement for code in mosaic.codes}
    _clear(covered)
    _write(found, load, gave_area=_without_area(mosaic.codes))
    given = _give_areas(load)
    journal.record(
        "geography.contours_loaded",
        by=None,
        at=at,
        on=load,
        facts={"name": drawn.name, "vintage": origin.vintage, "communes": len(mosaic.codes)},
    )
    return LoadedContours(
        load=load,
        mosaic=mosaic,
        survey=found,
        missing=_missing(mosaic, places, covered),
        areas_given=given,
        names={code: places[code].name for code in mosaic.codes},
    )


def _places() -> dict[str, _Place]:
    found = Commune.objects.current().filter(departement__is_fictional=False)
    return {
        row[0]: _Place(*row[1:])
        for row in found.values_list("code", "name", "departement", "departement__region", "parent")
    }


def _successors() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for code, successor in FormerCommune.objects.filter(successor__retired_on=None).values_list(
        "code", "successor"
    ):
        found.setdefault(code, set()).add(successor)
    return {code: tuple(sorted(holders)) for code, holders in found.items()}


def _groups(codes: Sequence[str], places: Mapping[str, _Place]) -> list[dict[str, list[int]]]:
    """Return the communes of each département, of each région, then of the mainland."""
    departements: dict[str, list[int]] = {}
    regions: dict[str, list[int]] = {}
    mainland: list[int] = []
    for index, code in enumerate(codes):
        departements.setdefault(places[code].departement, []).append(index)
        regions.setdefault(places[code].region, []).append(index)
        if not code.startswith(("97", "98")):
            mainland.append(index)
    return [departements, regions, {"": mainland} if mainland else {}]


def _missing(
    mosaic: Mosaic, places: Mapping[str, _Place], covered: Collection[str]
) -> tuple[str, ...]:
    """Name the communes without outline; an arrondissement is drawn with its commune."""
    drawn = set(mosaic.codes)
    drawn |= {parent for code in mosaic.codes if (parent := places[code].parent)}
    return tuple(
        f"{here.name} ({code})"
        for code, here in sorted(places.items())
        if here.departement in covered and code not in drawn and here.parent not in drawn
    )


def _clear(departements: Collection[str]) -> None:
    inside = Commune.objects.filter(departement__in=departements)
    inside.filter(contour__gave_area=True).update(area_km2=None)
    Neighbour.objects.filter(
        a__departement__in=departements, b__departement__in=departements
    ).delete()
    Contour.objects.filter(commune__departement__in=departements).delete()


def _without_area(codes: Sequence[str]) -> set[str]:
    blank = Commune.objects.filter(area_km2=None).values_list("code", flat=True)
    return set(blank) & set(codes)


def _write(found: Survey, load: ContourLoad | None, *, gave_area: Collection[str]) -> None:
    write_rows(Contour, COLUMNS, _contours(found, load, gave_area))
    Neighbour.objects.bulk_create(_neighbours(found), batch_size=CHUNK, ignore_conflicts=True)


def _contours(
    found: Survey, load: ContourLoad | None, gave_area: Collection[str]
) -> Iterator[tuple[object, ...]]:
    measured = zip(
        found.areas.tolist(), found.perimeters.tolist(), found.centres.tolist(), strict=True
    )
    drawn = zip(found.codes, found.drawings, measured, strict=True)
    for code, drawing, (area, perimeter, centre) in drawn:
        yield (
            code, load and load.pk, json.dumps(drawing.geometry), drawing.fine, drawing.coarse,
            *drawing.box, area, code in gave_area, perimeter, *centre,
        )  # fmt: skip


def _neighbours(found: Survey) -> list[Neighbour]:
    codes, borders = found.codes, found.borders
    touching = [
        Neighbour(a_id=codes[one], b_id=codes[other], border_km=length)
        for (one, other), length in zip(
            borders.pairs.tolist(), borders.lengths.tolist(), strict=True
        )
    ]
    linked = [
        Neighbour(
            a_id=codes[link.one],
            b_id=codes[link.other],
            border_km=0,
            is_nearest_link=True,
            gap_km=link.gap_km,
        )
        for link in found.links
    ]
    return touching + linked


def _give_areas(load: ContourLoad) -> int:
    measured = Contour.objects.filter(pk=OuterRef("pk"), load=load)
    area = Round(Cast("area_km2", DECIMAL), precision=2)
    return Commune.objects.filter(contour__load=load, contour__gave_area=True).update(
        area_km2=Subquery(measured.annotate(rounded=area).values("rounded")[:1])
    )


@transaction.atomic
def draw_communes(*, outlines: Mapping[str, Mapping[str, Any]]) -> None:
    """Draw invented communes from GeoJSON geometries in degrees, and tell their neighbours."""
    codes = tuple(sorted(outlines))
    geometries = np.array([outline(outlines[code]) for code in codes], dtype=object)
    _write(survey(codes, geometries, [{"": range(len(codes))}]), None, gave_area=())
