"""How many people practise somewhere, when one person may practise at several places?

The register says where someone practises, not for how long. A person therefore counts for one in
the whole country, shared equally between the distinct sites they practise at; a site where they
have several activities is shared between these. What is of first recourse is counted apart, and
shared between the sites of first recourse alone: a general practitioner with a surgery and a ward
is one general practitioner of first recourse, at the surgery.

Neither the public hospital nor the permanence des soins is a place where one consults of oneself
(`counting.yaml`, with its sources).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

RULE = Path(__file__).with_suffix(".yaml")

Ints = NDArray[np.int32] | NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Keys = NDArray[np.uint64]


@dataclass(frozen=True)
class Entry:
    """What makes someone of a profession a first recourse; no specialty named: any."""

    specialties: frozenset[str]
    modes: frozenset[str]
    employed_in: frozenset[str]


@dataclass(frozen=True)
class Rule:
    """Who is counted as a first recourse, said by whom, checked on which day."""

    never: frozenset[str]
    general_practice: frozenset[str]
    entries: Mapping[str, Entry]
    sources: tuple[tuple[str, str], ...]
    note: str
    checked_on: date

    def is_first_recourse(self, profession: str, specialty: str, mode: str, sector: str) -> bool:
        """Tell whether one consults of oneself this person, at this place.

        A volunteer is none. Who works on their own account counts wherever it is, save at the
        public hospital and for the permanence des soins.
        """
        entry = self.entries.get(profession)
        if entry is None or sector in self.never or mode not in entry.modes:
            return False
        if entry.specialties and specialty not in entry.specialties:
            return False
        return mode == "L" or sector in entry.employed_in


@lru_cache(maxsize=1)
def rule() -> Rule:
    """Return the rule in force."""
    told = yaml.safe_load(RULE.read_text(encoding="utf-8"))
    practice = frozenset(told["general_practice"])

    def entry(of: Mapping[str, Any]) -> Entry:
        return Entry(
            practice if of.get("specialties") == "general_practice" else frozenset(),
            frozenset(of["modes"]),
            frozenset(of.get("employed_in", ())),
        )

    return Rule(
        never=frozenset(told["never_first_recourse"]),
        general_practice=practice,
        entries={profession: entry(of) for profession, of in told["first_recourse"].items()},
        sources=tuple((source["title"], source["url"]) for source in told["sources"]),
        note=told["note"].strip(),
        checked_on=told["checked_on"],
    )


@dataclass(frozen=True, eq=False)
class Lines:
    """Lines of the register that name a site, as arrays of one length.

    `person` tells people of one profession apart, `site` places; `place` is the rank of a commune,
    `group` that of what is counted together. A line is of first recourse or not; it is secondary
    when it says no specialty of someone whose other line at that site does.
    """

    person: Keys
    site: Keys
    place: Ints
    group: Ints
    is_first: Flags
    is_secondary: Flags


@dataclass(frozen=True, eq=False)
class Tally:
    """What was counted, one entry a place and group, by place then group.

    `persons` are distinct people, `weight` and `first` their shares. People found in several
    entries are named in `several`, from `starts[i]` to `starts[i + 1]` for the entry i, so that
    whoever adds entries up may count each once.
    """

    place: Ints
    group: Ints
    persons: Ints
    weight: Floats
    first: Floats
    several: Ints
    starts: Ints


@dataclass(frozen=True, eq=False)
class Shared:
    """Lines with the share of a person that each is worth, by person."""

    person: Ints
    place: Ints
    group: Ints
    weight: Floats
    first: Floats


def share(lines: Lines) -> Shared:
    """Give each line its share of a person: 1 ÷ distinct sites ÷ activities at that site.

    Lines that repeat another are left out; those of one person stand together.
    """
    order = np.argsort(lines.person).astype(np.int32)
    person = _ranks(lines.person[order])
    site, place, group = lines.site[order], lines.place[order], lines.group[order]
    is_first, is_secondary = lines.is_first[order], lines.is_secondary[order]
    weight, first = np.ones(len(order)), is_first.astype(np.float64)
    many = np.flatnonzero((np.bincount(person) > 1)[person]) if len(order) else order
    weight[many] = _shares(person[many], site[many], group[many], is_secondary[many])
    some = many[is_first[many]]
    first[some] = _shares(person[some], site[some], group[some], is_secondary[some])
    told = weight > 0
    return Shared(person[told], place[told], group[told], weight[told], first[told])


def tally(shared: Shared, *, area: Ints | None = None) -> Tally:
    """Count by place and group; by area and group when the area of each place is given.

    A place whose area is negative lies in none and is left out.
    """
    groups = int(shared.group.max(initial=0)) + 1
    person, weight, first = shared.person, shared.weight, shared.first
    if area is None:
        key = shared.place.astype(np.int64) * groups + shared.group
    else:
        place = area[shared.place]
        inside = place >= 0
        key = (place.astype(np.int64) * groups + shared.group)[inside]
        person, weight, first = person[inside], weight[inside], first[inside]
    found, entry = _entries(key)
    # Each person once in each entry: what they share in it was added up apart.
    met = np.sort(person.astype(np.int64) * max(len(found), 1) + entry)
    met = met[np.flatnonzero(np.diff(met, prepend=-1))]
    holders, entries = np.divmod(met, max(len(found), 1))
    often = np.zeros(len(holders), dtype=np.bool_)
    often[1:] = holders[1:] == holders[:-1]
    often[:-1] |= often[1:]
    several, at = holders[often], entries[often]
    by_entry = np.argsort(at, kind="stable")
    starts = np.zeros(len(found) + 1, dtype=np.int64)
    np.cumsum(np.bincount(at, minlength=len(found)), out=starts[1:])
    return Tally(
        place=found // groups,
        group=found % groups,
        persons=np.bincount(entries, minlength=len(found)),
        weight=_sums(entry, weight, len(found)),
        first=_sums(entry, first, len(found)),
        several=several[by_entry],
        starts=starts,
    )


def _entries(key: Ints) -> tuple[Ints, Ints]:
    """Return the distinct keys in order, and the rank of each among them.

    As `np.unique`, but in one pass over what the keys can be, which is small.
    """
    met = np.zeros(int(key.max(initial=-1)) + 1, dtype=np.bool_)
    met[key] = True
    found = np.flatnonzero(met)
    ranks = np.cumsum(met, dtype=np.int32)
    return found, ranks[key] - 1


def _sums(entry: Ints, values: Floats, count: int) -> Floats:
    return np.bincount(entry, weights=values, minlength=count).astype(np.float64)


def _ranks(ordered: Keys) -> Ints:
    """Number the distinct values of an ordered array from 0."""
    new = np.ones(len(ordered), dtype=np.bool_)
    new[:1] = False
    new[1:] = ordered[1:] != ordered[:-1]
    return np.cumsum(new, dtype=np.int32)


def _shares(person: Ints, site: Keys, group: Ints, is_secondary: Flags) -> Floats:
    """Share each person between sites, then each site between groups; a repeat is worth nothing."""
    order = np.lexsort((group, site, person))
    people, sites, groups = person[order], site[order], group[order]
    new_person, new_site, new_line = (np.ones(len(order), dtype=np.bool_) for _ in range(3))
    new_person[1:] = people[1:] != people[:-1]
    new_site[1:] = new_person[1:] | (sites[1:] != sites[:-1])
    new_line[1:] = new_site[1:] | (groups[1:] != groups[:-1])
    of_person, of_site = np.cumsum(new_person) - 1, np.cumsum(new_site) - 1
    secondary = is_secondary[order]
    has_other = np.bincount(of_site, weights=~secondary) > 0
    counts = new_line & ~(secondary & has_other[of_site])
    sites_of = np.bincount(of_person, weights=new_site)
    lines_of = np.bincount(of_site, weights=counts)
    shares = np.empty(len(order))
    shares[order] = counts / (sites_of[of_person] * lines_of[of_site])
    return shares
