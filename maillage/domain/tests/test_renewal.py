"""Who is reminded of what, when, and when silence begins."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.membership import (
    Belonging,
    Category,
    PeriodCovered,
    Regime,
    Renewal,
    State,
    Terms,
    accepted_until,
    paid_until,
    state_on,
)
from maillage.domain.renewal import TIMES, Asked, Call, calls_on

LONG_AGO = date(2020, 1, 1)
END = date(2026, 12, 31)
FEE = Terms(Regime.ADHESION, Decimal(20))
RENEWED = Terms(Regime.ADHESION, is_renewed=True)
BY_RIGHT = Terms(Regime.BY_RIGHT)
MEMBER = Belonging(Category.PROFESSIONAL, LONG_AGO, accepted_on=LONG_AGO)
PAID = replace(MEMBER, paid_until=END)
DAYS = st.dates(date(2024, 1, 1), date(2030, 1, 1))


def steps(belonging: Belonging, terms: Terms) -> list[tuple[date, Call]]:
    """Every day on which something new is said, over two years."""
    said: dict[str, tuple[date, Call]] = {}
    for day in (date(2026, 6, 1) + timedelta(days=n) for n in range(700)):
        for call in calls_on(day, belonging, terms, terms_since=date(2026, 6, 1)):
            said.setdefault(call.key, (day, call))
    return list(said.values())


def test_a_fee_is_recalled_a_month_before_its_end_at_its_end_and_a_month_after_then_never() -> None:
    assert [day for day, _ in steps(PAID, FEE)] == [
        date(2026, 12, 1),
        date(2026, 12, 31),
        date(2027, 1, 30),
    ]


def test_a_fee_never_paid_is_recalled_from_the_day_it_was_asked() -> None:
    assert next(day for day, _ in steps(MEMBER, FEE)) == date(2026, 6, 1)


def test_an_adhesion_to_renew_is_recalled_until_it_is() -> None:
    held = replace(MEMBER, accepted_on=date(2026, 3, 3))

    assert calls_on(date(2026, 12, 2), held, RENEWED)[0].asked is Asked.RENEWAL
    assert not calls_on(date(2026, 12, 2), replace(held, accepted_on=date(2026, 12, 1)), RENEWED)


def test_whoever_was_invited_is_recalled_a_week_later_and_whoever_was_not_never() -> None:
    held = Belonging(Category.PROFESSIONAL, LONG_AGO)
    invited_on, terms = date(2026, 3, 2), Terms(Regime.ADHESION)

    assert not calls_on(date(2026, 3, 8), held, terms, invited_on=invited_on)
    assert calls_on(date(2026, 3, 9), held, terms, invited_on=invited_on) == (
        Call(Asked.ACCEPTANCE, date(2026, 3, 9), 0),
    )
    assert not calls_on(date(2026, 3, 9), held, terms)


def test_a_member_by_right_and_a_partner_are_reminded_of_nothing() -> None:
    partner = replace(MEMBER, category=Category.PARTNER)

    assert not calls_on(END, MEMBER, replace(BY_RIGHT, is_renewed=True))
    assert not calls_on(END, partner, replace(FEE, is_renewed=True))


@given(DAYS, st.sampled_from(Renewal))
def test_whoever_has_paid_and_accepted_for_the_months_to_come_is_left_in_peace(
    day: date, renewal: Renewal
) -> None:
    terms = Terms(Regime.ADHESION, Decimal(20), renewal, is_renewed=True)
    held = replace(MEMBER, accepted_on=day, paid_until=day + timedelta(days=40))

    if accepted_until(day, renewal) - day > timedelta(days=30):
        assert calls_on(day, held, terms, terms_since=LONG_AGO) == ()


@given(DAYS, st.none() | DAYS, st.none() | DAYS)
def test_nothing_is_said_more_than_three_times_nor_before_its_day(
    day: date, paid: date | None, invited_on: date | None
) -> None:
    held = replace(MEMBER, paid_until=paid)

    for call in calls_on(day, held, FEE, terms_since=LONG_AGO, invited_on=invited_on):
        assert 0 <= call.step < TIMES
        assert call.since <= day


def test_a_fee_paid_in_december_by_whoever_is_up_to_date_is_for_the_next_year() -> None:
    december = date(2026, 12, 5)

    assert paid_until(december, Renewal.CIVIL_YEAR, END) == date(2027, 12, 31)
    assert paid_until(december, Renewal.CIVIL_YEAR) == END
    assert paid_until(december, Renewal.ANNIVERSARY, date(2027, 1, 9)) == date(2028, 1, 9)


def test_a_fee_paid_twice_is_refused_until_the_next_may_be_paid() -> None:
    with pytest.raises(PeriodCovered, match="31/12/2026"):
        paid_until(date(2026, 3, 5), Renewal.CIVIL_YEAR, END)


def test_an_adhesion_renewed_each_year_ends_with_the_year_and_keeps_its_member_counted() -> None:
    held = replace(MEMBER, accepted_on=date(2025, 5, 5))

    assert state_on(date(2025, 12, 31), held, RENEWED) is State.ACTIVE
    assert state_on(date(2026, 1, 1), held, RENEWED) is State.TO_RENEW
