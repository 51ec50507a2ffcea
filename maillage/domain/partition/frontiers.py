"""Why does the border between two territories pass here, and where could it pass otherwise?"""

from dataclasses import dataclass

import numpy as np

from maillage.domain import french
from maillage.domain.partition.land import NO_LABEL, Integers, Land
from maillage.domain.partition.words import NBSP, SHOWN, Words, km

NO_WORDS = Words()


@dataclass(frozen=True)
class Nearer:
    """A commune at the border that is nearer to the centre across it: km to each."""

    code: str
    territory: int
    own: float
    across: float


@dataclass(frozen=True)
class Border:
    """A border between two territories: its `km`, the `pairs` of communes that it parts, the labels
    of the EPCI that it `cuts`, how many of its pairs are of two EPCI (`between`), and the communes
    `nearer` to the centre across it (most doubtful first)."""

    one: int
    other: int
    km: float
    pairs: int
    between: int
    cuts: tuple[int, ...]
    nearer: tuple[Nearer, ...]
    words: Words = NO_WORDS

    @property
    def sentences(self) -> tuple[str, ...]:
        """The border in French, one fact a sentence."""
        return (self._length(), self._epci(), *self._nearer())

    def _length(self) -> str:
        one, other = self.words.territory(self.one), self.words.territory(self.other)
        if self.km == 0:
            return f"Entre {one} et {other}{NBSP}: un point de contact ou un bras de mer."
        plural = "s" if self.pairs > 1 else ""
        return (
            f"Entre {one} et {other}{NBSP}: {km(self.km)}, {french.integer(self.pairs)} "
            f"voisinage{plural} de communes."
        )

    def _epci(self) -> str:
        if not self.cuts:
            return "Cette frontière ne coupe aucun EPCI."
        names = [self.words.epci(label) for label in self.cuts]
        listed = ", ".join(names[:SHOWN])
        more = len(names) - SHOWN
        rest = f" et {more} autre{'s' if more > 1 else ''}" if more > 0 else ""
        follows = f"{NBSP}; ailleurs elle suit les limites des EPCI" if self.between else ""
        return f"Elle coupe {listed}{rest}{follows}."

    def _nearer(self) -> tuple[str, ...]:
        if not self.nearer:
            return ("Chaque commune qui la borde est plus proche du centre de son territoire.",)
        names = [
            f"{self.words.commune(found.code)} ({km(found.across)} contre {km(found.own)})"
            for found in self.nearer[:SHOWN]
        ]
        more = len(self.nearer) - SHOWN
        rest = f" et {more} autre{'s' if more > 1 else ''}" if more > 0 else ""
        return (f"Plus proches du centre d’en face que du leur{NBSP}: {', '.join(names)}{rest}.",)


def borders_of(land: Land, territories: Integers) -> tuple[tuple[int, int], ...]:
    """List the pairs of territories that touch, smaller number first."""
    ends = np.sort(territories[np.concatenate([land.borders, land.links])], axis=1)
    found = np.unique(ends[ends[:, 0] != ends[:, 1]], axis=0)
    return tuple((one, other) for one, other in found.tolist())


def explain_border(
    land: Land, territories: Integers, one: int, other: int, *, words: Words = NO_WORDS
) -> Border:
    """Explain the border between two territories that touch."""
    low, high = min(one, other), max(one, other)
    pairs = np.concatenate([land.borders, land.links])
    lengths = np.concatenate([land.lengths, np.zeros(len(land.links))])
    ends = np.sort(territories[pairs], axis=1)
    here = (ends[:, 0] == low) & (ends[:, 1] == high)
    labels = land.epci[pairs[here]]
    same = (labels[:, 0] == labels[:, 1]) & (labels[:, 0] != NO_LABEL)
    return Border(
        one=low,
        other=high,
        km=float(lengths[here].sum()),
        pairs=int(here.sum()),
        between=int((~same).sum()),
        cuts=tuple(np.unique(labels[same, 0]).tolist()),
        nearer=_nearer(land, territories, np.unique(pairs[here]), (low, high)),
        words=words,
    )


def _nearer(
    land: Land, territories: Integers, places: Integers, sides: tuple[int, int]
) -> tuple[Nearer, ...]:
    centres = {side: _centre(land, np.flatnonzero(territories == side)) for side in sides}
    found = []
    for place in places.tolist():
        own = int(territories[place])
        across = sides[1] if own == sides[0] else sides[0]
        gaps = [
            float(np.hypot(land.x[place] - centres[t][0], land.y[place] - centres[t][1]))
            for t in (own, across)
        ]
        if gaps[1] < gaps[0]:
            found.append(Nearer(land.codes[place], own, gaps[0], gaps[1]))
    return tuple(sorted(found, key=lambda nearer: nearer.across - nearer.own))


def _centre(land: Land, inside: Integers) -> tuple[float, float]:
    """Centre of the people of a territory; of its communes where nobody lives."""
    held = land.populations[inside].astype(np.float64)
    weights = held if held.any() else np.ones(len(inside))
    return (
        float(np.average(land.x[inside], weights=weights)),
        float(np.average(land.y[inside], weights=weights)),
    )
