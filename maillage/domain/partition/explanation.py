"""How does one say in words what a territory is, and what may be doubted of it?"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from maillage.domain import french
from maillage.domain.partition.doubts import Doubt, first_doubts
from maillage.domain.partition.land import NO_LABEL, Floats, Integers, Land
from maillage.domain.partition.score import Window, polsby_popper
from maillage.domain.partition.words import NBSP, Words, km, people, points
from maillage.domain.territory import SizeBand, size_of

# Below this, a territory is said to be drawn out; a disc is 1, a square 0.79.
DRAWN_OUT = 0.2
# A move that costs more of J than this is no doubt: nobody would make it for a better score.
NO_DOUBT = 0.1
# And less than this is not worth a word.
SAME = 0.0005
NO_WORDS = Words()


@dataclass(frozen=True)
class CutGroup:
    """An EPCI of which the territory holds a part: `inside` of its `people`.

    `avoidable`: it could have stood whole in one territory (its communes above the window apart).
    """

    label: int
    inside: int
    people: int
    avoidable: bool


@dataclass(frozen=True)
class Explanation:
    """What is to be said of a territory: `rms` and `farthest` in km (to its centre of population;
    None where nobody lives), `compactness` from 0 to 1, `centre` and `edge` the codes of the
    communes nearest to the centre and farthest from it, `size` of the ACI when asked on a day."""

    territory: int
    communes: int
    population: int
    in_window: bool
    stands_alone: bool
    rms: float | None
    farthest: float | None
    compactness: float
    cuts: tuple[CutGroup, ...]
    window: Window
    centre: str = ""
    edge: str = ""
    size: SizeBand | None = None
    doubt: Doubt | None = None
    words: Words = NO_WORDS

    @property
    def name(self) -> str:
        """What the territory is called."""
        return self.words.territory(self.territory)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The explanation in French, one fact a sentence."""
        found = [self._people()]
        if self.size:
            found.append(f"Pour l’ACI, ce serait une CPTS de {self.size.label}.")
        if self.rms is not None and self.farthest is not None and self.communes > 1:
            found.append(
                f"Ses habitants sont en moyenne à {km(self.rms)} de son centre, près de "
                f"{self.words.commune(self.centre)}{NBSP}; la commune la plus éloignée, "
                f"{self.words.commune(self.edge)}, en est à {km(self.farthest)}."
            )
        if self.compactness < DRAWN_OUT and self.communes > 1:
            found.append("Sa forme est étirée ou découpée.")
        found += [self._cut(cut) for cut in self.cuts]
        return (*found, self._doubt(self.doubt)) if self.doubt else tuple(found)

    def _people(self) -> str:
        plural = "s" if self.communes > 1 else ""
        what = f"{french.integer(self.communes)} commune{plural}, {people(self.population)}{NBSP}:"
        low, high = french.integer(self.window.low), people(self.window.high)
        if self.stands_alone:
            return (
                f"{what} une commune dépasse à elle seule le plafond de {high} et fait un "
                "territoire."
            )
        if self.in_window:
            return f"{what} dans la fenêtre de {low} à {high}."
        if self.population < self.window.low:
            missing = people(self.window.low - self.population)
            return f"{what} il manque {missing} pour atteindre le plancher de {low}."
        excess = people(self.population - self.window.high)
        return f"{what} {excess} de trop pour le plafond de {high}."

    def _cut(self, cut: CutGroup) -> str:
        why = (
            "il tiendrait pourtant dans un seul territoire."
            if cut.avoidable
            else "il est trop peuplé pour un seul territoire, ou entoure une commune qui l’est."
        )
        name = self.words.epci(cut.label)
        return f"Il coupe {name} ({_share(cut)} de ses habitants sont ici){NBSP}: {why}"

    def _doubt(self, doubt: Doubt) -> str:
        name = f"{self.words.commune(doubt.code)} ({people(doubt.population)})"
        to = self.words.territory(doubt.to)
        if abs(doubt.delta) < SAME:
            return f"Premier doute{NBSP}: {name} serait aussi bien avec {to}."
        if doubt.delta < 0:
            return (
                f"Premier doute{NBSP}: {name} serait mieux avec {to}{NBSP}; le score baisserait de "
                f"{points(doubt.delta)}."
            )
        if doubt.delta > NO_DOUBT:
            return (
                f"Peu de doute{NBSP}: le départ le moins coûteux serait celui de {name} vers "
                f"{to}, et le score monterait de {points(doubt.delta)}."
            )
        return (
            f"Premier doute{NBSP}: {name} pourrait passer avec {to}{NBSP}; le score ne monterait "
            f"que de {points(doubt.delta)}."
        )


