"""What happens when a person moves a commune, or a whole EPCI, by hand?

A partition on the bench: each move is judged by the same independent score as any partition, says
whether territories still hold, and can be undone. No move is forbidden but that of a commune that
is frozen: one may have to break a territory for a moment to redraw it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from maillage.domain.partition.constraints import UnknownCommune
from maillage.domain.partition.explanation import Explanation, explain
from maillage.domain.partition.frontiers import Border, borders_of, explain_border
from maillage.domain.partition.land import NO_LABEL, Integers, Land, components
from maillage.domain.partition.score import Score, Window, score
from maillage.domain.partition.words import Words, people
from maillage.domain.refusal import Refusal

NO_WORDS = Words()
USUAL = Window()


class UnknownTerritory(Refusal):
    """A move to a territory that the partition does not have."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Il n’y a pas de territoire {number + 1} dans ce découpage\u00a0: choisissez-en un de "
            "la liste, ou créez-en un nouveau."
        )


class FrozenCommune(Refusal):
    """A move of a commune whose territory is frozen."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} est dans un territoire gelé\u00a0: levez le gel de ce territoire avant de "
            "déplacer ses communes."
        )


class NothingToMove(Refusal):
    """A move of no commune."""

    def __init__(self) -> None:
        super().__init__("Aucune commune à déplacer\u00a0: choisissez-en au moins une.")


@dataclass(frozen=True)
class Move:
    """What a move of communes changes: `sources` (territory of each before), `holds` (every
    territory touched is in one piece after it), `verdict` in French, `touched` explained after."""

    codes: tuple[str, ...]
    sources: tuple[int, ...]
    to: int
    before: Score
    after: Score
    holds: bool
    verdict: str
    touched: tuple[Explanation, ...]

    @property
    def delta(self) -> float:
        """Change of J; below 0 is better."""
        return self.after.j - self.before.j


class Workbench:
    """A partition (`territories`: n numbers from 0) that one redraws by hand.

    A territory keeps its number, even when emptied; `frozen` communes do not move; `on` is the day
    of the sizes of the ACI.
    """

    def __init__(
        self,
        land: Land,
        territories: Sequence[int] | Integers,
        *,
        window: Window = USUAL,
        words: Words = NO_WORDS,
        frozen: Collection[str] = (),
        on: date | None = None,
    ) -> None:
        self.land, self.window, self.words, self.on = land, window, words, on
        self._numbers = np.array(territories, dtype=np.int64)
        self._frozen = frozenset(frozen)
        self._places = land.positions
        self.score = score(land, self._numbers, window)
        self.history: list[Move] = []

    @property
    def territories(self) -> Integers:
        """The territory of each commune of the land (n, a copy)."""
        return self._numbers.copy()

    @property
    def new(self) -> int:
        """The number that a new territory would take."""
        return int(self._numbers.max()) + 1

    def try_move(self, codes: Sequence[str], to: int) -> Move:
        """Say what a move of communes to a territory would change; nothing moves.

        :raises NothingToMove, UnknownCommune, FrozenCommune, UnknownTerritory: named.
        """
        places = self._movable(codes)
        if not (0 <= to <= self.new):
            raise UnknownTerritory(to)
        return self._judge(places, np.full(len(places), to, dtype=np.int64), to)[0]

    def move(self, codes: Sequence[str], to: int) -> Move:
        """Move communes to a territory, whatever it breaks, and say what it changed.

        :raises NothingToMove, UnknownCommune, FrozenCommune, UnknownTerritory: named.
        """
        found = self.try_move(codes, to)
        self._numbers[[self._places[code] for code in found.codes]] = to
        self.score = found.after
        self.history.append(found)
        return found

    def undo(self) -> Move | None:
        """Take the last move back; None when there is none left."""
        if not self.history:
            return None
        last = self.history.pop()
        self._numbers[[self._places[code] for code in last.codes]] = last.sources
        self.score = last.before
        return last

    def epci_of(self, code: str) -> tuple[str, ...]:
        """The communes of the EPCI of a commune, to move them together."""
        return self._alike(self.land.epci, code)

    def basin_of(self, code: str) -> tuple[str, ...]:
        """The communes of the bassin de vie of a commune."""
        return self._alike(self.land.basins, code)

    def explain(self, territory: int) -> Explanation:
        """Explain a territory as it stands.

        :raises UnknownTerritory: no commune is in it.
        """
        for found in self.explain_all():
            if found.territory == territory:
                return found
        raise UnknownTerritory(territory)

    def explain_all(self) -> tuple[Explanation, ...]:
        """Explain every territory as it stands."""
        return explain(self.land, self._numbers, self.window, words=self.words, on=self.on)

    def borders(self) -> tuple[tuple[int, int], ...]:
        """List the pairs of territories that touch."""
        return borders_of(self.land, self._numbers)

    def explain_border(self, one: int, other: int) -> Border:
        """Explain the border between two territories."""
        return explain_border(self.land, self._numbers, one, other, words=self.words)

    def _alike(self, labels: Integers, code: str) -> tuple[str, ...]:
        if code not in self._places:
            raise UnknownCommune(code)
        label = labels[self._places[code]]
        if label == NO_LABEL:
            return (code,)
        return tuple(self.land.codes[place] for place in np.flatnonzero(labels == label).tolist())

    def _movable(self, codes: Sequence[str]) -> Integers:
        if not codes:
            raise NothingToMove
        for code in codes:
            if code not in self._places:
                raise UnknownCommune(code)
            if code in self._frozen:
                raise FrozenCommune(self.words.commune(code))
        return np.array([self._places[code] for code in dict.fromkeys(codes)], dtype=np.int64)

    def _judge(self, places: Integers, targets: Integers, to: int) -> tuple[Move, Integers]:
        after = self._numbers.copy()
        after[places] = targets
        touched = np.unique(np.concatenate([self._numbers[places], targets])).tolist()
        broken = [sentence for number in touched for sentence in self._pieces(after, number)]
        gone = [number for number in touched if not (after == number).any()]
        said = [
            *(f"Plus aucune commune dans {self.words.territory(number)}." for number in gone),
            *(broken or ["Chaque territoire reste d’un seul tenant."]),
        ]
        explained = explain(self.land, after, self.window, words=self.words, on=self.on)
        move = Move(
            codes=tuple(self.land.codes[place] for place in places.tolist()),
            sources=tuple(self._numbers[places].tolist()),
            to=to,
            before=self.score,
            after=score(self.land, after, self.window),
            holds=not broken,
            verdict=" ".join(said),
            touched=tuple(e for e in explained if e.territory in touched),
        )
        return move, after

    def _pieces(self, numbers: Integers, territory: int) -> list[str]:
        """Say which communes of a territory are cut off from most of its people."""
        inside = np.flatnonzero(numbers == territory)
        if not len(inside):
            return []
        edges = np.concatenate([self.land.borders, self.land.links])
        pieces = components(len(self.land), edges[np.isin(edges, inside).all(axis=1)])[inside]
        held = {piece: inside[pieces == piece] for piece in np.unique(pieces).tolist()}
        ranked = sorted(
            held.values(), key=lambda own: (-int(self.land.populations[own].sum()), -len(own))
        )
        said = []
        for own in ranked[1:]:
            names = self.words.communes_of([self.land.codes[place] for place in own.tolist()])
            number = people(int(self.land.populations[own].sum()))
            verb = "seraient séparées" if len(own) > 1 else "serait séparée"
            rest = f"du reste {self.words.of_territory(territory)}"
            said.append(f"{names} ({number}) {verb} {rest}.")
        return said
