"""What does an extract of Rézone CPTS, or of a CPAM, say of a community?

Rézone hands over what a person asked for, by hand: its layout is not promised. Three are read: a
table by commune, a list of indicators with their values, and a line of values under a line of
indicators. Lines that say nothing known are listed, never guessed.
"""

import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path

from maillage.apps.health.readers.cells import Number, commune_code, number, year_of
from maillage.apps.health.readers.needs import tables
from maillage.apps.health.readers.needs.records import COMMUNE
from maillage.apps.health.readers.needs.wording import indicator_of, words_of
from maillage.apps.health.readers.sheets import Book, Sheet, read_book
from maillage.domain.health.adding import Cell, Sums, told
from maillage.domain.health.indicators import Indicator, indicator
from maillage.domain.refusal import Refusal

MOST_BYTES = 5_000_000
# A workbook is a zip: what it unfolds to is bounded before anything reads it.
MOST_UNFOLDED = 100_000_000
MOST_LINES = 5_000
SHOWN = 20
_DATES = re.compile(r"\b(date|periode|donnees au|mise a jour|annee|arrete)\b")
_PLACES = re.compile(r"\b(territoire|perimetre|cpts|zone|selection)\b")
_SOURCES = re.compile(r"\b(source)\b")
_CODES = re.compile(r"\b(?:\d{5}|2[AB]\d{3})\b")
WHOLE = 100.0


class ExtractTooBig(Refusal):
    """No extract is so big."""

    def __init__(self) -> None:
        super().__init__(
            "Ce fichier est trop gros pour un extrait (5\u00a0Mo, 5\u202f000 lignes au plus)\u00a0"
            ": choisissez celui de vos seules communes."
        )


