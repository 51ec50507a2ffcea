"""Who is named by a pasted list of professionals: name, address, profession, commune?

One person a line, the cells in any order, as they come out of a spreadsheet or a mail.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from maillage.domain.names import fold
from maillage.domain.professions import recognise

ADDRESS = re.compile(r"[^\s;,<>\"']+@[^\s;,<>\"']+\.[A-Za-z]{2,}")
CELLS = re.compile(r"\t|;|,|\|")
MOST_LINES = 2_000
HEADINGS = frozenset({"nom", "prenom", "mail", "courriel", "commune", "profession", "adresse"})


@dataclass(frozen=True)
class Guest:
    """A professional to invite; `commune` is one of the border, by its code."""

    name: str
    address: str
    commune: str
    profession: str = ""


@dataclass(frozen=True)
class Problem:
    """A line left aside, by its number, and why."""

    number: int
    line: str
    why: str


@dataclass(frozen=True)
class Listed:
    """What a pasted list names, and what it does not let understand."""

    guests: Sequence[Guest]
    problems: Sequence[Problem]


def read_list(text: str, communes: Mapping[str, str]) -> Listed:
    """Read a pasted list; `communes` gives the border communes, code → name.

    A commune is recognised by its code or by its name, accents, case and hyphens aside; an
    address met twice is kept once. A first line of headings is passed over.
    """
    named = {fold(name): code for code, name in communes.items()}
    guests: dict[str, Guest] = {}
    problems: list[Problem] = []
    lines = text.splitlines()
    for number, line in enumerate(lines[:MOST_LINES], start=1):
        if not line.strip() or (number == 1 and _is_headings(line)):
            continue
        found = _read_line(line, communes, named)
        if isinstance(found, str):
            problems.append(Problem(number, line.strip()[:80], found))
        else:
            guests.setdefault(found.address, found)
    if len(lines) > MOST_LINES:
        why = f"la liste est coupée après {MOST_LINES} lignes : collez la suite à part"
        problems.append(Problem(MOST_LINES + 1, "", why))
    return Listed(list(guests.values()), problems)


def _is_headings(line: str) -> bool:
    return sum(fold(cell) in HEADINGS for cell in CELLS.split(line)) >= 2


def _read_line(line: str, communes: Mapping[str, str], named: Mapping[str, str]) -> Guest | str:
    address = ADDRESS.search(line)
    if not address:
        return "aucune adresse électronique"
    commune = profession = ""
    words = []
    for cell in CELLS.split(line.replace(address[0], " ")):
        said = " ".join(cell.split()).strip("<>\"' ")
        code = said if said in communes else named.get(fold(said), "")
        if code and not commune:
            commune = code
        elif said and not profession and (known := recognise(said)) and known.code:
            profession = known.label
        elif said:
            words.append(said)
    if not commune:
        return "aucune des communes de bordure n’y est nommée"
    name = " ".join(words[:2])[:160]
    if not name:
        return "aucun nom"
    return Guest(name, address[0].lower(), commune, profession)
