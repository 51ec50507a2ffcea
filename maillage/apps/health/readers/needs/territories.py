"""Bassins de vie of INSEE and territoires de vie-santé of the DREES: which communes make them?"""

import re
from collections.abc import Iterator

from maillage.apps.health.readers.cells import commune_code
from maillage.apps.health.readers.needs.records import (
    LICENCE,
    Hints,
    Layout,
    MemberLine,
    Reading,
)
from maillage.apps.health.readers.sheets import Book, Header

NONE = "ZZZZZ"
_BASSIN = re.compile(r"^bv(20\d\d)$")
URL = "https://www.insee.fr/fr/information/6676988"
TVS_COLUMNS = (("insee", "tvs"), ("depcom", "tv"), ("depcom", "tvs"), ("codgeo", "tvs"))


def recognises_basins(book: Book) -> bool:
    return _basins(book) is not None


def read_basins(book: Book, hints: Hints) -> list[Reading]:
    header = _basins(book) or book.needed("codgeo", "bv2022")
    place = _basin_column(header)
    year = header.names[place][2:]
    members = list(_members(header, "codgeo", place, f"libbv{year}", "BASSIN_DE_VIE"))
    # INSEE names its bassins; a file that does not was made by others from INSEE's.
    is_named = f"libbv{year}" in header.names
    reading = Reading(
        kind="TERRITORIES",
        variant="BASSIN_DE_VIE",
        title=f"bassins de vie {year}",
        source=f"INSEE, bassins de vie {year}" + ("" if is_named else ", repris par COGugaison"),
        licence=LICENCE if is_named else "ODbL 1.0",
        source_url=URL,
        vintage=f"bassins de vie {year}",
        as_of=hints.as_of,
        members=members,
        read=len(members),
    )
    return [reading]


def recognises_tvs(book: Book) -> bool:
    return _tvs(book) is not None


def read_tvs(book: Book, hints: Hints) -> list[Reading]:
    header, code, zone = _tvs(book) or (book.needed(*TVS_COLUMNS[0]), *TVS_COLUMNS[0])
    members = list(_members(header, code, header.names.index(zone), f"lib{zone}", "TVS"))
    year = re.search(r"20\d\d", book.name)
    reading = Reading(
        kind="TERRITORIES",
        variant="TVS",
        title="territoires de vie-santé",
        source="DREES, territoires de vie-santé",
        source_url="https://data.drees.solidarites-sante.gouv.fr",
        vintage=f"territoires {year.group()}" if year else "année non indiquée",
        as_of=hints.as_of,
        members=members,
        read=len(members),
    )
    return [reading]


def _basins(book: Book) -> Header | None:
    for sheet in book.sheets:
        header = sheet.header("codgeo")
        if header and any(_BASSIN.match(name) for name in header.names):
            return header
    return None


def _basin_column(header: Header) -> int:
    return next(place for place, name in enumerate(header.names) if _BASSIN.match(name))


def _tvs(book: Book) -> tuple[Header, str, str] | None:
    for code, zone in TVS_COLUMNS:
        header = book.header(code, zone)
        if header:
            return header, code, zone
    return None


def _members(header: Header, code: str, place: int, label: str, kind: str) -> Iterator[MemberLine]:
    """Yield the communes; a zone without a label bears the name of the commune of its code."""
    where, named = header.names.index(code), header.place(label)
    rows = [
        (commune, str(row[place]).strip(), row)
        for row in header.rows()
        if len(row) > max(where, place) and (commune := commune_code(row[where]))
    ]
    own = header.place("libgeo", "commune", "libcom")
    names = {commune: str(row[own]).strip() for commune, _, row in rows} if own is not None else {}
    for commune, zone, row in rows:
        zone = commune_code(zone) or zone
        if zone and zone != NONE:
            name = str(row[named]).strip() if named is not None else names.get(zone, "")
            yield MemberLine(kind, zone, name, commune)


BASINS = Layout("bassins de vie de l’INSEE", recognises_basins, read_basins)
TVS = Layout("territoires de vie-santé", recognises_tvs, read_tvs)
