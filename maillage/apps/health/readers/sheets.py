"""Which cells does a file hold, be it a workbook, a CSV, or either in a ZIP or gzip?

A big CSV is read as it comes, never whole in memory; a workbook is small enough. Titles above the
header and notes below the last line are the business of whoever knows the file.
"""

import csv
import hashlib
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BufferedReader, RawIOBase
from itertools import islice
from pathlib import Path
from typing import cast

from python_calamine import CalamineError, CalamineWorkbook

from maillage.apps.health.readers.archives import PIECE, opened
from maillage.apps.health.readers.refusals import (
    ColumnsMissing,
    FileCutShort,
    FileNotThere,
    NotThisFile,
)
from maillage.domain.names import fold

TITLE_ROWS = 20
BOOKS = (".xlsx", ".xls", ".ods", ".xlsm")
Row = Sequence[object]


@dataclass(frozen=True)
class Header:
    """Where the columns are: `names` folded, `number` its row from zero."""

    sheet: "Sheet"
    number: int
    cells: tuple[str, ...]
    names: tuple[str, ...] = field(default=())

    def place(self, *wanted: str) -> int | None:
        """Return the place of the first of these folded names that is there."""
        return next((self.names.index(name) for name in wanted if name in self.names), None)

    def holding(self, *words: str) -> list[int]:
        """Return the places of the columns whose name holds all of these words."""
        return [
            place
            for place, name in enumerate(self.names)
            if all(word in f" {name} " for word in words)
        ]

    def rows(self, holding: bytes = b"") -> Iterator[Row]:
        """Yield the rows under the header; `holding` keeps the lines of a text that hold it."""
        return self.sheet.rows(self.number + 1, holding)


@dataclass(frozen=True)
class Sheet:
    """One table of a file. `head` is its beginning, enough to know it."""

    name: str
    head: tuple[tuple[str, ...], ...]
    path: Path
    cells: Sequence[Row] | None = None
    member: str = ""
    delimiter: str = ";"

    def header(self, *wanted: str) -> Header | None:
        """Return the first row that has a cell for each of these folded names."""
        for number, row in enumerate(self.head):
            names = tuple(fold(cell) for cell in row)
            if all(name in names for name in wanted):
                return Header(self, number, row, names)
        return None

    def rows(self, after: int, holding: bytes = b"") -> Iterator[Row]:
        """Yield the rows from one on.

        :raises FileCutShort: a text stops in the middle of its last line.
        """
        if self.cells is not None:
            yield from self.cells[after:]
            return
        with opened(self.path, named=self.member) as content:
            # An archive gives its lines one by one in Python; a buffer over it, in C.
            buffer = BufferedReader(cast("RawIOBase", content), PIECE)
            try:
                lines = self._whole(islice(buffer, after, None))
                kept = (line for line in lines if holding in line) if holding else lines
                yield from csv.reader(map(_decoded, kept), delimiter=self.delimiter)
            finally:
                buffer.detach()

    def _whole(self, lines: Iterator[bytes]) -> Iterator[bytes]:
        """Let lines through, unless the last stops before its end with cells missing."""
        comma, before = self.delimiter.encode(), b""
        for line in lines:
            if not line.endswith(b"\n") and line.count(comma) < before.count(comma):
                raise FileCutShort(self.path.name)
            yield line
            before = line


@dataclass(frozen=True)
class Book:
    """A file, its tables, and what tells it from another."""

    path: Path
    sheets: tuple[Sheet, ...]
    digest: str

    @property
    def name(self) -> str:
        return self.path.name

    def header(self, *wanted: str) -> Header | None:
        """Return the first header of any sheet that has these folded names."""
        return next((found for sheet in self.sheets if (found := sheet.header(*wanted))), None)

    def needed(self, *wanted: str) -> Header:
        """Return the header that made the file known.

        :raises ColumnsMissing: it is not there.
        """
        header = self.header(*wanted)
        if header is None:
            raise ColumnsMissing(self.name, wanted)
        return header


def read_book(path: Path) -> Book:
    """Open a file and know its tables.

    :raises FileNotThere: there is no such file.
    :raises NotThisFile: it is neither a workbook nor a text.
    :raises FileCutShort: its compressed content is damaged.
    """
    digest = _digest(path)
    if path.suffix.lower() in BOOKS:
        return Book(path, _workbook(path), digest)
    member = _member(path)
    with opened(path, named=member) as content:
        start = list(islice(content, TITLE_ROWS))
    if any(b"\x00" in line for line in start):
        raise NotThisFile(
            path.name, "un tableur (XLSX, ODS) ou un texte (CSV), éventuellement zippé"
        )
    lines = [_decoded(line).removeprefix("\ufeff") for line in start]
    delimiter = max(";,\t|", key=lambda sign: sum(line.count(sign) for line in lines))
    head = tuple(
        tuple(cell.strip() for cell in row) for row in csv.reader(lines, delimiter=delimiter)
    )
    return Book(path, (Sheet(path.stem, head, path, None, member, delimiter),), digest)


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except (FileNotFoundError, IsADirectoryError, PermissionError):
        raise FileNotThere(str(path)) from None


def _member(path: Path) -> str:
    """Name the table of a ZIP that also holds a description of its columns."""
    if not zipfile.is_zipfile(path):
        return ""
    with zipfile.ZipFile(path) as archive:
        tables = [
            name
            for name in archive.namelist()
            if name.lower().endswith((".csv", ".txt")) and "meta" not in name.lower()
        ]
    if not tables:
        raise NotThisFile(path.name, "une archive ZIP qui contient un fichier CSV")
    return sorted(tables)[0]


def _workbook(path: Path) -> tuple[Sheet, ...]:
    try:
        book = CalamineWorkbook.from_path(str(path))
        return tuple(
            _sheet(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False), path)
            for name in book.sheet_names
        )
    except (CalamineError, OSError, ValueError):
        raise NotThisFile(path.name, "un classeur de tableur lisible, sans mot de passe") from None


def _sheet(name: str, cells: Sequence[Row], path: Path) -> Sheet:
    head = tuple(tuple(_text(cell) for cell in row) for row in cells[:TITLE_ROWS])
    return Sheet(name, head, path, cells)


def _decoded(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
