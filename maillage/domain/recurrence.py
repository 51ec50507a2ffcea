"""On which days does a meeting that comes back take place?

« Tous les deux mois, le deuxième mardi » ; « toutes les trois semaines ». Days only: the hour is
the wall clock's, in summer as in winter.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, islice

from maillage.domain.refusal import Refusal

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
ORDINALS = {1: "premier", 2: "deuxième", 3: "troisième", 4: "quatrième", -1: "dernier"}
# Two years of a weekly meeting: beyond, statutes and people have changed.
MOST = 104


class TooManyMeetings(Refusal):
    """Nobody plans that far."""

    def __init__(self) -> None:
        super().__init__(
            f"Une série compte de 1 à {MOST} réunions : réduisez leur nombre, "
            "vous pourrez toujours en créer une autre ensuite."
        )


@dataclass(frozen=True, slots=True)
class EveryWeeks:
    """Every so many weeks, the same weekday as the first."""

    weeks: int

    @property
    def sentence(self) -> str:
        """French words."""
        return "toutes les semaines" if self.weeks == 1 else f"toutes les {self.weeks} semaines"

    def from_day(self, first: date) -> Iterator[date]:
        """Yield the days, the first included."""
        return (first + timedelta(weeks=self.weeks * rank) for rank in count())


@dataclass(frozen=True, slots=True)
class EveryMonths:
    """Every so many months, the nth weekday of the month (-1: the last)."""

    months: int
    nth: int
    weekday: int

    @property
    def sentence(self) -> str:
        """French words."""
        rhythm = "tous les mois" if self.months == 1 else f"tous les {self.months} mois"
        return f"{rhythm}, le {ORDINALS[self.nth]} {WEEKDAYS[self.weekday]}"

    def from_day(self, first: date) -> Iterator[date]:
        """Yield the days of the months from that of the first, none before it."""
        for rank in count():
            month = first.year * 12 + first.month - 1 + rank * self.months
            day = nth_weekday(month // 12, month % 12 + 1, self.weekday, self.nth)
            if day >= first:
                yield day


Rule = EveryWeeks | EveryMonths


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """Return the nth weekday of a month (Monday is 0); -1 is the last one."""
    if nth == -1:
        last = date(year, month, calendar.monthrange(year, month)[1])
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7, weeks=nth - 1)


def like(first: date, months: int) -> EveryMonths:
    """Return the rule that a first day suggests: the same rank of the same weekday."""
    rank = (first.day - 1) // 7 + 1
    return EveryMonths(months, rank if rank in ORDINALS else -1, first.weekday())


def days(rule: Rule, first: date, number: int) -> list[date]:
    """Return so many days from the first.

    :raises TooManyMeetings: fewer than one, or more than `MOST`.
    """
    if not 1 <= number <= MOST:
        raise TooManyMeetings
    return list(islice(rule.from_day(first), number))
