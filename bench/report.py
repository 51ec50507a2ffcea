"""What was taken of each budget?"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

QUERIES = 25


@dataclass(frozen=True)
class Measure:
    """Something that was done several times, the budget of its slowest usual time, its queries."""

    name: str
    who: str = ""
    seconds: Sequence[float] = field(default_factory=list)
    budget: float | None = None
    queries: int | None = None
    # Of the process alone: beside the time of the clock, it tells a busy machine from a slow page.
    processor: float | None = None

    def at(self, share: float) -> float:
        """Return the time under which that share of the tries stayed."""
        ranked = sorted(self.seconds)
        return ranked[min(len(ranked) - 1, int(len(ranked) * share))]

    @property
    def ratio(self) -> float | None:
        return self.at(0.95) / self.budget if self.budget else None

    @property
    def asks_too_much(self) -> bool:
        return self.queries is not None and self.queries > QUERIES

    @property
    def is_slow(self) -> bool:
        return self.ratio is not None and self.ratio > 1


def line(measure: Measure) -> str:
    budget = f"{measure.budget * 1000:>8,.0f}" if measure.budget else " " * 8
    ratio = f"{measure.ratio:>7.2f}" if measure.ratio is not None else " " * 7
    queries = f"{measure.queries:>4}" if measure.queries is not None else " " * 4
    processor = f"{measure.processor * 1000:>7,.0f}" if measure.processor else " " * 7
    marks = "requêtes !" if measure.asks_too_much else ""
    marks += " lent" if measure.is_slow else ""
    return (
        f"{measure.name:<46.46} {measure.who:<18} {queries} {measure.at(0.5) * 1000:>8,.0f} "
        f"{measure.at(0.95) * 1000:>8,.0f} {processor} {budget} {ratio} {marks}".rstrip()
    )


def show(measures: Sequence[Measure], *, strict: bool) -> int:
    """Print the table; return the exit status."""
    say = sys.stdout.write
    say(f"{'quoi':<46} {'qui':<18} {'req.':>4} {'p50 ms':>8} {'p95 ms':>8} {'cpu':>7}")
    say(f" {'budget':>8} {'rapport':>7}\n")
    for measure in measures:
        say(line(measure) + "\n")
    asking = [m for m in measures if m.asks_too_much]
    slow = [m for m in measures if m.is_slow]
    say(
        f"\n{len(measures)} mesures ; {len(asking)} au-delà de {QUERIES} requêtes, "
        f"{len(slow)} au-delà de leur temps.\n"
    )
    return 1 if asking or (strict and slow) else 0
