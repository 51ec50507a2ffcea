"""Who practises where, according to the national activity file of the RPPS?

Two million lines of 56 columns. DuckDB reads the file, once, on every processor, and keeps the few
columns we want; nothing of it remains afterwards: it is a reader, not a second database (decision
42). The counting itself is a rule of the domain.
"""

import hashlib
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from maillage.apps.health.readers.archives import unpacked
from maillage.apps.health.readers.gazetteer import NOWHERE, Gazetteer
from maillage.apps.health.readers.refusals import NotInUtf8, NotThisFile, TooManyBadLines
from maillage.apps.health.readers.rpps_columns import EXPECTED, LONGEST_LINE, Columns, columns_of
from maillage.domain import french
from maillage.domain.health.counting import Lines, Shared, Tally, rule, share, tally

MEMORY = "300MB"
# One line in a thousand may be beyond reading; more, and something was done to the file.
BAD_SHARE = 0.001
Say = Callable[[str], None]
Sheet = tuple[str, int, str]
Figures = tuple[str, str, str]
Gathered = tuple[duckdb.DuckDBPyConnection, list[tuple[str, str]]]


CELLS = (
    "national_id", "name", "first_name", "profession", "mode", "postcode", "commune", "structure",
    "sector", "specialty_kind", "specialty", "specialty_name", "structure_name", "cedex",
)  # fmt: skip
# `spot` is the code of the commune, or all that may lead to one; lines that have nothing are cut in
# parts by person. A site is known by its identifier; failing that, by its name and place. Zero: no
# site is named.
SCAN = """
CREATE TABLE lines AS SELECT
  CASE WHEN {commune} <> '' THEN {commune}
    WHEN {postcode} = '' AND {cedex} = '' THEN concat('|||', hash({national_id}) % 64)
    ELSE concat_ws('|', '', {postcode}, {cedex})
  END AS spot,
  hash({national_id}, {profession}) AS person,
  CASE
    WHEN {structure} <> '' THEN hash({structure})
    WHEN {structure_name} <> '' OR {postcode} <> '' OR {commune} <> ''
      THEN hash({structure_name}, {postcode}, {commune})
    ELSE 0
  END AS site,
  hash({profession}, {specialty}, {specialty_kind}, {mode}, {sector}) AS kind,
  concat_ws('|', {national_id}, {name}, {first_name}, {profession},
    CASE WHEN {specialty_kind} = 'S' THEN {specialty} ELSE '' END, {mode}, {sector}, {postcode},
    {structure}, {structure_name},
    CASE WHEN {specialty_kind} = 'S' THEN {specialty_name} ELSE '' END) AS line
FROM read_csv(?, auto_detect = false, header = false, skip = 1, delim = '|', quote = '',
  escape = '', nullstr = chr(1), columns = {names}, store_rejects = true, rejects_limit = 100000,
  max_line_size = {longest})
"""
SPOTS = "SELECT spot, count(*) FROM lines GROUP BY spot"
# A code that is not enough (Paris, a commune split since): the postcode, eighth of the cells kept.
STRAYS = """
UPDATE lines SET spot = concat_ws('|', spot, split_part(line, '|', 8), '')
WHERE list_contains(?, spot)
"""
KINDS = "SELECT kind, any_value(line) FROM lines GROUP BY kind"
ARRAYS = """
SELECT place, person, site, rank FROM lines JOIN spots USING (spot) JOIN kinds USING (kind)
WHERE site <> 0
"""
GATHER = "SELECT spot, string_agg(line, chr(10)) FROM lines GROUP BY spot"
PIECE = 500
# Shares are kept as whole numbers of it, which are quick to write and to read.
SHARE = 10_000


@dataclass(frozen=True)
class Counts:
    """What the file held: kept with the load, and told to whoever loads."""

    lines: int
    rejected: int
    people: int
    without_site: int
    unknown_commune: int
    resolved_by_postcode: int
    has_specialties: bool
    specialties: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Register:
    """A file that was read, ready to be written: sheets by place, figures by level and code."""

    digest: str
    counts: Counts
    sheets: Iterator[list[Sheet]]
    figures: Iterator[Figures]


@dataclass(frozen=True, eq=False)
class _Kinds:
    """What lines say of a profession, a specialty, a mode and a sector; `keys` in order."""

    keys: NDArray[np.uint64]
    group: NDArray[np.int32]
    is_secondary: NDArray[np.bool_]
    groups: list[tuple[str, str, str, bool]]
    names: dict[str, str]


