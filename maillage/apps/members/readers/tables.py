"""Which cells does a file or a paste hold, whatever the program that wrote it?"""

import csv
import zipfile
from collections.abc import Sequence
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook

from maillage.domain.cells import plain_cell
from maillage.domain.refusal import Refusal
from maillage.domain.rosters import NoHeadings, find_headings

MOST_BYTES = 12_000_000
MOST_LINES = 20_000
# A workbook is a zip: what it unfolds to is bounded before anything reads it.
MOST_UNFOLDED = 250_000_000
COLUMNS = 60
_BOOK = b"PK\x03\x04"
_OLD_BOOK = b"\xd0\xcf\x11\xe0"

Rows = list[list[str]]


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


def read_file(content: bytes) -> Rows:
    """Return the cells of a workbook or of a CSV file.

    :raises ListTooLong, ListUnreadable, ListEmpty:
    """
    if len(content) > MOST_BYTES:
        raise ListTooLong
    if not content.strip():
        raise ListEmpty
    if content.startswith((_BOOK, _OLD_BOOK)):
        return _bounded(_workbook(content))
    return read_text(_decoded(content))


def read_text(text: str) -> Rows:
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
        rows = list(csv.reader(text.splitlines(), delimiter=delimiter))
    except csv.Error:
        raise ListUnreadable from None
    return _bounded(rows)


def _decoded(content: bytes) -> str:
    if b"\x00" in content[:4096]:
        raise ListUnreadable
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _workbook(content: bytes) -> Rows:
    """Return the cells of the first sheet that has headings, else of the first."""
    if content.startswith(_BOOK):
        try:
            with zipfile.ZipFile(BytesIO(content)) as folded:
                if sum(part.file_size for part in folded.infolist()) > MOST_UNFOLDED:
                    raise ListTooLong
        except zipfile.BadZipFile:
            raise ListUnreadable from None
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = []
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            if sheet.height > MOST_LINES + 1:
                raise ListTooLong
            # Numbered as the person sees them, empty first lines included.
            sheets.append(
                [[plain_cell(cell) for cell in row[:COLUMNS]]
                 for row in sheet.to_python(skip_empty_area=False)]
            )  # fmt: skip
    except (CalamineError, OSError, ValueError):
        raise ListUnreadable from None
    return next((sheet for sheet in sheets if _has_headings(sheet)), sheets[0] if sheets else [])


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
