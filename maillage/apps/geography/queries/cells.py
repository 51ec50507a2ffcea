"""What does one line of a spreadsheet name: a code, a name, a département?"""

import re
from dataclasses import dataclass

from maillage.domain.names import normalise

_CODE = re.compile(r"(?<![\w])(\d{5}|2[ABab]\d{3}|\d{4})(?:[.,]0+)?(?![\w])")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_DEPARTEMENT = re.compile(r"\d{1,3}|2[ABab]")
_CUTS = re.compile(r"[\t;|]")
_LETTERS = re.compile(r"[^\W\d_]")
_HEADINGS = frozenset(
    {
        "code", "codes", "insee", "code insee", "code commune", "codgeo", "com", "depcom",
        "commune", "communes", "nom", "libelle", "nom commune", "nom de la commune", "libgeo",
        "departement", "dep", "population", "pmun", "code postal", "cp", "epci", "region",
        "code insee commune", "n insee", "code officiel",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Cells:
    """What was read of a line: a code as written, the name beside it, where it is said to be.

    `departement` is what stood between brackets: a code (« 34 ») or a normalised name. `full` is
    the name with its brackets, for those that have some: « Château-Chinon (Ville) ».
    """

    number: int
    text: str
    code: str
    name: str
    full: str
    departement: str


def is_heading(text: str) -> bool:
    """Say whether a line only names columns."""
    words = [normalise(cell) for cell in _CUTS.split(text)]
    return any(words) and all(word in _HEADINGS for word in words if word)


def read_line(number: int, text: str) -> Cells:
    """Take a pasted line apart; spreadsheets add apostrophes, quotes and odd spaces."""
    plain = text.replace("\u00a0", " ").replace("\u202f", " ").strip().strip("\ufeff\"'’ ")
    cells = [cell.strip(" \"'’,") for cell in _CUTS.split(plain)]
    code = next((found[1] for cell in cells if (found := _CODE.search(cell))), "")
    named = next((cell for cell in cells if _LETTERS.search(_CODE.sub(" ", cell))), "")
    departement, full = "", _CODE.sub(" ", named)
    for inside in _BRACKETS.findall(named):
        if _DEPARTEMENT.fullmatch(inside.strip()):
            departement = inside.strip().upper().zfill(2)
            full = full.replace(f"({inside})", " ")
        elif not _CODE.fullmatch(inside.strip()):
            departement = departement or normalise(inside)
    name = _CODE.sub(" ", _BRACKETS.sub(" ", named))
    return Cells(number, text.strip(), code.upper(), _tidy(name), _tidy(full), departement)


def _tidy(name: str) -> str:
    return " ".join(name.strip(" -–,:").split())
