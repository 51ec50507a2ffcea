"""Into how many territories, all in their window, can a land be cut?"""

from dataclasses import replace

from maillage.domain.partition.constraints import check
from maillage.domain.partition.engine import Partition, answer, solve
from maillage.domain.partition.frame import Frame, settle_frame
from maillage.domain.partition.graph import Weights
from maillage.domain.partition.land import Land
from maillage.domain.partition.request import Asked, Request, Run, always, in_turn
from maillage.domain.partition.schedule import LONG, TIGHT
from maillage.domain.partition.score import Window

# Shapes and EPCI count for little when territories must fit tightly.
MILD = Weights(hinge=10.0, distance=0.3, compactness=0.3, epci=0.3)
# Share of the work that goes to finding how many.
COUNTING = 0.7


def solve_most(
    land: Land, request: Request, *, go_on: Asked = always, run: Run = in_turn
) -> Partition:
    """Partition a land into the most territories found, all in their window, then better them.

    The number is first sought among trees (see `packing`). Where communities are open, or where
    demands leave some territory outside, numbers are tried from the highest, one less at a time.

    :raises UnknownCommune, FrozenTwice, TogetherInTwo, TogetherAndApart, TogetherTooLarge: as
        `solve`.
    """
    check(land, request.constraints, request.window)
    frame = settle_frame(land, request.window, request.weights, request.constraints)
    if frame.hearts:
        return _one_less_at_a_time(frame, _bound(frame, request.window), request, go_on, run)
    found = _packed(frame, request, go_on, run)
    if found.complete and found.score.in_window < found.score.count - _lost(frame, request.window):
        fewer = _one_less_at_a_time(frame, found.score.count - 1, request, go_on, run)
        return max(found, fewer, key=lambda one: one.score.in_window)
    return found


def _packed(frame: Frame, request: Request, go_on: Asked, run: Run) -> Partition:
    from maillage.domain.partition.packing import pack  # noqa: PLC0415  # the compiler takes half a second to import: only who cuts waits for it
    from maillage.domain.partition.search import Search, find  # noqa: PLC0415  # the same

    window = request.window
    schedule = request.schedule or TIGHT
    packed = pack(frame, request, schedule.rounds, lambda done: go_on(COUNTING * done), run)
    if not packed.complete:
        return answer(frame, packed.of, window, complete=False)
    count = len(frame.names) + sum(packed.shares)
    asked = replace(request, count=count, schedule=schedule)
    search = Search(frame, packed.shares, asked, packed.of)
    of, complete = find(search, lambda done: go_on(COUNTING + (1 - COUNTING) * done), run)
    return answer(frame, of, window, complete=complete)


def _one_less_at_a_time(
    frame: Frame, top: int, request: Request, go_on: Asked, run: Run
) -> Partition:
    """Try numbers of territories from the highest; the first that fits, or the one with most."""
    least = max(len(frame.names) + len(frame.pieces), 1)
    lost = _lost(frame, request.window)
    best: Partition | None = None
    for count in range(max(top, least), least - 1, -1):
        asked = replace(request, count=count, weights=MILD, schedule=request.schedule or LONG)
        begun = 1 - count / (top + 1)

        def on(done: float, begun: float = begun) -> bool:
            return go_on(begun + done / (top + 1))

        found = solve(frame.land, asked, go_on=on, run=run)
        if best is None or found.score.in_window > best.score.in_window:
            best = found
        if found.score.in_window >= found.score.count - lost:
            return found
        if not found.complete:
            return replace(best, complete=False)
    assert best is not None  # noqa: S101  # one number at least is tried
    return best


def _bound(frame: Frame, window: Window) -> int:
    """Number of territories that nothing can exceed: people of a block beyond the floor are lost to
    the others."""
    people = (frame.graph.sums[piece, 0] for piece in frame.pieces)
    return len(frame.names) + sum(
        max(int(own.clip(max=window.low).sum()) // window.low, 1) for own in people
    )


def _lost(frame: Frame, window: Window) -> int:
    """Territories that are settled outside their window, and stay so."""
    rows = frame.graph.sums[: len(frame.names)]
    return sum(window.hinge(int(row[0]), int(row[6]), int(row[7])) > 0 for row in rows)