class NothingInExtract(Refusal):
    """No line of the file is an indicator that is known."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Aucun indicateur connu dans «\u00a0{name}\u00a0»\u00a0: il y faut par exemple une "
            "ligne ou une colonne «\u00a0Patients sans médecin traitant\u00a0», "
            "«\u00a0Taux ALD\u00a0» ou «\u00a0Taux C2S\u00a0». Corrigez l’intitulé, ou saisissez "
            "les valeurs à la main."
        )


@dataclass(frozen=True, slots=True)
class Typed:
    """One figure of an extract, under the words of its file; `value` is None when it is secret."""

    indicator: str
    value: float | None
    base: float | None = None
    is_secret: bool = False
    label: str = ""


@dataclass(frozen=True)
class Extract:
    """All that an extract says: of which communes, on which day, and what was not understood."""

    source: str
    as_of: date | None
    perimeter: tuple[str, ...]
    perimeter_name: str
    figures: tuple[Typed, ...]
    by_commune: tuple[tuple[str, Typed], ...] = ()
    ignored: tuple[str, ...] = ()


def read_extract(content: bytes, *, name: str) -> Extract:
    """Read an extract handed over as a CSV or a workbook; `name` is that of the file.

    :raises ExtractTooBig: it is bigger than any extract.
    :raises NotThisFile, FileCutShort: it is neither a workbook nor a text.
    :raises NothingInExtract: none of its lines is an indicator that is known.
    """
    _check_size(content)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (Path(name).name or "extrait.csv")
        path.write_bytes(content)
        book = read_book(path)
        found = tables.find(book)
        if found and found.level == COMMUNE:
            return _by_commune(book, found)
        return _by_line(book)


def _check_size(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise ExtractTooBig
    if zipfile.is_zipfile(BytesIO(content)):
        with zipfile.ZipFile(BytesIO(content)) as folded:
            if sum(part.file_size for part in folded.infolist()) > MOST_UNFOLDED:
                raise ExtractTooBig


def _by_commune(book: Book, found: tables.Found) -> Extract:
    _, lines = tables.latest_lines(found)
    if not lines:
        raise NothingInExtract(book.name)
    by_commune = tuple(
        (line.code, Typed(line.indicator, line.value, line.base, line.is_secret)) for line in lines
    )
    perimeter = tuple(sorted({line.code for line in lines}))
    figures = []
    for one in found.indicators:
        cells = [
            Cell(line.value, line.base, line.is_secret)
            for line in lines
            if line.indicator == one.code
        ]
        if cells:
            whole = told(one, Sums.of(cells), asked=len(cells))
            figures.append(Typed(one.code, whole.value, whole.base, whole.is_secret, one.name))
    about = [cell for row in found.header.sheet.head[: found.header.number] for cell in row if cell]
    return Extract(
        source=_said(about, _SOURCES) or "Extrait par commune",
        as_of=found.day,
        perimeter=perimeter,
        perimeter_name=_said(about, _PLACES),
        figures=tuple(figures),
        by_commune=by_commune,
    )


def _by_line(book: Book) -> Extract:
    rows = [row for sheet in book.sheets for row in _rows(sheet)]
    figures: dict[str, Typed] = {}
    about: list[str] = []
    ignored: list[str] = []
    heading: Sequence[str] = ()
    for row in rows:
        cells = [cell for cell in row if cell]
        known = [indicator_of(cell) for cell in row]
        numbers = [number(cell) for cell in row]
        if sum(one is not None for one in known) > 1 and not any(numbers):
            heading = row
        elif heading and any(numbers) and not any(known):
            for typed in _under(heading, row):
                figures.setdefault(typed.indicator, typed)
        elif line := _line(row):
            figures.setdefault(line.indicator, line)
        elif cells and any(numbers[1:]) and not _is_about(cells[0]):
            ignored.append(cells[0])
        elif cells:
            about.append(" : ".join(cells))
    if not figures:
        raise NothingInExtract(book.name)
    text = " ".join(about)
    return Extract(
        source=_said(about, _SOURCES) or "Rézone CPTS",
        as_of=_day(about),
        perimeter=tuple(sorted(set(_CODES.findall(text)))),
        perimeter_name=_said(about, _PLACES),
        figures=_in_per_cent(figures.values()),
        ignored=tuple(dict.fromkeys(ignored))[:SHOWN],
    )


def _rows(sheet: Sheet) -> list[list[str]]:
    found: list[list[str]] = []
    for row in sheet.rows(0):
        if len(found) == MOST_LINES:
            raise ExtractTooBig
        found.append([_text(cell) for cell in row])
    return found


def _line(row: Sequence[str]) -> Typed | None:
    """Read a line that names an indicator, then gives its value."""
    for place, cell in enumerate(row):
        rest = row[place + 1 :]
        one = indicator_of(f"{cell} %" if any("%" in other for other in rest) else cell)
        if one is None:
            continue
        value = next((found for other in rest if (found := number(other))), None)
        return _typed(one, value, cell) if value else None
    return None


def _under(heading: Sequence[str], row: Sequence[str]) -> Iterator[Typed]:
    for name, cell in zip(heading, row, strict=False):
        one, value = indicator_of(f"{name} %" if "%" in cell else name), number(cell)
        if one and value and (typed := _typed(one, value, name)):
            yield typed


def _typed(one: Indicator, value: Number, label: str) -> Typed | None:
    if one.unit == "%" and value.value is not None and value.value > WHOLE:
        return None
    return Typed(one.code, value.value, None, value.is_secret, label)


def _in_per_cent(figures: Iterable[Typed]) -> tuple[Typed, ...]:
    """Give back the hundred that a workbook takes away from what it shows as « 12,4 % »."""
    listed = list(figures)
    rates = [one for one in listed if indicator(one.indicator).unit == "%" and one.value]
    if not rates or any((one.value or 0) > 1 for one in rates):
        return tuple(listed)
    return tuple(
        replace(one, value=round(one.value * 100, 6)) if one in rates and one.value else one
        for one in listed
    )


def _is_about(cell: str) -> bool:
    words = words_of(cell)
    return any(kind.search(words) for kind in (_DATES, _PLACES, _SOURCES)) or bool(
        commune_code(cell)
    )


def _said(about: Sequence[str], kind: re.Pattern[str]) -> str:
    """Return what follows the first heading of a kind: « Territoire : Val d’Essai »."""
    for line in about:
        heading, _, said = line.partition(":")
        if said and kind.search(words_of(heading)):
            return said.strip(" \u00a0")[:200]
    return ""


def _day(about: Sequence[str]) -> date | None:
    for line in about:
        if _DATES.search(words_of(line)) and (found := tables.day_in(line)):
            return found
    for line in about:
        if _DATES.search(words_of(line)) and (year := year_of(line)):
            return date(year, 12, 31)
    return None


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return str(cell).strip()
