"""What does one cell of a list hold: a telephone, a date, something a spreadsheet changed?"""

import re
from datetime import date, datetime, timedelta

from maillage.domain.names import fold
from maillage.domain.refusal import Refusal

_MONTHS = (
    "janv", "fevr", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec",
)  # fmt: skip
_EXCEL_FIRST_DAY = date(1899, 12, 30)


class CellUnreadable(Refusal):
    """A cell does not hold what its column promises."""


def read_phone(text: str) -> str:
    """Return a French number by pairs, « 06 12 34 56 78 »; another country's as it was typed.

    :raises CellUnreadable: it has too few or too many digits.
    """
    if not text.strip():
        return ""
    first = re.split(r"[/;,]| ou ", text)[0]
    digits = re.sub(r"\D", "", first.removesuffix(".0"))
    if first.strip().startswith(("+33", "0033", "33")) and len(digits) in {11, 13, 12}:
        digits = "0" + re.sub(r"^(?:00)?33(?:0)?", "", digits)
    if len(digits) == 9 and digits[0] != "0":
        # A spreadsheet drops the leading zero of what it takes for a number.
        digits = "0" + digits
    if len(digits) == 10 and digits[0] == "0":
        return " ".join(digits[place : place + 2] for place in range(0, 10, 2))
    if first.strip().startswith(("+", "00")) and 8 <= len(digits) <= 15:
        return first.strip()[:20]
    raise CellUnreadable(
        f"«\u00a0{text}\u00a0» n’est pas un numéro de téléphone\u00a0: écrivez ses dix chiffres."
    )


def read_day(text: str) -> date:
    """Read a date as the French write it: 13/02/2026, 13-02-26, 13.02.2026, 2026-02-13,
    « 13 février 2026 », « 1er mars 2026 », or the number a spreadsheet keeps.

    :raises CellUnreadable: it is no date.
    """
    bare = fold(text)
    try:
        if re.fullmatch(r"\d{4} \d{1,2} \d{1,2}(?: .*)?", bare):
            year, month, day = (int(part) for part in bare.split()[:3])
            return date(year, month, day)
        if re.fullmatch(r"\d{5}(?: 0)?", bare):
            return _EXCEL_FIRST_DAY + timedelta(days=int(bare.split()[0]))
        if numbers := re.fullmatch(r"(\d{1,2}) (\d{1,2}) (\d{2}|\d{4})(?: .*)?", bare):
            day, month, year = (int(part) for part in numbers.groups())
            return date(year + 2000 if year < 100 else year, month, day)
        if words := re.fullmatch(r"(?:\w+ )?(\d{1,2})(?:er)? ([a-z]+) (\d{4})", bare):
            return date(int(words[3]), _month(words[2]), int(words[1]))
    except (ValueError, OverflowError):
        pass
    raise CellUnreadable(
        f"«\u00a0{text}\u00a0» n’est pas une date\u00a0: écrivez jour/mois/année, "
        "par exemple 13/02/2026."
    )


def first_day_of(text: str) -> date | None:
    """Return the first day of a year or a month alone: « 2024 », « 03/2024 », « mars 2024 »."""
    found = re.fullmatch(r"(?:(\d{1,2}|[a-z]+) )?((?:19|20)\d{2})", fold(text))
    if found is None:
        return None
    said = found[1] or "1"
    try:
        return date(int(found[2]), int(said) if said.isdigit() else _month(said), 1)
    except ValueError:
        return None


def _month(word: str) -> int:
    for number, start in enumerate(_MONTHS, start=1):
        if word.startswith(start) or (len(word) >= 3 and start.startswith(word)):
            return number
    raise ValueError(word)


def plain_cell(cell: object) -> str:
    """Write a cell of a spreadsheet as the person saw it: no « .0 », dates as dates."""
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
