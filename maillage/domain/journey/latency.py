"""How long did each stage last, and how much of it was pure waiting?

Days are counted from the day a stage is entered to the day it is left: the sum of the stages is
the whole. A day is pure waiting when the next to act is an outside body; days when the legal
clock is paused are not, since the ARS then waits for the carriers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from maillage.domain.journey.clock import Pause
from maillage.domain.journey.expected import EXPECTED
from maillage.domain.journey.stages import Stage


@dataclass(frozen=True)
class Step:
    """A stage entered on a day."""

    stage: Stage
    on: date


@dataclass(frozen=True)
class Sojourn:
    """A stay in one stage; `until` is None for the stage where the CPTS stands."""

    stage: Stage
    since: date
    until: date | None
    days: int
    waiting_days: int


@dataclass(frozen=True)
class Elapsed:
    """The stays in order. The days at the last stage of all are not counted: the way is over."""

    sojourns: tuple[Sojourn, ...]

    @property
    def days(self) -> int:
        """Days from the first idea to today, or to the end of the way."""
        return sum(sojourn.days for sojourn in self.sojourns)

    @property
    def waiting_days(self) -> int:
        """Days when the carriers could only wait for an outside body."""
        return sum(sojourn.waiting_days for sojourn in self.sojourns)


def elapsed(steps: Sequence[Step], *, today: date, pauses: Sequence[Pause] = ()) -> Elapsed:
    """Return the stays between the steps, in order of date, the last one running until today."""
    ends: list[date | None] = [step.on for step in steps[1:]]
    stays = zip(steps, [*ends, None], strict=True)
    return Elapsed(tuple(_sojourn(step, until, today, pauses) for step, until in stays))


def _sojourn(step: Step, until: date | None, today: date, pauses: Sequence[Pause]) -> Sojourn:
    expected = EXPECTED[step.stage]
    end = step.on if expected.is_the_end else until or today
    days = (end - step.on).days
    waiting = 0
    if expected.awaited.is_outside:
        waiting = days - sum(_common_days(pause, step.on, end) for pause in pauses)
    return Sojourn(step.stage, step.on, until, days, waiting)


def _common_days(pause: Pause, since: date, until: date) -> int:
    return max((min(pause.until or until, until) - max(pause.since, since)).days, 0)
