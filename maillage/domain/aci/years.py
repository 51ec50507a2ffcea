"""When does each year of the contract begin and end?

The years of the contract run from anniversary to anniversary of its signature, not by civil
years. Signed on 29 February, a contract has its anniversary on 28 February, and on 29 February in
leap years (`domain.dates`).
"""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from maillage.domain.dates import years_after
from maillage.domain.parameters import Registry


@dataclass(frozen=True)
class ContractYear:
    """One year of the contract: from `starts_on` included to the anniversary `ends_on` excluded."""

    number: int
    starts_on: date
    ends_on: date

    @property
    def days(self) -> int:
        """Its length: 365 or 366 days."""
        return (self.ends_on - self.starts_on).days

    def days_from(self, day: date) -> int:
        """Days left in the year from `day` on, that day included."""
        return (self.ends_on - max(day, self.starts_on)).days

    def holds(self, day: date) -> bool:
        """Whether the day falls in this year."""
        return self.starts_on <= day < self.ends_on


def years_of_contract(signed_on: date, *, values: Registry) -> tuple[ContractYear, ...]:
    """Return the years of a contract, first to last.

    :raises NotYetInForce: signed before the agreement.
    :raises DateOutOfCalendar: the contract would end after the year 9999.
    """
    count = int(values.amount_on(signed_on, "aci/contract_years"))
    bounds = [years_after(signed_on, number) for number in range(count + 1)]
    return tuple(
        ContractYear(number, starts_on, ends_on)
        for number, (starts_on, ends_on) in enumerate(pairwise(bounds), 1)
    )
