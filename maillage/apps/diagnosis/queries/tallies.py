"""What do sets of communes add up to, and whole areas?

Several sets are added up at once, in a fixed number of questions. Whole areas are remembered.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar

from django.db.models import Count, Q, QuerySet

from maillage.apps.diagnosis.queries import zoning
from maillage.apps.diagnosis.queries.country import country
from maillage.apps.diagnosis.queries.files import Files
from maillage.apps.diagnosis.queries.grounds import Area
from maillage.apps.diagnosis.queries.indicators import needs_of_area, needs_of_sets
from maillage.apps.geography.models import Commune
from maillage.apps.health import queries as health
from maillage.apps.health.models import Establishment, HealthLoad
from maillage.domain.diagnosis import DEPARTEMENT, REGION, Settlement, Tally, settled
from maillage.domain.diagnosis.tally import Carers
from maillage.domain.diagnosis.trades import KINDS, TRADES, taking
from maillage.web import memory

Key = TypeVar("Key", bound=Hashable)
CATEGORIES = tuple(category for kind in KINDS for category in kind.categories)
LEVELS = {DEPARTEMENT: "DEPARTEMENT", REGION: "REGION"}


def tallies(
    sets: Mapping[Key, Collection[str]],
    places: Mapping[str, Settlement],
    *,
    files: Files,
    is_fictional: bool,
    with_needs: bool = True,
) -> dict[Key, Tally]:
    """Add up several sets of communes, whose inhabitants and areas are known."""
    supply = files.of(HealthLoad.Kind.PROFESSIONALS, is_fictional=is_fictional)
    structures = files.of(HealthLoad.Kind.ESTABLISHMENTS, is_fictional=is_fictional)
    offers = health.supply_by(sets) if supply else {}
    sites = _sites(sets, files) if structures else {}
    needs = needs_of_sets(sets, files) if with_needs else {}
    zones = zoning.shares(sets, files) if with_needs else {}
    return {
        key: replace(
            settled(places[code] for code in codes if code in places),
            supply=carers(offers[key].figures) if supply else None,
            establishments=sites.get(key),
            needs={**needs.get(key, {}), **zones.get(key, {})},
        )
        for key, codes in sets.items()
    }


def area_tally(area: Area, *, files: Files, is_fictional: bool) -> Tally:
    """Return what a whole area adds up to, remembered until a file is replaced."""
    return memory.recalled(
        ("area", area.level, area.code),
        since=files.stamp,
        make=lambda: _area_tally(area, files, is_fictional=is_fictional),
    )


def _area_tally(area: Area, files: Files, *, is_fictional: bool) -> Tally:
    level = LEVELS.get(area.level, "FRANCE")
    everywhere = country(files).areas
    supply = files.of(HealthLoad.Kind.PROFESSIONALS, is_fictional=is_fictional)
    offers = health.supply_in(level, [area.code]) if supply else {}
    sites = None
    if files.of(HealthLoad.Kind.ESTABLISHMENTS, is_fictional=is_fictional):
        inside = Q(commune__in=_units(area).values("pk"))
        sites = Counter({category: count for _, category, count in _counted(inside, files)})
    codes = _units(area).values_list("pk", flat=True)
    zones = zoning.shares({area.code: codes}, files)[area.code]
    return replace(
        everywhere.get((area.level, area.code), Tally()),
        supply=carers(offers[area.code].figures) if area.code in offers else None,
        establishments=sites,
        needs={**needs_of_area(level, area.code, files), **zones},
    )


def _units(area: Area) -> QuerySet[Commune]:
    units = Commune.objects.units()
    if area.level == DEPARTEMENT:
        return units.filter(departement=area.code)
    if area.level == REGION:
        return units.filter(departement__region=area.code)
    return units.filter(departement__is_fictional=False)


def carers(figures: Iterable[health.Figure]) -> dict[str, Carers]:
    """Count the people of each trade, each once, and add up their shares."""
    alone: Counter[str] = Counter()
    shares: dict[str, float] = dict.fromkeys((trade.code for trade in TRADES), 0.0)
    several: dict[str, set[tuple[int, str]]] = {trade.code: set() for trade in TRADES}
    for figure in figures:
        taken = taking(figure.profession, figure.specialty, figure.mode, figure.is_first_recourse)
        names = figure.several.split(",") if figure.several else []
        for trade in taken:
            first = trade.is_first_recourse
            shares[trade.code] += figure.first_recourse_weight if first else figure.weight
            alone[trade.code] += figure.persons - len(names)
            several[trade.code].update((figure.load, name) for name in names)
    return {
        trade.code: Carers(
            alone[trade.code] + len(several[trade.code]),
            Decimal(str(round(shares[trade.code], 3))),
        )
        for trade in TRADES
    }


def _sites(sets: Mapping[Key, Collection[str]], files: Files) -> dict[Key, Counter[str]]:
    """Count the establishments of each set by category."""
    by_code = memory.recalled("sites", since=files.stamp, make=lambda: _by_commune(files))
    found: dict[Key, Counter[str]] = {}
    for key, codes in sets.items():
        counted = found[key] = Counter()
        for code in codes:
            for category, count in by_code.get(code, ()):
                counted[category] += count
    return found


def _by_commune(files: Files) -> dict[str, list[tuple[str, int]]]:
    """Read how many establishments of each category every commune has: twenty thousand pairs."""
    by_code: dict[str, list[tuple[str, int]]] = {}
    for code, category, count in _counted(Q(), files, by_commune=True):
        by_code.setdefault(code, []).append((category, count))
    return by_code


def _counted(which: Q, files: Files, *, by_commune: bool = False) -> Iterable[tuple[str, str, int]]:
    """Count establishments by category, and by commune when asked."""
    rows = Establishment.objects.filter(
        which,
        load__in=files.current(HealthLoad.Kind.ESTABLISHMENTS),
        category__in=CATEGORIES,
    ).order_by()
    if by_commune:
        return rows.values_list("commune", "category").annotate(count=Count("pk"))
    counted = rows.values_list("category").annotate(count=Count("pk"))
    return (("", category, count) for category, count in counted)
