"""What if two territories made one, or one two, or both at once?

Borders alone never carry a territory from where people are too few to where they are too many.
"""

import math

from maillage.domain.partition.board import INERTIA, NUMBER, SCALE, Board, Sheet, cost, moment, put
from maillage.domain.partition.compiled import compiled
from maillage.domain.partition.flips import taken, ties
from maillage.domain.partition.land import Floats, Integers
from maillage.domain.partition.recombination import best_cut, give
from maillage.domain.partition.trees import HEARTS, branches, draw, gather


@compiled
def exchange(board: Board, sheet: Sheet, beside: int, one: int, victim: int) -> bool:
    """Merge the territory of a block into a neighbour, and split that of another block in two."""
    other, third = sheet.of[beside], sheet.of[victim]
    blocks = gather(board, sheet, beside, other, other)
    if sheet.size[third] < 2 or _has_heart(board, blocks):
        return False
    kept = sheet.sums[one].copy(), sheet.sums[other].copy(), sheet.level[INERTIA]
    delta = _merge(board, sheet, blocks, one)
    cut = _split(board, sheet, victim, other, delta)
    if not cut:
        _back(sheet, kept, one, other)
        _carry(board, sheet, blocks, other)
    return cut


@compiled
def dissolve(board: Board, sheet: Sheet, beside: int, one: int) -> bool:
    """Merge the territory of a block into a neighbour: one fewer."""
    other = sheet.of[beside]
    blocks = gather(board, sheet, beside, other, other)
    if _has_heart(board, blocks):
        return False
    kept = sheet.sums[one].copy(), sheet.sums[other].copy(), sheet.level[INERTIA]
    scale = sheet.level[SCALE]
    before = _own(board, sheet) - cost(board, sheet.level, kept[0])
    before -= cost(board, sheet.level, kept[1])
    delta = _merge(board, sheet, blocks, one)
    paid = cost(board, sheet.level, sheet.sums[one])
    rescale(sheet)
    if taken(sheet, delta - paid + _own(board, sheet) - before):
        return True
    _back(sheet, kept, one, other)
    _carry(board, sheet, blocks, other)
    sheet.level[SCALE] = scale
    return False


@compiled
def divide(board: Board, sheet: Sheet, victim: int) -> bool:
    """Split the territory of a block in two: one more."""
    third = sheet.of[victim]
    new = -1
    for number in range(len(sheet.size)):
        if sheet.size[number] == 0 and sheet.open[number]:
            new = number
            break
    if new < 0 or sheet.size[third] < 2:
        return False
    scale = sheet.level[SCALE]
    before = _own(board, sheet)
    alive = sheet.level[NUMBER] / scale
    sheet.level[SCALE] = sheet.level[NUMBER] / (alive + 1)
    if _split(board, sheet, victim, new, _own(board, sheet) - before):
        return True
    sheet.level[SCALE] = scale
    return False


@compiled
def rescale(sheet: Sheet) -> None:
    """Keep the energy J times one number, whatever the number of territories: J is a mean."""
    alive = 0
    for size in sheet.size:
        if size > 0:
            alive += 1
    sheet.level[SCALE] = sheet.level[NUMBER] / alive


@compiled
def _own(board: Board, sheet: Sheet) -> float:
    """What the territories cost by themselves."""
    total = 0.0
    for territory in range(len(sheet.size)):
        if sheet.size[territory] > 0:
            total += cost(board, sheet.level, sheet.sums[territory])
    return total


@compiled
def _has_heart(board: Board, blocks: Integers) -> bool:
    hearts = 0
    for block in blocks:
        hearts += board.pinned[block]
    return hearts > 0


@compiled
def _carry(board: Board, sheet: Sheet, blocks: Integers, to: int) -> float:
    """Put blocks in a territory one by one; return what it changes for EPCI and bonds."""
    delta = 0.0
    for block in blocks:
        delta += ties(board, sheet, block, to)
        put(board, sheet, block, to)
    return delta


@compiled
def _merge(board: Board, sheet: Sheet, blocks: Integers, one: int) -> float:
    """Merge all the blocks of a territory into one it touches; return what it changes."""
    other = sheet.of[blocks[0]]
    row = sheet.sums[one] + sheet.sums[other]
    for block in blocks:
        for place in range(board.starts[block], board.starts[block + 1]):
            if sheet.of[board.near[place]] == one:
                row[5] -= 2 * board.km[place]
    inertia = sheet.level[INERTIA]
    changed = inertia + moment(row) - moment(sheet.sums[one]) - moment(sheet.sums[other])
    delta = board.far * (math.sqrt(max(changed, 0.0)) - math.sqrt(max(inertia, 0.0)))
    delta += cost(board, sheet.level, row) - cost(board, sheet.level, sheet.sums[one])
    delta -= cost(board, sheet.level, sheet.sums[other])
    sheet.sums[one] = row
    sheet.sums[other] = 0.0
    sheet.level[INERTIA] = changed
    return delta + _carry(board, sheet, blocks, one)


@compiled
def _split(board: Board, sheet: Sheet, victim: int, new: int, delta: float) -> bool:
    """Split the territory of a block, if that pays for what was already changed."""
    third = sheet.of[victim]
    blocks = gather(board, sheet, victim, third, third)
    tree = draw(board, sheet, blocks, 1.0)
    rows = branches(board, sheet, tree, third)
    before = cost(board, sheet.level, sheet.sums[third])
    cut, gain = best_cut(board, sheet, tree, rows, third, third)
    if cut < 1 or not taken(sheet, delta + gain - before):
        return False
    if rows[cut, HEARTS] > 0:
        give(board, sheet, tree, rows, cut, third, new)
    else:
        give(board, sheet, tree, rows, cut, new, third)
    return True


@compiled
def _back(sheet: Sheet, kept: tuple[Floats, Floats, float], one: int, other: int) -> None:
    sheet.sums[one], sheet.sums[other] = kept[0], kept[1]
    sheet.level[INERTIA] = kept[2]
