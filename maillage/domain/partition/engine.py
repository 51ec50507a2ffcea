"""Which partition of a land into territories is the best found, for a seed?"""

from dataclasses import dataclass

import numpy as np

from maillage.domain.partition.constraints import check
from maillage.domain.partition.frame import Frame, default_count, settle_frame, share_count
from maillage.domain.partition.land import Integers, Land
from maillage.domain.partition.request import Asked, Request, Run, always, in_turn
from maillage.domain.partition.score import Score, Window, score
from maillage.domain.refusal import Refusal


class CountOutOfReach(Refusal):
    """More territories asked for than there are communes, or fewer than what is settled."""

    def __init__(self, count: int, least: int, most: int) -> None:
        super().__init__(
            f"On ne peut pas faire {count} territoires ici\u00a0: demandez-en de {least} à {most}."
        )


@dataclass(frozen=True, eq=False)
class Partition:
    """An answer: the `territories` (n, numbered from 0 in order of their first commune), their
    `score`, and whether the work was `complete` or stopped with the best so far."""

    land: Land
    territories: Integers
    score: Score
    complete: bool


def solve(land: Land, request: Request, *, go_on: Asked = always, run: Run = in_turn) -> Partition:
    """Partition a land. Same land, request and seed: same answer, on any number of processors.

    `go_on` is asked several times a second with the share of the work done; False stops with the
    best so far. `run` does several jobs, in turn or on several processors (see `processors`).

    :raises UnknownCommune, FrozenTwice, TogetherInTwo, TogetherAndApart, TogetherTooLarge: the
        demands contradict each other.
    :raises CountOutOfReach: the number of territories cannot be.
    """
    from maillage.domain.partition.search import Search, find  # noqa: PLC0415  # the compiler takes half a second to import: only who cuts waits for it

    check(land, request.constraints, request.window)
    frame = settle_frame(land, request.window, request.weights, request.constraints)
    count = default_count(land, request.window) if request.count is None else request.count
    settled = len(frame.names)
    least, most = settled + len(frame.pieces), len(frame.graph)
    if request.count is not None and not least <= count <= most:
        raise CountOutOfReach(count, least, most)
    shares = share_count(frame, max(count, least) - settled, request.window)
    of, complete = find(Search(frame, shares, request), go_on, run)
    return answer(frame, of, request.window, complete=complete)


def answer(frame: Frame, of: Integers, window: Window, *, complete: bool) -> Partition:
    """Number territories (of each block) in order of their first commune, and score them."""
    territories = of[frame.graph.block]
    firsts, where = np.unique(territories, return_index=True)
    order = np.argsort(np.argsort(where))
    numbered = order[np.searchsorted(firsts, territories)].astype(np.int64)
    return Partition(frame.land, numbered, score(frame.land, numbered, window), complete)
