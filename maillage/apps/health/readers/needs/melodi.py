"""The long files of INSEE (Melodi): one line per place, indicator and year.

Population by age: the seven bands follow one another; « Y_LT20 », « Y_GE65 » and the like overlap
them and are left aside. Filosofi: CONF_STATUS other than F is a secret.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from maillage.apps.health.readers.cells import SECRET, Number, number, year_of
from maillage.apps.health.readers.needs.places import of_melodi
from maillage.apps.health.readers.needs.records import Hints, Layout, Line, Reading
from maillage.apps.health.readers.sheets import Book, Header

BANDS = {
    "Y_LT15": "AGE_0_14",
    "Y15T24": "AGE_15_24",
    "Y25T39": "AGE_25_39",
    "Y40T54": "AGE_40_54",
    "Y55T64": "AGE_55_64",
    "Y65T79": "AGE_65_79",
    "Y_GE80": "AGE_80",
}
ALL = "_T"
# What a line of both sexes holds, and most of the others do not.
BOTH = ALL.encode()
INCOMES = {"MED_SL": "LIVING_STANDARD", "PR_MD60": "POVERTY"}
PERSONS = "NUM_PER"
AGES_URL = "https://catalogue-donnees.insee.fr/fr/catalogue/recherche/DS_RP_POPULATION_PRINC"
INCOMES_URL = "https://catalogue-donnees.insee.fr/fr/catalogue/recherche/DS_FILOSOFI_CC"
Place = tuple[str, str]


@dataclass
class _Gathered:
    """The figures of the latest year met, by place."""

    year: int = 0
    read: int = 0
    by_place: dict[Place, dict[str, Number]] = field(default_factory=dict)

    def keep(self, year: int, place: Place, name: str, told: Number) -> None:
        if year > self.year:
            self.year = year
            self.by_place.clear()
        if year == self.year:
            self.by_place.setdefault(place, {})[name] = told


def recognises_ages(book: Book) -> bool:
    return book.header("geo", "geo object", "age", "obs value") is not None


def read_ages(book: Book, hints: Hints) -> list[Reading]:
    header = book.needed("geo", "geo object", "age", "obs value")
    gathered = _gather(
        header, "age", {**BANDS, ALL: "POP_RP"}, {"sex": ALL, "rp measure": "POP"}, BOTH
    )
    reading = Reading(
        kind="AGES",
        variant="PRINC",
        title="population par tranche d’âge",
        source="INSEE, recensement, population par sexe et âge (DS_RP_POPULATION_PRINC)",
        source_url=AGES_URL,
        vintage=f"recensement {gathered.year}",
        as_of=hints.as_of,
        lines=list(_age_lines(gathered.by_place)),
        read=gathered.read,
        remarks=_incomplete(gathered.by_place),
    )
    return [reading]


def recognises_incomes(book: Book) -> bool:
    return book.header("geo", "geo object", "filosofi measure", "obs value") is not None


def read_incomes(book: Book, hints: Hints) -> list[Reading]:
    header = book.needed("geo", "geo object", "filosofi measure", "obs value")
    wanted = {**INCOMES, PERSONS: PERSONS}
    gathered = _gather(header, "filosofi measure", wanted, {})
    lines = [
        Line(name, *place, told.value, _value(found.get(PERSONS)), told.is_secret)
        for place, found in gathered.by_place.items()
        for name, told in found.items()
        if name != PERSONS
    ]
    reading = Reading(
        kind="LIVING",
        variant="FILOSOFI",
        title="niveau de vie et pauvreté",
        source="INSEE, Filosofi (DS_FILOSOFI_CC)",
        source_url=INCOMES_URL,
        vintage=f"revenus {gathered.year}",
        as_of=hints.as_of,
        lines=lines,
        read=gathered.read,
    )
    return [reading]


def _gather(
    header: Header,
    column: str,
    wanted: Mapping[str, str],
    only: Mapping[str, str],
    holding: bytes = b"",
) -> _Gathered:
    """Read the lines of the latest year whose `column` is wanted, under some conditions."""
    gathered = _Gathered()
    geo, kind, name, value = (
        header.names.index(one) for one in ("geo", "geo object", column, "obs value")
    )
    period, status = header.place("time period"), header.place("conf status")
    checks = [
        (place, (said, ""))
        for one, said in only.items()
        if (place := header.place(one)) is not None
    ]
    for row in header.rows(holding):
        if len(row) <= value or str(row[name]) not in wanted:
            continue
        if any(row[place] not in said for place, said in checks):
            continue
        gathered.read += 1
        where = of_melodi(row[kind], row[geo])
        told = number(row[value])
        if status is not None and str(row[status]).strip() not in {"F", ""}:
            told = SECRET
        if where and told:
            year = year_of(row[period]) if period is not None else 0
            gathered.keep(year, where, wanted[str(row[name])], told)
    return gathered


def _age_lines(by_place: Mapping[Place, Mapping[str, Number]]) -> Iterator[Line]:
    for place, found in by_place.items():
        whole = _value(found.get("POP_RP"))
        if whole is None and len(found) >= len(BANDS):
            whole = sum(told.value or 0.0 for told in found.values())
            yield Line("POP_RP", *place, whole, whole)
        for name, told in found.items():
            yield Line(name, *place, told.value, whole, told.is_secret)


def _incomplete(by_place: Mapping[Place, Mapping[str, Number]]) -> tuple[str, ...]:
    short = [code for (_, code), found in by_place.items() if len(found) < len(BANDS)]
    if not short:
        return ()
    return (
        f"{len(short)} lieux n’ont pas leurs sept tranches d’âge (le premier\u00a0: {short[0]}).",
    )


def _value(told: Number | None) -> float | None:
    return told.value if told else None


AGES = Layout("population par âge de l’INSEE (Melodi)", recognises_ages, read_ages)
INCOMES_LAYOUT = Layout("Filosofi de l’INSEE (Melodi)", recognises_incomes, read_incomes)