def _share(cut: CutGroup) -> str:
    percent = 100 * cut.inside / cut.people if cut.people else 0.0
    if 0 < percent < 1:
        return f"moins de 1{NBSP}%"
    return f"plus de 99{NBSP}%" if 99 < percent < 100 else f"{round(percent)}{NBSP}%"


def explain(
    land: Land,
    territories: Integers,
    window: Window,
    *,
    words: Words = NO_WORDS,
    on: date | None = None,
) -> tuple[Explanation, ...]:
    """Explain each territory of a partition numbered from 0 (n communes), those without a commune
    left out. `on` is the day of the sizes of the ACI; None says none."""
    compact = polsby_popper(land, territories)
    groups = _groups(land, territories, window)
    doubts = first_doubts(land, territories, window)
    found = []
    for number in np.unique(territories).tolist():
        inside = np.flatnonzero(territories == number)
        held = land.populations[inside]
        population = int(held.sum())
        giants = held > window.high
        hinge = window.hinge(population, int(giants.sum()), int(held[giants].sum()))
        rms, distances = _distances(land, inside)
        found.append(
            Explanation(
                territory=number,
                communes=len(inside),
                population=population,
                in_window=hinge == 0,
                stands_alone=hinge == 0 and int(giants.sum()) == 1,
                rms=rms,
                farthest=float(distances.max()) if rms is not None else None,
                compactness=float(compact[number]),
                cuts=groups.get(number, ()),
                window=window,
                centre=land.codes[int(inside[distances.argmin()])],
                edge=land.codes[int(inside[distances.argmax()])],
                size=size_of(population, on=on) if on and population else None,
                doubt=doubts.get(number),
                words=words,
            )
        )
    return tuple(found)


def _distances(land: Land, inside: Integers) -> tuple[float | None, Floats]:
    """Root mean square of the distances of people to their centre, and that of each commune."""
    held = land.populations[inside]
    if not held.any():
        return None, np.zeros(len(inside))
    total = float(held.sum())
    dx = land.x[inside] - float((held * land.x[inside]).sum()) / total
    dy = land.y[inside] - float((held * land.y[inside]).sum()) / total
    squares = dx * dx + dy * dy
    return float(np.sqrt((held * squares).sum() / total)), np.sqrt(squares)


def _groups(land: Land, territories: Integers, window: Window) -> dict[int, tuple[CutGroup, ...]]:
    """EPCI cut, by territory that holds a part of them."""
    found: dict[int, list[CutGroup]] = {}
    for label in np.unique(land.epci[land.epci != NO_LABEL]).tolist():
        inside = np.flatnonzero(land.epci == label)
        holders = np.unique(territories[inside])
        if len(holders) == 1:
            continue
        held = land.populations[inside]
        usual = held <= window.high
        avoidable = bool(
            held[usual].sum() <= window.high and len(np.unique(territories[inside[usual]])) > 1
        )
        for number in holders.tolist():
            here = int(held[territories[inside] == number].sum())
            found.setdefault(number, []).append(CutGroup(label, here, int(held.sum()), avoidable))
    return {number: tuple(cuts) for number, cuts in found.items()}
