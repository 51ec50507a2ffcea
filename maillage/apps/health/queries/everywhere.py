"""How are the needs of very many communes added up in a few milliseconds?

The figures of every commune stand in memory as columns of numbers, read once by a process and read
again when a load or the communes change. Small sets do not come here: the database answers them.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from maillage.apps.geography.models import Commune, Dataset, ZoneCommune
from maillage.apps.geography.queries.zones import BASSIN
from maillage.apps.health.models import Figure, Zoning
from maillage.apps.health.queries.gathered import Gathered, Key, Zoned, ZonePart, in_order
from maillage.domain.health.adding import Sums
from maillage.domain.health.indicators import Adding, catalogue
from maillage.web import memory

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
NOWHERE = -1


@dataclass(frozen=True, eq=False)
class Column:
    """The figures of an indicator, commune by commune; not a number where there is none.

    `wholes`: numbers of people given for Paris, Lyon or Marseille alone, by the rows of their
    arrondissements, which must all be asked.
    """

    value: Floats
    base: Floats
    secret: NDArray[np.bool_]
    wholes: tuple[tuple[Integers, float, float], ...] = ()


@dataclass(frozen=True, eq=False)
class Everywhere:
    """Every commune in force, and what is known of each."""

    rows: Mapping[str, int]
    codes: Sequence[str]
    people: Integers
    departement: Integers
    departements: Sequence[str]
    columns: Mapping[Key, Column]
    zoned: Mapping[Zoned, Integers] = field(default_factory=dict)
    basin: Integers = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    basins: Sequence[tuple[str, str]] = ()


def gather(codes: Collection[str], loads: Collection[int]) -> Gathered:
    """Add up what is known of these communes."""
    last = Dataset.objects.order_by("pk").values_list("pk", flat=True).last()
    since = (tuple(sorted(loads)), last, Commune.objects.count(), ZoneCommune.objects.count())
    known = memory.recalled("needs everywhere", since=since, make=lambda: _read(loads))
    found = {row for code in codes if (row := known.rows.get(code)) is not None}
    chosen = np.array(sorted(found), dtype=np.int64)
    inside = np.zeros(len(known.codes), dtype=bool)
    inside[chosen] = True
    people = known.people[chosen]
    return Gathered(
        asked=len(chosen),
        departements=tuple(
            known.departements[number] for number in np.unique(known.departement[chosen])
        ),
        sums={key: _sums(column, chosen, inside) for key, column in known.columns.items()},
        classes={
            key: _classes(column, chosen, people)
            for key, column in known.columns.items()
            if catalogue()[key[0]].adding is Adding.CLASSES
        },
        zoned=dict(_zoned(known, inside)),
        basins=_basins(known, chosen),
    )


def _sums(column: Column, chosen: Integers, inside: NDArray[np.bool_]) -> Sums:
    value, base = column.value[chosen], column.base[chosen]
    told = ~np.isnan(value)
    value, about = value[told], np.nan_to_num(base)
    weight = about[told]
    total = Sums(
        value=float(value.sum()),
        weighted=float((value * weight).sum()),
        weight=float(weight.sum()),
        base=float(about.sum()),
        known=len(value),
        secret=int(column.secret[chosen].sum()),
        lowest=float(value.min()) if len(value) else None,
        highest=float(value.max()) if len(value) else None,
    )
    for parts, whole, about_whole in column.wholes:
        if inside[parts].all():
            total += Sums(whole, whole * about_whole, about_whole, about_whole, 1, 0, whole, whole)
    return total


def _classes(column: Column, chosen: Integers, people: Integers) -> dict[int, float]:
    value = column.value[chosen]
    told = ~np.isnan(value)
    counted = np.bincount(value[told].astype(np.int64), weights=people[told])
    met = np.unique(value[told].astype(np.int64))
    return {int(mark): float(counted[mark]) for mark in met}


def _zoned(
    known: Everywhere, inside: NDArray[np.bool_]
) -> Iterator[tuple[Zoned, tuple[tuple[str, ...], int]]]:
    for zone, rows in known.zoned.items():
        held = rows[inside[rows]]
        if len(held):
            codes = tuple(known.codes[row] for row in held)
            yield zone, (codes, int(known.people[held].sum()))


def _basins(known: Everywhere, chosen: Integers) -> tuple[ZonePart, ...]:
    basin = known.basin[chosen]
    held = chosen[basin != NOWHERE]
    numbers = known.basin[held]
    communes = np.bincount(numbers, minlength=len(known.basins))
    people = np.bincount(numbers, weights=known.people[held], minlength=len(known.basins))
    return in_order(
        [
            ZonePart(code, name, int(communes[number]), int(people[number]))
            for number, (code, name) in enumerate(known.basins)
            if communes[number]
        ]
    )


def _read(loads: Collection[int]) -> Everywhere:
    listed = list(
        Commune.objects.current()
        .order_by("code")
        .values_list("code", "population", "departement", "parent")
    )
    rows = {row[0]: number for number, row in enumerate(listed)}
    people = np.array([row[1] or 0 for row in listed], dtype=np.int64)
    departements = sorted({row[2] for row in listed})
    numbered = {code: number for number, code in enumerate(departements)}
    parents = {rows[row[0]]: rows[row[3]] for row in listed if row[3] in rows}
    columns = _columns(rows, loads)
    basin, basins = _read_basins(rows, parents)
    return Everywhere(
        rows=rows,
        codes=[row[0] for row in listed],
        people=people,
        departement=np.array([numbered[row[2]] for row in listed], dtype=np.int64),
        departements=departements,
        columns={
            key: _with_parts(key[0], column, people, parents) for key, column in columns.items()
        },
        zoned=_read_zoned(rows, parents, loads),
        basin=basin,
        basins=basins,
    )


def _columns(rows: Mapping[str, int], loads: Collection[int]) -> dict[Key, Column]:
    found: dict[Key, tuple[list[int], list[float], list[float], list[bool]]] = {}
    figures = Figure.objects.filter(level=Figure.Level.COMMUNE, load__in=loads)
    for indicator, load, code, value, base, is_secret in figures.values_list(
        "indicator", "load", "code", "value", "base", "is_secret"
    ).iterator(chunk_size=20_000):
        row = rows.get(code)
        if row is None or indicator not in catalogue():
            continue
        places, values, bases, secrets = found.setdefault((indicator, load), ([], [], [], []))
        places.append(row)
        values.append(np.nan if value is None else value)
        bases.append(np.nan if base is None else base)
        secrets.append(is_secret)
    return {key: _column(len(rows), *told) for key, told in found.items()}


def _column(
    count: int, places: list[int], values: list[float], bases: list[float], secrets: list[bool]
) -> Column:
    value, base = np.full(count, np.nan), np.full(count, np.nan)
    secret = np.zeros(count, dtype=bool)
    value[places], base[places], secret[places] = values, bases, secrets
    return Column(value, base, secret)


def _with_parts(
    indicator: str, column: Column, people: Integers, parents: Mapping[int, int]
) -> Column:
    """Give silent arrondissements the rate of their commune; its people, to all of them."""
    silent = {
        part: whole
        for part, whole in parents.items()
        if np.isnan(column.value[part]) and not column.secret[part]
    }
    wholes = []
    if catalogue()[indicator].adding is Adding.SUM:
        for whole in sorted(set(silent.values())):
            parts = [part for part, parent in parents.items() if parent == whole]
            told = column.value[whole]
            if all(part in silent for part in parts) and not np.isnan(told):
                about = float(np.nan_to_num(column.base[whole]))
                wholes.append((np.array(parts, dtype=np.int64), float(told), about))
    else:
        for part, whole in silent.items():
            column.value[part] = column.value[whole]
            column.secret[part] = column.secret[whole]
            if not np.isnan(column.value[whole]) or column.secret[whole]:
                column.base[part] = people[part]
    return Column(column.value, column.base, column.secret, tuple(wholes))


def _read_zoned(
    rows: Mapping[str, int], parents: Mapping[int, int], loads: Collection[int]
) -> dict[Zoned, Integers]:
    found: dict[Zoned, set[int]] = {}
    said: set[int] = set()
    for commune, profession, tier, extent, load in Zoning.objects.filter(
        load__in=loads
    ).values_list("commune", "profession", "tier", "extent", "load"):
        if commune in rows:
            found.setdefault((profession, tier, extent, load), set()).add(rows[commune])
            said.add(rows[commune])
    for held in found.values():
        held |= {part for part, whole in parents.items() if whole in held and part not in said}
    return {zone: np.array(sorted(held), dtype=np.int64) for zone, held in found.items()}


def _read_basins(
    rows: Mapping[str, int], parents: Mapping[int, int]
) -> tuple[Integers, list[tuple[str, str]]]:
    numbers: dict[tuple[str, str], int] = {}
    basin = np.full(len(rows), NOWHERE, dtype=np.int64)
    held = ZoneCommune.objects.filter(kind=BASSIN)
    for commune, code, name in held.values_list("commune", "zone__code", "zone__name"):
        if commune in rows:
            basin[rows[commune]] = numbers.setdefault((code, name), len(numbers))
    for part, whole in parents.items():
        if basin[part] == NOWHERE:
            basin[part] = basin[whole]
    return basin, list(numbers)
