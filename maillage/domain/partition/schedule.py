"""How long is a partition worked on, and how warm?"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Schedule:
    """`rounds` from `warm` to `cold`, in the unit of a territory's cost; in a round, so many flips
    tried by block and recombinations by territory, of which a share `reshape` are reshapings; the
    window is as hard from the start as when a share `hard` of the work is done."""

    rounds: int = 40
    warm: float = 0.1
    cold: float = 0.008
    flips: float = 2.0
    cuts: float = 4.0
    reshape: float = 0.1
    hard: float = 0.0

    def heat(self, done: float) -> float:
        """Temperature when a share of the work is done."""
        return float(self.warm * (self.cold / self.warm) ** done)


# Few territories differ by whole EPCI and need warmth; many, time.
SMALL_LAND = Schedule(rounds=80, warm=0.3, cuts=4.0)
LARGE_LAND = Schedule(rounds=40, warm=0.1, flips=4.0, cuts=4.0)
# As many territories as fit, better shaped without letting one out.
TIGHT = Schedule(rounds=60, warm=0.15, cold=0.005, hard=1.0)
# The same from nothing: tight windows need more of everything.
LONG = Schedule(rounds=80, warm=0.3, cold=0.01, flips=4.0, cuts=8.0)
