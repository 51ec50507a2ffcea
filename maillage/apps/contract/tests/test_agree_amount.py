"""Is an amount of the contract written by who may, once, and never lost?"""

from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from maillage.apps.communities.access import RightMissing
from maillage.apps.contract import actions, queries
from maillage.apps.contract.actions import (
    AgreedInTheFuture,
    AmountChangedMeanwhile,
    SourceMissing,
)
from maillage.apps.contract.models import AgreedAmount
from maillage.apps.contract.tests import make
from maillage.apps.creation.tests import make as creation
from maillage.apps.journal.tests.make import assert_journaled, assert_not_journaled
from maillage.domain.aci import NotAnAmount
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", [RoleKind.CHAIR, RoleKind.TREASURER, RoleKind.COORDINATOR])
def test_whoever_keeps_the_money_writes_the_amounts(kind: RoleKind) -> None:
    cpts = make.cpts()
    person = creation.holder(cpts, kind).person

    make.agreed(cpts, by=person)

    assert queries.agreed_by(cpts) == {make.ACCESS_FIXED: Decimal(70_000)}
    assert_journaled("amount.agreed", line="Accès aux soins, part fixe")


@pytest.mark.parametrize("kind", [RoleKind.MEMBER, RoleKind.SECRETARY, RoleKind.PARTNER])
def test_a_member_without_the_right_writes_nothing(kind: RoleKind) -> None:
    cpts = make.cpts()
    person = creation.holder(cpts, kind).person

    with pytest.raises(RightMissing):
        make.agreed(cpts, by=person)

    assert not AgreedAmount.objects.exists()
    assert_not_journaled("amount.agreed")


def test_the_chair_of_another_cpts_writes_nothing() -> None:
    stranger = creation.holder(make.cpts()).person

    with pytest.raises(RightMissing):
        make.agreed(make.cpts(), by=stranger)


def test_a_new_amount_replaces_the_one_before_and_both_are_kept() -> None:
    cpts = make.cpts()
    chair = creation.holder(cpts).person
    first = make.agreed(cpts, "70000", by=chair)

    make.agreed(cpts, "71000.50", by=chair, seen=first.uuid)

    assert queries.agreed_by(cpts) == {make.ACCESS_FIXED: Decimal("71000.50")}
    assert AgreedAmount.objects.filter(community=cpts).count() == 2


def test_who_writes_from_an_older_page_is_told_what_changed() -> None:
    cpts = make.cpts()
    chair, treasurer = (
        creation.holder(cpts, kind).person for kind in (RoleKind.CHAIR, RoleKind.TREASURER)
    )
    make.agreed(cpts, "70000", by=chair)

    with pytest.raises(AmountChangedMeanwhile, match="70\u202f000\u00a0€"):
        make.agreed(cpts, "65000", by=treasurer, seen=None)

    assert queries.agreed_by(cpts) == {make.ACCESS_FIXED: Decimal(70_000)}


@pytest.mark.parametrize("amount", ["-1", "NaN", "1000000000"])
def test_an_amount_that_cannot_be_one_is_refused(amount: str) -> None:
    cpts = make.cpts()

    with pytest.raises(NotAnAmount):
        make.agreed(cpts, amount, by=creation.holder(cpts).person)


def test_an_amount_agreed_tomorrow_is_refused() -> None:
    cpts = make.cpts()

    with pytest.raises(AgreedInTheFuture, match="24/11/2026"):
        make.agreed(cpts, by=creation.holder(cpts).person, agreed_on=date(2026, 11, 24))


def test_an_amount_that_does_not_say_where_it_is_read_is_refused() -> None:
    cpts = make.cpts()

    with pytest.raises(SourceMissing):
        make.agreed(cpts, by=creation.holder(cpts).person, source="  ")


def test_a_withdrawn_amount_leaves_the_grid_in_its_place() -> None:
    cpts = make.cpts()
    chair = creation.holder(cpts).person
    row = make.agreed(cpts, by=chair)

    actions.withdraw_amount(
        community=cpts, cell=make.ACCESS_FIXED, seen=row.uuid, by=chair, at=make.NOW
    )

    assert queries.agreed_by(cpts) == {}
    assert_journaled("amount.withdrawn", line="Accès aux soins, part fixe")


def test_an_amount_already_withdrawn_is_not_withdrawn_twice() -> None:
    cpts = make.cpts()
    chair = creation.holder(cpts).person
    row = make.agreed(cpts, by=chair)
    withdraw = partial(
        actions.withdraw_amount,
        community=cpts,
        cell=make.ACCESS_FIXED,
        seen=row.uuid,
        by=chair,
        at=make.NOW,
    )
    withdraw()

    with pytest.raises(AmountChangedMeanwhile, match="retiré"):
        withdraw()


@pytest.mark.parametrize(
    "wrong", [{"amount": Decimal(-1)}, {"cell": "CRISIS/BONUS"}, {"source": ""}]
)
def test_the_database_itself_refuses_what_no_contract_holds(wrong: dict[str, object]) -> None:
    cpts = make.cpts()
    fields = {
        "community": cpts,
        "cell": make.ACCESS_FIXED.code,
        "amount": Decimal(1),
        "source": "contrat",
        "agreed_on": date(2026, 1, 1),
        "by": creation.holder(cpts).person,
        "recorded_at": make.NOW,
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        AgreedAmount.objects.create(**{**fields, **wrong})


def test_the_database_keeps_one_amount_in_force_for_a_line() -> None:
    cpts = make.cpts()
    first = make.agreed(cpts, by=creation.holder(cpts).person)
    first.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        AgreedAmount.objects.bulk_create([first])
