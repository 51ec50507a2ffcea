"""Which cells does a file or a paste hold, whatever the program that wrote it?"""

import csv
import zipfile
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from maillage.apps.members.readers.hidden import hidden_columns
from maillage.domain.cells import plain_cell
from maillage.domain.headings import TITLE_ROWS, NoHeadings, find_headings
from maillage.domain.refusal import Refusal

MOST_BYTES = 12_000_000
MOST_LINES = 20_000
# A workbook is a zip: what it unfolds to is bounded before anything reads it.
MOST_UNFOLDED = 250_000_000
COLUMNS = 60
_BOOK = b"PK\x03\x04"
_OLD_BOOK = b"\xd0\xcf\x11\xe0"

Rows = list[list[str]]


@dataclass(frozen=True)
class Table:
    """The cells of a list, and what its owner should know of how it was read."""

    rows: Rows
    noticed: tuple[str, ...] = ()


class ListTooLong(Refusal):
    """The list is longer than that of any community."""

    def __init__(self) -> None:
        super().__init__(
            "Cette liste dépasse 20\u00a0000 lignes ou 12\u00a0Mo\u00a0: une liste de membres est "
            "plus courte. Vérifiez le fichier, ou découpez-le."
        )


class ListUnreadable(Refusal):
    """It is neither a workbook nor a text."""

    def __init__(self) -> None:
        super().__init__(
            "Ce fichier n’est ni un tableur (XLSX, ODS) ni un texte (CSV)\u00a0: enregistrez-le "
            "sous l’un de ces formats, sans mot de passe, ou collez ses cellules."
        )


class ListEmpty(Refusal):
    """There is nothing to read."""

    def __init__(self) -> None:
        super().__init__("La liste est vide\u00a0: choisissez un fichier ou collez des lignes.")


def read_file(content: bytes) -> Table:
    """Return the cells of a workbook or of a CSV file.

    :raises ListTooLong, ListUnreadable, ListEmpty:
    """
    if len(content) > MOST_BYTES:
        raise ListTooLong
    if not content.strip():
        raise ListEmpty
    if content.startswith((_BOOK, _OLD_BOOK)):
        table = _workbook(content)
        return Table(_bounded(table.rows), table.noticed)
    return read_text(_decoded(content))


def read_text(text: str) -> Table:
    """Return the cells of a CSV text or of a paste (tabs, semicolons or commas).

    :raises ListTooLong, ListEmpty:
    """
    if not text.strip():
        raise ListEmpty
    if text.count("\n") > MOST_LINES or len(text) > MOST_BYTES:
        raise ListTooLong
    sample = text[:4096]
    delimiter = max("\t;,", key=lambda sign: (sample.count(sign), sign == ";"))
    try:
        # A cell may hold several lines, and each program ends them in its own way.
        rows = list(csv.reader(StringIO(text, newline=None), delimiter=delimiter))
    except csv.Error:
        raise ListUnreadable from None
    return Table(_bounded(rows))


def _decoded(content: bytes) -> str:
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        # « Texte Unicode » of a spreadsheet.
        return content.decode("utf-16", "replace")
    if b"\x00" in content[:4096]:
        raise ListUnreadable
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _workbook(content: bytes) -> Table:
    """Return the cells of the first sheet in sight that has headings, else of the first."""
    is_zip = content.startswith(_BOOK)
    if is_zip:
        _demand_bounded(content)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        told = (each for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet)
        sheets = [_Sheet(each.name, each.visible, book) for each in told]
        chosen, others = _chosen([each for each in sheets if each.is_in_sight] or sheets)
        if chosen is None:
            return Table([])
        if chosen.is_too_long:
            raise ListTooLong
        hidden = hidden_columns(content, chosen.name, most=COLUMNS) if is_zip else set()
    except (CalamineError, OSError, ValueError, zipfile.BadZipFile, KeyError):
        raise ListUnreadable from None
    return _told(chosen, others, hidden)


def _demand_bounded(content: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as folded:
            if sum(part.file_size for part in folded.infolist()) > MOST_UNFOLDED:
                raise ListTooLong
    except zipfile.BadZipFile:
        raise ListUnreadable from None


class _Sheet:
    """A sheet of a workbook, read when it is asked for."""

    def __init__(self, name: str, visible: SheetVisibleEnum, book: CalamineWorkbook) -> None:
        self.name = name
        self.is_in_sight = visible == SheetVisibleEnum.Visible
        self._sheet = book.get_sheet_by_name(name)

    @property
    def is_too_long(self) -> bool:
        return self._sheet.height > MOST_LINES + 1

    def first(self, count: int) -> Rows:
        # Numbered as the person sees them, empty first lines included.
        rows = self._sheet.to_python(skip_empty_area=False, nrows=count)
        return [[plain_cell(cell) for cell in row[:COLUMNS]] for row in rows]


def _chosen(sheets: Sequence[_Sheet]) -> tuple[_Sheet | None, list[_Sheet]]:
    """Return the first sheet that has headings, and the others that have some too."""
    lists = [each for each in sheets if _has_headings(each.first(TITLE_ROWS))]
    chosen = next(iter(lists or sheets), None)
    return chosen, [each for each in lists if each is not chosen]


def _told(chosen: _Sheet, others: Sequence[_Sheet], hidden: set[int]) -> Table:
    """Return what is read of a sheet; where a column in sight says it too, a hidden one is not."""
    rows, noticed = chosen.first(MOST_LINES + 1), []
    if others:
        names = ", ".join(f"«\u00a0{each.name}\u00a0»" for each in others[:5])
        noticed.append(
            f"Seule la feuille «\u00a0{chosen.name}\u00a0» est lue. Ressemblent aussi à des "
            f"listes, et ne sont pas lues\u00a0: {names}. Collez leurs cellules pour les importer."
        )
    if hidden and _has_headings(rows):
        shown = [_without(row, hidden) for row in rows]
        places = find_headings(rows).places
        known = find_headings(shown).places if _has_headings(shown) else {}
        doubled = {place for column, place in places.items() if place in hidden and column in known}
        rows = [_without(row, doubled) for row in rows]
        read = [column.label for column, place in places.items() if place in hidden - doubled]
        if read:
            noticed.append(f"Colonnes masquées, lues quand même\u00a0: {', '.join(read)}.")
    return Table(rows, tuple(noticed))


def _without(row: Sequence[str], places: set[int]) -> list[str]:
    return ["" if place in places else cell for place, cell in enumerate(row)]


def _has_headings(rows: Sequence[Sequence[str]]) -> bool:
    try:
        find_headings(rows)
    except NoHeadings:
        return False
    return True


def _bounded(rows: Rows) -> Rows:
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if not rows:
        raise ListEmpty
    if len(rows) > MOST_LINES + 1:
        raise ListTooLong
    # What no database takes: the null character.
    return [[cell.replace("\x00", "") for cell in row[:COLUMNS]] for row in rows]
