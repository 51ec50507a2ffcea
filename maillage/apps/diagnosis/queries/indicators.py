"""Which indicators of needs and of access are known of these communes, and of whole areas?"""

from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from maillage.apps.diagnosis.queries.files import Files
from maillage.apps.geography.queries.units import chunks
from maillage.apps.health.models import Figure
from maillage.apps.health.queries import needs as health
from maillage.domain.diagnosis import Origin, Value, known, secret, unknown
from maillage.domain.diagnosis.assembly import Need
from maillage.domain.diagnosis.likeness import AGED
from maillage.domain.health.adding import Cell, Sums, Told, share, told
from maillage.domain.health.indicators import Adding, Indicator, Section, catalogue

Key = TypeVar("Key", bound=Hashable)
SECTIONS = {
    Section.AGES: "population",
    Section.PLACE: "population",
    Section.ACCESS: "access",
    Section.NEEDS: "needs",
    Section.LIVING: "needs",
    Section.DEMOGRAPHY: "supply",
}
# Told as shares of those the file counts, to be set beside those of other places.
BANDS = (
    "AGE_0_14", "AGE_15_24", "AGE_25_39", "AGE_40_54", "AGE_55_64", "AGE_65_79", "AGE_80",
)  # fmt: skip
# Numbers that only say what others are about.
LEFT_OUT = frozenset({"POP_RP", "AGE_75", "AGE_UNDER_15_SHARE", "APL_GP_62", "APL_GP_60"})
OF_INHABITANTS = "% des habitants"


@dataclass(frozen=True)
class OwnNeeds:
    """What is known of the needs of one set of communes, and what is said beside its figures."""

    values: Mapping[str, Value] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict)
    remarks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@lru_cache(maxsize=1)
def listed() -> tuple[Need, ...]:
    """Return the indicators that a diagnosis tells, in the order of the catalogue."""
    return tuple(
        Need(
            one.code,
            one.name,
            OF_INHABITANTS if one.code in BANDS else one.unit,
            1 if one.code in BANDS else one.decimals,
            SECTIONS[one.section],
        )
        for one in catalogue().values()
        if _is_told(one)
    )


def _is_told(one: Indicator) -> bool:
    is_headcount = one.section is Section.DEMOGRAPHY and not one.unit.startswith("%")
    return one.code not in LEFT_OUT and one.adding is not Adding.CLASSES and not is_headcount


def own_needs(codes: Collection[str], files: Files) -> OwnNeeds:
    """Return the needs of one set of communes, with its bassins de vie."""
    if not files.needs:
        return OwnNeeds()
    found = health.needs_of(codes)
    values: dict[str, Value] = {}
    origins: dict[str, Origin] = {}
    for code, need in found.of.items():
        if _is_told(need.indicator):
            values[code] = _own(need)
            origins[code] = _origin(need.indicator, need.load)
    return OwnNeeds(
        values=values,
        origins=origins,
        remarks={"population": tuple(_remarks(found))},
    )


def origins_of(own: OwnNeeds) -> dict[str, Origin]:
    """Return where each indicator comes from: its load, or its catalogue when it is elsewhere."""
    known_there = {one.code: _origin(one, None) for one in catalogue().values() if _is_told(one)}
    return {**known_there, **own.origins}


def _own(need: health.Need) -> Value:
    if need.level != Figure.Level.COMMUNE:
        return unknown("Publié par département seulement\u00a0: voir sa colonne.")
    return _value(need.indicator, need.told)


def _value(one: Indicator, said: Told) -> Value:
    note = said.note
    if said.value is None:
        if said.lowest is not None and said.highest is not None:
            note = f"De {said.lowest:g} à {said.highest:g} selon les communes. {note}".strip()
        return secret(note) if said.is_secret else unknown(note)
    if one.code in BANDS:
        return _band(said.value, said.base, note)
    is_least = one.adding is Adding.SUM and said.is_partial
    return known(said.value, decimals=one.decimals, note=note, is_least=is_least)


def _band(value: float, base: float | None, note: str = "") -> Value:
    return known(100 * value / base, decimals=1, note=note) if base else unknown(note)


