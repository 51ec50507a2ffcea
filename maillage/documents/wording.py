"""How are a sum, a count and a date written in a French document?"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

_THIN_SPACE = "\u202f"
_HARD_SPACE = "\u00a0"
_MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


def integer(number: int | None) -> str:
    """Return 12345 as « 12 345 » and None as « inconnu »."""
    return "inconnu" if number is None else f"{number:,}".replace(",", _THIN_SPACE)


def euros(amount: Decimal | None) -> str:
    """Return an amount to the cent, without the cents when there are none; None is « inconnu »."""
    if amount is None:
        return "inconnu"
    cents = amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    whole = cents == cents.to_integral_value()
    written = f"{cents:,.0f}" if whole else f"{cents:,.2f}"
    return written.replace(",", _THIN_SPACE).replace(".", ",") + f"{_HARD_SPACE}€"


def short_day(day: date | None) -> str:
    """Return 13/02/2026, or « à préciser » when the day is not known."""
    return "à préciser" if day is None else f"{day:%d/%m/%Y}"


def long_day(day: date) -> str:
    """Return « 13 février 2026 », the first of a month as « 1er »."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number}{_HARD_SPACE}{_MONTHS[day.month - 1]} {day.year}"
