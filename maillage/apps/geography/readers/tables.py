"""Which official file is this one? Its columns say it, whatever its name.

The files are those of INSEE (code officiel géographique, movements since 1943, populations
légales) and of the DGCL (members of the EPCI, a workbook whose column names carry the year).
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from maillage.apps.geography.readers.refusals import (
    FileNotThere,
    MissingColumns,
    UnreadableFile,
    WrongEncoding,
)


class Kind(Enum):
    """A file of the source: the columns we read, and among them those no other file has."""

    MOVEMENTS = "mouvements des communes (v_mvtcommune)"
    COMMUNES = "communes (v_commune)"
    POPULATIONS = "populations légales (donnees_communes)"
    MEMBERS = "composition des EPCI (epcicom)"
    DEPARTEMENTS = "départements (v_departement)"
    REGIONS = "régions (v_region)"


COLUMNS = {
    Kind.MOVEMENTS: (
        {"MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "LIBELLE_AV", "TYPECOM_AP", "COM_AP"},
        {"TYPECOM_AV", "TYPECOM_AP", "COM_AV", "COM_AP"},
    ),
    Kind.COMMUNES: (
        {"TYPECOM", "COM", "DEP", "LIBELLE", "COMPARENT"},
        {"TYPECOM", "COMPARENT"},
    ),
    Kind.POPULATIONS: ({"DEP", "CODCOM", "COM", "PMUN"}, {"PMUN", "PCAP", "PTOT"}),
    Kind.MEMBERS: (
        {"siren", "raison_sociale", "nature_juridique", "insee"},
        {"siren_membre", "raison_sociale", "nature_juridique"},
    ),
    Kind.DEPARTEMENTS: ({"DEP", "REG", "LIBELLE"}, {"DEP"}),
    Kind.REGIONS: ({"REG", "LIBELLE"}, {"REG"}),
}
REQUIRED = tuple(kind for kind in Kind if kind is not Kind.MOVEMENTS)
TITLE_ROWS = 20


@dataclass(frozen=True)
class Table:
    """The rows of one file, its header apart; `columns` leads a name to its place."""

    name: str
    kind: Kind
    header: tuple[str, ...]
    rows: list[list[str]]

    def pick(self, *names: str) -> Iterator[tuple[str, ...]]:
        """Yield the values of some columns, row by row; a short row is a refusal."""
        places = [self.header.index(name) for name in names]
        width = max(places) + 1
        for number, row in enumerate(self.rows, start=2):
            if len(row) < width:
                if not any(row):
                    continue
                raise UnreadableFile(self.name, f"la ligne {number} est incomplète.")
            yield tuple(row[place].strip() for place in places)

    def year(self) -> int | None:
        """Return the latest year that the names of the columns carry (« ptot_2025 »)."""
        years = [int(found) for name in self.header for found in re.findall(r"_(20\d\d)\b", name)]
        return max(years, default=None)


def read_folder(folder: Path) -> tuple[dict[Kind, list[Table]], list[str]]:
    """Return the tables of a folder by kind, and the names of the files left aside.

    :raises FileNotThere: no such folder, or one of the files the source is made of is missing.
    :raises WrongEncoding: a file is not in UTF-8.
    :raises MissingColumns: a file is recognised but lacks some of its columns.
    """
    if not folder.is_dir():
        raise FileNotThere(
            f"Le dossier {folder} est introuvable : indiquez avec --from celui qui contient "
            "les fichiers de l’INSEE et de la DGCL."
        )
    tables: dict[Kind, list[Table]] = {}
    ignored = []
    for path in sorted(folder.iterdir()):
        suffix = path.suffix.lower()
        table = None
        if suffix in {".csv", ".txt"}:
            table = _read_text(path)
        elif suffix in {".xlsx", ".xls", ".ods"}:
            table = _read_workbook(path)
        if table:
            tables.setdefault(table.kind, []).append(table)
        elif path.is_file():
            ignored.append(path.name)
    missing = [kind.value for kind in REQUIRED if kind not in tables]
    if missing:
        raise FileNotThere(
            f"Il manque dans {folder} : {', '.join(missing)}. Ces fichiers se reconnaissent à "
            "leurs colonnes, leur nom est libre : déposez-les dans ce dossier, puis relancez."
        )
    return tables, ignored


def _kind_of(name: str, header: Iterable[str]) -> Kind | None:
    """Recognise a file by its columns.

    :raises MissingColumns: it has columns that only one kind has, but not all of those we read.
    """
    columns = set(header)
    for kind, (needed, own) in COLUMNS.items():
        if not columns & own or (kind in {Kind.DEPARTEMENTS, Kind.REGIONS} and "COM" in columns):
            continue
        if kind is Kind.DEPARTEMENTS and not needed <= columns:
            continue
        if kind is Kind.REGIONS and ("ARR" in columns or "CHEFLIEU" not in columns):
            continue
        if needed - columns:
            raise MissingColumns(name, needed - columns)
        return kind
    return None


def _read_text(path: Path) -> Table | None:
    raw = path.read_bytes()
    # The names of the columns we look for are plain letters, whatever the encoding.
    first = raw[:4096].split(b"\n", 1)[0].decode("latin-1").strip("\r\ufeff\u00ef\u00bb\u00bf")
    delimiter = max(";,\t|", key=first.count)
    header = tuple(cell.strip() for cell in next(csv.reader([first], delimiter=delimiter), []))
    kind = _kind_of(path.name, header)
    if kind is None:
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongEncoding(path.name) from None
    rows = list(csv.reader(text.splitlines(), delimiter=delimiter))[1:]
    return Table(path.name, kind, header, rows)


def _read_workbook(path: Path) -> Table | None:
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        sheets = [workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names]
    except (CalamineError, OSError):
        raise UnreadableFile(path.name, "ce n’est pas un classeur de tableur.") from None
    for sheet in sheets:
        for number, row in enumerate(sheet[:TITLE_ROWS]):
            header = tuple(str(cell).strip() for cell in row)
            kind = _kind_of(path.name, header)
            if kind:
                rows = [[_plain(cell) for cell in line] for line in sheet[number + 1 :]]
                return Table(path.name, kind, header, rows)
    return None


def _plain(cell: object) -> str:
    """A SIREN comes out of a workbook as 200029999.0."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
