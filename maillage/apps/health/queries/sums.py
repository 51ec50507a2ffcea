"""How do the figures of communes add up in the database?

An arrondissement that its file does not tell apart takes the rate of its whole commune; a number
of people is not shared out: it is only told when the whole commune is in the set.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Case, Count, F, Max, Min, Q, QuerySet, Sum, When

from maillage.apps.geography.models import Commune
from maillage.apps.geography.queries.zones import zones_of
from maillage.apps.health.models import Figure, Zoning
from maillage.apps.health.queries.gathered import Gathered, Key, Zoned, ZonePart, in_order
from maillage.domain.health.adding import Cell, Sums
from maillage.domain.health.indicators import Adding, Indicator, catalogue

# Below the number of parameters that any build of SQLite takes in one query.
CHUNK = 10_000


@dataclass(frozen=True, slots=True)
class Unit:
    """A commune or an arrondissement of the set."""

    population: int
    departement: str
    region: str
    parent: str | None
    is_fictional: bool


def chunks(codes: Collection[str]) -> Iterator[list[str]]:
    """Cut codes into what one query takes."""
    listed = sorted(set(codes))
    return (listed[start : start + CHUNK] for start in range(0, len(listed), CHUNK))


def units_among(codes: Collection[str]) -> dict[str, Unit]:
    """Return the communes in force among these codes."""
    found: dict[str, Unit] = {}
    for chunk in chunks(codes):
        rows = Commune.objects.current().filter(code__in=chunk)
        found |= {
            row[0]: Unit(row[1] or 0, *row[2:])
            for row in rows.values_list(
                "code",
                "population",
                "departement",
                "departement__region",
                "parent",
                "departement__is_fictional",
            )
        }
    return found


def gather(codes: Collection[str], loads: Collection[int]) -> Gathered:
    """Add up what is known of a set of communes."""
    units = units_among(codes)
    if not units:
        return Gathered()
    sums = sums_of(units, loads)
    return Gathered(
        asked=len(units),
        departements=tuple(sorted({unit.departement for unit in units.values()})),
        sums=sums,
        classes={
            (code, load): people_by_class(units, code, [load])
            for code, load in sums
            if code in catalogue() and catalogue()[code].adding is Adding.CLASSES
        },
        zoned=_zoned(units, loads),
        basins=_basins(units),
    )


def sums_of(units: Mapping[str, Unit], loads: Collection[int]) -> dict[Key, Sums]:
    """Add up every figure of these communes, by indicator and load."""
    found: dict[Key, Sums] = {}
    whole = [code for code, unit in units.items() if unit.parent is None]
    for chunk in chunks(whole):
        for key, sums in _summed(chunk, loads):
            found[key] = found.get(key, Sums()) + sums
    parts = {code: unit for code, unit in units.items() if unit.parent}
    if parts:
        for key, cells in _of_arrondissements(parts, loads).items():
            found[key] = found.get(key, Sums()) + Sums.of(cells)
    return found


def people_by_class(
    units: Mapping[str, Unit], indicator: str, loads: Collection[int]
) -> dict[int, float]:
    """Return how many people live in the communes of each class."""
    found: dict[int, float] = {}
    wholes = {unit.parent or code for code, unit in units.items()}
    classes: dict[str, int] = {}
    for chunk in chunks(wholes | units.keys()):
        rows = _figures(chunk, loads).filter(indicator=indicator, value__isnull=False)
        classes |= {code: int(value) for code, value in rows.values_list("code", "value") if value}
    for code, unit in units.items():
        mark = classes.get(code, classes.get(unit.parent or code))
        if mark is not None:
            found[mark] = found.get(mark, 0) + unit.population
    return dict(sorted(found.items()))


def _figures(codes: Collection[str], loads: Collection[int]) -> QuerySet[Figure]:
    return Figure.objects.filter(level=Figure.Level.COMMUNE, code__in=codes, load__in=loads)


def _summed(codes: Collection[str], loads: Collection[int]) -> Iterator[tuple[Key, Sums]]:
    rows = (
        _figures(codes, loads)
        .values("indicator", "load")
        .annotate(
            total=Sum("value"),
            weighted=Sum(F("value") * F("base")),
            weight=Sum(Case(When(value__isnull=False, then=F("base")))),
            about=Sum("base"),
            known=Count("value"),
            secret=Count("pk", filter=Q(is_secret=True)),
            lowest=Min("value"),
            highest=Max("value"),
        )
        .order_by("indicator", "load")
    )
    for row in rows:
        yield (
            (row["indicator"], row["load"]),
            Sums(
                value=row["total"] or 0.0,
                weighted=row["weighted"] or 0.0,
                weight=row["weight"] or 0.0,
                base=row["about"] or 0.0,
                known=row["known"],
                secret=row["secret"],
                lowest=row["lowest"],
                highest=row["highest"],
            ),
        )


def _of_arrondissements(parts: Mapping[str, Unit], loads: Collection[int]) -> dict[Key, list[Cell]]:
    """Read the arrondissements of Paris, Lyon and Marseille, few enough to be taken one by one."""
    parents = {str(unit.parent) for unit in parts.values()}
    rows: dict[Key, dict[str, Cell]] = {}
    for code, load, place, value, base, is_secret in _figures(
        {*parts, *parents}, loads
    ).values_list("indicator", "load", "code", "value", "base", "is_secret"):
        rows.setdefault((code, load), {})[place] = Cell(value, base, is_secret)
    complete = _complete(parts, parents)
    return {
        key: list(_cells(catalogue()[key[0]], told, parts, complete))
        for key, told in rows.items()
        if key[0] in catalogue()
    }


def _cells(
    indicator: Indicator,
    told: Mapping[str, Cell],
    parts: Mapping[str, Unit],
    complete: Collection[str],
) -> Iterator[Cell]:
    apart = {unit.parent for code, unit in parts.items() if code in told}
    for code, unit in parts.items():
        whole = told.get(str(unit.parent))
        if code in told:
            yield told[code]
        elif whole and indicator.adding is not Adding.SUM:
            yield Cell(whole.value, float(unit.population), whole.is_secret)
    if indicator.adding is Adding.SUM:
        for parent in sorted(set(complete) - apart):
            if parent in told:
                yield told[parent]


def _complete(parts: Mapping[str, Unit], parents: Collection[str]) -> set[str]:
    """Return the communes of which every arrondissement is in the set."""
    missing = (
        Commune.objects.current()
        .filter(parent__in=parents)
        .exclude(code__in=list(parts))
        .values_list("parent", flat=True)
    )
    return set(parents) - {str(parent) for parent in missing}


def _zoned(
    units: Mapping[str, Unit], loads: Collection[int]
) -> dict[Zoned, tuple[tuple[str, ...], int]]:
    wholes = {unit.parent for unit in units.values() if unit.parent}
    rows: dict[str, list[Zoned]] = {}
    for chunk in chunks({*units, *wholes}):
        lines = Zoning.objects.filter(commune__in=chunk, load__in=loads)
        for commune, profession, tier, extent, load in lines.values_list(
            "commune", "profession", "tier", "extent", "load"
        ):
            rows.setdefault(commune, []).append((profession, tier, extent, load))
    found: dict[Zoned, list[str]] = {}
    for code, unit in units.items():
        for zone in rows.get(code) or rows.get(unit.parent or "", []):
            found.setdefault(zone, []).append(code)
    return {
        zone: (tuple(sorted(codes)), sum(units[code].population for code in codes))
        for zone, codes in found.items()
    }


def _basins(units: Mapping[str, Unit]) -> tuple[ZonePart, ...]:
    found: dict[tuple[str, str], list[int]] = {}
    for commune, zone in zones_of(units).items():
        found.setdefault((zone.code, zone.name), []).append(units[commune].population)
    return in_order([ZonePart(*zone, len(some), sum(some)) for zone, some in found.items()])
