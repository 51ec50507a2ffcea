"""The wide files of INSEE: one line per commune, the year within the names of the columns."""

import re
from collections.abc import Iterator, Sequence
from typing import NoReturn

from maillage.apps.health.readers.cells import commune_code, number
from maillage.apps.health.readers.needs.records import COMMUNE, Hints, Layout, Line, Reading
from maillage.apps.health.readers.refusals import ColumnsMissing
from maillage.apps.health.readers.sheets import Book, Header

_POPULATION = re.compile(r"^p(\d\d) pop$")
_MEDIAN = re.compile(r"^(?:med|q2)(\d\d)$")
# Seven steps: the three last are the rural ones.
RURAL_FROM = 5
DENSITY_URL = "https://www.insee.fr/fr/information/6439600"
INCOMES_URL = "https://catalogue-donnees.insee.fr/fr/catalogue/recherche/DS_FILOSOFI_CC"


def recognises_structure(book: Book) -> bool:
    return _structure(book) is not None


def read_structure(book: Book, hints: Hints) -> list[Reading]:
    header, year = _structure(book) or _missing(book, "POP75P")
    whole, aged = header.names.index(f"p{year} pop"), header.names.index(f"p{year} pop75p")
    lines, seen = [], 0
    for code, row in _communes(header):
        seen += 1
        people, old = number(row[whole]), number(row[aged])
        if old:
            base = people.value if people else None
            lines.append(Line("AGE_75", COMMUNE, code, old.value, base, old.is_secret))
    reading = Reading(
        kind="AGES",
        variant="STRUCT",
        title="habitants de 75 ans et plus",
        source="INSEE, évolution et structure de la population (base-cc-evol-struct-pop)",
        source_url="",
        vintage=f"recensement 20{year}",
        as_of=hints.as_of,
        lines=lines,
        read=seen,
    )
    return [reading]


def recognises_incomes(book: Book) -> bool:
    return _incomes(book) is not None


def read_incomes(book: Book, hints: Hints) -> list[Reading]:
    header, year = _incomes(book) or _missing(book, "MED")
    median = header.place(f"med{year}", f"q2{year}")
    poverty, persons = header.place(f"tp60{year}"), header.place(f"nbpersmenfisc{year}")
    lines, seen = [], 0
    for code, row in _communes(header):
        seen += 1
        about = number(row[persons]) if persons is not None else None
        for indicator, place in (("LIVING_STANDARD", median), ("POVERTY", poverty)):
            told = number(row[place]) if place is not None else None
            if told:
                base = about.value if about else None
                lines.append(Line(indicator, COMMUNE, code, told.value, base, told.is_secret))
    reading = Reading(
        kind="LIVING",
        variant="FILOSOFI",
        title="niveau de vie et pauvreté",
        source="INSEE, Filosofi (cc_filosofi)",
        source_url=INCOMES_URL,
        vintage=f"revenus 20{year}",
        as_of=hints.as_of,
        lines=lines,
        read=seen,
    )
    return [reading]


def recognises_density(book: Book) -> bool:
    return book.header("codgeo", "dens") is not None


def read_density(book: Book, hints: Hints) -> list[Reading]:
    header = book.needed("codgeo", "dens")
    place = header.names.index("dens")
    lines, seen, steps = [], 0, set()
    for code, row in _communes(header):
        told = number(row[place])
        if told and told.value is not None:
            seen += 1
            steps.add(told.value)
            rural = 100.0 if told.value >= RURAL_FROM else 0.0
            lines += [
                Line("DENSITY_GRID", COMMUNE, code, told.value),
                Line("RURAL", COMMUNE, code, rural),
            ]
    counted = next((n for n in header.names if re.fullmatch(r"pmun\d\d", n)), "")
    reading = Reading(
        kind="DENSITY",
        variant="",
        title="grille de densité",
        source="INSEE, grille communale de densité en sept niveaux",
        source_url=DENSITY_URL,
        vintage=f"populations 20{counted[4:]}" if counted else "année non indiquée",
        as_of=hints.as_of,
        lines=lines,
        read=seen,
        remarks=()
        if max(steps, default=RURAL_FROM) >= RURAL_FROM
        else ("Cette grille n’a que quatre niveaux au plus\u00a0: prenez celle en sept.",),
    )
    return [reading]


def _missing(book: Book, column: str) -> NoReturn:
    raise ColumnsMissing(book.name, ["CODGEO", column])


def _structure(book: Book) -> tuple[Header, str] | None:
    header = book.header("codgeo")
    years = _years(header, _POPULATION)
    held = [year for year in years if header and f"p{year} pop75p" in header.names]
    return (header, max(held)) if header and held else None


def _incomes(book: Book) -> tuple[Header, str] | None:
    header = book.header("codgeo")
    years = _years(header, _MEDIAN)
    return (header, max(years)) if header and years else None


def _years(header: Header | None, pattern: re.Pattern[str]) -> list[str]:
    names = header.names if header else ()
    return [found.group(1) for name in names if (found := pattern.match(name))]


def _communes(header: Header) -> Iterator[tuple[str, Sequence[object]]]:
    place, width = header.names.index("codgeo"), len(header.names)
    for row in header.rows():
        code = commune_code(row[place]) if len(row) >= width else ""
        if code:
            yield code, row


STRUCTURE = Layout("évolution et structure de la population", recognises_structure, read_structure)
INCOMES = Layout("Filosofi de l’INSEE (par commune)", recognises_incomes, read_incomes)
DENSITY = Layout("grille de densité de l’INSEE", recognises_density, read_density)
