"""How does a partition get better? Warm first, then cold, by moves of three kinds.

A flip gives one block at a border to the territory across it; a recombination shares two
neighbours anew; a reshaping merges two and splits a third. Chance lets bad moves through while warm
(Kirkpatrick, Gelatt and Vecchi, « Optimization by Simulated Annealing », Science 220, 1983). The
window is soft first, then hard.
"""

from maillage.domain.partition.board import HEAT, Board, Sheet, chance
from maillage.domain.partition.compiled import compiled
from maillage.domain.partition.flips import flip
from maillage.domain.partition.land import Integers
from maillage.domain.partition.recombination import recombine
from maillage.domain.partition.reshaping import dissolve, divide, exchange


@compiled
def stir(
    board: Board, sheet: Sheet, pool: Integers, beats: int, flips: int, reshape: float, free: bool
) -> int:
    """Try `beats` recombinations or reshapings, each after `flips` flips, among a pool of blocks;
    return how many changed something."""
    made = 0
    for _ in range(beats):
        for _ in range(flips):
            block, beside = _pick(board, sheet, pool)
            if beside >= 0 and flip(board, sheet, block, sheet.of[beside]):
                made += 1
        for _ in range(20):
            block, beside = _pick(board, sheet, pool)
            if beside >= 0:
                if chance(sheet.luck) < reshape:
                    made += _reshape(board, sheet, pool, block, beside, free)
                else:
                    made += recombine(board, sheet, block, sheet.of[beside])
                break
    return made


@compiled
def _pick(board: Board, sheet: Sheet, pool: Integers) -> tuple[int, int]:
    """Pick a block and one that it touches across a border that may move; -1 when there is none."""
    block = pool[int(chance(sheet.luck) * len(pool))]
    begin = board.starts[block]
    degree = board.starts[block + 1] - begin
    if degree == 0:
        return block, -1
    beside = board.near[begin + int(chance(sheet.luck) * degree)]
    own, other = sheet.of[block], sheet.of[beside]
    if own == other or not (sheet.open[own] and sheet.open[other]):
        return block, -1
    return block, beside


@compiled
def _reshape(
    board: Board, sheet: Sheet, pool: Integers, block: int, beside: int, free: bool
) -> bool:
    one, other = sheet.of[block], sheet.of[beside]
    victim = pool[int(chance(sheet.luck) * len(pool))]
    third = sheet.of[victim]
    if free and chance(sheet.luck) < 0.6:
        if chance(sheet.luck) < 0.5:
            return dissolve(board, sheet, beside, one)
        return sheet.open[third] and divide(board, sheet, victim)
    if third in (one, other) or not sheet.open[third]:
        return False
    return exchange(board, sheet, beside, one, victim)


@compiled
def settle(board: Board, sheet: Sheet, pool: Integers, sweeps: int) -> None:
    """Take every flip that betters the partition, until none does (or nearly)."""
    sheet.level[HEAT] = 0.0
    for _ in range(sweeps):
        moved = 0
        for block in pool:
            for place in range(board.starts[block], board.starts[block + 1]):
                to = sheet.of[board.near[place]]
                if to != sheet.of[block] and sheet.open[to] and sheet.open[sheet.of[block]]:
                    moved += flip(board, sheet, block, to)
        if moved == 0:
            break
