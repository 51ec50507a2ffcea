"""How are the figures of communes added up by département, by région, for the country?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from maillage.apps.geography.models import Commune, FormerCommune
from maillage.apps.health.models import Figure
from maillage.domain.health.adding import Cell, Sums, Told, told
from maillage.domain.health.indicators import Adding, Indicator

ADDED = frozenset({Adding.SUM, Adding.MEAN})
COUNTRY, INVENTED_COUNTRY = "", "F"
# The communes that must be told for an area to be.
LEAST_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Place:
    """A commune in force, or an arrondissement, and the areas it lies in."""

    name: str
    people: float | None
    departement: str
    region: str
    epci: str | None
    parent: str | None


def places_in_place(*, is_fictional: bool = False) -> dict[str, Place]:
    """Return the real communes, or those invented for the demonstration."""
    rows = Commune.objects.current().filter(departement__is_fictional=is_fictional)
    return {
        row[0]: Place(*row[1:])
        for row in rows.values_list(
            "code", "name", "population", "departement", "departement__region", "epci", "parent"
        )
    }


def successors_in_place() -> dict[str, tuple[str, ...]]:
    """Lead old codes to the communes in force that hold them."""
    found: dict[str, set[str]] = {}
    for code, successor in FormerCommune.objects.filter(successor__retired_on=None).values_list(
        "code", "successor"
    ):
        found.setdefault(code, set()).add(successor)
    return {code: tuple(sorted(holders)) for code, holders in found.items()}


def totals(
    indicator: Indicator, cells: Mapping[str, Cell], places: Mapping[str, Place]
) -> Iterator[tuple[str, str, Told]]:
    """Yield the level, the code and the figure of each area that these communes make.

    A commune told by its arrondissements counts once, by them. The invented country is « F ».
    """
    if indicator.adding not in ADDED:
        return
    apart = {places[code].parent for code in cells if places[code].parent}
    by_departement: dict[str, list[Cell]] = {}
    for code, cell in cells.items():
        if code not in apart:
            by_departement.setdefault(places[code].departement, []).append(cell)
    asked = _asked(cells, places)
    region_of = {place.departement: place.region for place in places.values()}
    invented = any(code.startswith("F") for code in by_departement)
    country = INVENTED_COUNTRY if invented else COUNTRY
    areas: dict[tuple[str, str], tuple[Sums, int]] = {}
    for departement, count in asked.items():
        sums = Sums.of(by_departement.get(departement, ()))
        for area in (
            (Figure.Level.DEPARTEMENT.value, departement),
            (Figure.Level.REGION.value, region_of[departement]),
            (Figure.Level.FRANCE.value, country),
        ):
            before, held = areas.get(area, (Sums(), 0))
            areas[area] = before + sums, held + count
    for (level, code), (sums, count) in areas.items():
        # A figure of a few communes is not that of their département.
        if sums.known + sums.secret >= count * LEAST_SHARE:
            yield level, code, told(indicator, sums, asked=count)


def _asked(cells: Mapping[str, Cell], places: Mapping[str, Place]) -> dict[str, int]:
    """Count what each département is made of: communes, or arrondissements told apart."""
    apart = {places[code].parent for code in cells if places[code].parent}
    count: dict[str, int] = {}
    for code, place in places.items():
        if code not in apart and (place.parent is None or place.parent in apart):
            count[place.departement] = count.get(place.departement, 0) + 1
    return count
