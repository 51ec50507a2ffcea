"""How does a file of needs take place, whole or not at all?"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from maillage.apps.geography.actions import ZoneLine, replace_zones
from maillage.apps.geography.models import Dataset
from maillage.apps.health.actions import rows
from maillage.apps.health.actions.totals import Place, successors_in_place, totals
from maillage.apps.health.models import Figure, HealthLoad, Zoning
from maillage.apps.health.readers.needs.records import Reading
from maillage.apps.journal import actions as journal
from maillage.domain.health.adding import Cell
from maillage.domain.health.carrying import Passage, joined, passage
from maillage.domain.health.indicators import Adding, catalogue
from maillage.domain.health.zoning import Extent
from maillage.domain.refusal import Refusal

# A change in what we take from the files makes the next load read them again.
LAYOUT = "needs 1"
SHOWN = 12
# A file that lost so much of what is in place is more likely broken than true.
LEAST_SHARE = 0.5
WEIGHED = frozenset({Adding.MEAN, Adding.CLASSES})
# Indicator, level, code, value, base, is_secret, missing.
Row = tuple[str, str, str, float | None, float | None, bool, int]
# Profession, commune, tier, extent, districts.
ZoningRow = tuple[str, str, str, str, int]
Values = dict[str, dict[str, Cell]]


class NoPlaceMatches(Refusal):
    """None of the codes of the file leads to a place in force."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Aucun lieu de «\u00a0{name}\u00a0» ne correspond à une commune ou à un département "
            "en place\u00a0: chargez d’abord les communes («\u00a0maillage geography load\u00a0»), "
            "puis relancez."
        )


class FewerPlaces(Refusal):
    """The file tells of far fewer places than the one in place."""

    def __init__(self, name: str, places: int, former: int) -> None:
        super().__init__(
            f"«\u00a0{name}\u00a0» ne parle que de {places} lieux, contre {former} dans le fichier "
            "en place\u00a0: il est sans doute incomplet. Téléchargez-le à nouveau, ou ajoutez "
            "--smaller s’il est bien entier. Rien n’a changé."
        )


@dataclass(frozen=True)
class Prepared:
    """What would be written, and what there is to say of it; nothing is written yet."""

    name: str
    reading: Reading
    digest: str
    figures: list[Row]
    zonings: list[ZoningRow]
    zones: list[ZoneLine]
    counts: dict[str, object]


@dataclass(frozen=True)
class LoadedNeeds:
    """The load in place, and whether the very same was there before."""

    load: HealthLoad
    is_unchanged: bool


def prepare(*, name: str, digest: str, reading: Reading, places: Mapping[str, Place]) -> Prepared:
    """Lead a file to the communes in force and add up its totals; write nothing.

    :raises NoPlaceMatches: none of its codes leads to a place in force.
    """
    codes = [line.code for line in reading.lines if line.level == Figure.Level.COMMUNE]
    codes += [line.commune for line in reading.zoned]
    codes += [line.commune for line in reading.members]
    way = passage(codes, current=frozenset(places), successors=successors_in_place())
    values = _carried(reading, way, places)
    figures = [*_rows(values), *_given(reading, places)]
    figures += _computed(values, reading, places)
    zonings, zones = list(_zonings(reading, way)), list(_zones(reading, way, places))
    if not (figures or zonings or zones):
        raise NoPlaceMatches(name)
    told = {place for found in values.values() for place in found}
    told |= {row[1] for row in zonings} | {line.commune for line in zones}
    counts: dict[str, object] = {
        "lines": reading.read,
        "places": len(told),
        "areas": len({row[2] for row in figures if row[1] != Figure.Level.COMMUNE}),
        "secret": sum(cell.value is None for found in values.values() for cell in found.values()),
        "merged": len(way.into),
        "split": sorted(way.split)[:SHOWN],
        "unknown": sorted(way.unknown)[:SHOWN],
        "unknown_count": len(way.unknown) + len(way.split),
        "without": _without(told, places),
        "left": reading.left,
    }
    mark = f"{LAYOUT} {digest} {reading.variant} {reading.as_of} {_geography()}"
    return Prepared(
        name=name,
        reading=reading,
        digest=hashlib.sha256(mark.encode()).hexdigest(),
        figures=sorted(figures, key=lambda row: (row[1], row[2], row[0])),
        zonings=zonings,
        zones=zones,
        counts=counts,
    )


@transaction.atomic
def load_needs(
    *, prepared: Prepared, at: datetime, is_fictional: bool = False, may_shrink: bool = False
) -> LoadedNeeds:
    """Put what was prepared in place of the former file of its kind, which stays until then.

    :raises FewerPlaces: it tells of less than half the places in place, unless `may_shrink`.
    """
    rows.wait_for_other_loads()
    reading = prepared.reading
    former = (
        HealthLoad.objects.current()
        .filter(kind=reading.kind, variant=reading.variant, is_fictional=is_fictional)
        .first()
    )
    if former and former.digest == prepared.digest:
        return LoadedNeeds(former, True)
    if former and not may_shrink:
        _check_size(prepared, former)
    load = HealthLoad.objects.create(
        kind=reading.kind,
        variant=reading.variant,
        name=prepared.name,
        source=reading.source,
        source_url=reading.source_url,
        licence=reading.licence,
        vintage=reading.vintage,
        as_of=reading.as_of,
        digest=prepared.digest,
        loaded_at=at,
        counts=prepared.counts,
        is_fictional=is_fictional,
    )
    _write(prepared, load)
    rows.put_in_place(load, Figure, Zoning)
    journal.record(
        "health.needs_loaded",
        by=None,
        at=at,
        on=load,
        facts={"title": reading.title, "name": load.name, "vintage": load.vintage},
    )
    return LoadedNeeds(load, False)


