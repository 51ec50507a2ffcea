"""What is true of every forecast, whatever the population, the dates and the contract?"""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.aci import CELLS, Cell, Envelope, Forecast, Mission, Payment, forecast
from maillage.domain.aci.money import advance_and_balance

FIRST = date(2022, 3, 31)
amounts = st.decimals(min_value=0, max_value=10**6, places=2)


@st.composite
def forecasts(draw: st.DrawFn, *, agreed: st.SearchStrategy[dict[Cell, Decimal]]) -> Forecast:
    leap_days = st.sampled_from([date(2024, 2, 29), date(2028, 2, 29), date(2032, 2, 29)])
    signed_on = draw(st.dates(min_value=FIRST, max_value=date(2080, 1, 1)) | leap_days)
    starts = draw(st.dictionaries(st.sampled_from(Mission), st.integers(0, 5 * 365)))
    return forecast(
        population=draw(st.integers(1, 400_000)),
        signed_on=signed_on,
        missions={mission: signed_on + timedelta(days=days) for mission, days in starts.items()},
        agreed=draw(agreed),
    )


any_contract = forecasts(agreed=st.dictionaries(st.sampled_from(CELLS), amounts))
full_contract = forecasts(agreed=st.fixed_dictionaries(dict.fromkeys(CELLS, amounts)))


def lines_of(made: Forecast) -> list[Envelope | Payment]:
    return [*made.envelopes, *made.payments]


@given(full_contract)
def test_the_payments_of_an_envelope_add_up_to_it_exactly(made: Forecast) -> None:
    paid: dict[tuple[int, Cell], list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for payment in made.payments:
        assert payment.amount.minimum is not None
        assert payment.amount.maximum is not None
        both = paid[payment.envelope.year.number, payment.cell]
        both[0] += payment.amount.minimum
        both[1] += payment.amount.maximum

    for envelope in made.envelopes:
        bounds = [envelope.amount.minimum, envelope.amount.maximum]
        assert paid[envelope.year.number, envelope.cell] == bounds


@given(any_contract)
def test_nothing_is_ever_negative(made: Forecast) -> None:
    for each in lines_of(made):
        assert each.amount.minimum is None or each.amount.minimum >= 0
        assert each.amount.maximum is None or each.amount.maximum >= (each.amount.minimum or 0)


@given(any_contract)
def test_what_is_unknown_is_never_zero_and_always_has_a_reason(made: Forecast) -> None:
    for each in lines_of(made):
        if each.value.amount is None:
            assert not each.amount.is_known
            assert each.amount.exact is None
            assert each.amount.reason
        else:
            assert each.amount.is_known
    assert made.total.is_at_least == bool(made.unknown_cells)


@given(any_contract)
def test_every_payment_falls_between_the_signature_and_the_end(made: Forecast) -> None:
    assert len(made.years) == 5
    assert all(made.signed_on <= payment.on <= made.ends_on for payment in made.payments)


@given(any_contract)
def test_every_amount_is_in_whole_cents(made: Forecast) -> None:
    for payment in made.payments:
        if payment.amount.maximum is not None:
            assert payment.amount.maximum == payment.amount.maximum.quantize(Decimal("0.01"))


@given(st.permutations(list(Mission)), st.integers(1, 400_000))
def test_the_order_of_the_missions_does_not_matter(order: list[Mission], population: int) -> None:
    signed_on = date(2025, 3, 1)
    starts = {mission: signed_on + timedelta(days=90 * n) for n, mission in enumerate(Mission)}

    in_order = forecast(population=population, signed_on=signed_on, missions=starts)
    shuffled = forecast(
        population=population,
        signed_on=signed_on,
        missions={mission: starts[mission] for mission in order},
    )

    assert in_order == shuffled


@given(amounts, st.decimals(min_value=0, max_value=1, places=2))
def test_a_cut_envelope_loses_no_cent(envelope: Decimal, rate: Decimal) -> None:
    advance, balance = advance_and_balance(envelope, rate)

    assert advance + balance == envelope
    assert min(advance, balance) >= 0
