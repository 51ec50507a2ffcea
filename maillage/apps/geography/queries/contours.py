"""What is there to draw of these communes, and which ones are beside them?"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from maillage.apps.geography.models import Commune, Contour, Neighbour
from maillage.apps.geography.queries.units import chunks
from maillage.documents.pictures import Box

UNITS_A_KM = 100
# Above that many communes, a picture is drawn coarse: finer would not be seen.
FINE_COMMUNES = 420


@dataclass(frozen=True)
class Outline:
    """The drawing of a commune: a path, its box, and its centre in the unit of the path."""

    code: str
    name: str
    path: str
    box: Box
    x: float
    y: float
    source: str


def outlines(codes: Collection[str], *, coarse: bool | None = None) -> dict[str, Outline]:
    """Return the drawings of communes; an arrondissement without one takes its commune's."""
    is_coarse = len(codes) > FINE_COMMUNES if coarse is None else coarse
    drawn: dict[str, Outline] = {}
    for chunk in chunks(codes):
        drawn |= _read(Q(commune__in=chunk), is_coarse)
    lacking = {code for code in codes if code not in drawn and code[:3] in {"751", "693", "132"}}
    if lacking:
        parents = dict(Commune.objects.filter(code__in=lacking).values_list("code", "parent"))
        whole = _read(Q(commune__in=[p for p in parents.values() if p]), is_coarse)
        drawn |= {code: whole[p] for code, p in parents.items() if p and p in whole}
    return drawn


def outlines_within(box: Box, *, but: Collection[str], coarse: bool) -> dict[str, Outline]:
    """Return the drawings that enter a rectangle of the plane."""
    inside = Q(left__lt=box.right, right__gt=box.left, top__lt=box.bottom, bottom__gt=box.top) & Q(
        commune__retired_on=None
    )
    drawn = _read(inside, coarse)
    return {code: outline for code, outline in drawn.items() if code not in set(but)}


def _read(which: Q, coarse: bool) -> dict[str, Outline]:
    level = "coarse" if coarse else "fine"
    box = ("left", "top", "right", "bottom")
    rows = (
        Contour.objects.filter(which)
        .exclude(fine="")
        .order_by("commune")
        .values_list(
            "commune", "commune__name", level, *box, "x_km", "y_km", "load__source", "load__vintage"
        )
    )
    return {
        code: Outline(
            code, name, path, Box(*corners), x * UNITS_A_KM, -y * UNITS_A_KM, _source(source, year)
        )
        for code, name, path, *corners, x, y, source, year in rows
    }


def _source(source: str | None, vintage: str | None) -> str:
    if source is None:
        return "Contours inventés pour la démonstration"
    return f"{source}, {vintage}" if vintage else source


def neighbours_of(codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the communes that touch each of these, by code; nearest links are left out."""
    found: dict[str, set[str]] = {}
    for chunk in chunks(set(codes)):
        rows = Neighbour.objects.filter(Q(a__in=chunk) | Q(b__in=chunk), is_nearest_link=False)
        for a, b in rows.values_list("a", "b"):
            found.setdefault(a, set()).add(b)
            found.setdefault(b, set()).add(a)
    wanted = set(codes)
    return {code: tuple(sorted(others)) for code, others in found.items() if code in wanted}
