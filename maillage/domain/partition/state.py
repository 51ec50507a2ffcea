"""What does a move change? A partition with its sums, kept exact move after move.

Energy is J times the number of territories (each territory then weighs about 1), with the weights
asked for and the price of broken bonds. A border flip costs O(degree of the block).
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from maillage.domain.partition.graph import Graph, Weights
from maillage.domain.partition.score import Window

FOUR_PI = 4 * math.pi
# The number of the territory that stands for all those of elsewhere.
OUTSIDE = -1
Row = list[float]


@dataclass(frozen=True)
class Elsewhere:
    """What the partition holds outside the part at work: how many territories and people in all,
    the `inertia` there, and the largest piece of each label there."""

    count: int
    people: float
    inertia: float = 0.0
    largest: Mapping[int, int] = field(default_factory=dict)


class State:
    """Which block is in which territory, and everything that judges it.

    `of` (territory of each block), `blocks` (blocks of each territory), `sums` (the eight sums of
    each territory, see `Graph`), `pieces` (people of a label in each territory).
    """

    def __init__(
        self,
        graph: Graph,
        of: Sequence[int],
        window: Window,
        weights: Weights,
        unit: float,
        elsewhere: Elsewhere | None = None,
    ) -> None:
        self.graph, self.window, self.weights = graph, window, weights
        self.rows: list[Row] = graph.sums.tolist()
        self.of = list(of)
        self.count = max(of) + 1
        all_of_it = elsewhere or Elsewhere(self.count, sum(row[0] for row in self.rows))
        self.elsewhere = all_of_it
        people = all_of_it.people or 1.0
        self.far = weights.distance * all_of_it.count / (unit * math.sqrt(people))
        self.stray_price = [price * all_of_it.count / people for price in graph.price]
        self.hinge = weights.hinge
        # Paid once by each territory outside the window, however little: 0 makes the window soft.
        self.toll = 0.0
        self._sum_up()

    def _sum_up(self) -> None:
        self.blocks: list[dict[int, None]] = [{} for _ in range(self.count)]
        self.sums: list[Row] = [[0.0] * 8 for _ in range(self.count)]
        self.pieces: list[dict[int, int]] = [{} for _ in self.graph.price]
        for block, territory in enumerate(self.of):
            self.blocks[territory][block] = None
            self.sums[territory] = [
                a + b for a, b in zip(self.sums[territory], self.rows[block], strict=True)
            ]
            for label, people in self.graph.shares[block]:
                held = self.pieces[label]
                held[territory] = held.get(territory, 0) + people
            for neighbour, length in self.graph.near[block]:
                if neighbour < block and self.of[neighbour] == territory:
                    self.sums[territory][5] -= 2 * length
        for label, largest in self.elsewhere.largest.items():
            self.pieces[label][OUTSIDE] = largest
        self.inertia = sum(moment(row) for row in self.sums) + self.elsewhere.inertia

    def energy(self) -> float:
        """Return the energy from the sums at hand."""
        own = sum(self.cost(row) for row in self.sums)
        stray = sum(
            price * (sum(held.values()) - max(held.values(), default=0))
            for price, held in zip(self.stray_price, self.pieces, strict=True)
        )
        bonds = sum(
            abs(price)
            for block, row in enumerate(self.graph.bonds)
            for other, price in row
            if block < other and (self.of[block] == self.of[other]) == (price < 0)
        )
        return own + self.far * math.sqrt(max(self.inertia, 0.0)) + stray + bonds

    def cost(self, row: Row) -> float:
        """What a territory costs by itself: out of the window, and not compact."""
        people = row[0]
        compact = FOUR_PI * row[4] / (row[5] * row[5]) if row[5] > 0 else 0.0
        cost = self.weights.compactness * (1 - compact)
        window = self.window
        if window.low <= people <= window.high:
            return cost
        if row[6] == 1 and people - row[7] < window.low:
            return cost
        if people < window.low:
            return cost + self.toll + self.hinge * (window.low - people) / window.low
        return cost + self.toll + self.hinge * (people - window.high) / window.high

    def flip(self, block: int, to: int, temperature: float, chance: Callable[[], float]) -> bool:
        """Move a block to a territory next to it, if worth it and if its own stays in one piece."""
        source = self.of[block]
        if block in self.graph.pinned or len(self.blocks[source]) == 1:
            return False
        row, before, after = self.rows[block], self.sums[source], self.sums[to]
        with_source = with_target = 0.0
        of = self.of
        for neighbour, length in self.graph.near[block]:
            if of[neighbour] == source:
                with_source += length
            elif of[neighbour] == to:
                with_target += length
        left = [a - b for a, b in zip(before, row, strict=True)]
        grown = [a + b for a, b in zip(after, row, strict=True)]
        left[5] += 2 * with_source
        grown[5] -= 2 * with_target
        inertia = self.inertia + moment(left) + moment(grown) - moment(before) - moment(after)
        delta = (
            self.cost(left) + self.cost(grown) - self.cost(before) - self.cost(after)
            + self.far * (math.sqrt(max(inertia, 0.0)) - math.sqrt(max(self.inertia, 0.0)))
            + self._stray(block, source, to)
        )  # fmt: skip
        if self.graph.bonds[block]:
            delta += self._bonds(block, source, to)
        if delta > 0 and (temperature <= 0 or chance() >= math.exp(-delta / temperature)):
            return False
        if not self.holds_without(block, source):
            return False
        self.sums[source], self.sums[to], self.inertia = left, grown, inertia
        self.place(block, source, to)
        return True

    def _stray(self, block: int, source: int, to: int) -> float:
        """What the move changes for people outside the largest piece of their EPCI."""
        delta = 0.0
        for label, people in self.graph.shares[block]:
            held = self.pieces[label]
            if people == 0:
                continue
            most = max(held.values())
            here, there = held.get(source, 0) - people, held.get(to, 0) + people
            new = max(here, there)
            if len(held) > 1:
                for territory, number in held.items():
                    if number > new and territory not in (source, to):
                        new = number
            delta += self.stray_price[label] * (most - new)
        return delta

    def _bonds(self, block: int, source: int, to: int) -> float:
        delta = 0.0
        for other, price in self.graph.bonds[block]:
            if self.of[other] == source:
                delta += price
            elif self.of[other] == to:
                delta -= price
        return delta

    def holds_without(self, block: int, source: int) -> bool:
        """Say whether a territory stays in one piece when a block leaves it."""
        of, near = self.of, self.graph.near
        around = [n for n, _ in near[block] if of[n] == source]
        if len(around) < 2:
            return len(around) == 1
        waiting = set(around)
        start = around[0]
        waiting.discard(start)
        # Most often the neighbours hold by themselves; if not, a walk through the territory says.
        stack = [start]
        while stack:
            for neighbour, _ in near[stack.pop()]:
                if neighbour in waiting:
                    waiting.discard(neighbour)
                    stack.append(neighbour)
        if not waiting:
            return True
        seen, stack = {block, start}, [start]
        while stack:
            for neighbour, _ in near[stack.pop()]:
                if of[neighbour] == source and neighbour not in seen:
                    waiting.discard(neighbour)
                    if not waiting:
                        return True
                    seen.add(neighbour)
                    stack.append(neighbour)
        return False

    def place(self, block: int, source: int, to: int) -> None:
        """Record that a block changed territory; sums and inertia are the caller's."""
        self.of[block] = to
        del self.blocks[source][block]
        self.blocks[to][block] = None
        for label, people in self.graph.shares[block]:
            held = self.pieces[label]
            rest = held.get(source, 0) - people
            if rest:
                held[source] = rest
            else:
                # Only uninhabited communes may be left: they stray from nothing.
                held.pop(source, None)
            held[to] = held.get(to, 0) + people


def moment(row: Row) -> float:
    """Sum of squared distances of people to their centre, in km² × inhabitants."""
    people = row[0]
    if people <= 0:
        return 0.0
    return row[3] - (row[1] * row[1] + row[2] * row[2]) / people