def _write(prepared: Prepared, load: HealthLoad) -> None:
    rows.write_rows(
        Figure,
        ("load", "indicator", "level", "code", "value", "base", "is_secret", "missing"),
        ((load.pk, *row) for row in prepared.figures),
    )
    rows.write_rows(
        Zoning,
        ("load", "profession", "commune", "tier", "extent", "districts"),
        ((load.pk, *row) for row in prepared.zonings),
    )
    if prepared.zones:
        replace_zones(
            kind=prepared.reading.variant, lines=prepared.zones, is_fictional=load.is_fictional
        )


def _check_size(prepared: Prepared, former: HealthLoad) -> None:
    # Communes, or what a file without any tells of: départements, régions, the country.
    told = "places" if former.counts.get("places") else "areas"
    places, before = int(str(prepared.counts[told])), int(former.counts.get(told, 0))
    if places < before * LEAST_SHARE:
        raise FewerPlaces(prepared.name, places, before)


def _geography() -> str:
    last = Dataset.objects.order_by("pk").last()
    return last.digest if last else ""


def _carried(reading: Reading, way: Passage, places: Mapping[str, Place]) -> Values:
    """Return the figures by indicator and commune in force, merged communes joined."""
    touched = set(way.into.values())
    parts: dict[tuple[str, str], dict[str, Cell]] = {}
    values: Values = {}
    for line in reading.lines:
        if line.level != Figure.Level.COMMUNE:
            continue
        commune = way.lead(line.code)
        if commune is None:
            continue
        cell = Cell(line.value, line.base, line.is_secret)
        if commune in touched:
            parts.setdefault((line.indicator, commune), {})[line.code] = cell
        else:
            values.setdefault(line.indicator, {})[commune] = cell
    for (code, commune), cells in parts.items():
        whole = joined(catalogue()[code], cells, code=commune)
        if whole:
            values.setdefault(code, {})[commune] = whole
    _give_weights(values, places)
    return values


def _give_weights(values: Values, places: Mapping[str, Place]) -> None:
    """Weigh by the population in place what the file does not weigh."""
    for code, found in values.items():
        if catalogue()[code].adding in WEIGHED:
            for commune, cell in found.items():
                if cell.base is None:
                    found[commune] = Cell(cell.value, places[commune].people, cell.is_secret)


def _rows(values: Values) -> Iterator[Row]:
    level = Figure.Level.COMMUNE.value
    for code, found in values.items():
        for commune, cell in found.items():
            yield code, level, commune, cell.value, cell.base, cell.is_secret, 0


def _given(reading: Reading, places: Mapping[str, Place]) -> Iterator[Row]:
    """Yield the figures of areas that the file itself gives, when the area is one in force."""
    known: dict[str, set[str | None]] = {
        Figure.Level.DEPARTEMENT.value: {place.departement for place in places.values()},
        Figure.Level.REGION.value: {place.region for place in places.values()},
        Figure.Level.EPCI.value: {place.epci for place in places.values()},
        Figure.Level.FRANCE.value: {"", "F"},
    }
    for line in reading.lines:
        if line.level in known and line.code in known[line.level]:
            yield (
                line.indicator, line.level, line.code, line.value, line.base, line.is_secret, 0,
            )  # fmt: skip


def _computed(values: Values, reading: Reading, places: Mapping[str, Place]) -> Iterator[Row]:
    """Yield the totals of areas that the file does not give."""
    given = {(line.indicator, line.level) for line in reading.lines}
    for code, found in values.items():
        for level, area, whole in totals(catalogue()[code], found, places):
            if (code, level) not in given:
                yield code, level, area, whole.value, whole.base, whole.is_secret, whole.missing


def _zonings(reading: Reading, way: Passage) -> Iterator[ZoningRow]:
    """Yield the zones of communes; merged ones that differ are each in a part of the new one."""
    found: dict[str, dict[str, list[tuple[str, int]]]] = {}
    professions = {}
    for line in reading.zoned:
        commune = way.lead(line.commune)
        if commune:
            professions[commune] = line.profession
            tiers = found.setdefault(commune, {})
            tiers.setdefault(line.tier, []).append((line.extent, line.districts))
    for commune, tiers in found.items():
        wholes = [tier for tier, said in tiers.items() if Extent.WHOLE.value in dict(said)]
        for tier, said in tiers.items():
            whole = wholes == [tier]
            extent = Extent.WHOLE.value if whole else Extent.PART.value
            yield professions[commune], commune, tier, extent, sum(count for _, count in said)


def _zones(reading: Reading, way: Passage, places: Mapping[str, Place]) -> Iterator[ZoneLine]:
    found: dict[str, ZoneLine] = {}
    for line in reading.members:
        commune = way.lead(line.commune)
        if not commune:
            continue
        centre = way.lead(line.code) or line.code
        name = line.name or (places[centre].name if centre in places else line.code)
        # Of merged communes, the one that gave its code says the zone.
        if commune not in found or line.commune == commune:
            found[commune] = ZoneLine(line.code, name, commune)
    yield from found.values()


def _without(told: set[str], places: Mapping[str, Place]) -> int:
    """Count the communes in force of which the file says nothing, in the départements it covers."""
    covered = {places[code].departement for code in told}
    parents = {places[code].parent for code in told}
    return sum(
        place.departement in covered
        and not place.parent
        and code not in told
        and code not in parents
        for code, place in places.items()
    )
