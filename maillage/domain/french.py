"""How are amounts, numbers and dates written in a French sentence?"""

from datetime import date
from decimal import Decimal

SPACE = "\u00a0"
THIN_SPACE = "\u202f"


def integer(number: int) -> str:
    """Write a whole number with its thousands apart: 12 345."""
    return f"{number:,}".replace(",", THIN_SPACE)


def euros(amount: Decimal) -> str:
    """Write an amount: 75 000 € when whole, 1 234,56 € otherwise."""
    if amount == amount.to_integral_value():
        return f"{integer(int(amount))}{SPACE}€"
    return f"{amount:,.2f}".replace(",", THIN_SPACE).replace(".", ",") + f"{SPACE}€"


def percent(rate: Decimal) -> str:
    """Write a rate between 0 and 1 as a percentage: 75 %."""
    figure = f"{(rate * 100).normalize():f}".replace(".", ",")
    return f"{figure}{SPACE}%"


def day(value: date) -> str:
    """Write a date: 13/02/2026."""
    return f"{value:%d/%m/%Y}"
