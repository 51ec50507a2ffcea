"""How does one say in words what a territory is, and what may be doubted of it?"""

from dataclasses import dataclass

import numpy as np

from maillage.domain import french
from maillage.domain.partition.land import NO_LABEL, Integers, Land
from maillage.domain.partition.score import Window, polsby_popper

# Below this, a territory is said to be drawn out; a disc is 1, a square 0.79.
DRAWN_OUT = 0.2


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
    None where nobody lives), `compactness` from 0 to 1."""

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

    @property
    def sentences(self) -> tuple[str, ...]:
        """The explanation in French, one fact a sentence."""
        found = [self._size()]
        if self.rms is not None and self.farthest is not None:
            found.append(
                f"Ses habitants sont en moyenne à {_km(self.rms)} de son centre, la commune "
                f"la plus éloignée à {_km(self.farthest)}."
            )
        if self.compactness < DRAWN_OUT and self.communes > 1:
            found.append("Sa forme est étirée ou découpée.")
        return (*found, *(self._cut(cut) for cut in self.cuts))

    def _size(self) -> str:
        people = f"{french.integer(self.population)} habitants"
        plural = "s" if self.communes > 1 else ""
        what = f"{french.integer(self.communes)} commune{plural}, {people}"
        low, high = french.integer(self.window.low), french.integer(self.window.high)
        if self.stands_alone:
            return (
                f"{what} : une commune dépasse à elle seule le plafond de {high} habitants et fait "
                "un territoire."
            )
        if self.in_window:
            return f"{what} : dans la fenêtre de {low} à {high}."
        if self.population < self.window.low:
            missing = french.integer(self.window.low - self.population)
            return f"{what} : il manque {missing} habitants pour atteindre le plancher de {low}."
        excess = french.integer(self.population - self.window.high)
        return f"{what} : {excess} habitants de trop pour le plafond de {high}."

    def _cut(self, cut: CutGroup) -> str:
        share = round(100 * cut.inside / cut.people) if cut.people else 0
        why = (
            "il tiendrait pourtant dans un seul territoire."
            if cut.avoidable
            else "il est trop peuplé pour un seul territoire, ou entoure une commune qui l’est."
        )
        return f"Il coupe un EPCI ({share}{french.SPACE}% de ses habitants sont ici) : {why}"


def _km(distance: float) -> str:
    return f"{distance:.1f}{french.SPACE}km".replace(".", ",")


def explain(land: Land, territories: Integers, window: Window) -> tuple[Explanation, ...]:
    """Explain each territory of a partition numbered from 0 (n communes)."""
    compact = polsby_popper(land, territories)
    groups = _groups(land, territories, window)
    found = []
    for number in range(int(territories.max()) + 1):
        inside = np.flatnonzero(territories == number)
        people = land.populations[inside]
        giants = people > window.high
        hinge = window.hinge(int(people.sum()), int(giants.sum()), int(people[giants].sum()))
        rms, farthest = _distances(land, inside)
        found.append(
            Explanation(
                territory=number,
                communes=len(inside),
                population=int(people.sum()),
                in_window=hinge == 0,
                stands_alone=hinge == 0 and int(giants.sum()) == 1,
                rms=rms,
                farthest=farthest,
                compactness=float(compact[number]),
                cuts=groups.get(number, ()),
                window=window,
            )
        )
    return tuple(found)


def _distances(land: Land, inside: Integers) -> tuple[float | None, float | None]:
    people = land.populations[inside]
    if not people.any():
        return None, None
    total = float(people.sum())
    dx = land.x[inside] - float((people * land.x[inside]).sum()) / total
    dy = land.y[inside] - float((people * land.y[inside]).sum()) / total
    squares = dx * dx + dy * dy
    return float(np.sqrt((people * squares).sum() / total)), float(np.sqrt(squares.max()))


def _groups(land: Land, territories: Integers, window: Window) -> dict[int, tuple[CutGroup, ...]]:
    """EPCI cut, by territory that holds a part of them."""
    found: dict[int, list[CutGroup]] = {}
    for label in np.unique(land.epci[land.epci != NO_LABEL]).tolist():
        inside = np.flatnonzero(land.epci == label)
        holders = np.unique(territories[inside])
        if len(holders) == 1:
            continue
        people = land.populations[inside]
        usual = people <= window.high
        avoidable = bool(
            people[usual].sum() <= window.high and len(np.unique(territories[inside[usual]])) > 1
        )
        for number in holders.tolist():
            here = int(people[territories[inside] == number].sum())
            found.setdefault(number, []).append(CutGroup(label, here, int(people.sum()), avoidable))
    return {number: tuple(cuts) for number, cuts in found.items()}
