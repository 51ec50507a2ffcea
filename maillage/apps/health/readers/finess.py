"""Which establishments are open, according to the FINESS register, in whichever form it comes?

The former extraction (frozen in May 2026): « ; », no quoting, no header, a first line that names
it, a line a site then a line for its coordinates; or the same with a header, as others publish it.
FINESS+ (since July 2026): JSON, sites within legal entities, read one entity at a time.
"""

import csv
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import IO, Any

import ijson

from maillage.apps.health.readers.archives import opened
from maillage.apps.health.readers.refusals import ColumnsMissing, FileCutShort, NotThisFile
from maillage.domain.health.establishments import is_true_place, place_km
from maillage.domain.names import fold

EXPECTED = (
    "un fichier FINESS des établissements, l’ancien (« structureet;… ») ou le nouveau "
    "(« finess-structures-journalier », JSON)"
)
# What a line of the former file holds, by rank.
STRUCTURE = {
    "finess": 1, "legal_entity": 2, "short_name": 3, "name": 4, "commune": 12, "departement": 13,
    "routing": 15, "category": 18, "siret": 22, "opened_on": 28,
}  # fmt: skip
# The same with a header: the names met for each.
NAMES = {
    "finess": ("nofinesset", "num finess et", "finess", "numero finess"),
    "legal_entity": ("nofinessej", "num finess ej", "finess ej"),
    "short_name": ("rs", "raison sociale", "raison sociale courte"),
    "name": ("rslongue", "raison sociale longue", "raison sociale", "rs"),
    "commune": ("commune", "code commune"),
    "departement": ("departement", "code departement"),
    "routing": ("ligneacheminement", "ligne acheminement"),
    "category": ("categetab", "categorie etablissement", "code categorie"),
    "siret": ("siret",),
    "opened_on": ("dateouv", "date ouverture", "date d ouverture"),
    "x": ("coordxet", "coord x et", "coord x"),
    "y": ("coordyet", "coord y et", "coord y"),
    "system": ("sourcecoordet", "source coord et"),
}
NEEDED = ("finess", "name", "commune", "departement", "category")
# Letters that the former file gives to the départements overseas.
OVERSEAS = {"9A": "971", "9B": "972", "9C": "973", "9D": "974", "9E": "975", "9F": "976"}
MAINLAND = "2154"
AT_WORK = "03"
_POSTCODE = re.compile(r"^\s*(\d{5})\s*(.*)$")
_DAY = re.compile(r"20\d{2}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Site:
    """An open establishment, as the file tells it; the commune is not resolved yet."""

    finess: str
    name: str
    category: str
    commune: str
    postcode: str
    town: str
    legal_entity: str
    siret: str
    opened_on: date | None
    x_km: float | None = None
    y_km: float | None = None


@dataclass
class Reading:
    """What a file holds; the counts are true once the sites have all been read."""

    sites: Iterator[Site]
    day: date | None = None
    read: int = 0
    closed: int = 0
    centres: int = 0
    digest: Any = field(default_factory=hashlib.sha256)


def read(path: Path, use: Callable[[Reading], None]) -> None:
    """Open a file, recognise its form by its content, and hand it over to `use`.

    :raises FileNotThere: there is no such file.
    :raises NotThisFile: it is no file of the register.
    :raises ColumnsMissing: its header lacks a column that cannot be done without.
    :raises FileCutShort: it ends before its end.
    """
    with opened(path, named="") as content:
        head = content.read(1)
        while head.isspace():
            head = content.read(1)
        if head == b"{":
            use(_new(content, head, path.name))
        else:
            use(_old(content, head, path.name))


# --- The new one: JSON ---


class _Rejoined:
    """A file whose first character was already read."""

    def __init__(self, head: bytes, rest: IO[bytes], digest: Any) -> None:
        self.head, self.rest, self.digest = head, rest, digest

    def read(self, size: int = -1) -> bytes:
        if size == 0:
            return b""
        head, self.head = self.head, b""
        piece = head + self.rest.read(size if size < 0 else max(size - len(head), 1))
        self.digest.update(piece)
        return piece


def _new(content: IO[bytes], head: bytes, name: str) -> Reading:
    reading = Reading(iter(()))
    reading.sites = _sites_of(_Rejoined(head, content, reading.digest), reading, name)
    return reading


def _sites_of(content: _Rejoined, reading: Reading, name: str) -> Iterator[Site]:
    entities = 0
    try:
        for entity in ijson.items(content, "pmej.item"):
            entities += 1
            legal = entity.get("informationsGeneralesPMEJ", {}).get("numFinessPm") or ""
            for told in entity.get("ege") or ():
                reading.read += 1
                site = _site(told, legal, reading)
                if site is not None:
                    yield site
    except ijson.IncompleteJSONError:
        raise FileCutShort(name) from None
    except (ijson.JSONError, UnicodeDecodeError, AttributeError, TypeError):
        raise NotThisFile(name, EXPECTED) from None
    if not entities:
        raise NotThisFile(name, EXPECTED)


def _site(told: Mapping[str, Any], legal: str, reading: Reading) -> Site | None:
    about = told.get("informationsGeneralesEGE") or {}
    if told.get("etatObjet") != "A" or about.get("dateFermeture"):
        reading.closed += 1
        return None
    address = _address(told.get("adresse") or ())
    named = (about.get("nomEgeLong") or about.get("nomEgeCourt") or "").strip()
    site = Site(
        finess=(about.get("numFinessEge") or "").strip(),
        name=" ".join(named.split()),
        category=told.get("categorieentiteGeographiqueExercice") or "",
        commune=address.get("cogCommune") or "",
        postcode=address.get("codePostal") or "",
        town=address.get("ligneAcheminement") or "",
        legal_entity=legal,
        siret=about.get("siret") or "",
        opened_on=_day(about.get("dateOuverture")),
    )
    return _placed(site, address.get("coordonneesGeographique") or {}, reading)


def _address(told: Iterable[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return where the site is: not always the first of its addresses."""
    listed = list(told)
    at_work = [address for address in listed if address.get("usageAdresse") == AT_WORK]
    return (at_work or listed or [{}])[0]


def _placed(site: Site, told: Mapping[str, Any], reading: Reading) -> Site:
    key = told.get("cleInInteropBAN") or ""
    if key and not is_true_place(key):
        reading.centres += 1
        return site
    for one, other in (
        ("coordonneeX", "coordonneeY"),
        ("directionLongitude", "directionLatitude"),
    ):
        place = _place(told.get(one), told.get(other))
        if place:
            return replace(site, x_km=place[0], y_km=place[1])
    return site


def _place(one: object, other: object) -> tuple[float, float] | None:
    try:
        return place_km(float(str(one).replace(",", ".")), float(str(other).replace(",", ".")))
    except ValueError:
        return None


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text or "")[:10])
    except ValueError:
        return None


# --- The former one: lines ---


def _old(content: IO[bytes], head: bytes, name: str) -> Reading:
    reading = Reading(iter(()))
    lines = _decoded(content, head, reading)
    first = next(lines, "").lstrip("\ufeff")
    if first.startswith("finess;"):
        found = _DAY.search(first)
        reading.day = _day(found.group()) if found else None
        cells = _without_header(lines, name)
    elif first.startswith(("structureet;", "geolocalisation;")):
        cells = _without_header(_chained(first, lines), name)
    else:
        cells = _with_header(first, lines, name)
    reading.sites = _open_sites(cells, reading)
    return reading


def _decoded(content: IO[bytes], head: bytes, reading: Reading) -> Iterator[str]:
    """Decode line by line: UTF-8, or the ISO-8859-1 that the file had for long."""
    for raw in content:
        line, head = head + raw, b""
        reading.digest.update(line)
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            text = line.decode("iso-8859-1")
        yield text.rstrip("\r\n")


def _chained(first: str, lines: Iterator[str]) -> Iterator[str]:
    yield first
    yield from lines


def _without_header(lines: Iterator[str], name: str) -> Iterator[dict[str, str]]:
    """Yield the sites, those with coordinates last: their line comes after, sometimes far."""
    sites: dict[str, dict[str, str]] = {}
    for line in lines:
        cells = line.split(";")
        if cells[0] == "structureet":
            if len(cells) <= STRUCTURE["opened_on"]:
                raise FileCutShort(name)
            told = {key: cells[rank].strip() for key, rank in STRUCTURE.items()}
            sites[told["finess"]] = told
        elif cells[0] == "geolocalisation" and cells[1] in sites:
            if len(cells) < 5:
                raise FileCutShort(name)
            sites[cells[1]] |= {"x": cells[2], "y": cells[3], "system": cells[4]}
    if not sites:
        raise NotThisFile(name, EXPECTED)
    yield from sites.values()


def _with_header(first: str, lines: Iterator[str], name: str) -> Iterator[dict[str, str]]:
    delimiter = max(";,\t|", key=first.count)
    header = [fold(cell) for cell in next(csv.reader([first], delimiter=delimiter))]
    ranks = {
        key: header.index(met)
        for key, names in NAMES.items()
        for met in reversed(names)
        if met in header
    }
    if "finess" not in ranks:
        raise NotThisFile(name, EXPECTED)
    missing = [NAMES[key][0] for key in NEEDED if key not in ranks]
    if missing:
        raise ColumnsMissing(name, missing)
    for cells in csv.reader(lines, delimiter=delimiter):
        if len(cells) < len(header):
            raise FileCutShort(name)
        yield {key: cells[rank].strip() for key, rank in ranks.items()}


def _open_sites(told: Iterator[dict[str, str]], reading: Reading) -> Iterator[Site]:
    for cells in told:
        reading.read += 1
        routing = _POSTCODE.match(cells.get("routing", ""))
        site = Site(
            finess=cells["finess"],
            name=cells["name"] or cells.get("short_name", ""),
            category=cells["category"],
            commune=_commune(cells["departement"], cells["commune"]),
            postcode=routing.group(1) if routing else "",
            town=routing.group(2) if routing else "",
            legal_entity=cells.get("legal_entity", ""),
            siret=cells.get("siret", ""),
            opened_on=_day(cells.get("opened_on")),
        )
        # Overseas has systems of its own: the commune is then what places the site.
        place = _place(cells.get("x"), cells.get("y"))
        if place and MAINLAND in cells.get("system", MAINLAND):
            site = replace(site, x_km=place[0], y_km=place[1])
        yield site


def _commune(departement: str, commune: str) -> str:
    """Join the two parts of the INSEE code; the re-exposures may give it whole."""
    if len(commune) == 5:
        return commune
    area = OVERSEAS.get(departement.upper(), departement)
    # Overseas, the third figure of the département is the first of the commune's code.
    return area[: 5 - len(commune)] + commune if len(area) == 3 else area + commune.zfill(3)
