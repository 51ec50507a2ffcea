"""How are amounts, numbers and dates written in a French sentence?"""

from datetime import date
from decimal import Decimal

SPACE = "\u00a0"
THIN_SPACE = "\u202f"
# What communities call themselves, with its article; « le » would contract and is met by none.
ARTICLES = {
    **dict.fromkeys(("association", "inter", "union"), "l’"),
    **dict.fromkeys(("communauté", "cpts", "coordination", "fédération"), "la "),
}
VOWELS = "aàâæeéèêëiîïoôœuùûüh"


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


def the(name: str) -> str:
    """Give a community the article of its first word: la CPTS de la Dune, l’Inter-CPTS du Gué."""
    first = name.replace("-", " ").split(" ", 1)[0].lower()
    return f"{ARTICLES.get(first, '')}{name}"


def of(name: str) -> str:
    """Say of whom: de la CPTS de la Dune, de l’Inter-CPTS du Gué, d’Aude, de Zoé."""
    named = the(name)
    elided = named == name and name[:1].lower() in VOWELS
    return f"d’{name}" if elided and name else f"de {named}"
