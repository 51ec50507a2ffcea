"""Where does the engine start from? The land cut in two, each half in two, and so on."""

import numpy as np

from maillage.domain.partition.board import Board, Sheet
from maillage.domain.partition.compiled import compiled
from maillage.domain.partition.land import Integers
from maillage.domain.partition.trees import draw

# Above so many blocks one tree is enough: small imbalances are mended lower down.
MANY = 3000
TRIES = 3


def bipartition(board: Board, sheet: Sheet, blocks: Integers, count: int) -> list[Integers]:
    """Cut blocks that hold together into `count` territories that hold, near to equal ones.

    Fewer come out when there are fewer blocks than territories asked for.
    """
    done: list[Integers] = []
    waiting = [(blocks, min(count, len(blocks)))]
    while waiting:
        part, parts = waiting.pop()
        if parts == 1:
            done.append(part)
            continue
        order, begin, end, share = halve(board, sheet, part, parts)
        waiting.append((order[begin:end].copy(), share))
        waiting.append((np.concatenate((order[:begin], order[end:])), parts - share))
    return done


@compiled
def halve(board: Board, sheet: Sheet, part: Integers, parts: int) -> tuple[Integers, int, int, int]:
    """Cut a part where its sides hold nearest to a whole number of territories, about half of them:
    its blocks, the slice of them that makes one side, and how many territories that side makes."""
    best = 1e18
    order, begin, end, share = part, 0, 0, 0
    for _ in range(1 if len(part) > MANY else TRIES):
        sheet.stamp[0] += 1
        for rank in range(len(part)):
            sheet.mark[part[rank]] = sheet.stamp[0]
            sheet.rank[part[rank]] = rank
        tree = draw(board, sheet, part, 1.0)
        people, hearts = np.zeros(len(part)), np.zeros(len(part), np.int64)
        for rank in range(len(part) - 1, -1, -1):
            people[rank] += board.sums[tree.order[rank], 0]
            hearts[rank] += board.pinned[tree.order[rank]]
            if rank > 0:
                people[tree.above[rank]] += people[rank]
                hearts[tree.above[rank]] += hearts[rank]
        for rank in range(1, len(part)):
            size = tree.ends[rank] - rank
            inside, beyond = hearts[rank], hearts[0] - hearts[rank]
            low = max(1, max(inside, parts - (len(part) - size)))
            high = min(parts - max(1, beyond), size)
            gap, held = _gap(people[rank] / max(people[0], 1.0) * parts, low, high, parts)
            if gap < best:
                best = gap
                order, begin, end, share = tree.order, rank, tree.ends[rank], held
        if best < 0.05 / parts:
            break
    return order, begin, end, share


@compiled
def _gap(ideal: float, low: int, high: int, parts: int) -> tuple[float, int]:
    """How far from a whole number of territories on both sides, uneven halves counted against."""
    if low > high:
        return 1000.0, max(1, min(low, parts - 1))
    share = int(max(low, min(high, round(ideal))))
    gap = abs(ideal - share) / min(share, parts - share)
    return gap + 0.3 * max(abs(share / parts - 0.5) - 0.25, 0.0), share
