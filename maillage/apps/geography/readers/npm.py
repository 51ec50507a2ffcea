"""What does the npm package `@etalab/decoupage-administratif` say of the communes of France?"""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import yaml

from maillage.apps.geography.readers.records import (
    CommuneRecord,
    DepartementRecord,
    EpciRecord,
    FormerRecord,
    Origin,
    Reference,
    RegionRecord,
)
from maillage.apps.geography.readers.refusals import (
    FileNotThere,
    UnreadableFile,
    VintageNotKnown,
    WrongEncoding,
)
from maillage.apps.geography.readers.sentences import (
    doubtful_members,
    epcis_without_members,
    populations_in_force,
    without_population,
)
from maillage.domain.names import normalise

PACKAGE = "@etalab/decoupage-administratif"
FILES = ("regions.json", "departements.json", "epci.json", "communes.json")
# A change in what we take from the files makes the next load read them again.
LAYOUT = "npm 1"

Row = dict[str, Any]
T = TypeVar("T")


def digest(package: Path, year: int | None = None, counted: int | None = None) -> str:
    """Return what tells one release of the package, and what was said of it, from another.

    :raises FileNotThere: the package is not installed in that folder.
    """
    total = hashlib.sha256(f"{LAYOUT} {year} {counted}".encode())
    for path in (package / "package.json", *(package / "data" / name for name in FILES)):
        try:
            total.update(path.read_bytes())
        except OSError:
            raise FileNotThere(
                f"Le fichier {path} est introuvable : lancez « make setup », qui installe le "
                f"paquet {PACKAGE}, ou indiquez son dossier avec --from."
            ) from None
    return total.hexdigest()


def read(package: Path, *, year: int | None = None, counted: int | None = None) -> Reference:
    """Read the package installed in a folder.

    `year` overrides that of the communes of its version, `counted` that of the populations.

    :raises FileNotThere: a file of the package is missing.
    :raises WrongEncoding: a file is not in UTF-8.
    :raises UnreadableFile: a file is not the JSON expected.
    :raises VintageNotKnown: the version is not in the table of vintages.
    """
    origin = _origin(package, year, counted)
    regions, departements, epcis, rows = (_rows(package, name) for name in FILES)
    with_members = [row for row in epcis if row.get("membres")]
    remarks = epcis_without_members(
        f"{row.get('nom')} ({row.get('code')})" for row in epcis if not row.get("membres")
    )
    current = {row.get("code") for row in rows if row.get("type") == "commune-actuelle"}
    members = _build("epci.json", _members_of, with_members)
    epci_of, doubtful = _memberships(members, current)
    communes = _build("communes.json", lambda row: _commune(row, epci_of), _living(rows))
    return Reference(
        origin=origin,
        regions=_build("regions.json", lambda r: RegionRecord(r["code"], r["nom"]), regions),
        departements=_build(
            "departements.json",
            lambda row: DepartementRecord(row["code"], row["nom"], row["region"]),
            departements,
        ),
        epcis=_build(
            "epci.json",
            lambda row: EpciRecord(str(row["code"]), row["nom"], row["type"]),
            with_members,
        ),
        communes=communes,
        former=list(_former(rows, {commune.code: commune.name for commune in communes})),
        postcodes={row["code"]: row.get("codesPostaux", ()) for row in _living(rows)},
        remarks=(*remarks, *doubtful_members(doubtful), *without_population(communes)),
    )


def _rows(package: Path, name: str) -> list[Row]:
    try:
        rows = json.loads((package / "data" / name).read_bytes())
    except OSError:
        raise FileNotThere(f"Le fichier {package / 'data' / name} est introuvable.") from None
    except UnicodeDecodeError:
        raise WrongEncoding(name) from None
    except json.JSONDecodeError as error:
        raise UnreadableFile(name, f"ce n’est pas du JSON (ligne {error.lineno}).") from None
    if not isinstance(rows, list) or not rows:
        raise UnreadableFile(name, "il devrait contenir une liste, et elle est vide ou absente.")
    return rows


def _build(name: str, build: Callable[[Row], T], rows: list[Row]) -> list[T]:
    built = []
    for number, row in enumerate(rows, start=1):
        try:
            built.append(build(row))
        except KeyError as missing:
            raise UnreadableFile(
                name, f"l’élément n° {number} n’a pas de champ {missing.args[0]!r}."
            ) from None
    return built


def _origin(package: Path, year: int | None, counted: int | None) -> Origin:
    marks = digest(package, year, counted)
    try:
        version = str(json.loads((package / "package.json").read_text("utf-8"))["version"])
    except (ValueError, KeyError):
        raise UnreadableFile("package.json", "il n’indique pas de version.") from None
    table = yaml.safe_load(Path(__file__).with_name("vintages.yaml").read_text("utf-8"))
    known = table["versions"].get(".".join(version.split(".")[:2]))
    if year is None and known is None:
        raise VintageNotKnown(
            f"La version {version} du paquet n’est pas dans la table des millésimes : "
            "indiquez l’année de ses communes, par exemple --vintage 2026."
        )
    year = year or int(known["year"])
    if counted is None:
        counted = int(known["populations"]) if known and known["year"] == year else year - 3
    return Origin(
        source=f"{PACKAGE} {version} (INSEE, DGCL, La Poste)",
        source_url="https://github.com/datagouv/decoupage-administratif",
        licence="Licence Ouverte 2.0",
        vintage=f"Code officiel géographique au 1er janvier {year}",
        effective_on=date(year, 1, 1),
        population_vintage=populations_in_force(counted, mayotte=2017),
        digest=marks,
    )


def _living(rows: list[Row]) -> list[Row]:
    return [
        row for row in rows if row.get("type") in {"commune-actuelle", "arrondissement-municipal"}
    ]


def _commune(row: Row, epci_of: dict[str, str]) -> CommuneRecord:
    parent = row["commune"] if row["type"] == "arrondissement-municipal" else None
    return CommuneRecord(
        code=row["code"],
        name=row["nom"],
        departement=row["departement"],
        zone=row["zone"].upper(),
        epci=epci_of.get(parent or row["code"]),
        population=row.get("population"),
        parent=parent,
    )


def _members_of(row: Row) -> tuple[str, list[str]]:
    return str(row["code"]), [member["code"] for member in row["membres"]]


def _memberships(
    members: list[tuple[str, list[str]]], current: set[Any]
) -> tuple[dict[str, str], list[str]]:
    epci_of: dict[str, str] = {}
    doubtful = []
    for siren, codes in members:
        for code in codes:
            if code not in current or code in epci_of:
                doubtful.append(f"{code} ({siren})")
            else:
                epci_of[code] = siren
    return epci_of, doubtful


def _former(rows: list[Row], names: dict[str, str]) -> Iterator[FormerRecord]:
    """Old codes, and the names of the déléguées and associées, that keep theirs within a merger."""
    named = set()
    for row in rows:
        if row["type"] in {"commune-deleguee", "commune-associee"}:
            code, head = row["code"], row["chefLieu"]
            named.add(code)
            if code == head and head in names:
                if normalise(row["nom"]) != normalise(names[head]):
                    yield FormerRecord(code, row["nom"], head)
            elif head in names and code not in names:
                yield FormerRecord(code, row["nom"], head)
    for row in rows:
        for code in row.get("anciensCodes", ()):
            # A part of a commune says itself which one: the list of old codes may lag behind.
            if code not in names and code not in named:
                yield FormerRecord(code, "", row["code"])
