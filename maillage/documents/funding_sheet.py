"""How is a funding forecast taken away as a spreadsheet?

Three sheets: the envelopes by year, the payments by date, the deadlines. Text is always written
as text: a name that begins with « = » is never a formula.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from maillage.domain.aci import Amount, Forecast
from maillage.domain.parameters import meaning_of

EUROS = '#,##0.00" €"'
DAY = "dd/mm/yyyy"
YEARS = ["Année", "Du", "Au", "Ligne", "Minimum", "Maximum", "Calcul", "Fiabilité", "Source"]
PAYMENTS = ["Date", "Versement", "Minimum", "Maximum", "Règle", "Fiabilité", "Source", "Adresse"]
DEADLINES = ["Mission", "Échéance", "Au plus tard", "Démarrage prévu", "Source", "Remarque"]

Cell = str | int | Decimal | date | None


class _Sheet:
    """A sheet with a heading, written line by line."""

    def __init__(self, book: Workbook, name: str, title: str, headings: Sequence[str]) -> None:
        self.sheet: Worksheet = book.add_worksheet(name)
        bold, wrapped = book.add_format({"bold": True}), {"text_wrap": True, "valign": "top"}
        self.text: Format = book.add_format(wrapped)
        self.euros: Format = book.add_format({"num_format": EUROS, "valign": "top"})
        self.day: Format = book.add_format({"num_format": DAY, "valign": "top", "align": "left"})
        self.sheet.write_string(0, 0, title, bold)
        for column, heading in enumerate(headings):
            self.sheet.write_string(2, column, heading, bold)
        self.sheet.freeze_panes(3, 0)
        self.row = 3

    def widths(self, *widths: int) -> None:
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)

    def add(self, *cells: Cell) -> None:
        for column, cell in enumerate(cells):
            if isinstance(cell, Decimal):
                self.sheet.write_number(self.row, column, float(cell), self.euros)
            elif isinstance(cell, date):
                self.sheet.write_datetime(self.row, column, cell, self.day)
            elif isinstance(cell, int):
                self.sheet.write_number(self.row, column, cell, self.text)
            elif cell:
                self.sheet.write_string(self.row, column, cell, self.text)
        self.row += 1


def funding_workbook(made: Forecast, *, title: str) -> bytes:
    """Return the forecast as an XLSX file; an unknown amount is the word « inconnu »."""
    output = BytesIO()
    book = Workbook(output, {"in_memory": True})
    said = (
        f"{title} — {made.population} habitants, {made.size.label}, "
        f"contrat signé le {made.signed_on:%d/%m/%Y}"
    )
    _years(_Sheet(book, "Années", said, YEARS), made)
    _payments(_Sheet(book, "Versements", said, PAYMENTS), made)
    _deadlines(_Sheet(book, "Échéances", said, DEADLINES), made)
    book.close()
    return output.getvalue()


def _bounds(amount: Amount) -> tuple[Cell, Cell]:
    if not amount.is_known:
        return "inconnu", "inconnu"
    return amount.minimum, amount.maximum


def _years(sheet: _Sheet, made: Forecast) -> None:
    sheet.widths(8, 12, 12, 44, 16, 16, 60, 34, 60)
    for envelope in made.envelopes:
        year, value = envelope.year, envelope.value
        sheet.add(
            year.number,
            year.starts_on,
            year.ends_on,
            envelope.cell.label,
            *_bounds(envelope.amount),
            envelope.calculation,
            meaning_of(value.level),
            value.source.title,
        )


def _payments(sheet: _Sheet, made: Forecast) -> None:
    sheet.widths(12, 60, 16, 16, 70, 34, 60, 50)
    for payment in made.payments:
        sheet.add(
            payment.on,
            payment.label,
            *_bounds(payment.amount),
            payment.explanation,
            meaning_of(payment.level),
            payment.sources[0].title,
            payment.sources[0].url,
        )


def _deadlines(sheet: _Sheet, made: Forecast) -> None:
    sheet.widths(30, 16, 14, 16, 60, 60)
    for deadline in made.deadlines:
        value = deadline.value
        sheet.add(
            deadline.mission.label,
            deadline.milestone.label,
            deadline.on,
            deadline.done_on,
            value.source.title if value else None,
            deadline.reason or (value.note if value else None),
        )
