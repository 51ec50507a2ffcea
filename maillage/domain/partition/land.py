"""What does the engine know of the ground it cuts?

Plain arrays, one place per commune: no file, no database, no geometry.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from maillage.domain.refusal import Refusal

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
NO_LABEL = -1


class IncoherentLand(Refusal):
    """The arrays that describe the ground do not go together."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"La description du territoire est incohérente : {what}. "
            "Rechargez les contours et les populations."
        )


@dataclass(frozen=True, eq=False)
class Land:
    """The communes of a place, `n` of them, and how they touch.

    `populations` (n, inhabitants), `x` and `y` (n, km, of the centroid), `areas` (n, km²), `outer`
    (n, km of border towards the outside of this land), `borders` (m × 2, two communes that touch,
    each pair once), `lengths` (m, km shared by the pair; a point of contact is no border), `links`
    (l × 2, the nearest neighbours of pieces that touch nothing), `epci` and `basins` (n, label of
    the EPCI and of the bassin de vie, -1 where there is none).
    """

    codes: tuple[str, ...]
    populations: Integers
    x: Floats
    y: Floats
    areas: Floats
    outer: Floats
    borders: Integers
    lengths: Floats
    links: Integers
    epci: Integers
    basins: Integers

    def __post_init__(self) -> None:
        count = len(self.codes)
        if count == 0:
            raise IncoherentLand("elle ne contient aucune commune")
        if len(set(self.codes)) != count:
            raise IncoherentLand("une commune y figure deux fois")
        for array in (self.populations, self.x, self.y, self.areas, self.outer, self.epci):
            if array.shape != (count,):
                raise IncoherentLand("ses tableaux n’ont pas la même longueur")
        if len(self.borders) != len(self.lengths):
            raise IncoherentLand("ses frontières n’ont pas toutes une longueur")
        if (self.populations < 0).any() or (self.areas < 0).any():
            raise IncoherentLand("une population ou une superficie y est négative")

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def perimeters(self) -> Floats:
        """Perimeter of each commune, in km (n)."""
        total = self.outer.copy()
        for side in (0, 1):
            total += np.bincount(self.borders[:, side], self.lengths, len(self))
        return total

    @property
    def positions(self) -> dict[str, int]:
        """Code → place in the arrays."""
        return {code: place for place, code in enumerate(self.codes)}

    def subset(self, places: Sequence[int] | Integers) -> "Land":
        """Return the land of some communes alone: what they shared with others becomes outer."""
        kept = np.unique(np.asarray(places, dtype=np.int64))
        renumbered = np.full(len(self), NO_LABEL, dtype=np.int64)
        renumbered[kept] = np.arange(len(kept))
        inner = (renumbered[self.borders] >= 0).all(axis=1)
        outer = self.perimeters[kept]
        borders, lengths = renumbered[self.borders[inner]], self.lengths[inner]
        for side in (0, 1):
            outer = outer - np.bincount(borders[:, side], lengths, len(kept))
        links = renumbered[self.links]
        part = Land(
            codes=tuple(self.codes[place] for place in kept.tolist()),
            populations=self.populations[kept],
            x=self.x[kept],
            y=self.y[kept],
            areas=self.areas[kept],
            outer=np.maximum(outer, 0.0),
            borders=borders,
            lengths=lengths,
            links=links[(links >= 0).all(axis=1)],
            epci=self.epci[kept],
            basins=self.basins[kept],
        )
        return part.held_together()

    def held_together(self) -> "Land":
        """Return the same land, each piece that nothing holds linked to its nearest commune.

        A département or a région may be in pieces that hold only through its neighbours.
        """
        links = self.links.tolist()
        points = np.stack([self.x, self.y], axis=1)
        pieces = self.pieces()
        while (total := int(pieces.max()) + 1) > 1:
            largest = int(np.bincount(pieces).argmax())
            for piece in range(total):
                if piece != largest:
                    own, others = np.flatnonzero(pieces == piece), np.flatnonzero(pieces != piece)
                    gaps = np.hypot(*(points[own, None] - points[others]).transpose(2, 0, 1))
                    near, far = np.unravel_index(int(gaps.argmin()), gaps.shape)
                    links.append(sorted((int(own[near]), int(others[far]))))
            together = np.unique(np.array(links, dtype=np.int64), axis=0)
            pieces = components(len(self), np.concatenate([self.borders, together]))
        return replace(self, links=np.array(links, dtype=np.int64).reshape(-1, 2))

    def pieces(self, *, linked: bool = True) -> Integers:
        """Number the pieces of the land (n): communes that touch, or are linked, share a number."""
        edges = np.concatenate([self.borders, self.links]) if linked else self.borders
        return components(len(self), edges)


def components(count: int, edges: Integers) -> Integers:
    """Number the connected components of a graph: (count) labels from 0, in order of place."""
    parent = list(range(count))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for one, other in edges.tolist():
        first, second = root(one), root(other)
        if first != second:
            parent[max(first, second)] = min(first, second)
    roots = np.array([root(place) for place in range(count)], dtype=np.int64)
    return np.unique(roots, return_inverse=True)[1].astype(np.int64)


def labels(values: Sequence[str | None]) -> Integers:
    """Turn names (a SIREN, a code of bassin de vie) into numbers; None gives -1."""
    numbers: Mapping[str, int] = {
        value: number for number, value in enumerate(sorted({v for v in values if v}))
    }
    return np.array([numbers[v] if v else NO_LABEL for v in values], dtype=np.int64)
