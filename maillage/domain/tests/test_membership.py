"""Who is a member, who may vote, and until when a fee is paid."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.membership import (
    VOTERS,
    Belonging,
    Category,
    NotMssante,
    Rate,
    Regime,
    Renewal,
    State,
    Terms,
    check_mssante,
    may_vote,
    paid_until,
    state_on,
)
from maillage.domain.retention import RETENTIONS, Held, kept_until, limit_on

TODAY = date(2026, 11, 23)
BEFORE = date(2026, 1, 5)
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
TERMS = st.builds(Terms, st.sampled_from(Regime), st.sampled_from([None, Decimal(10)]))
BELONGINGS = st.builds(
    Belonging,
    category=st.sampled_from(Category),
    since=DAYS,
    until=st.none() | DAYS,
    accepted_on=st.none() | DAYS,
    objected_on=st.none() | DAYS,
    paid_until=st.none() | DAYS,
)


@given(BELONGINGS, TERMS, DAYS)
def test_whoever_objected_is_never_a_member(held: Belonging, terms: Terms, day: date) -> None:
    state = state_on(day, held, terms)

    assert (state is State.OBJECTED) == (held.objected_on is not None and held.objected_on <= day)


@given(BELONGINGS, TERMS, DAYS)
def test_a_partner_never_votes(held: Belonging, terms: Terms, day: date) -> None:
    if may_vote(state_on(day, held, terms), held.category):
        assert held.category in VOTERS
        assert held.category is not Category.PARTNER


@given(BELONGINGS, DAYS)
def test_nobody_owes_a_fee_that_is_not_asked(held: Belonging, day: date) -> None:
    assert state_on(day, held, Terms(Regime.ADHESION)) is not State.FEE_DUE


def test_a_professional_is_a_member_by_right_without_signing_but_an_intern_is_not() -> None:
    by_right = Terms(Regime.BY_RIGHT)

    assert state_on(TODAY, Belonging(Category.PROFESSIONAL, BEFORE), by_right) is State.ACTIVE
    assert state_on(TODAY, Belonging(Category.INTERN, BEFORE), by_right) is State.AWAITING


def test_a_change_of_regime_asks_the_signature_of_whoever_had_not_signed() -> None:
    held = Belonging(Category.PROFESSIONAL, BEFORE)

    assert state_on(TODAY, held, Terms(Regime.ADHESION)) is State.AWAITING


def test_a_fee_unpaid_takes_the_vote_away_until_it_is_paid() -> None:
    asked = Terms(Regime.ADHESION, Decimal(10))
    owing = Belonging(Category.PROFESSIONAL, BEFORE, accepted_on=BEFORE)
    paid = Belonging(
        Category.PROFESSIONAL, BEFORE, accepted_on=BEFORE, paid_until=date(2026, 12, 31)
    )

    assert not may_vote(state_on(TODAY, owing, asked), owing.category)
    assert may_vote(state_on(TODAY, paid, asked), paid.category)


def test_a_fee_covers_the_civil_year_or_a_year_from_its_day() -> None:
    assert paid_until(TODAY, Renewal.CIVIL_YEAR) == date(2026, 12, 31)
    assert paid_until(TODAY, Renewal.ANNIVERSARY) == date(2027, 11, 22)


@pytest.mark.parametrize("address", ["", "a@exemple.fr", "a@mssante.fr.exemple", "@x.mssante.fr"])
def test_an_ordinary_address_is_not_mssante(address: str) -> None:
    with pytest.raises(NotMssante, match=r"mssante\.fr"):
        check_mssante(address)


def test_an_mssante_address_is_kept_in_small_letters() -> None:
    assert check_mssante(" Luc@Medecin.MSSante.fr ") == "luc@medecin.mssante.fr"


def test_a_rate_without_denominator_is_unknown_and_one_too_small_is_doubted() -> None:
    assert Rate(3, None).share is None
    assert Rate(3, 0).share is None
    assert Rate(8, 10).share == Decimal("0.80")
    assert Rate(12, 10).is_doubtful


@given(st.sampled_from(Held), DAYS)
def test_what_is_kept_until_today_is_not_yet_due(held: Held, since: date) -> None:
    last = kept_until(held, since)

    assert limit_on(last, held) <= since


def test_every_duration_says_why() -> None:
    assert {line.held for line in RETENTIONS} == set(Held)
    assert all(line.why and line.months > 0 for line in RETENTIONS)
