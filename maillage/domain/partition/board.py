"""What does the engine read and write while it moves blocks about? Plain arrays.

The board never changes; the sheet says which block is in which territory, with the sums that judge
it, kept exact move after move. Energy is J times the number of territories (each then weighs about
1), with the weights asked for and the price of broken bonds.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from maillage.domain.partition.compiled import compiled
from maillage.domain.partition.land import Floats, Integers

Booleans = NDArray[np.bool_]
FOUR_PI = 4 * math.pi
# Columns of the sums: people, p·x, p·y, p·(x²+y²), km², km around, giants, people of the giants.
WIDTH = 8
# Places in `Sheet.level`.
INERTIA, HINGE, TOLL, HEAT, SCALE, NUMBER = range(6)
# Two seeds of chance from one.
PRIMES = (7919, 104_729)


class Board(NamedTuple):
    """The blocks (n) and how they touch, in rows laid end to end: those of block `b` are
    `near[starts[b]:starts[b + 1]]`, and so on.

    `sums` (n × 8), `near` and `km` (neighbours, km shared), `labels` and `held` (labels of each
    block, their people), `home` (n, first label or -1), `price` (of each label, per person),
    `mates` and `bonds` (blocks that would rather be together, or apart below 0), `pinned` (n),
    `low`, `high` (window), `compact`, `far` (weights).
    """

    sums: Floats
    starts: Integers
    near: Integers
    km: Floats
    label_starts: Integers
    labels: Integers
    held: Floats
    home: Integers
    price: Floats
    bond_starts: Integers
    mates: Integers
    bonds: Floats
    pinned: Booleans
    low: float
    high: float
    compact: float
    far: float


class Sheet(NamedTuple):
    """A partition of the board into `K` numbers of territories, some of which may be unused.

    `of` (n), `sums` (K × 8), `size` (K, blocks), `open` (K: may change), `piece_starts`,
    `holders`, `pieces`, `piece_count` (territories that hold people of each label, how many),
    `level` (inertia, then the prices of the moment), `luck` (2, the state of chance), `mark`,
    `rank` (n), `stack` (n) and `stamp` (1) to walk about.
    """

    of: Integers
    sums: Floats
    size: Integers
    open: Booleans
    piece_starts: Integers
    holders: Integers
    pieces: Floats
    piece_count: Integers
    level: Floats
    luck: Integers
    mark: Integers
    rank: Integers
    stack: Integers
    stamp: Integers


@compiled
def chance(luck: Integers) -> float:
    """Draw a number between 0 and 1, the same on every machine (L’Ecuyer, « Efficient and portable
    combined random number generators », Communications of the ACM 31, 1988)."""
    luck[0] = 40014 * luck[0] % 2147483563
    luck[1] = 40692 * luck[1] % 2147483399
    return float(((luck[0] - luck[1]) % 2147483562 + 0.5) / 2147483562)


@compiled
def moment(row: Floats) -> float:
    """Sum of squared distances of people to their centre, in km² × inhabitants."""
    if row[0] <= 0:
        return 0.0
    return float(row[3] - (row[1] * row[1] + row[2] * row[2]) / row[0])


@compiled
def cost(board: Board, level: Floats, row: Floats) -> float:
    """What a territory costs by itself: out of the window, and not compact."""
    people = row[0]
    compact = FOUR_PI * row[4] / (row[5] * row[5]) if row[5] > 0 else 0.0
    own = board.compact * (1 - compact)
    if board.low <= people <= board.high or (row[6] == 1 and people - row[7] < board.low):
        return float(level[SCALE] * own)
    if people < board.low:
        gap = (board.low - people) / board.low
    else:
        gap = (people - board.high) / board.high
    return float(level[SCALE] * (own + level[TOLL] + level[HINGE] * gap))


@compiled
def largest(sheet: Sheet, label: int, one: int, other: int) -> tuple[float, float, float, float]:
    """People of a label in its largest piece, in the largest of others than two territories, and in
    each of these two."""
    most = beyond = first = second = 0.0
    begin = sheet.piece_starts[label]
    for place in range(begin, begin + sheet.piece_count[label]):
        people = sheet.pieces[place]
        most = max(most, people)
        if sheet.holders[place] == one:
            first = people
        elif sheet.holders[place] == other:
            second = people
        else:
            beyond = max(beyond, people)
    return most, beyond, first, second


@compiled
def hold(sheet: Sheet, label: int, territory: int, people: float) -> None:
    """Add people of a label to a territory, or take them from it."""
    begin = sheet.piece_starts[label]
    end = begin + sheet.piece_count[label]
    for place in range(begin, end):
        if sheet.holders[place] == territory:
            sheet.pieces[place] += people
            if sheet.pieces[place] < 0.5:
                sheet.pieces[place] = sheet.pieces[end - 1]
                sheet.holders[place] = sheet.holders[end - 1]
                sheet.piece_count[label] -= 1
            return
    sheet.holders[end] = territory
    sheet.pieces[end] = people
    sheet.piece_count[label] += 1


@compiled
def put(board: Board, sheet: Sheet, block: int, to: int) -> None:
    """Record that a block changed territory; sums and inertia are the caller's."""
    source = sheet.of[block]
    sheet.of[block] = to
    sheet.size[source] -= 1
    sheet.size[to] += 1
    for place in range(board.label_starts[block], board.label_starts[block + 1]):
        if board.held[place] > 0:
            hold(sheet, board.labels[place], source, -board.held[place])
            hold(sheet, board.labels[place], to, board.held[place])


@compiled
def tally(board: Board, sheet: Sheet) -> None:
    """Add everything up from the territory of each block."""
    sheet.sums[:] = 0.0
    sheet.size[:] = 0
    sheet.piece_count[:] = 0
    for block in range(len(sheet.of)):
        territory = sheet.of[block]
        sheet.size[territory] += 1
        sheet.sums[territory] += board.sums[block]
        for place in range(board.starts[block], board.starts[block + 1]):
            if sheet.of[board.near[place]] == territory:
                sheet.sums[territory, 5] -= board.km[place]
        for place in range(board.label_starts[block], board.label_starts[block + 1]):
            if board.held[place] > 0:
                hold(sheet, board.labels[place], territory, board.held[place])
    inertia = 0.0
    for territory in range(len(sheet.size)):
        inertia += moment(sheet.sums[territory])
    sheet.level[INERTIA] = inertia


@compiled
def energy(board: Board, sheet: Sheet) -> float:
    """Return the energy from the sums at hand, at the prices of the moment."""
    total = board.far * math.sqrt(max(sheet.level[INERTIA], 0.0))
    for territory in range(len(sheet.size)):
        if sheet.size[territory] > 0:
            total += cost(board, sheet.level, sheet.sums[territory])
    for label in range(len(board.price)):
        held = most = 0.0
        begin = sheet.piece_starts[label]
        for place in range(begin, begin + sheet.piece_count[label]):
            held += sheet.pieces[place]
            most = max(most, sheet.pieces[place])
        total += board.price[label] * (held - most)
    for block in range(len(sheet.of)):
        for place in range(board.bond_starts[block], board.bond_starts[block + 1]):
            mate, bond = board.mates[place], board.bonds[place]
            if block < mate and (sheet.of[block] == sheet.of[mate]) == (bond < 0):
                total += abs(bond)
    return total
