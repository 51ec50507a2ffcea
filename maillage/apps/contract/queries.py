"""What does the page of a contract's funding show?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from django.conf import settings

from maillage.apps.communities.models import Community
from maillage.apps.communities.queries import selection as selections
from maillage.apps.communities.queries.territory import (
    Territory,
    territory_of,
    territory_of_communes,
)
from maillage.apps.contract.models import AgreedAmount
from maillage.apps.creation.models import JourneyMove
from maillage.apps.geography.models import Commune
from maillage.domain.aci import (
    CELLS,
    Amount,
    Cell,
    Deadline,
    DeadlineStatus,
    Envelope,
    Forecast,
    Mission,
    Payment,
    Total,
    YearForecast,
    forecast,
    latest_starts,
    total,
)
from maillage.domain.journey import Act
from maillage.domain.parameters import AGREED, Source, Value, meaning_of, registry
from maillage.domain.refusal import Refusal
from maillage.ui.parts import SourceNote

NOTHING_AGREED: Mapping[Cell, Decimal] = {}


@dataclass(frozen=True)
class AskedForecast:
    """The dates a forecast is made from; supposed ones are the latest the agreement allows."""

    signed_on: date
    starts: Mapping[Mission, date]
    is_supposed: bool = False


@dataclass(frozen=True)
class Funded:
    """What a forecast is about: a community with its contract, or a territory without any.

    `selection` is how the address writes the territory, empty for a community.
    """

    name: str
    territory: Territory
    usual: AskedForecast
    agreed: Mapping[Cell, Decimal]
    founded_on: date | None = None
    selection: str = ""

    @property
    def population(self) -> int:
        """Its inhabitants, those of communes of unknown population left out."""
        return self.territory.population


@dataclass(frozen=True)
class GridLine:
    """One line of the table of the years; None where the mission has not started.

    `source` is that of a whole year; the payments say how the year of a start is drawn from it.
    """

    label: str
    only_if_crisis: bool
    years: tuple[Amount | None, ...]
    source: SourceNote


@dataclass(frozen=True)
class ShownPayment:
    """A payment and, one click away, its rule, its calculation and its sources."""

    payment: Payment
    source: SourceNote


@dataclass(frozen=True)
class PaymentDay:
    """What is paid on one day, and its sum without any recognised crisis.

    `is_next` marks the first day that is not past: the one a treasurer looks for.
    """

    on: date
    payments: tuple[ShownPayment, ...]
    total: Total
    is_next: bool


@dataclass(frozen=True)
class ShownDeadline:
    """A deadline, and where it stands today."""

    deadline: Deadline
    status: DeadlineStatus

    @property
    def is_waiting(self) -> bool:
        return self.status in {DeadlineStatus.PASSED, DeadlineStatus.PLANNED_LATE}


@dataclass(frozen=True)
class ForecastPage:
    """The funding of a territory, for a community or for nobody yet."""

    population: int
    asked: AskedForecast
    forecast: Forecast
    lines: tuple[GridLine, ...]
    days: tuple[PaymentDay, ...]
    deadlines: tuple[ShownDeadline, ...]
    size_source: SourceNote

    @property
    def years(self) -> tuple[YearForecast, ...]:
        return self.forecast.years


@dataclass(frozen=True)
class AmountLine:
    """One cell the contract may fill: the amount that stands, if any, and whether it is missing."""

    cell: Cell
    current: AgreedAmount | None
    is_missing: bool

    @property
    def is_first(self) -> bool:
        """Whether it is shown before the others: it is missing, or the contract gives it."""
        return self.is_missing or self.current is not None


def forecast_page(
    *,
    population: int,
    asked: AskedForecast,
    on: date,
    agreed: Mapping[Cell, Decimal] = NOTHING_AGREED,
    founded_on: date | None = None,
) -> ForecastPage:
    """Return the funding of so many inhabitants, signed and started on the days asked.

    :raises Refusal: the dates cannot be those of a contract (see `domain.aci.forecast`).
    """
    made = forecast(
        population=population,
        signed_on=asked.signed_on,
        missions=asked.starts,
        agreed=agreed,
        founded_on=founded_on,
        values=registry(settings.PARAMETERS_DIR),
    )
    return ForecastPage(
        population=population,
        asked=asked,
        forecast=made,
        lines=tuple(_lines(made)),
        days=tuple(_days(made, on=on)),
        deadlines=tuple(ShownDeadline(each, each.status(on)) for each in made.deadlines),
        size_source=_note(made.size.source, made.size.source.sources, made.size.source.note),
    )


def page_of(funded: Funded, asked: AskedForecast, *, on: date) -> ForecastPage:
    """Return the forecast of a community or a territory, for the dates asked.

    :raises Refusal: the dates cannot be those of its contract.
    """
    return forecast_page(
        population=funded.population,
        asked=asked,
        on=on,
        agreed=funded.agreed,
        founded_on=funded.founded_on,
    )


def funded_community(community: Community, *, on: date) -> Funded:
    """Return what the forecast of a community stands on: its territory and its contract."""
    return Funded(
        name=community.name,
        territory=territory_of(community, on=on),
        usual=usual_forecast(community, on=on),
        agreed=agreed_by(community),
        founded_on=community.founded_on,
    )


def funded_territory(selection: str, *, on: date) -> Funded:
    """Return what the forecast of any territory stands on; nobody has signed anything yet.

    :raises SelectionTooLong: the address names more than any territory holds.
    """
    chosen = selections.read(selection)
    communes = Commune.objects.filter(pk__in=chosen.codes)
    return Funded(
        name="Territoire composé",
        territory=territory_of_communes(communes, on=on),
        usual=supposed(on),
        agreed={},
        selection=chosen.text,
    )


def supposed(signed_on: date) -> AskedForecast:
    """Return the forecast shown before anyone chooses: the core missions start at the latest.

    Before the agreement there is no such day; the forecast itself then says why it is refused.
    """
    try:
        latest = latest_starts(signed_on, values=registry(settings.PARAMETERS_DIR))
    except Refusal:
        latest = {}
    return AskedForecast(signed_on, latest, is_supposed=True)


def usual_forecast(community: Community, *, on: date) -> AskedForecast:
    """Return the forecast a community sees first: from its signature if recorded, else today."""
    signed_on = (
        JourneyMove.objects.standing()
        .filter(community=community, act=Act.SIGN_ACI.value)
        .order_by("-pk")
        .values_list("happened_on", flat=True)
        .first()
    )
    return supposed(signed_on or on)


def agreed_by(community: Community) -> dict[Cell, Decimal]:
    """Return the amounts that the contract of a community gives today."""
    rows = AgreedAmount.objects.in_force().filter(community=community).order_by("pk")
    return {row.cell_value: row.amount for row in rows}


def amount_lines(community: Community, page: ForecastPage | None) -> list[AmountLine]:
    """Return every line a contract may fill, with what stands and whether the forecast lacks it."""
    rows = AgreedAmount.objects.in_force().filter(community=community).select_related("by")
    standing = {row.cell_value: row for row in rows.order_by("pk")}
    missing = set(page.forecast.unknown_cells) if page else set()
    return [AmountLine(cell, standing.get(cell), cell in missing) for cell in CELLS]


def _lines(made: Forecast) -> list[GridLine]:
    by_year = [{envelope.cell: envelope for envelope in year.envelopes} for year in made.years]
    lines = []
    for cell in CELLS:
        found = [year.get(cell) for year in by_year]
        known = [envelope for envelope in found if envelope is not None]
        if known:
            amounts = tuple(envelope.amount if envelope else None for envelope in found)
            note = _envelope_note(known[-1])
            lines.append(GridLine(cell.label, cell.needs_crisis, amounts, note))
    return lines


def _days(made: Forecast, *, on: date) -> list[PaymentDay]:
    next_on = min((each.on for each in made.payments if each.on >= on), default=None)
    days = []
    for day, paid in groupby(made.payments, key=lambda payment: payment.on):
        payments = tuple(ShownPayment(each, _payment_note(each)) for each in paid)
        usual = (each.payment.amount for each in payments if not each.payment.cell.needs_crisis)
        days.append(PaymentDay(day, payments, total(usual), is_next=day == next_on))
    return days


def _envelope_note(envelope: Envelope) -> SourceNote:
    value = envelope.value
    rule = " ".join(filter(None, (envelope.calculation, value.calculation, value.note)))
    return _note(value, value.sources, rule)


def _payment_note(payment: Payment) -> SourceNote:
    return _note(payment.value, payment.sources, payment.explanation)


def _note(value: Value, sources: tuple[Source, ...], rule: str) -> SourceNote:
    return SourceNote(
        title=sources[0].title,
        url=sources[0].url,
        vintage="" if value.level == AGREED else f"grille depuis le {value.since:%d/%m/%Y}",
        level=meaning_of(value.level),
        rule=rule,
        others=tuple(SourceNote(source.title, source.url) for source in sources[1:]),
    )
