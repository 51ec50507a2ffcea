"""Does a contract have its five anniversaries, whatever the day it was signed?"""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.aci import years_of_contract
from maillage.domain.dates import DateOutOfCalendar, months_after
from maillage.domain.parameters import NotYetInForce, registry

days = st.dates(min_value=date(2019, 8, 25), max_value=date(2090, 12, 31))


def test_a_contract_signed_on_29_february_has_its_anniversaries_on_the_28th() -> None:
    years = years_of_contract(date(2024, 2, 29), values=registry())

    assert [year.ends_on for year in years] == [
        date(2025, 2, 28),
        date(2026, 2, 28),
        date(2027, 2, 28),
        date(2028, 2, 29),
        date(2029, 2, 28),
    ]


@given(days | st.sampled_from([date(2020, 2, 29), date(2024, 2, 29), date(2096, 2, 29)]))
def test_a_contract_has_five_years_that_follow_without_a_gap(signed_on: date) -> None:
    years = years_of_contract(signed_on, values=registry())

    assert [year.number for year in years] == [1, 2, 3, 4, 5]
    assert years[0].starts_on == signed_on
    assert all(year.ends_on == following.starts_on for year, following in pairwise(years))
    assert all(year.days in {365, 366} for year in years)


@given(days, st.integers(0, 60))
def test_a_term_in_months_ends_in_the_right_month(day: date, months: int) -> None:
    end = months_after(day, months)

    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == months
    assert end.day <= day.day


def test_a_contract_older_than_the_agreement_is_refused() -> None:
    with pytest.raises(NotYetInForce, match="25/08/2019"):
        years_of_contract(date(2019, 8, 24), values=registry())


def test_a_signature_at_the_end_of_the_calendar_is_refused() -> None:
    with pytest.raises(DateOutOfCalendar, match="corrigez l’année"):
        years_of_contract(date(9997, 1, 1), values=registry())
