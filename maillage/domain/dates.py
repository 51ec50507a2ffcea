"""On which day does a term counted in months or in years fall?

The texts count « de quantième à quantième »: the same day of the month, and where that month has
no such day, its last one (code de procédure civile, article 641; general knowledge, to be checked).
A contract signed on 29 February has its anniversary on 28 February, and on 29 February again in
leap years: each term is counted from the first day, never from the term before.
"""

from calendar import monthrange
from datetime import MAXYEAR, date

from maillage.domain.refusal import Refusal


class DateOutOfCalendar(Refusal):
    """The term falls after the last year a calendar can write."""

    def __init__(self, day: date) -> None:
        super().__init__(
            f"La date du {day:%d/%m/%Y} est trop lointaine pour y ajouter un délai : "
            "corrigez l’année."
        )


def months_after(day: date, months: int) -> date:
    """Return the day a term of so many months ends, counted from `day`.

    :raises DateOutOfCalendar: the term falls after the year 9999.
    """
    years, month = divmod(day.month - 1 + months, 12)
    if day.year + years > MAXYEAR:
        raise DateOutOfCalendar(day)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def years_after(day: date, years: int) -> date:
    """Return the anniversary of `day` so many years later (29 February: see the module).

    :raises DateOutOfCalendar: the anniversary falls after the year 9999.
    """
    return months_after(day, 12 * years)
