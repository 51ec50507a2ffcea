"""What may a community receive for each year of its contract, part by part?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from maillage.domain import french
from maillage.domain.aci.grid import FUNCTIONING, Cell, Part, worth
from maillage.domain.aci.missions import Mission
from maillage.domain.aci.money import Amount, prorated
from maillage.domain.aci.years import ContractYear
from maillage.domain.parameters import Registry, Value

OBJECTIVES = "dépend de l’atteinte des objectifs et des moyens déployés"
CRISIS = "n’est due que si l’ARS reconnaît une crise dans l’année"


@dataclass(frozen=True)
class Terms:
    """What the envelopes are reckoned from: the size, the missions' starts, the agreed amounts."""

    size: int
    starts: Mapping[Mission, date]
    agreed: Mapping[Cell, Decimal]
    values: Registry


@dataclass(frozen=True)
class Envelope:
    """One cell of the grid for one year of the contract.

    `value` is the annual amount with its sources; `calculation` says in French how the envelope
    was drawn from it; `opens_on` is the first day it pays for; `is_start` says that the mission
    starts in this year.
    """

    year: ContractYear
    cell: Cell
    amount: Amount
    calculation: str
    value: Value
    opens_on: date
    is_start: bool

    @property
    def is_prorated(self) -> bool:
        """Whether it pays only for the end of the year."""
        return self.cell.part is not Part.VARIABLE and self.opens_on > self.year.starts_on


def envelopes_of(year: ContractYear, terms: Terms) -> Iterator[Envelope]:
    """Give the envelopes of a year: the functioning, then each mission already started.

    :raises NotYetInForce: a mission starts before the text that made it.
    :raises NotAnAmount: an agreed amount cannot be one.
    """
    yield _envelope(year, FUNCTIONING, year.starts_on, terms)
    for mission in Mission:
        started_on = terms.starts.get(mission)
        if started_on is None or started_on >= year.ends_on:
            continue
        opens_on = max(year.starts_on, started_on)
        yield _envelope(year, _fixed_cell(mission, year, started_on), opens_on, terms)
        yield _envelope(year, Cell(Part.VARIABLE, mission), opens_on, terms)


def _fixed_cell(mission: Mission, year: ContractYear, started_on: date) -> Cell:
    if mission is Mission.CRISIS and year.holds(started_on):
        return Cell(Part.FIXED_FIRST_YEAR, mission)
    return Cell(Part.FIXED, mission)


def _envelope(year: ContractYear, cell: Cell, opens_on: date, terms: Terms) -> Envelope:
    value = worth(cell, size=terms.size, on=opens_on, agreed=terms.agreed, values=terms.values)
    amount, calculation = _amount(year, cell, opens_on, value)
    started_on = terms.starts.get(cell.mission) if cell.mission else None
    is_start = started_on is not None and year.holds(started_on)
    return Envelope(year, cell, amount, calculation, value, opens_on, is_start)


def _amount(year: ContractYear, cell: Cell, opens_on: date, value: Value) -> tuple[Amount, str]:
    if value.amount is None:
        return Amount.unknown(value.reason), f"Montant inconnu. {value.reason}"
    annual = french.euros(value.amount)
    if cell.part is Part.VARIABLE:
        reason = CRISIS if cell.needs_crisis else OBJECTIVES
        sentence = f"De zéro à {annual} : {reason}."
        return Amount.up_to(value.amount, reason=reason), sentence
    days = year.days_from(opens_on)
    if days == year.days:
        return Amount.of(value.amount), f"{annual} pour l’année."
    share = prorated(value.amount, days=days, of=year.days)
    sentence = f"{annual} × {days} jours sur {year.days} = {french.euros(share)}."
    return Amount.of(share), sentence