def _origin(one: Indicator, load: health.LoadSource | None) -> Origin:
    source = one.source
    said = [one.rule]
    if one.weight:
        said.append(f"Moyenne pondérée par\u00a0: {one.weight}.")
    if one.secrecy:
        said.append(f"Caché par la source\u00a0: {one.secrecy}")
    vintage = ""
    if load:
        dated = f"au {load.as_of:%d/%m/%Y}" if load.as_of else ""
        vintage = ", ".join(word for word in (load.vintage, dated) if word)
    return Origin(
        load.source if load else source.title,
        rule=" ".join(said),
        url=(load.source_url if load else "") or source.url,
        licence=load.licence if load else "",
        vintage=vintage,
        divergence=one.divergence,
    )


def _remarks(found: health.Needs) -> Iterator[str]:
    if found.basins:
        named = ", ".join(
            f"{part.name} ({part.communes} commune{'s' if part.communes > 1 else ''})"
            for part in found.basins[:6]
        )
        more = len(found.basins) - 6
        yield f"Bassins de vie\u00a0: {named}{f' et {more} autres' if more > 0 else ''}."
    grid = found.of.get("DENSITY_GRID")
    if grid and grid.told.classes:
        whole = sum(grid.told.classes.values()) or 1
        shares = ", ".join(
            f"{grid.indicator.classes[mark].lower()} {100 * people / whole:.0f}\u00a0%"
            for mark, people in sorted(grid.told.classes.items())
        )
        yield f"Habitants selon la grille de densité de l’Insee\u00a0: {shares}."


# --- Several sets at once, and whole areas -----------------------------------------------------


def needs_of_sets(sets: Mapping[Key, Collection[str]], files: Files) -> dict[Key, dict[str, Value]]:
    """Return the indicators of several sets of communes, read once and added up set by set."""
    cells = _cells({code for codes in sets.values() for code in codes}, files)
    return {key: _told(cells, codes) for key, codes in sets.items()}


Cells = dict[str, dict[str, Cell]]


def _cells(codes: Collection[str], files: Files, indicators: Collection[str] = ()) -> Cells:
    found: Cells = {}
    current = files.needs
    for chunk in chunks(codes) if current else ():
        rows = Figure.objects.filter(level=Figure.Level.COMMUNE, code__in=chunk, load__in=current)
        if indicators:
            rows = rows.filter(indicator__in=indicators)
        for code, place, value, base, is_secret in rows.order_by("load").values_list(
            "indicator", "code", "value", "base", "is_secret"
        ):
            found.setdefault(code, {})[place] = Cell(value, base, is_secret)
    return found


def _told(cells: Cells, codes: Collection[str]) -> dict[str, Value]:
    sums = {
        indicator: Sums.of(by_place[code] for code in codes if code in by_place)
        for indicator, by_place in cells.items()
    }
    found: dict[str, Value] = {}
    for one in catalogue().values():
        if not _is_told(one):
            continue
        if one.adding is Adding.SHARE:
            if all(part in sums for part in one.parts):
                said = share([sums[part] for part in one.parts], asked=len(codes))
                found[one.code] = _value(one, said)
        elif one.code in sums:
            found[one.code] = _value(one, told(one, sums[one.code], asked=len(codes)))
    return found


def aged_shares(sets: Mapping[Key, Collection[str]], files: Files) -> dict[Key, dict[str, Value]]:
    """Return the share of people aged 75 and over in many sets of communes."""
    parts = catalogue()[AGED].parts
    cells = _cells({code for codes in sets.values() for code in codes}, files, parts)
    return {key: _told(cells, codes) if cells else {} for key, codes in sets.items()}


def needs_of_area(level: str, code: str, files: Files) -> dict[str, Value]:
    """Return the indicators of a whole area, as their files give them or as they add up."""
    if not files.needs:
        return {}
    asked = [one for one in catalogue().values() if _is_told(one)]
    figures = health.figures([one.code for one in asked], level=level, codes=[code])
    found: dict[str, Value] = {}
    for one in asked:
        figure = figures.get((one.code, code))
        if figure is None:
            continue
        if figure.value is None:
            found[one.code] = secret("Caché par la source.") if figure.is_secret else unknown()
        elif one.code in BANDS:
            found[one.code] = _band(figure.value, figure.base)
        else:
            is_least = one.adding is Adding.SUM and figure.missing > 0
            found[one.code] = known(figure.value, decimals=one.decimals, is_least=is_least)
    return found
