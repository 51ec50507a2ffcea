"""What would change from one partition to another, and for how many people?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from maillage.domain import french
from maillage.domain.partition.land import Integers, Land
from maillage.domain.partition.words import NBSP, Words, people

# The number of a commune that is in no territory.
NOWHERE = -1
NO_WORDS = Words()
NOTHING: Mapping[str, Integers] = MappingProxyType({})


@dataclass(frozen=True)
class Match:
    """A territory before and the one after that continues it: the inhabitants they share."""

    before: int
    after: int
    inhabitants: int


@dataclass(frozen=True)
class Change:
    """A commune that changes territory; `NOWHERE` before or after when it is in none."""

    code: str
    before: int
    after: int
    population: int


@dataclass(frozen=True)
class Comparison:
    """Each territory before is continued by the one after that shares most inhabitants with it, one
    for one; a commune changes when it is not where its territory continues.

    `changes` (from a territory to another), `joined` (in none before), `left` (in none after),
    `extra` (total of each weight over `changes`), `ended` and `begun` (territories without match).
    """

    matches: tuple[Match, ...]
    changes: tuple[Change, ...]
    joined: tuple[Change, ...]
    left: tuple[Change, ...]
    ended: tuple[int, ...]
    begun: tuple[int, ...]
    extra: Mapping[str, int] = field(default_factory=dict)
    words: Words = NO_WORDS

    @property
    def inhabitants(self) -> int:
        """People of the communes that change territory."""
        return sum(change.population for change in self.changes)

    @property
    def newly_covered(self) -> int:
        """People who were in no territory and now are."""
        return sum(change.population for change in self.joined)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The comparison in French, one fact a sentence."""
        found = [self._changed()]
        if self.joined:
            codes = [change.code for change in self.joined]
            found.append(
                f"N’étaient dans aucun territoire{NBSP}: {self.words.communes_of(codes)} "
                f"({people(self.newly_covered)})."
            )
        if self.left:
            codes = [change.code for change in self.left]
            lost = people(sum(change.population for change in self.left))
            found.append(
                f"Ne seraient plus dans aucun territoire{NBSP}: {self.words.communes_of(codes)} "
                f"({lost})."
            )
        if len(self.begun) != len(self.ended):
            found.append(
                f"{len(self.matches) + len(self.ended)} territoires avant, "
                f"{len(self.matches) + len(self.begun)} après."
            )
        return tuple(found)

    def _changed(self) -> str:
        if not self.changes:
            return "Aucune commune ne change de territoire."
        number = len(self.changes)
        what = (
            f"{french.integer(number)} communes changent"
            if number > 1
            else f"{self.words.commune(self.changes[0].code)} change"
        )
        more = "".join(f", {french.integer(n)} {name}" for name, n in self.extra.items())
        return f"{what} de territoire{NBSP}: {people(self.inhabitants)}{more}."


def compare(
    land: Land,
    before: Integers,
    after: Integers,
    *,
    extra: Mapping[str, Integers] = NOTHING,
    words: Words = NO_WORDS,
) -> Comparison:
    """Compare two partitions of a land (n territories each, -1 for a commune in none).

    `extra` gives other whole numbers by commune, such as professionals (n each).
    """
    matches = _matches(land, before, after)
    continued = {match.before: match.after for match in matches}
    rows: dict[str, list[Change]] = {"changes": [], "joined": [], "left": []}
    concerned = []
    sides = zip(land.codes, before.tolist(), after.tolist(), land.populations.tolist(), strict=True)
    for place, (code, old, new, population) in enumerate(sides):
        if old == new == NOWHERE or (old != NOWHERE and continued.get(old) == new):
            continue
        kind = "joined" if old == NOWHERE else "left" if new == NOWHERE else "changes"
        rows[kind].append(Change(code, old, new, population))
        if kind == "changes":
            concerned.append(place)
    olds, news = ({n for n in side.tolist() if n != NOWHERE} for side in (before, after))
    return Comparison(
        matches=matches,
        changes=tuple(rows["changes"]),
        joined=tuple(rows["joined"]),
        left=tuple(rows["left"]),
        ended=tuple(sorted(olds - continued.keys())),
        begun=tuple(sorted(news - set(continued.values()))),
        extra={name: int(values[concerned].sum()) for name, values in extra.items()},
        words=words,
    )


def _matches(land: Land, before: Integers, after: Integers) -> tuple[Match, ...]:
    both = (before != NOWHERE) & (after != NOWHERE)
    pairs, where = np.unique(
        np.stack([before[both], after[both]], axis=1), axis=0, return_inverse=True
    )
    shared = np.bincount(where.ravel(), land.populations[both], len(pairs))
    found: list[Match] = []
    olds: set[int] = set()
    news: set[int] = set()
    for rank in np.argsort(-shared, kind="stable").tolist():
        old, new = pairs[rank].tolist()
        if old not in olds and new not in news:
            found.append(Match(old, new, int(shared[rank])))
            olds.add(old)
            news.add(new)
    return tuple(sorted(found, key=lambda match: match.before))
