"""What if one block at a border went to the territory across it?

Priced by what the block touches, whatever the size of the territories; whether the territory that
it leaves stays in one piece is looked at last, when all the rest is won.
"""

import math

from maillage.domain.partition.board import (
    HEAT,
    INERTIA,
    Board,
    Sheet,
    chance,
    cost,
    largest,
    moment,
    put,
)
from maillage.domain.partition.compiled import compiled


@compiled
def flip(board: Board, sheet: Sheet, block: int, to: int) -> bool:
    """Move a block to a territory next to it, if worth it and if its own stays in one piece."""
    source = sheet.of[block]
    if board.pinned[block] or sheet.size[source] == 1:
        return False
    with_source = with_target = 0.0
    for place in range(board.starts[block], board.starts[block + 1]):
        beside = sheet.of[board.near[place]]
        if beside == source:
            with_source += board.km[place]
        elif beside == to:
            with_target += board.km[place]
    left = sheet.sums[source] - board.sums[block]
    grown = sheet.sums[to] + board.sums[block]
    left[5] += 2 * with_source
    grown[5] -= 2 * with_target
    before, after = sheet.sums[source], sheet.sums[to]
    inertia = sheet.level[INERTIA]
    changed = inertia + moment(left) + moment(grown) - moment(before) - moment(after)
    delta = board.far * (math.sqrt(max(changed, 0.0)) - math.sqrt(max(inertia, 0.0)))
    delta += cost(board, sheet.level, left) + cost(board, sheet.level, grown)
    delta -= cost(board, sheet.level, before) + cost(board, sheet.level, after)
    delta += ties(board, sheet, block, to)
    if not taken(sheet, delta) or not holds_without(board, sheet, block):
        return False
    sheet.sums[source] = left
    sheet.sums[to] = grown
    sheet.level[INERTIA] = changed
    put(board, sheet, block, to)
    return True


@compiled
def taken(sheet: Sheet, delta: float) -> bool:
    """Say whether a change is made: always when it betters, by chance while warm otherwise."""
    if delta <= 0:
        return delta < -1e-12
    heat = sheet.level[HEAT]
    return heat > 0 and delta < 30 * heat and chance(sheet.luck) < math.exp(-delta / heat)


@compiled
def ties(board: Board, sheet: Sheet, block: int, to: int) -> float:
    """What a move changes for people outside the largest piece of their EPCI, and for bonds."""
    source = sheet.of[block]
    delta = 0.0
    for place in range(board.label_starts[block], board.label_starts[block + 1]):
        people = board.held[place]
        if people > 0:
            label = board.labels[place]
            most, beyond, here, there = largest(sheet, label, source, to)
            now = max(beyond, max(here - people, there + people))
            delta += board.price[label] * (most - now)
    for place in range(board.bond_starts[block], board.bond_starts[block + 1]):
        mate = sheet.of[board.mates[place]]
        if mate == source:
            delta += board.bonds[place]
        elif mate == to:
            delta -= board.bonds[place]
    return delta


@compiled
def holds_without(board: Board, sheet: Sheet, block: int) -> bool:
    """Say whether the territory of a block stays in one piece when the block leaves."""
    own = sheet.of[block]
    sheet.stamp[0] += 1
    wanted = sheet.stamp[0]
    waiting = 0
    for place in range(board.starts[block], board.starts[block + 1]):
        beside = board.near[place]
        if sheet.of[beside] == own:
            sheet.mark[beside] = wanted
            sheet.stack[0] = beside
            waiting += 1
    if waiting < 2:
        return waiting == 1
    sheet.mark[sheet.stack[0]] = -wanted
    # Most often the neighbours hold by themselves; if not, a walk through the territory says.
    left = _walk(board, sheet, block, 1, waiting - 1, False)
    if left == 0:
        return True
    top = 0
    for place in range(board.starts[block], board.starts[block + 1]):
        if sheet.mark[board.near[place]] == -wanted:
            sheet.stack[top] = board.near[place]
            top += 1
    return _walk(board, sheet, block, top, left, True) == 0


@compiled
def _walk(board: Board, sheet: Sheet, block: int, top: int, left: int, everywhere: bool) -> int:
    """Walk towards the `left` neighbours of a block not reached yet, through the territory or
    through these neighbours alone; return how many stay out of reach."""
    own, wanted = sheet.of[block], sheet.stamp[0]
    while top > 0 and left > 0:
        top -= 1
        here = sheet.stack[top]
        for place in range(board.starts[here], board.starts[here + 1]):
            beside = board.near[place]
            mark = sheet.mark[beside]
            if mark == wanted:
                left -= 1
            elif not everywhere or mark == -wanted or beside == block or sheet.of[beside] != own:
                continue
            sheet.mark[beside] = -wanted
            sheet.stack[top] = beside
            top += 1
    return left
