"""What will a CPTS receive, when, and by which rule, from its signature to its contract's end?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from maillage.domain.aci.deadlines import Deadline, deadlines_of
from maillage.domain.aci.envelopes import Envelope, Terms, envelopes_of
from maillage.domain.aci.grid import Cell
from maillage.domain.aci.missions import Mission
from maillage.domain.aci.money import Total, total
from maillage.domain.aci.payments import Payment, payments_of
from maillage.domain.aci.years import ContractYear, years_of_contract
from maillage.domain.parameters import Registry, Value, registry
from maillage.domain.refusal import Refusal
from maillage.domain.territory import SizeBand, size_of

NOTHING_AGREED: Mapping[Cell, Decimal] = {}


class SignedBeforeAssociation(Refusal):
    """The contract is said to be signed before the association that signs it exists."""

    def __init__(self, signed_on: date, founded_on: date) -> None:
        super().__init__(
            f"L’ACI ne peut pas être signé le {signed_on:%d/%m/%Y} : l’association n’existe que "
            f"depuis le {founded_on:%d/%m/%Y}. Choisissez une date de signature postérieure, ou "
            "corrigez la date de déclaration sur la fiche de la communauté."
        )


class MissionBeforeContract(Refusal):
    """A mission is said to start before the contract is signed."""

    def __init__(self, mission: Mission, started_on: date, signed_on: date) -> None:
        super().__init__(
            f"La mission « {mission.label} » ne peut pas démarrer le {started_on:%d/%m/%Y}, avant "
            f"la signature du contrat ({signed_on:%d/%m/%Y}) : corrigez l’une des deux dates."
        )


class MissionAfterContract(Refusal):
    """A mission is said to start once the contract is over."""

    def __init__(self, mission: Mission, started_on: date, ends_on: date) -> None:
        super().__init__(
            f"La mission « {mission.label} » ne peut pas démarrer le {started_on:%d/%m/%Y} : le "
            f"contrat prend fin le {ends_on:%d/%m/%Y}. Choisissez une date antérieure."
        )


@dataclass(frozen=True)
class YearForecast:
    """The envelopes of one year of the contract, and its ceiling in the agreement."""

    year: ContractYear
    envelopes: tuple[Envelope, ...]
    ceiling: Value

    @property
    def total(self) -> Total:
        """The year's sum, without the part that only a recognised crisis would bring."""
        return _total_of(self.envelopes, with_crisis=False)

    @property
    def total_if_crisis(self) -> Total:
        """The year's sum if the ARS recognises a crisis."""
        return _total_of(self.envelopes, with_crisis=True)


@dataclass(frozen=True)
class Forecast:
    """The funding of a whole contract; `ends_on` is the first day after it.

    `payments` are in order of date. Sums leave unknown amounts out and say so (« au moins »).
    """

    population: int
    size: SizeBand
    signed_on: date
    ends_on: date
    years: tuple[YearForecast, ...]
    payments: tuple[Payment, ...]
    deadlines: tuple[Deadline, ...]
    not_started: tuple[Mission, ...]

    @property
    def envelopes(self) -> tuple[Envelope, ...]:
        """The envelopes of all the years."""
        return tuple(envelope for year in self.years for envelope in year.envelopes)

    @property
    def unknown_cells(self) -> tuple[Cell, ...]:
        """The cells that a contract would have to fill for the sums to be exact."""
        unknown = [each.cell for each in self.envelopes if not each.amount.is_known]
        return tuple(dict.fromkeys(unknown))

    @property
    def total(self) -> Total:
        """The sum of the contract, without any recognised crisis."""
        return _total_of(self.envelopes, with_crisis=False)

    @property
    def total_if_crisis(self) -> Total:
        """The sum of the contract if the ARS recognises a crisis every year."""
        return _total_of(self.envelopes, with_crisis=True)


def forecast(
    *,
    population: int,
    signed_on: date,
    missions: Mapping[Mission, date],
    agreed: Mapping[Cell, Decimal] = NOTHING_AGREED,
    founded_on: date | None = None,
    values: Registry | None = None,
) -> Forecast:
    """Return the funding of a contract: its envelopes by year and each payment with its date.

    `missions` gives the day each mission starts. A mission without a day is not paid: it is in
    `not_started` and in the deadlines; to suppose the latest legal starts, ask `latest_starts`
    and pass them. `agreed` gives the amounts of the contract, which replace those of the grid.
    `founded_on` is the day the association was declared, when it is known. The rules and the
    readings kept where the texts are silent are in `rules`.

    :raises PopulationOfZero: nobody lives there.
    :raises NotYetInForce: signed before the agreement, or a mission started before its text.
    :raises SignedBeforeAssociation: signed before the association exists.
    :raises MissionBeforeContract: a mission starts before the signature.
    :raises MissionAfterContract: a mission starts on the last anniversary or later.
    :raises NotAnAmount: an agreed amount cannot be one.
    """
    known = values or registry()
    if founded_on is not None and signed_on < founded_on:
        raise SignedBeforeAssociation(signed_on, founded_on)
    size = size_of(population, on=signed_on, values=known)
    years = years_of_contract(signed_on, values=known)
    _check_starts(missions, signed_on, years[-1].ends_on)
    terms = Terms(size.size, missions, agreed, known)
    by_year = tuple(
        YearForecast(
            year,
            tuple(envelopes_of(year, terms)),
            known.value_on(year.starts_on, "aci/ceiling", size=size.size),
        )
        for year in years
    )
    return Forecast(
        population=population,
        size=size,
        signed_on=signed_on,
        ends_on=years[-1].ends_on,
        years=by_year,
        payments=_payments(by_year, known),
        deadlines=deadlines_of(signed_on, starts=missions, values=known),
        not_started=tuple(mission for mission in Mission if mission not in missions),
    )


def _check_starts(missions: Mapping[Mission, date], signed_on: date, ends_on: date) -> None:
    for mission, started_on in missions.items():
        if started_on < signed_on:
            raise MissionBeforeContract(mission, started_on, signed_on)
        if started_on >= ends_on:
            raise MissionAfterContract(mission, started_on, ends_on)


def _payments(years: Iterable[YearForecast], values: Registry) -> tuple[Payment, ...]:
    found = [
        payment
        for forecast_year in years
        for envelope in forecast_year.envelopes
        for payment in payments_of(
            envelope, advance=values.value_on(envelope.opens_on, "aci/advance_rate")
        )
    ]
    # A stable sort: on one day, the older year's balances come before the new one's advances.
    return tuple(sorted(found, key=lambda payment: (payment.on, payment.envelope.year.number)))


def _total_of(envelopes: Iterable[Envelope], *, with_crisis: bool) -> Total:
    return total(
        envelope.amount for envelope in envelopes if with_crisis or not envelope.cell.needs_crisis
    )
