"""How does a partition get better? Warm first, then cold, by two moves.

A flip gives one block at a border to the territory across it; a recombination shares two
neighbours anew. Chance lets bad moves through while warm (Kirkpatrick, Gelatt and Vecchi,
« Optimization by Simulated Annealing », Science 220, 1983). The window is soft first, then hard.
"""

from dataclasses import dataclass
from random import Random

from maillage.domain.partition.recombination import recombine
from maillage.domain.partition.state import State

# The window counts this many times more at the end than at the start.
HARD = 8.0
# And each territory outside it then pays this, or the weight of EPCI if larger: no gain elsewhere
# is worth it.
TOLL = 2.0


@dataclass(frozen=True)
class Schedule:
    """How long, how warm: `rounds` of one temperature each; in a round, so many flips tried by
    block and recombinations by territory."""

    rounds: int = 40
    warm: float = 0.1
    cold: float = 0.008
    flips: float = 2.0
    cuts: float = 4.0


def cool(
    state: State, schedule: Schedule, rng: Random, span: tuple[float, float] = (0.0, 1.0)
) -> None:
    """Better a partition in place, over a span of the schedule; settled when the span ends it."""
    hinge = state.hinge
    first, last = (round(share * schedule.rounds) for share in span)
    for number in range(first, last):
        done = number / max(schedule.rounds - 1, 1)
        harden(state, hinge, done)
        one_round(state, schedule, schedule.warm * (schedule.cold / schedule.warm) ** done, rng)
    if last == schedule.rounds:
        harden(state, hinge, 1.0)
        settle(state, rng)
    state.hinge, state.toll = hinge, 0.0


def harden(state: State, hinge: float, done: float) -> None:
    """Make the window harder as the work goes: what is left outside at the end has no choice."""
    state.hinge = hinge * HARD**done
    state.toll = max(TOLL, state.weights.epci, state.weights.basin) * done**2


def one_round(state: State, schedule: Schedule, temperature: float, rng: Random) -> None:
    """Recombinations and flips at one temperature."""
    chance, near, of = rng.random, state.graph.near, state.of
    size = len(of)
    for _ in range(int(schedule.cuts * state.count) + 1):
        block = int(chance() * size)
        territory = of[block]
        across = [o for b in state.blocks[territory] for o, _ in near[b] if of[o] != territory]
        if across:
            other = of[across[int(chance() * len(across))]]
            recombine(state, territory, other, temperature, rng)
    for _ in range(int(schedule.flips * size)):
        block = int(chance() * size)
        row = near[block]
        if row:
            to = of[row[int(chance() * len(row))][0]]
            if to != of[block]:
                state.flip(block, to, temperature, chance)


def settle(state: State, rng: Random) -> None:
    """Take every flip that betters the partition, until none does (or nearly)."""
    near, of = state.graph.near, state.of
    for _ in range(20):
        moved = 0
        for block in range(len(of)):
            for other, _ in near[block]:
                if of[other] != of[block]:
                    moved += state.flip(block, of[other], 0.0, rng.random)
        if not moved:
            break
