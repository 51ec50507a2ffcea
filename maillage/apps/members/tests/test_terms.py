"""How one becomes a member changes on a date, and what stood before stays."""

from datetime import date
from decimal import Decimal

import pytest

from maillage.apps.members.actions.membership import record_fee
from maillage.apps.members.actions.terms import (
    FeeWithoutAdhesion,
    Practising,
    RegimeInThePast,
    set_regime,
    state_practising,
)
from maillage.apps.members.models import RegimePeriod
from maillage.apps.members.queries.terms import terms_page
from maillage.apps.members.tests import make
from maillage.domain.membership import PeriodCovered, Regime, Terms

pytestmark = pytest.mark.django_db
BY_RIGHT, ADHESION = Terms(Regime.BY_RIGHT), Terms(Regime.ADHESION, Decimal(20))


def test_a_change_of_regime_keeps_the_history() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts).person
    for terms, since in ((BY_RIGHT, date(2026, 1, 1)), (ADHESION, date(2026, 6, 1))):
        set_regime(community=cpts, terms=terms, since=since, by=chair, at=make.NOW)

    page = terms_page(cpts, on=make.TODAY)

    assert page.current is not None
    assert page.current.terms == ADHESION
    assert [(one.terms, one.until) for one in page.former] == [(BY_RIGHT, date(2026, 6, 1))]
    assert RegimePeriod.objects.terms_on(cpts, date(2026, 5, 31)) == BY_RIGHT


def test_a_regime_to_come_leaves_the_one_in_force_in_sight() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts).person
    for terms, since in ((BY_RIGHT, date(2026, 1, 1)), (ADHESION, date(2099, 1, 1))):
        set_regime(community=cpts, terms=terms, since=since, by=chair, at=make.NOW)

    page = terms_page(cpts, on=make.TODAY)

    assert page.current is not None
    assert page.current.terms == BY_RIGHT
    assert [one.terms for one in page.coming] == [ADHESION]
    assert page.former == []


def test_few_members_are_not_none_and_the_whole_adds_up_what_is_known() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts).person
    for code, count in (("60", 500), ("10", 3)):
        stated = Practising(code, count, "Rézone", make.TODAY)
        state_practising(community=cpts, stated=stated, by=chair, at=make.NOW)
    for code in ("60", "10", "10", "21"):
        make.member(cpts, profession_code=code)

    page = terms_page(cpts, on=make.TODAY)

    told = {each.profession.code: each.percent for each in page.rates}
    assert told == {"10": "67\u00a0%", "21": "inconnu", "60": "moins de 1\u00a0%"}
    assert (page.whole.members, page.whole.practising) == (3, 503)


def test_a_regime_neither_begins_before_the_last_nor_asks_a_fee_of_members_by_right() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts).person
    set_regime(community=cpts, terms=ADHESION, since=make.TODAY, by=chair, at=make.NOW)

    with pytest.raises(RegimeInThePast):
        set_regime(community=cpts, terms=BY_RIGHT, since=make.LONG_AGO, by=chair, at=make.NOW)
    with pytest.raises(FeeWithoutAdhesion):
        set_regime(
            community=cpts, terms=Terms(Regime.BY_RIGHT, Decimal(5)), since=make.TODAY,
            by=chair, at=make.NOW,
        )  # fmt: skip


def test_a_fee_is_paid_once_then_for_the_next_year_in_its_last_days() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts).person
    set_regime(community=cpts, terms=ADHESION, since=make.LONG_AGO, by=chair, at=make.NOW)
    held = make.member(cpts)

    days = (date(2026, 3, 1), date(2026, 12, 1))
    fees = [record_fee(membership=held, paid_on=day, by=chair, at=make.NOW) for day in days]

    assert [fee.until for fee in fees] == [date(2026, 12, 31), date(2027, 12, 31)]
    with pytest.raises(PeriodCovered, match="31/12/2027"):
        record_fee(membership=held, paid_on=date(2026, 12, 2), by=chair, at=make.NOW)