@contextmanager
def read(path: Path, places: Callable[[], Gazetteer], *, say: Say) -> Iterator[Register]:
    """Read an activity file, raw, in a ZIP or in gzip; `places` is called while it is scanned.

    :raises FileNotThere: there is no such file.
    :raises NotInUtf8: it is in another encoding.
    :raises NotThisFile: it is another file.
    :raises ColumnsMissing: a column that cannot be done without is not there.
    :raises FileCutShort: it ends before its end.
    :raises TooManyBadLines: more than one line in a thousand has not the right number of cells.
    """
    with unpacked(path, named="personne_activite") as raw, tempfile.TemporaryDirectory() as spill:
        columns = columns_of(raw, path.name)
        options: dict[str, str | int | float | list[str]] = {
            "memory_limit": MEMORY,
            "temp_directory": spill,
            "autoload_known_extensions": False,
        }
        with duckdb.connect(config={**options, "preserve_insertion_order": False}) as engine:
            yield _Reading(engine, raw, path.name, columns, say).register(places)


class _Reading:
    """One file being read by one engine."""

    def __init__(
        self,
        engine: duckdb.DuckDBPyConnection,
        raw: Path,
        name: str,
        columns: Columns,
        say: Say,
    ) -> None:
        self.engine, self.raw, self.name, self.columns = engine, raw, name, columns
        self.say = say
        self.places: dict[str, str] = {}

    def register(self, places: Callable[[], Gazetteer]) -> Register:
        # The rows of the database belong to this thread: the engine scans in another.
        with ThreadPoolExecutor(1) as beside:
            scanned = beside.submit(self._scan)
            self.gazetteer = places()
            scanned.result()
        self.ranks = {place: rank for rank, place in enumerate(self.gazetteer.places)}
        counted = self._one("SELECT count(*), bit_xor(hash(line)), sum(hash(line)) FROM lines")
        if not counted[0]:
            raise NotThisFile(self.name, f"{EXPECTED} ; celui-ci n’a aucune ligne lisible")
        self.say(f"{french.integer(counted[0])} lignes lues ; décompte par commune…")
        found = self._settle()
        kinds = self._kinds()
        # The engine gathers the sheets while the people are counted here.
        with ThreadPoolExecutor(1) as beside:
            lines, without_site = self._lines(kinds, counted[0])
            sheets = beside.submit(self._gather)
            people = _distinct(lines.person)
            unknown = int(np.count_nonzero(lines.place >= len(self.gazetteer.towns)))
            shared = share(lines)
            del lines
            figures = list(self._figures(shared, kinds))
            del shared
            gathered = sheets.result()
        counts = Counts(
            lines=counted[0],
            rejected=self.rejected,
            people=people,
            without_site=without_site,
            unknown_commune=unknown,
            resolved_by_postcode=found,
            has_specialties=self.columns.has_specialties,
            specialties=kinds.names,
        )
        digest = hashlib.sha256(f"{self.columns}{counted}".encode()).hexdigest()
        return Register(digest, counts, self._sheets(gathered), iter(figures))

    def _one(self, query: str) -> tuple[Any, ...]:
        return self.engine.execute(query).fetchone() or ()

    def _scan(self) -> None:
        """Read the file once, keeping what is counted and what is shown."""
        query = SCAN.format(**self._cells())
        try:
            self.engine.execute(query, [str(self.raw)])
        except duckdb.InvalidInputException as error:
            if "nicode" in str(error) or "encod" in str(error):
                raise NotInUtf8(self.name) from None
            raise NotThisFile(self.name, EXPECTED) from error
        self.rejected = self._one("SELECT count(DISTINCT line) FROM reject_errors")[0]
        total = self._one("SELECT count(*) FROM lines")[0] + self.rejected
        if self.rejected > max(1, total * BAD_SHARE):
            raise TooManyBadLines(self.name, self.rejected, total)

    def _cells(self) -> dict[str, str]:
        ranks = self.columns.ranks
        cells = {name: f"c{ranks[name]}" if name in ranks else "''" for name in CELLS}
        names = ", ".join(f"'c{rank}': 'VARCHAR'" for rank in range(self.columns.count))
        return cells | {"names": f"{{{names}}}", "longest": str(LONGEST_LINE)}

    def _settle(self) -> int:
        """Find the place of each spot; say how many lines were found without their code."""
        spots = dict(self.engine.execute(SPOTS).fetchall())
        strays = [spot for spot in spots if "|" not in spot and spot not in self.gazetteer.sure]
        if strays:
            self.engine.execute(STRAYS, [strays])
            spots = dict(self.engine.execute(SPOTS).fetchall())
        sure, find = self.gazetteer.sure, self.gazetteer.find
        for spot in spots:
            if spot in sure:
                self.places[spot] = sure[spot]
            else:
                code, postcode, name = [*spot.split("|"), "", ""][:3]
                self.places[spot] = find(code, postcode, name)
        ranks = [self.ranks[place] for place in self.places.values()]
        given = {"spot": np.array(list(self.places)), "place": np.array(ranks, dtype=np.int32)}
        self._keep("CREATE TABLE spots AS FROM given", given)
        return sum(
            count
            for spot, count in spots.items()
            if "|" in spot and not self.places[spot].startswith(NOWHERE)
        )

    def _keep(self, statement: str, given: dict[str, NDArray[Any]]) -> None:
        """Hand columns over to the engine, as the table `given` of a statement."""
        self.engine.register("given", given)
        self.engine.execute(statement)
        self.engine.unregister("given")

    def _gather(self) -> Gathered:
        """Start gathering the lines of each spot; the first ones are there when all are."""
        cursor = self.engine.cursor().execute(GATHER)
        return cursor, cursor.fetchmany(PIECE)

    def _sheets(self, gathered: Gathered) -> Iterator[list[Sheet]]:
        cursor, rows = gathered
        parts: Counter[str] = Counter()
        while rows:
            sheets = []
            for spot, lines in rows:
                place = self.places[spot]
                # PostgreSQL keeps no text with a null character.
                sheets.append((place, parts[place], lines.replace("\0", "")))
                parts[place] += 1
            yield sheets
            rows = cursor.fetchmany(PIECE)

    def _kinds(self) -> _Kinds:
        """Number the groups that are counted together, and tell which are of first recourse."""
        rows = sorted(self.engine.execute(KINDS).fetchall())
        told, names = rule(), {}
        groups: dict[tuple[str, str, str, bool], int] = {}
        group, secondary = [], []
        for _, line in rows:
            profession, specialty, mode, sector, *_, name = line.split("|")[3:]
            first = told.is_first_recourse(profession, specialty, mode, sector)
            group.append(groups.setdefault((profession, specialty, mode, first), len(groups)))
            secondary.append(not specialty)
            if specialty and name:
                names[specialty] = name
        return _Kinds(
            keys=np.array([key for key, _ in rows], dtype=np.uint64),
            group=np.array(group, dtype=np.int32),
            is_secondary=np.array(secondary, dtype=np.bool_),
            groups=list(groups),
            names=names,
        )

    def _lines(self, kinds: _Kinds, counted: int) -> tuple[Lines, int]:
        """Return what is counted, and how many lines are not: they name no place of practice."""
        ranks = np.arange(len(kinds.keys), dtype=np.int32)
        self._keep("CREATE TABLE kinds AS FROM given", {"kind": kinds.keys, "rank": ranks})
        arrays = self.engine.execute(ARRAYS).fetchnumpy()
        group = kinds.group[arrays["rank"]]
        firsts = np.array([first for *_, first in kinds.groups], dtype=np.bool_)
        lines = Lines(
            person=arrays["person"],
            site=arrays["site"],
            place=arrays["place"],
            group=group,
            is_first=firsts[group],
            is_secondary=kinds.is_secondary[arrays["rank"]],
        )
        return lines, counted - len(group)

    def _figures(self, shared: Shared, kinds: _Kinds) -> Iterator[Figures]:
        """Write what is counted in each commune, then in each area, one line a group."""
        departements = list(self.gazetteer.departements)
        regions = sorted(set(self.gazetteer.departements.values()))
        inside = self._departement_of_places(departements)
        above = [regions.index(self.gazetteer.departements[code]) for code in departements]
        levels = (
            ("COMMUNE", self.gazetteer.places, None),
            ("DEPARTEMENT", departements, inside),
            ("REGION", regions, np.array([*above, -1], dtype=np.int32)[inside]),
            ("FRANCE", [""], np.zeros(len(inside), dtype=np.int32)),
        )
        heads = ["|".join((*group[:3], "01"[group[3]])) for group in kinds.groups]
        for level, codes, area in levels:
            for rank, text in written(tally(shared, area=area), heads):
                yield level, codes[rank], text

    def _departement_of_places(self, departements: list[str]) -> NDArray[np.int32]:
        number = {code: rank for rank, code in enumerate(departements)}
        towns = [number[town.departement] for town in self.gazetteer.towns.values()]
        return np.array([*towns, *range(len(departements)), -1], dtype=np.int32)


def written(counted: Tally, heads: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Write the entries of each place: group, people, shares, who is in other entries too."""
    weight = (counted.weight * SHARE).round().astype(np.int64)
    first = (counted.first * SHARE).round().astype(np.int64)
    edges = np.flatnonzero(np.diff(counted.place, prepend=-1)).tolist()
    for begin, end in pairwise([*edges, len(counted.place)]):
        inside = slice(begin, end)
        starts = counted.starts[begin : end + 1].tolist()
        several = list(map(str, counted.several[starts[0] : starts[-1]].tolist()))
        entries = zip(
            counted.group[inside].tolist(),
            counted.persons[inside].tolist(),
            weight[inside].tolist(),
            first[inside].tolist(),
            pairwise(start - starts[0] for start in starts),
            strict=True,
        )
        yield (
            int(counted.place[begin]),
            "\n".join(
                f"{heads[group]}|{persons}|{shares}|{of_first}|{','.join(several[one:last])}"
                for group, persons, shares, of_first, (one, last) in entries
            ),
        )


def _distinct(keys: NDArray[np.uint64]) -> int:
    ordered = np.sort(keys)
    return int(np.count_nonzero(ordered[1:] != ordered[:-1])) + bool(len(keys))
