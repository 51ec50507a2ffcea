"""Forecasts made for tests: a test names only what it is about."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from maillage.domain.aci import CELLS, Cell, Forecast, Mission, Part, Payment, forecast

SIGNED = date(2025, 1, 15)
SIZE_3 = 146_000
SIZE_2 = 60_000


def all_missions(on: date = SIGNED) -> dict[Mission, date]:
    """Every mission started on the same day."""
    return dict.fromkeys(Mission, on)


def some_forecast(
    *,
    population: int = SIZE_3,
    signed_on: date = SIGNED,
    missions: Mapping[Mission, date] | None = None,
    agreed: Mapping[Cell, Decimal] | None = None,
) -> Forecast:
    """The forecast of a size 3, every mission started at the signature, unless told otherwise."""
    starts = all_missions(signed_on) if missions is None else missions
    return forecast(
        population=population, signed_on=signed_on, missions=starts, agreed=agreed or {}
    )


def payments_of_mission(made: Forecast, mission: Mission | None, part: Part) -> list[Payment]:
    """The payments of one cell of the grid, in order of date."""
    return [each for each in made.payments if each.cell == Cell(part, mission)]


def agreed_everywhere(amount: int) -> dict[Cell, Decimal]:
    """A contract that gives every cell of the grid."""
    return dict.fromkeys(CELLS, Decimal(amount))
