"""Where someone is written to for one community, and never for another."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from maillage.apps.accounts.tests import make as accounts
from maillage.apps.members.queries import contacts
from maillage.apps.members.tests import make
from maillage.domain.membership import Category

pytestmark = pytest.mark.django_db


def test_the_address_given_to_the_community_comes_before_that_of_the_account() -> None:
    cpts, user = make.cpts(), accounts.user("compte@exemple.test")
    make.member(cpts, person=user.person, email="cabinet@exemple.test", consent_on=make.LONG_AGO)

    found = contacts.addresses_of([user.person], within=cpts)

    assert found == {user.person.pk: "cabinet@exemple.test"}


def test_without_a_consent_the_account_is_written_to() -> None:
    cpts, user = make.cpts(), accounts.user("compte@exemple.test")
    make.member(cpts, person=user.person, email="cabinet@exemple.test")

    assert contacts.addresses_of([user.person], within=cpts) == {user.person.pk: user.email}


def test_an_address_given_to_another_community_is_never_used() -> None:
    here, elsewhere = make.cpts(), make.cpts(name="CPTS des Autres")
    held = make.member(elsewhere, email="la@exemple.test", consent_on=make.LONG_AGO)
    assert held.person

    assert contacts.addresses_of([held.person], within=here) == {}


def test_a_member_who_left_or_objected_is_not_written_to_any_more() -> None:
    cpts = make.cpts()
    agreed: dict[str, Any] = {"email": "a@exemple.test", "consent_on": make.LONG_AGO}
    gone = make.member(cpts, until=make.TODAY, **agreed)
    objected = make.member(cpts, objected_on=make.TODAY, **agreed)

    people = [each.person for each in (gone, objected) if each.person]

    assert contacts.addresses_of(people, within=cpts) == {}
    assert contacts.recipients_of(cpts, on=make.TODAY) == []


def test_someone_without_account_and_a_structure_are_recipients_too() -> None:
    cpts = make.cpts()
    agreed: dict[str, Any] = {"consent_on": make.LONG_AGO}
    known = make.member(cpts, "Alix", "Berger", email="alix@exemple.test", **agreed)
    silent = make.member(cpts, "Zoé", "Zannier")
    house = make.structure_member(cpts, "Maison des Essais", email="msp@exemple.test", **agreed)
    partner = make.member(cpts, "Paul", "Pré", category=Category.PARTNER, email="p@exemple.test")

    found = {one.membership: one for one in contacts.recipients_of(cpts, on=make.TODAY)}

    assert found[known].address == "alix@exemple.test"
    assert (found[house].person, found[house].name) == (None, "Maison des Essais")
    assert found[house].address == "msp@exemple.test"
    assert found[silent].address == found[partner].address == ""


def test_three_hundred_members_cost_the_queries_of_one(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    cpts = make.cpts()
    for number in range(6):
        make.member(cpts, email=f"n{number}@exemple.test", consent_on=make.LONG_AGO)

    with django_assert_max_num_queries(4):
        assert len(contacts.recipients_of(cpts, on=make.TODAY)) == 6
