"""How are a sum, a count and a date written in a document, unknown ones included?"""

from datetime import date
from decimal import Decimal

from maillage.domain import french

UNKNOWN = "inconnu"
_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


def integer(number: int | None) -> str:
    """Return 12345 as « 12 345 » and None as « inconnu »."""
    return UNKNOWN if number is None else french.integer(number)


def euros(amount: Decimal | None) -> str:
    """Return an amount, without cents when it is whole; None is « inconnu »."""
    return UNKNOWN if amount is None else french.euros(amount)


def short_day(day: date | None) -> str:
    """Return 13/02/2026, or « à préciser » when the day is not known."""
    return "à préciser" if day is None else french.day(day)


def long_day(day: date) -> str:
    """Return « 13 février 2026 », the first of a month as « 1er »."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number}{french.SPACE}{_MONTHS[day.month - 1]} {day.year}"
