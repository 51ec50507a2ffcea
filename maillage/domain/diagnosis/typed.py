"""Which figures does a pasted table hold, and which of its lines are not understood?

One figure a line: what it is, its value, its unit, then if wanted its day, its source and the
communes it is about. Separators are those of spreadsheets: tabulation, semicolon or bar.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from maillage.domain.names import fold

SECRETS = frozenset({"s", "ns", "nd", "secret", "c"})
COLUMNS = ("label", "value", "unit", "as_of", "source", "perimeter")
HEADINGS = {
    "label": ("indicateur", "intitule", "libelle", "chiffre", "nom"),
    "value": ("valeur", "resultat", "taux", "nombre"),
    "unit": ("unite",),
    "as_of": ("date", "au", "jour"),
    "source": ("source", "origine"),
    "perimeter": ("perimetre", "communes", "territoire"),
}
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_YEAR = re.compile(r"(?:19|20)\d{2}")


@dataclass(frozen=True)
class Line:
    """A figure of the table; what it does not say is None, to be completed by whoever pastes."""

    number: int
    label: str
    value: Decimal | None
    is_secret: bool
    unit: str
    as_of: date | None
    source: str
    perimeter: str


@dataclass(frozen=True)
class Fault:
    """A line that holds no figure, and why."""

    number: int
    text: str
    reason: str


@dataclass(frozen=True)
class Table:
    """What was read."""

    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]


def read_table(text: str) -> Table:
    """Read a pasted table; a line of headings says the columns, otherwise their usual order."""
    rows = [(number, cells) for number, cells in _rows(text) if any(cells)]
    order: Sequence[str] = COLUMNS
    if rows and (named := _headings(rows[0][1])):
        order, rows = named, rows[1:]
    lines: list[Line] = []
    faults: list[Fault] = []
    for number, cells in rows:
        read = _line(number, dict(zip(order, cells, strict=False)))
        if isinstance(read, Line):
            lines.append(read)
        else:
            faults.append(Fault(number, " ; ".join(cells), read))
    return Table(tuple(lines), tuple(faults))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    listed = text.lstrip("\ufeff").splitlines()
    signs = "".join(listed[:5])
    sign = max("\t;|", key=signs.count)
    for number, cells in enumerate(csv.reader(listed, delimiter=sign), start=1):
        yield number, [" ".join(cell.replace("\u00a0", " ").split()) for cell in cells]


def _headings(cells: Sequence[str]) -> list[str] | None:
    found = []
    for cell in cells:
        first = fold(cell).split(" ")[0]
        found.append(next((name for name, words in HEADINGS.items() if first in words), ""))
    return found if "label" in found and "value" in found else None


def _line(number: int, cells: dict[str, str]) -> Line | str:
    label, written = cells.get("label", ""), cells.get("value", "")
    if not label:
        return "aucun intitulé"
    unit = cells.get("unit", "")
    is_secret = fold(written) in SECRETS
    value, mark = (None, "") if is_secret else _number(written)
    if value is None and not is_secret:
        return f"«\u00a0{written}\u00a0» n’est pas un nombre" if written else "aucune valeur"
    dated = cells.get("as_of", "")
    as_of = _day(dated)
    if dated and as_of is None:
        return f"«\u00a0{dated}\u00a0» n’est pas une date (jj/mm/aaaa)"
    return Line(
        number, label, value, is_secret, unit or mark, as_of,
        cells.get("source", ""), cells.get("perimeter", ""),
    )  # fmt: skip


def _number(written: str) -> tuple[Decimal | None, str]:
    mark = "%" if written.endswith("%") else ""
    bare = re.sub(r"[\s\u202f']", "", written.rstrip("% "))
    try:
        value = Decimal(bare.replace(",", "."))
    except InvalidOperation:
        return None, mark
    is_small = value.is_finite() and abs(value) < Decimal(10) ** 11
    return (value.quantize(Decimal("0.001")) if is_small else None), mark


def _day(written: str) -> date | None:
    """Read a day; a year alone is its last day."""
    try:
        if found := _DAY.fullmatch(written):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _ISO.fullmatch(written):
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    return date(int(written), 12, 31) if _YEAR.fullmatch(written) else None
