"""What do the files of INSEE and of the DGCL say of the communes of France?"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from maillage.apps.geography.readers.records import (
    CommuneRecord,
    DepartementRecord,
    EpciRecord,
    FormerRecord,
    Origin,
    Reference,
    RegionRecord,
    zone_of,
)
from maillage.apps.geography.readers.refusals import FileNotThere, UnreadableFile, VintageNotKnown
from maillage.apps.geography.readers.sentences import (
    SHOWN,
    doubtful_members,
    epcis_without_members,
    populations_in_force,
    without_population,
)
from maillage.apps.geography.readers.tables import Kind, Table, read_folder
from maillage.domain.communes import End, Movement, resolve, succession
from maillage.domain.names import normalise

# A change in what we take from the files makes the next load read them again.
LAYOUT = "insee 1"

Tables = Mapping[Kind, list[Table]]


def digest(folder: Path, year: int | None = None, counted: int | None = None) -> str:
    """Return what tells one set of files, and what was said of them, from another.

    :raises FileNotThere: no such folder.
    """
    if not folder.is_dir():
        raise FileNotThere(f"Le dossier {folder} est introuvable : corrigez --from.")
    total = hashlib.sha256(f"{LAYOUT} {year} {counted}".encode())
    for path in sorted(folder.iterdir()):
        if path.is_file():
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def read(folder: Path, *, year: int | None = None, counted: int | None = None) -> Reference:
    """Read the files of a folder, recognised by their columns.

    `year` is that of the communes when the files do not say it, `counted` that of the populations.

    :raises FileNotThere: the folder or one of the files is missing.
    :raises WrongEncoding: a file is not in UTF-8.
    :raises MissingColumns: a file lacks some of its columns.
    :raises UnreadableFile: a value cannot be understood.
    :raises VintageNotKnown: neither the files nor `year` say of when the communes are.
    """
    tables, ignored = read_folder(folder)
    moves = list(_movements(tables.get(Kind.MOVEMENTS, [])))
    ends = succession(movement for movement, _ in moves)
    named = _names(tables[Kind.COMMUNES])
    populations = _with_sums(_populations(tables[Kind.POPULATIONS]), named.parents)
    members = _members(tables[Kind.MEMBERS])
    successors = {code: end.into for code, end in ends.items()}
    epci_of, doubtful = _memberships(members, named.whole, successors)
    communes = list(_communes(named, populations, epci_of))
    living, empty = _epcis(members, set(epci_of.values()))
    return Reference(
        origin=_origin(digest(folder, year, counted), tables, moves, year, counted),
        regions=[RegionRecord(*row) for row in _all(tables[Kind.REGIONS], "REG", "LIBELLE")],
        departements=[
            DepartementRecord(*row)
            for row in _all(tables[Kind.DEPARTEMENTS], "DEP", "LIBELLE", "REG")
        ],
        epcis=living,
        communes=communes,
        former=list(dict.fromkeys(_former(moves, named, ends))),
        postcodes=None,
        remarks=(
            *epcis_without_members(f"{epci.name} ({epci.siren})" for epci in empty),
            *doubtful_members(doubtful),
            *without_population(communes),
            *_left_aside(ignored, tables),
        ),
    )


@dataclass(frozen=True)
class _Named:
    """What the file of communes says.

    Names by code, arrondissements included; the commune of each of these; the département of
    each; and the parts of merged communes: code, name, commune.
    """

    names: dict[str, str]
    parents: dict[str, str]
    departements: dict[str, str]
    within: list[tuple[str, str, str]]

    @property
    def whole(self) -> set[str]:
        """The communes, without their arrondissements."""
        return self.names.keys() - self.parents.keys()


def _communes(
    named: _Named, populations: Mapping[str, int], epci_of: Mapping[str, str]
) -> Iterator[CommuneRecord]:
    for code, name in named.names.items():
        departement, parent = named.departements[code], named.parents.get(code)
        yield CommuneRecord(
            code=code,
            name=name,
            departement=departement,
            zone=zone_of(departement),
            epci=epci_of.get(parent or code),
            population=populations.get(code),
            parent=parent,
        )


def _epcis(
    members: list[tuple[str, str, str, str]], inhabited: set[str]
) -> tuple[list[EpciRecord], list[EpciRecord]]:
    """The EPCI that have a known commune, and those that have none."""
    epcis = {siren: EpciRecord(siren, name, nature) for siren, name, nature, _ in members}
    living = [epci for siren, epci in epcis.items() if siren in inhabited]
    return living, [epci for siren, epci in epcis.items() if siren not in inhabited]


def _all(tables: Iterable[Table], *columns: str) -> Iterator[tuple[str, ...]]:
    for table in tables:
        yield from table.pick(*columns)


def _code(value: str) -> str:
    """Give back the leading zero that a spreadsheet took away."""
    return value.zfill(5) if value else value


def _movements(tables: list[Table]) -> Iterator[tuple[Movement, str]]:
    """Movements between communes, each with the name before."""
    columns = ("TYPECOM_AV", "TYPECOM_AP", "COM_AV", "COM_AP", "DATE_EFF", "LIBELLE_AV")
    for table in tables:
        for kind, into, before, after, day, name in table.pick(*columns):
            if kind != "COM" or into != "COM":
                continue
            try:
                on = date.fromisoformat(day)
            except ValueError:
                raise UnreadableFile(table.name, f"« {day} » n’est pas une date.") from None
            yield Movement(on, _code(before), _code(after)), name


def _populations(tables: list[Table]) -> dict[str, int]:
    populations = {}
    for table in tables:
        for departement, short, code, count in table.pick("DEP", "CODCOM", "COM", "PMUN"):
            bare = "".join(count.split())
            if not bare.isdecimal():
                raise UnreadableFile(
                    table.name,
                    f"la population municipale de {code or departement + short} est « {count} », "
                    "qui n’est pas un nombre.",
                )
            # The file of Mayotte gives the last three figures of the code alone.
            populations[_code(code) or departement[:2] + short.zfill(3)] = int(bare)
    return populations


def _with_sums(populations: dict[str, int], parents: Mapping[str, str]) -> dict[str, int]:
    """Add the communes that the file gives by their arrondissements alone."""
    parts: dict[str, list[int | None]] = {}
    for code, parent in parents.items():
        parts.setdefault(parent, []).append(populations.get(code))
    sums = {
        parent: sum(count or 0 for count in counts)
        for parent, counts in parts.items()
        if None not in counts
    }
    return {**sums, **populations}


def _names(tables: list[Table]) -> _Named:
    named = _Named({}, {}, {}, [])
    columns = ("TYPECOM", "COM", "DEP", "LIBELLE", "COMPARENT")
    for kind, code, departement, name, parent in _all(tables, *columns):
        if kind in {"COMD", "COMA"}:
            named.within.append((_code(code), name, _code(parent)))
            continue
        named.names[_code(code)] = name
        named.departements[_code(code)] = departement
        if kind == "ARM":
            named.parents[_code(code)] = _code(parent)
    return named


def _members(tables: list[Table]) -> list[tuple[str, str, str, str]]:
    columns = ("siren", "raison_sociale", "nature_juridique", "insee")
    return [
        (siren, name, nature, _code(code))
        for siren, name, nature, code in _all(tables, *columns)
        if siren
    ]


def _memberships(
    members: list[tuple[str, str, str, str]],
    current: set[str],
    successors: Mapping[str, tuple[str, ...]],
) -> tuple[dict[str, str], list[str]]:
    """The EPCI of each commune; a member that merged since the file was made gives its own."""
    epci_of: dict[str, str] = {}
    doubtful = []
    for siren, _, _, code in members:
        holders = resolve(code, current=current, successors=successors) if code else ()
        if code and not holders:
            doubtful.append(f"{code} ({siren})")
        for holder in holders:
            if epci_of.setdefault(holder, siren) != siren:
                doubtful.append(f"{code} ({siren})")
    return epci_of, doubtful


def _former(
    moves: list[tuple[Movement, str]], named: _Named, ends: Mapping[str, End]
) -> Iterator[FormerRecord]:
    """Old codes and old names, each with the commune of today that answers for it."""
    current = named.whole
    successors = {code: end.into for code, end in ends.items()}
    spellings = {code: normalise(name) for code, name in named.names.items()}
    ended: dict[str, str] = {}
    for movement, name in moves:
        code = movement.before
        if code in current and normalise(name) != spellings[code] and movement.after == code:
            yield FormerRecord(code, name, code, movement.on)
        elif code not in current and code in ends and ends[code].on == movement.on:
            ended[code] = name
    # A part of a commune says itself which one, beyond what its last movement said.
    parts = {code: parent for code, _, parent in named.within if parent in current}
    for code, name in ended.items():
        of_today = resolve(code, current=current, successors=successors)
        for successor in [parts[code]] if code in parts else of_today:
            yield FormerRecord(code, name, successor, ends[code].on)
    for code, name, parent in named.within:
        known = code in ended or (code in current and code != parent)
        if parent in current and not known and normalise(name) != spellings[parent]:
            yield FormerRecord(code, name, parent)


def _origin(
    marks: str,
    tables: Tables,
    moves: list[tuple[Movement, str]],
    year: int | None,
    counted: int | None,
) -> Origin:
    latest = max((movement.on for movement, _ in moves), default=None)
    if latest:
        # The code of a year is that of 1 January: what happens later is in the next one.
        found = latest.year if (latest.month, latest.day) == (1, 1) else latest.year + 1
        year = year or found
    if year is None:
        raise VintageNotKnown(
            "Ces fichiers ne disent pas de quelle année ils sont : indiquez-la, par exemple "
            "--vintage 2026, ou ajoutez le fichier des mouvements."
        )
    members = max((table.year() or 0 for table in tables[Kind.MEMBERS]), default=0)
    of_epci = f", EPCI {members}" if members and members != year else ""
    return Origin(
        source="Fichiers de l’INSEE (code officiel géographique, populations) et de la DGCL (EPCI)",
        source_url="https://www.insee.fr/fr/information/2560452",
        licence="Licence Ouverte 2.0",
        vintage=f"Code officiel géographique au 1er janvier {year}{of_epci}",
        effective_on=date(year, 1, 1),
        population_vintage=populations_in_force(counted),
        digest=marks,
    )


def _left_aside(ignored: list[str], tables: Tables) -> Iterator[str]:
    if Kind.MOVEMENTS not in tables:
        yield (
            "Sans le fichier des mouvements, les communes disparues ne peuvent pas être "
            "conduites à leur commune actuelle."
        )
    if ignored:
        yield f"Fichiers laissés de côté : {', '.join(ignored[:SHOWN])}."
