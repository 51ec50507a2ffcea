"""The zonings of doctors (DREES, C@rtoSanté) and of other professions: which zone for a commune?

The workbook of the DREES has a sheet by commune, one by territoire de vie-santé and one by quartier
prioritaire; C@rtoSanté gives a column « Zonage_MG » by commune; the other professions, a column of
« Très sous-doté » to « Sur-doté » by commune.
"""

import re
from collections.abc import Iterator

from maillage.apps.health.readers.cells import commune_code, year_of
from maillage.apps.health.readers.needs.records import (
    Hints,
    Layout,
    MemberLine,
    NeedsFileEmpty,
    Reading,
    ZonedLine,
)
from maillage.apps.health.readers.sheets import Book, Header, Row, Sheet
from maillage.domain.health.zoning import Extent, read_zone
from maillage.domain.names import fold

DOCTORS = "10"
CODES = ("code de la commune", "code commune", "depcom", "codgeo", "code insee", "code", "insee")
# The word in the name of the column, of the sheet or of the file → the profession.
PROFESSIONS = (
    (r"\bmg\b|medecin|generaliste", "10"),
    (r"\binf\b|infirmi|\bide\b|idel", "60"),
    (r"\bsf\b|sages? femmes?", "50"),
    (r"\bmk\b|kine", "70"),
    (r"\bcd\b|dentiste", "40"),
    (r"\bortho\b|orthophoniste", "91"),
)
NAMES = {
    "10": "médecins", "60": "infirmiers", "50": "sages-femmes", "70": "masseurs-kinésithérapeutes",
    "40": "chirurgiens-dentistes", "91": "orthophonistes",
}  # fmt: skip
DATE = re.compile(r"20\d{6}")


def recognises(book: Book) -> bool:
    return any(_columns(sheet) for sheet in book.sheets)


def read(book: Book, hints: Hints) -> list[Reading]:
    zoned: dict[tuple[str, str, str], ZonedLine] = {}
    members: list[MemberLine] = []
    profession, seen, strange = "", 0, 0
    for sheet in book.sheets:
        found = _columns(sheet)
        if found is None:
            continue
        header, code, zone = found
        profession = hints.profession or profession or _profession(header.names[zone], book)
        by_district = _is_by_district(header)
        for commune, said, row in _lines(header, code, zone):
            seen += 1
            here = read_zone(said)
            if here is None:
                strange += 1
                continue
            extent = Extent.PART if by_district else here.extent
            key = (commune, here.tier.value, extent.value)
            former = zoned.get(key)
            count = (former.districts if former else 0) + (extent is Extent.PART)
            zoned[key] = ZonedLine(profession, commune, here.tier.value, extent.value, count)
            members += _territory(header, row, commune)
    if not zoned:
        raise NeedsFileEmpty(book.name, LAYOUT.name)
    return _readings(book, hints, profession, list(zoned.values()), members, seen, strange)


def _readings(
    book: Book,
    hints: Hints,
    profession: str,
    zoned: list[ZonedLine],
    members: list[MemberLine],
    seen: int,
    strange: int,
) -> list[Reading]:
    vintage = _vintage(book)
    main = Reading(
        kind="ZONING",
        variant=profession,
        title=f"zonage des {NAMES.get(profession, profession)}",
        source="Agences régionales de santé, zonage publié par la DREES",
        source_url="https://data.drees.solidarites-sante.gouv.fr",
        vintage=vintage,
        as_of=hints.as_of,
        zoned=zoned,
        read=seen,
        left={"zone illisible": strange} if strange else {},
    )
    if not members:
        return [main]
    territories = Reading(
        kind="TERRITORIES",
        variant="TVS",
        title="territoires de vie-santé",
        source="DREES, territoires de vie-santé du zonage des médecins",
        source_url="https://data.drees.solidarites-sante.gouv.fr",
        vintage=vintage,
        as_of=hints.as_of,
        members=members,
        read=len(members),
    )
    return [main, territories]


def _columns(sheet: Sheet) -> tuple[Header, int, int] | None:
    """Return where the commune and its zone are; None when the sheet has no such columns."""
    for number, row in enumerate(sheet.head):
        names = tuple(fold(cell) for cell in row)
        header = Header(sheet, number, row, names)
        code = header.place(*CODES)
        zone = _zone_column(header)
        if code is not None and zone is not None:
            return header, code, zone
    return None


def _zone_column(header: Header) -> int | None:
    """Prefer what the regional agency decided to what the nation selected."""
    decided = header.holding("qualification", "arrete") or header.holding("zonage", "ars")
    named = [place for place in header.holding("zonage") if "nat" not in header.names[place]]
    found = decided or named or header.holding("zone", "ars")
    return found[0] if found else None


def _is_by_district(header: Header) -> bool:
    return any("qpv" in name or "quartier" in name for name in header.names)


def _lines(header: Header, code: int, zone: int) -> Iterator[tuple[str, str, Row]]:
    for row in header.rows():
        if len(row) > max(code, zone):
            commune, said = commune_code(row[code]), str(row[zone]).strip()
            if commune and said:
                yield commune, said, row


def _territory(header: Header, row: Row, commune: str) -> Iterator[MemberLine]:
    code = header.place("code du territoire de vie sante", "code tvs", "tvs", "tv")
    if code is None or not str(row[code]).strip():
        return
    label = header.place("libelle du territoire de vie sante", "libelle tvs", "libtvs", "libtv")
    zone = str(row[code]).strip()
    name = str(row[label]).strip() if label is not None else ""
    yield MemberLine("TVS", commune_code(zone) or zone, name, commune)


def _profession(column: str, book: Book) -> str:
    """Return the profession that the column, or else the name of the file, says."""
    for words in (column, fold(book.name)):
        for spelling, code in PROFESSIONS:
            if re.search(spelling, words):
                return code
    return DOCTORS


def _vintage(book: Book) -> str:
    day = DATE.search(book.name)
    if day:
        text = day.group()
        return f"zonage au {text[6:]}/{text[4:6]}/{text[:4]}"
    year = year_of(book.name)
    return f"zonage {year}" if year else "date non indiquée"


LAYOUT = Layout("zonage des professionnels de santé", recognises, read)
