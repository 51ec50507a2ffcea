"""What does a cell say: a number, a secret, nothing; the code of which place?"""

import re
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite

from maillage.domain.names import fold

# As INSEE, the DREES and the Assurance maladie write them; « < 11 » and « moins de 5 » too.
SECRETS = frozenset({"s", "ns", "nd", "nc", "c", "secret", "n d", "n s", "secret statistique"})
_BELOW = re.compile(r"^(<|≤|moins de\b|inf)", re.IGNORECASE)
_NOT_A_CODE = re.compile(r"[^0-9A-Z]")


@dataclass(frozen=True, slots=True)
class Number:
    """A number, or the mark of a secret: never both."""

    value: float | None
    is_secret: bool = False


SECRET = Number(None, is_secret=True)


def number(cell: object) -> Number | None:
    """Read a number in any French or English writing; None when the cell says nothing."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _finite(float(cell))
    text = str(cell).strip()
    bare = text.replace("\u00a0", "").replace("\u202f", "").replace(" ", "").rstrip("%€")
    try:
        return _finite(float(bare.replace(",", ".")))
    except ValueError:
        return SECRET if fold(text) in SECRETS or _BELOW.match(text) else None


def _finite(value: float) -> Number | None:
    return Number(value) if isfinite(value) else None


@lru_cache(maxsize=4096)
def commune_code(cell: object) -> str:
    """Return an INSEE code as it should be: a workbook takes its leading zero away.

    Empty when the cell holds no such code.
    """
    text = _plain(cell)
    code = text.rsplit("-", 1)[-1] if "-" in text else text
    if code.isdecimal() and len(code) == 4:
        code = code.zfill(5)
    return code if len(code) == 5 and not _NOT_A_CODE.search(code) else ""


@lru_cache(maxsize=4096)
def departement_code(cell: object) -> str:
    """Return the code of a département: « 1 » → « 01 »."""
    code = _plain(cell).rsplit("-", 1)[-1]
    return code.zfill(2) if code.isdecimal() else code


def region_code(cell: object) -> str:
    """Return the code of a région: « 1 » → « 01 »."""
    return departement_code(cell)


@lru_cache(maxsize=4096)
def year_of(cell: object) -> int:
    """Return the year that a cell begins with or holds; zero when it holds none."""
    found = re.search(r"(?:19|20)\d\d", _plain(cell))
    return int(found.group()) if found else 0


def _plain(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip().upper()
