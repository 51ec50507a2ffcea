"""`python -m maillage.domain.partition.warmth`: compile the engine before anyone waits for it.

Compiling takes the better part of a minute, once for a version of the engine and a machine; the
code is kept where `NUMBA_CACHE_DIR` says. Done in the background when the pages begin to be served.
"""

import os

import numpy as np

from maillage.domain.partition.compiled import is_interpreted, keep
from maillage.domain.partition.engine import solve
from maillage.domain.partition.land import Land
from maillage.domain.partition.most import solve_most
from maillage.domain.partition.request import Request
from maillage.domain.partition.schedule import Schedule
from maillage.domain.partition.score import Window

POLITE = 10


def warm() -> None:
    """Cut a small land, so that every function of the engine is compiled, or read from disk."""
    if is_interpreted():
        return
    request = Request(window=Window(2_000, 6_000), schedule=Schedule(rounds=2), starts=2)
    solve(_chessboard(6), request)
    solve_most(_chessboard(3), request)
    keep()


def _chessboard(side: int) -> Land:
    places = np.arange(side * side)
    x, y = places % side, places // side
    right = np.stack([places[x < side - 1], places[x < side - 1] + 1], axis=1)
    up = np.stack([places[y < side - 1], places[y < side - 1] + side], axis=1)
    borders = np.concatenate([right, up])
    touching = np.bincount(borders.ravel(), minlength=len(places))
    return Land(
        codes=tuple(str(place) for place in places.tolist()),
        populations=np.full(len(places), 1000, dtype=np.int64),
        x=x.astype(np.float64),
        y=y.astype(np.float64),
        areas=np.ones(len(places)),
        outer=(4.0 - touching).astype(np.float64),
        borders=borders,
        lengths=np.ones(len(borders)),
        links=np.empty((0, 2), dtype=np.int64),
        epci=(y // 2).astype(np.int64),
        basins=np.full(len(places), -1, dtype=np.int64),
    )


if __name__ == "__main__":
    os.nice(POLITE)
    warm()
