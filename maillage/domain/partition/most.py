"""Into how many territories, all in their window, can a land be cut?"""

from dataclasses import replace

from maillage.domain.partition.engine import Partition, solve
from maillage.domain.partition.graph import Weights
from maillage.domain.partition.land import Land
from maillage.domain.partition.request import Asked, Request, Run, always, in_turn
from maillage.domain.partition.schedule import LONG

# Shapes and EPCI count for little when territories must fit tightly.
TIGHT = Weights(hinge=10.0, distance=0.3, compactness=0.3, epci=0.3)


def solve_most(
    land: Land, request: Request, *, go_on: Asked = always, run: Run = in_turn
) -> Partition:
    """Partition a land into the most territories found, all in their window.

    Tried from what the population allows at best, one less at a time; the first that fits is the
    answer. When none fits, or when stopped, the one with most territories in their window.

    :raises UnknownCommune, FrozenTwice, TogetherInTwo, TogetherAndApart, TogetherTooLarge: as
        `solve`.
    """
    giants = land.populations > request.window.high
    fits = int(land.populations[~giants].sum()) // request.window.low
    top = min(int(giants.sum()) + fits, len(land))
    schedule = request.schedule or LONG
    best: Partition | None = None
    for count in range(top, 0, -1):
        asked = replace(request, count=count, weights=TIGHT, schedule=schedule)
        begun = 1 - count / (top + 1)

        def on(done: float, begun: float = begun) -> bool:
            return go_on(begun + done / (top + 1))

        found = solve(land, asked, go_on=on, run=run)
        if best is None or found.score.in_window > best.score.in_window:
            best = found
        if found.score.in_window == found.score.count:
            return found
        if not found.complete:
            return replace(best, complete=False)
    return best or solve(land, replace(request, count=None), go_on=go_on, run=run)
