"""Tables by commune or by département whose columns are named freely: what do they tell?

The Observatoire des territoires (codgeo, libgeo, an, then its indicator, titles above), the
observatory of access to care of the Assurance maladie, and the extracts of a CPAM by commune.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from maillage.apps.health.readers.cells import (
    commune_code,
    departement_code,
    number,
    region_code,
    year_of,
)
from maillage.apps.health.readers.needs.places import of_ameli
from maillage.apps.health.readers.needs.records import (
    COMMUNE,
    DEPARTEMENT,
    EPCI,
    REGION,
    Hints,
    Layout,
    Line,
    NeedsFileEmpty,
    Reading,
)
from maillage.apps.health.readers.needs.wording import indicator_of, words_of
from maillage.apps.health.readers.sheets import Book, Header, Row, Sheet
from maillage.domain.health.indicators import Indicator, Section, indicator

COMMUNES = (
    "codgeo", "code commune", "code insee", "commune code insee", "code commune insee", "insee",
    "depcom", "code de la commune", "code",
)  # fmt: skip
DEPARTEMENTS = ("departement", "code departement", "dept", "dep", "code du departement")
REGIONS = ("region", "code region", "code de la region")
YEARS = ("an", "annee", "periode", "date")
KINDS = {"C2S": "C2S", "ALD": "ALD"}
PATIENTS = ("patients", "assures", "consommants")
OBSERVATORY = "observatoire des territoires"
# A rate above is a number taken for a rate.
WHOLE = 100.0
# An extract of so many départements at most is not that of the country.
FEW = 4
_DAY = re.compile(r"\b(\d{1,2})/(\d{1,2})/(20\d\d)\b")


@dataclass(frozen=True)
class Found:
    """A table that is understood: its places, and its columns that are indicators."""

    header: Header
    level: str
    place: int
    columns: dict[int, Indicator]
    base: int | None
    title: str
    day: date | None = None
    # Of a file of data.ameli.fr, where 999 means that the line is that of the région.
    region: int | None = None

    @property
    def indicators(self) -> list[Indicator]:
        return list(self.columns.values())


def recognises(book: Book) -> bool:
    return find(book) is not None


def find(book: Book) -> Found | None:
    """Return the first table of a book that has places and known indicators."""
    return next((found for sheet in book.sheets if (found := _find(sheet))), None)


def read(book: Book, hints: Hints) -> list[Reading]:
    found = find(book)
    if found is None:
        raise NeedsFileEmpty(book.name, LAYOUT.name)
    year, lines = latest_lines(found)
    if not lines:
        raise NeedsFileEmpty(book.name, LAYOUT.name)
    by_indicator: dict[str, list[Line]] = {}
    for line in lines:
        by_indicator.setdefault(line.indicator, []).append(line)
    return [
        _reading(book, hints, found, one, by_indicator[one.code], year)
        for one in found.indicators
        if one.code in by_indicator
    ]


def _reading(
    book: Book, hints: Hints, found: Found, one: Indicator, lines: list[Line], year: int
) -> Reading:
    observed = OBSERVATORY in found.title
    kind = KINDS.get(one.code, "WITHOUT_GP")
    if one.section is Section.LIVING:
        kind = "LIVING"
    source = "Observatoire des territoires (ANCT)" if observed else one.source.title
    return Reading(
        kind=kind,
        variant=" ".join((one.code, found.level, *_departements(lines, found.level))),
        title=one.name,
        source=source,
        source_url="" if observed else one.source.url,
        vintage=str(year) if year else "date non indiquée",
        as_of=hints.as_of or found.day,
        lines=lines,
        read=len(lines),
    )


def _departements(lines: list[Line], level: str) -> tuple[str, ...]:
    """Name the départements of an extract, which leaves those of its neighbours in place."""
    if level != COMMUNE:
        return ()
    met = {line.code[:3] if line.code.startswith("97") else line.code[:2] for line in lines}
    return tuple(sorted(met)) if len(met) <= FEW else ()


def _find(sheet: Sheet) -> Found | None:
    for count, row in enumerate(sheet.head):
        header = Header(sheet, count, row, tuple(words_of(cell).strip() for cell in row))
        placed = _level(header)
        if placed is None:
            continue
        above = [" ".join(line) for line in sheet.head[:count]]
        columns = _indicators(header, placed[1], sheet)
        if columns:
            title = words_of(" ".join(above))
            level = _told_level(title, placed[0])
            base = _base(header, columns)
            day = day_in(" ".join(above))
            region = header.place(*REGIONS) if level == DEPARTEMENT else None
            return Found(header, level, placed[1], columns, base, title, day, region)
    return None


def day_in(text: str) -> date | None:
    """Return the day a title says, as 30/06/2026."""
    found = _DAY.search(text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def _level(header: Header) -> tuple[str, int] | None:
    for level, names in ((COMMUNE, COMMUNES), (DEPARTEMENT, DEPARTEMENTS), (REGION, REGIONS)):
        place = header.place(*names)
        if place is not None:
            return level, place
    return None


def _told_level(title: str, level: str) -> str:
    """Return the level that a title gives to « codgeo », which may be any place."""
    if level != COMMUNE:
        return level
    for words, said in ((r"\bepci\b|intercommunalite", EPCI), (r"\bdepartement", DEPARTEMENT)):
        if re.search(words, title) and "commune" not in re.sub("intercommunalite", "", title):
            return said
    return level


def _indicators(header: Header, place: int, sheet: Sheet) -> dict[int, Indicator]:
    """Lead the columns to indicators, by their own name or by the label just above."""
    found: dict[int, Indicator] = {}
    label = sheet.head[header.number - 1] if header.number else ()
    skipped = {place, *(p for p in (header.place(*YEARS),) if p is not None)}
    for column, name in enumerate(header.cells):
        above = label[column] if column < len(label) else ""
        one = indicator_of(name) or (indicator_of(above) if above else None)
        if column not in skipped and one and one not in found.values():
            found[column] = one
    return found


def _base(header: Header, columns: dict[int, Indicator]) -> int | None:
    """Return the column of the patients that rates are about, when there is one."""
    return next(
        (
            column
            for column, name in enumerate(header.names)
            if column not in columns and any(word in name.split() for word in PATIENTS)
        ),
        None,
    )


def latest_lines(found: Found) -> tuple[int, list[Line]]:
    """Return the latest year of a table, and its lines."""
    when = found.header.place(*YEARS)
    by_year: dict[int, list[Line]] = {}
    for row in found.header.rows():
        if len(row) <= max(found.place, *found.columns):
            continue
        level, code = _place(found, row)
        year = year_of(row[when]) if when is not None else 0
        if code is not None:
            by_year.setdefault(year, []).extend(_lines(found, level, code, row))
    latest = max((year for year, lines in by_year.items() if lines), default=0)
    lines = by_year.get(latest, [])
    return latest or year_of(found.title), _without_counts(lines)


def _place(found: Found, row: Row) -> tuple[str, str | None]:
    """Return the level and the code of a line; no code when it is none that we keep."""
    cell = row[found.place]
    if found.region is not None:
        return of_ameli(row[found.region], cell) or (found.level, None)
    if found.level == COMMUNE:
        return COMMUNE, commune_code(cell) or None
    if found.level == EPCI:
        return EPCI, str(cell).split(".")[0].strip() or None
    code = departement_code(cell) if found.level == DEPARTEMENT else region_code(cell)
    return found.level, code if code not in {"99", "999", ""} and len(code) <= 3 else None


def _lines(found: Found, level: str, code: str, row: Row) -> Iterator[Line]:
    about = number(row[found.base]) if found.base is not None else None
    base = about.value if about else None
    for column, one in found.columns.items():
        told = number(row[column])
        if told:
            yield Line(one.code, level, code, told.value, base, told.is_secret)


def _without_counts(lines: list[Line]) -> list[Line]:
    """Leave out the rates of a column that holds numbers of people."""
    wrong = {
        line.indicator
        for line in lines
        if (line.value or 0) > WHOLE and indicator(line.indicator).unit == "%"
    }
    return [line for line in lines if line.indicator not in wrong]


LAYOUT = Layout("table par commune ou par département", recognises, read)
