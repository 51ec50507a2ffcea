"""The big files of data.ameli.fr: pathologies by département, age of those who work on their own.

Millions of lines cross every age, sex and year: those of all ages, or of all sexes, of the latest
year are kept. 99 and 999 mean all régions, all départements: they are totals, never added.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from maillage.apps.health.readers.cells import number, year_of
from maillage.apps.health.readers.needs.places import of_ameli
from maillage.apps.health.readers.needs.records import Hints, Layout, Line, Reading
from maillage.apps.health.readers.sheets import Book, Header, Row
from maillage.domain.health.indicators import catalogue
from maillage.domain.names import fold

ALL_AGES, ALL_SEXES = "tsage", frozenset({"9", "tous sexes", "tout sexe", "ensemble"})
# « tout sexe », « Tout sexe »: what a line of both holds.
BOTH_SEXES = b"out sexe"
AGED_FROM = 60
_AGE = re.compile(r"\d+")
Place = tuple[str, str]


def recognises_pathologies(book: Book) -> bool:
    return book.header("patho niv1", "cla age 5", "ntop", "npop") is not None


def read_pathologies(book: Book, hints: Hints) -> list[Reading]:
    header = book.needed("patho niv1", "cla age 5", "ntop", "npop")
    wanted = {
        words: one.code
        for one in catalogue().values()
        if one.code.startswith("PREV_")
        for words in one.written
    }
    latest, read = 0, 0
    lines: dict[tuple[str, Place], Line] = {}
    for row in header.rows(holding=ALL_AGES.encode()):
        read += 1
        found = _pathology(header, row, wanted)
        if found is None:
            continue
        year, line = found
        if year > latest:
            latest = year
            lines.clear()
        if year == latest:
            lines[line.indicator, (line.level, line.code)] = line
    reading = Reading(
        kind="ALD",
        variant="PATHOLOGIES",
        title="patients par pathologie",
        source="Assurance maladie, cartographie des pathologies (data.ameli.fr, effectifs)",
        source_url="https://data.ameli.fr/explore/dataset/effectifs/information/",
        vintage=f"patients de {latest}",
        as_of=hints.as_of,
        lines=list(lines.values()),
        read=read,
    )
    return [reading]


def _pathology(header: Header, row: Row, wanted: Mapping[str, str]) -> tuple[int, Line] | None:
    """Read a line of the first level of the cartography, all ages and sexes."""
    cells = dict(zip(header.names, map(str, row), strict=False))
    if cells["cla age 5"] != ALL_AGES or cells.get("sexe", "9") not in ALL_SEXES:
        return None
    level, second = cells.get("niveau prioritaire", ""), cells.get("patho niv2", "")
    if "1" not in level if level else second and second != cells["patho niv1"]:
        return None
    name = fold(cells["patho niv1"])
    code = next((code for words, code in wanted.items() if name.startswith(words)), None)
    place = of_ameli(cells.get("region", ""), cells.get("dept", ""))
    about = number(cells["npop"])
    if not code or not place or not about or not about.value:
        return None
    ill = number(cells["ntop"])
    value = 100 * ill.value / about.value if ill and ill.value is not None else None
    # An empty number of patients is one too small to be told.
    line = Line(code, *place, value, about.value, is_secret=value is None)
    return year_of(cells.get("annee", "")), line


def recognises_liberal(book: Book) -> bool:
    return book.header("profession sante", "classe age", "effectif") is not None


@dataclass
class _Trade:
    """The people of a profession at a place: all of them, and those of 60 and over."""

    rank: int
    total: float | None = None
    aged: float = 0.0
    has_ages: bool = False
    is_secret: bool = False


@dataclass
class _Trades:
    year: int = 0
    read: int = 0
    by_place: dict[tuple[str, Place], _Trade] = field(default_factory=dict)


def read_liberal(book: Book, hints: Hints) -> list[Reading]:
    header = book.needed("profession sante", "classe age", "effectif")
    trades = _Trades()
    for row in header.rows(holding=BOTH_SEXES):
        _take(header, row, trades)
    reading = Reading(
        kind="LIBERAL",
        variant="",
        title="âge des professionnels libéraux",
        source="Assurance maladie, démographie des professionnels de santé libéraux",
        source_url="https://data.ameli.fr/explore/dataset/demographie-effectifs-et-les-densites/information/",
        vintage=f"libéraux de {trades.year}",
        as_of=hints.as_of,
        lines=list(_trade_lines(trades)),
        read=trades.read,
    )
    return [reading]


def _take(header: Header, row: Row, trades: _Trades) -> None:
    cells = dict(zip(header.names, map(str, row), strict=False))
    if fold(cells.get("libelle sexe", "tout sexe")) not in ALL_SEXES:
        return
    known = _trade_of(cells.get("profession sante", ""))
    place = of_ameli(cells.get("region", ""), cells.get("departement", ""))
    year = year_of(cells.get("annee", ""))
    if known is None or place is None or year < trades.year:
        return
    if year > trades.year:
        trades.year = year
        trades.by_place.clear()
    trades.read += 1
    code, rank = known
    trade = trades.by_place.setdefault((code, place), _Trade(rank))
    if rank > trade.rank:
        return
    if rank < trade.rank:
        trade = trades.by_place[code, place] = _Trade(rank)
    _count(trade, cells)


def _count(trade: _Trade, cells: Mapping[str, str]) -> None:
    told = number(cells.get("effectif", ""))
    label = cells.get("libelle classe age") or cells.get("classe age", "")
    ages = [int(found) for found in _AGE.findall(label)]
    if told and told.is_secret:
        trade.is_secret = True
    if not ages:
        trade.total = told.value if told else None
        return
    trade.has_ages = True
    # « Moins de 30 ans » begins at nought.
    if told and told.value and ages[0] >= AGED_FROM and "moins" not in fold(label):
        trade.aged += told.value


@lru_cache(maxsize=256)
def _trade_of(profession: str) -> tuple[str, int] | None:
    """Return the indicator of a profession; its own name before « ensemble des… »."""
    words = fold(profession)
    for one in catalogue().values():
        if one.code.startswith("LIBERAL_") and one.written:
            if words.startswith(one.written[0]):
                return one.code, 0 if words == one.written[0] else 1
            if words.startswith(f"ensemble des {one.written[0]}"):
                return one.code, 2
    return None


def _trade_lines(trades: _Trades) -> Iterator[Line]:
    for (code, place), trade in trades.by_place.items():
        hidden = trade.total is None and trade.is_secret
        if trade.total is None and not hidden:
            continue
        yield Line(code, *place, trade.total, trade.total, hidden)
        if trade.has_ages:
            secret = trade.is_secret or not trade.total
            share = None if secret or not trade.total else 100 * trade.aged / trade.total
            yield Line(f"{code}_60", *place, share, trade.total, share is None)


PATHOLOGIES = Layout("patients par pathologie (ameli)", recognises_pathologies, read_pathologies)
LIBERAL = Layout("démographie libérale (ameli)", recognises_liberal, read_liberal)
