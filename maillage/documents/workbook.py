"""How is a table handed over as a spreadsheet (XLSX, which LibreOffice opens too)?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO

import xlsxwriter

Cell = str | int | Decimal | date | None
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Column:
    """A heading and a width in characters."""

    title: str
    width: int = 16


def workbook(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a workbook of one sheet: headings that stay in sight, dates as dates, a filter.

    A text is written as a text, even one that begins like a formula; None leaves the cell empty.
    """
    kept = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(kept, options) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
        sheet = book.add_worksheet(_sheet_name(title))
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
            sheet.write_string(0, number, column.title, head)
        last = 0
        for last, row in enumerate(rows, start=1):
            for number, cell in enumerate(row):
                _write(sheet, last, number, cell, day)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, last, len(columns) - 1)
        book.set_properties({"title": title})
    return kept.getvalue()


def _write(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell, day: object
) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(row, column, cell, day)
    elif isinstance(cell, int | Decimal):
        sheet.write_number(row, column, cell)
    elif cell is not None:
        sheet.write_string(row, column, cell)


def _sheet_name(title: str) -> str:
    """Return a title a spreadsheet accepts: no more than 31 characters, none of []:*?/\\."""
    return (
        "".join(" " if sign in "[]:*?/\\" else sign for sign in title)[:31].strip("' ") or "Table"
    )
