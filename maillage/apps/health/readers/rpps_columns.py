"""Which column of the activity file holds what, whatever the extraction it comes from?

Columns are known by name, never by rank: the published header changed its accents, its capitals and
its length over the years (56 columns in October 2026, 52 in 2021, a « | » at the end or not).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from maillage.apps.health.readers.refusals import (
    ColumnsMissing,
    FileCutShort,
    NotInUtf8,
    NotThisFile,
)
from maillage.domain.names import fold

SEPARATOR = b"|"
SAMPLE = 1 << 20
# Beyond, a line cannot be one of this file.
LONGEST_LINE = 1 << 16
EXPECTED = (
    "le fichier des personnes et de leurs activités de l’Annuaire santé "
    "(« PS_LibreAcces_Personne_activite », colonnes séparées par « | »)"
)

# What we read → the name published, and the words that no other column has.
REQUIRED = {
    "kind": ("Type d'identifiant PP", r"type d identifiant pp"),
    "number": ("Identifiant PP", r"identifiant pp"),
    "national_id": ("Identification nationale PP", r"identification nationale pp"),
    "name": ("Nom d'exercice", r"nom (d )?exercice"),
    "first_name": ("Prénom d'exercice", r"prenom (d )?exercice"),
    "profession": ("Code profession", r"code profession"),
    "mode": ("Code mode exercice", r"code mode (d )?exercice"),
    "postcode": ("Code postal (coord. structure)", r"code postal( coord)? structure"),
    "commune": ("Code commune (coord. structure)", r"code commune( coord)? structure"),
    "structure": (
        "Identifiant technique de la structure",
        r"identifiant technique( de la)? structure",
    ),
    "sector": ("Code secteur d'activité", r"code secteur (d )?activite"),
}
OPTIONAL = {
    "specialty_kind": r"code type savoir faire",
    "specialty": r"code savoir faire",
    "specialty_name": r"libelle savoir faire",
    "siret": r"numero siret site",
    "finess": r"numero finess site",
    "structure_name": r"raison sociale site",
    "sign": r"enseigne commerciale site",
    "cedex": r"bureau cedex( coord)? structure",
    "town": r"libelle commune( coord)? structure",
}
SPECIALTY = ("specialty_kind", "specialty")


@dataclass(frozen=True)
class Columns:
    """Where each thing stands in a line, and how many cells a line has."""

    ranks: dict[str, int]
    count: int

    @property
    def has_specialties(self) -> bool:
        return all(name in self.ranks for name in SPECIALTY)


def columns_of(path: Path, name: str) -> Columns:
    """Read the header of a raw file, and check its first and its last line.

    :raises NotInUtf8: its beginning is in another encoding.
    :raises NotThisFile: it is no table, or another one.
    :raises ColumnsMissing: a column that cannot be done without is not there.
    :raises FileCutShort: the last line has not all of its cells.
    """
    with path.open("rb") as file:
        start = file.read(SAMPLE)
        file.seek(0, 2)
        size = file.tell()
        file.seek(max(0, size - LONGEST_LINE))
        end = file.read()
    lines = start.split(b"\n")
    try:
        header = lines[0].decode("utf-8-sig").rstrip("\r")
        # The last line of the sample may stop in the middle of a letter.
        b"\n".join(lines[: -1 if size > SAMPLE else None]).decode()
    except UnicodeDecodeError:
        raise NotInUtf8(name) from None
    if "|" not in header or len(lines[0]) > LONGEST_LINE:
        raise NotThisFile(name, EXPECTED)
    ranks = _ranks(header.split("|"), name)
    widths = {line.count(SEPARATOR) + 1 for line in lines[1:20] if line.strip()}
    if not widths:
        raise NotThisFile(name, f"{EXPECTED} ; celui-ci n’a que son en-tête")
    count = max(widths)
    _check_the_end(end, count, name)
    return Columns(ranks, count)


def _ranks(header: Sequence[str], name: str) -> dict[str, int]:
    cells = [fold(cell) for cell in header]
    known = {key: pattern for key, (_, pattern) in REQUIRED.items()} | OPTIONAL
    ranks = {
        key: rank
        for key, pattern in known.items()
        for rank, cell in reversed(list(enumerate(cells)))
        if re.fullmatch(pattern, cell)
    }
    missing = [published for key, (published, _) in REQUIRED.items() if key not in ranks]
    if len(missing) > len(REQUIRED) // 2:
        raise NotThisFile(name, EXPECTED)
    if missing:
        raise ColumnsMissing(name, missing)
    return ranks


def _check_the_end(end: bytes, count: int, name: str) -> None:
    """Refuse a file whose last line stops early; without end of line, one cell may be lacking."""
    last = end.rstrip(b"\r\n").rsplit(b"\n", 1)[-1]
    whole = count if end.endswith(b"\n") else count - 1
    if last.count(SEPARATOR) + 1 < whole:
        raise FileCutShort(name)
