"""Lands to try the engine on: chessboards of square communes, one kilometre wide."""

from collections.abc import Mapping, Sequence
from random import Random

import numpy as np

from maillage.domain.partition.land import Land


def grid(
    width: int = 8,
    height: int = 8,
    *,
    people: int = 1000,
    populations: Mapping[int, int] | None = None,
    epci: Sequence[int] | None = None,
    without: Sequence[int] = (),
) -> Land:
    """Make a chessboard; `populations` by place, `epci` by place, `without` takes communes out."""
    count = width * height
    places = np.arange(count)
    x, y = places % width, places // width
    right = np.stack([places[x < width - 1], places[x < width - 1] + 1], axis=1)
    up = np.stack([places[y < height - 1], places[y < height - 1] + width], axis=1)
    borders = np.concatenate([right, up])
    touching = np.bincount(borders.ravel(), minlength=count)
    inhabitants = np.full(count, people, dtype=np.int64)
    for place, number in (populations or {}).items():
        inhabitants[place] = number
    land = Land(
        codes=tuple(f"{place:05d}" for place in places.tolist()),
        populations=inhabitants,
        x=x.astype(np.float64),
        y=y.astype(np.float64),
        areas=np.ones(count),
        outer=(4.0 - touching).astype(np.float64),
        borders=borders,
        lengths=np.ones(len(borders)),
        links=np.empty((0, 2), dtype=np.int64),
        epci=np.array(epci if epci is not None else (y // 2) * 10 + x // 4, dtype=np.int64),
        basins=np.full(count, -1, dtype=np.int64),
    )
    if not without:
        return land
    return land.subset([place for place in places.tolist() if place not in set(without)])


def uneven(width: int = 12, height: int = 12, seed: int = 0) -> Land:
    """A chessboard of small and large communes."""
    rng = Random(seed)  # noqa: S311  # chance, not secrets
    numbers = {place: int(200 * 1.5 ** (10 * rng.random())) for place in range(width * height)}
    return grid(width, height, populations=numbers)
