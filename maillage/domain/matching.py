"""Are these two lines the same person? Are these two spellings the same structure?

Nothing is merged here: reasons are given, and a person decides. A name is compared without its
accents, its case, its hyphens or the order of its words; one letter typed wrongly, missing, doubled
or swapped with its neighbour still makes two names alike. Each name is filed under what remains
when one of its letters is removed, so that five thousand lines are compared in well under a second.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from functools import lru_cache

from maillage.domain.names import fold

STRUCTURES_ALIKE = 0.84
_SHORT = 6
_MANY = 1000

_ARTICLES = frozenset(
    ("de", "du", "des", "la", "le", "les", "l", "d", "et", "au", "aux", "a", "en")
)
_EXPANDED = {
    "msp": "maison sante", "mds": "maison sante", "pluriprofessionnelle": "", "cab": "cabinet",
    "ch": "centre hospitalier", "phie": "pharmacie", "pharma": "pharmacie", "pharm": "pharmacie",
    "st": "saint", "ste": "sainte", "cds": "centre sante", "cpst": "cpts", "dr": "docteur",
    "inf": "infirmier", "med": "medical", "kine": "kinesitherapie",
}  # fmt: skip


class Reason(Enum):
    """Why two lines may be the same person, the surest first."""

    SAME_RPPS = "SAME_RPPS"
    SAME_EMAIL = "SAME_EMAIL"
    SAME_NAME = "SAME_NAME"
    NEAR_NAME = "NEAR_NAME"

    @property
    def label(self) -> str:
        """French sentence fragment."""
        return {
            Reason.SAME_RPPS: "même numéro RPPS",
            Reason.SAME_EMAIL: "même adresse électronique",
            Reason.SAME_NAME: "même nom (accents, ordre et traits d’union mis à part)",
            Reason.NEAR_NAME: "noms à une lettre près",
        }[self]


@dataclass(frozen=True)
class Someone:
    """What is compared of a person; `key` is the caller's own."""

    key: Hashable
    first_name: str
    last_name: str
    rpps: str = ""
    email: str = ""


@dataclass(frozen=True)
class Likeness:
    """Someone already there who may be the same, and why."""

    key: Hashable
    reasons: tuple[Reason, ...]


@lru_cache(maxsize=65536)
def name_key(first_name: str, last_name: str) -> str:
    """Return what every spelling of one name has in common, order included."""
    return " ".join(sorted(fold(f"{first_name} {last_name}").split()))


def _without_one_letter(name: str) -> Iterator[str]:
    yield name
    for place in range(len(name)):
        yield name[:place] + name[place + 1 :]


def is_near(one: str, other: str) -> bool:
    """Tell whether two names differ by one letter at most, typed wrongly or swapped."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    start = next(
        (place for place, pair in enumerate(zip(short, long, strict=False)) if pair[0] != pair[1]),
        len(short),
    )
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = (short[start : start + 2] == long[start : start + 2][::-1]) and (
        short[start + 2 :] == long[start + 2 :]
    )
    return swapped or short[start + 1 :] == long[start + 1 :]


class Index:
    """Those already there, found by number, address or name."""

    def __init__(self, people: Iterable[Someone] = ()) -> None:
        self._rpps: dict[str, list[Hashable]] = defaultdict(list)
        self._email: dict[str, list[Hashable]] = defaultdict(list)
        self._name: dict[str, list[Hashable]] = defaultdict(list)
        self._near: dict[str, set[str]] = defaultdict(set)
        for person in people:
            self.add(person)

    def add(self, person: Someone) -> None:
        """File someone under everything they may be found by."""
        if person.rpps:
            self._rpps[person.rpps].append(person.key)
        if person.email:
            self._email[person.email.lower()].append(person.key)
        name = name_key(person.first_name, person.last_name)
        if name not in self._name:
            for written in _without_one_letter(name):
                self._near[written].add(name)
        self._name[name].append(person.key)

    def like(self, person: Someone) -> list[Likeness]:
        """Return those who may be the same person, the surest first.

        Two different RPPS numbers are two people, whatever their names.
        """
        found: dict[Hashable, list[Reason]] = defaultdict(list)
        if person.rpps:
            for key in self._rpps.get(person.rpps, ()):
                found[key].append(Reason.SAME_RPPS)
        if person.email:
            for key in self._email.get(person.email.lower(), ()):
                found[key].append(Reason.SAME_EMAIL)
        name = name_key(person.first_name, person.last_name)
        for key in self._name.get(name, ()):
            found[key].append(Reason.SAME_NAME)
        for near in self._neighbours(name):
            for key in self._name[near]:
                found[key].append(Reason.NEAR_NAME)
        order = list(Reason)
        ranked = sorted(found.items(), key=lambda each: order.index(each[1][0]))
        return [Likeness(key, tuple(reasons)) for key, reasons in ranked]

    def _neighbours(self, name: str) -> list[str]:
        if len(name) < _SHORT:
            return []
        candidates: set[str] = set()
        for written in _without_one_letter(name):
            candidates |= self._near.get(written, set())
        return sorted(near for near in candidates if near != name and is_near(near, name))


@lru_cache(maxsize=16384)
def structure_key(name: str) -> str:
    """Return the words that carry meaning in the name of a structure, in order of the alphabet."""
    words = [_EXPANDED.get(word, word) for word in fold(name).split() if word not in _ARTICLES]
    return " ".join(sorted({word for text in words for word in text.split()}))


def structures_alike(one: str, other: str) -> bool:
    """Tell whether two spellings may be the same structure."""
    mine, theirs = structure_key(one), structure_key(other)
    if not mine or not theirs:
        return False
    # « Cabinet du Parc 1 » and « Cabinet du Parc 2 » are two places.
    if [word for word in mine.split() if word.isdigit()] != [
        word for word in theirs.split() if word.isdigit()
    ]:
        return False
    if mine == theirs:
        return True
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    return matcher.real_quick_ratio() >= STRUCTURES_ALIKE and matcher.ratio() >= STRUCTURES_ALIKE


def structure_groups(names: Iterable[str]) -> list[list[str]]:
    """Return the groups of spellings that may be one structure, each of two or more.

    Beyond a thousand names only those that share their words are brought together.
    """
    by_key: dict[str, list[str]] = defaultdict(list)
    for name in sorted(set(names)):
        by_key[structure_key(name)].append(name)
    by_key.pop("", None)
    if len(by_key) > _MANY:
        return [group for group in by_key.values() if len(group) > 1]
    groups: list[list[str]] = []
    for spellings in by_key.values():
        near = next((g for g in groups if structures_alike(g[0], spellings[0])), None)
        if near is None:
            groups.append(list(spellings))
        else:
            near.extend(spellings)
    return [group for group in groups if len(group) > 1]
