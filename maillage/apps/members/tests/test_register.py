"""The register proposes members by right; someone reads over, accepts, and may undo."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from maillage.apps.accounts.models import User
from maillage.apps.communities.models import Community
from maillage.apps.communities.tests import make as communities
from maillage.apps.health.synthetic import people, rpps
from maillage.apps.health.tests import registers
from maillage.apps.journal.tests.make import assert_journaled
from maillage.apps.members.actions.importing import NO_ANSWER, accept_import
from maillage.apps.members.actions.register import (
    NobodyToPropose,
    NoRegister,
    NotByRight,
    propose_from_register,
)
from maillage.apps.members.actions.terms import Practising, forget_practising, state_practising
from maillage.apps.members.models import ImportBatch, Membership, RegimePeriod
from maillage.apps.members.queries.terms import rates
from maillage.apps.members.tests import make
from maillage.domain.membership import Regime, Scope, State

pytestmark = pytest.mark.django_db
HOSPITAL = {"mode": "S", "sector": "SA01"}


def someone(serial: int, name: str, **cells: str) -> str:
    number = people.rpps(serial)
    return rpps.line(number=number, national_id=f"8{number}", name=name, **cells)


@pytest.fixture
def place(tmp_path: Path) -> tuple[Community, User]:
    """A CPTS by right, on a commune where three people practise, one of them at the hospital."""
    registers.ground()
    registers.load(
        registers.write(
            tmp_path / "rpps.txt",
            [
                someone(1, "INVENTEE"),
                someone(1, "INVENTEE", structure="R2"),
                someone(2, "SUPPOSEE"),
                someone(3, "HOSPITALIERE", **HOSPITAL),
                someone(4, "AILLEURS", commune="34003", postcode="34300"),
            ],
        )
    )
    community = make.cpts()
    communities.perimeter(community, ["34172"])
    RegimePeriod.objects.create(
        community=community, regime=Regime.BY_RIGHT.value, since=make.LONG_AGO
    )
    return community, make.holder(community)


def propose(
    community: Community, by: User, scope: Scope = Scope.OWN_ACCOUNT, *professions: str
) -> ImportBatch:
    return propose_from_register(
        community=community, scope=scope, professions=professions, by=by.person, at=make.NOW
    )


def names(batch: ImportBatch) -> list[str]:
    return [row[0] for row in batch.cells[1:]]


def test_who_practises_there_is_proposed_once_and_nobody_is_written(
    place: tuple[Community, User],
) -> None:
    batch = propose(*place)

    assert names(batch) == ["INVENTEE", "SUPPOSEE"]
    assert not Membership.objects.exists()
    assert_journaled("members.proposed")


def test_the_statutes_say_whether_the_hospital_counts(place: tuple[Community, User]) -> None:
    assert names(propose(*place, Scope.OUTSIDE_HOSPITAL)) == ["INVENTEE", "SUPPOSEE"]
    assert "HOSPITALIERE" in names(propose(*place, Scope.ALL))


def test_once_accepted_they_are_members_by_right_and_are_not_proposed_again(
    place: tuple[Community, User],
) -> None:
    community, chair = place
    accept_import(batch=propose(*place), answers=NO_ANSWER, by=chair.person, at=make.NOW)

    held = Membership.objects.of(community).select_related("person__practice").order_by("pk")
    terms = RegimePeriod.objects.terms_on(community, make.TODAY)
    assert [one.state_on(make.TODAY, terms) for one in held] == [State.ACTIVE, State.ACTIVE]
    assert {one.person.last_name for one in held if one.person} == {"Inventee", "Supposee"}
    assert all(one.person.practice.specialty_code == "SM54" for one in held if one.person)
    with pytest.raises(NobodyToPropose):
        propose(*place)


def test_whoever_objected_is_never_proposed_again(place: tuple[Community, User]) -> None:
    make.member(place[0], rpps=people.rpps(1), objected_on=make.LONG_AGO)

    assert names(propose(*place)) == ["SUPPOSEE"]


def test_asked_twice_there_is_one_list_to_read_over(place: tuple[Community, User]) -> None:
    propose(*place)
    propose(*place)

    assert ImportBatch.objects.count() == 1


def test_nobody_enters_an_association_by_adhesion_without_asking(
    place: tuple[Community, User],
) -> None:
    RegimePeriod.objects.update(regime=Regime.ADHESION.value)

    with pytest.raises(NotByRight):
        propose(*place)


def test_without_a_register_it_says_what_to_do() -> None:
    community = make.cpts()
    RegimePeriod.objects.create(
        community=community, regime=Regime.BY_RIGHT.value, since=make.LONG_AGO
    )

    with pytest.raises(NoRegister, match="geography professionals"):
        propose(community, make.holder(community))


def test_the_rate_takes_its_denominator_from_the_register_unless_someone_stated_another(
    place: tuple[Community, User],
) -> None:
    community, chair = place
    make.member(community, rpps=people.rpps(1), profession_code="10")

    (told,) = rates(community, on=make.TODAY)
    assert (told.rate.members, told.rate.practising) == (1, 3)
    assert "personnes distinctes" in told.source

    stated = Practising("10", 2, "Rézone CPTS", make.TODAY)
    state_practising(community=community, stated=stated, by=chair.person, at=make.NOW)
    (told,) = rates(community, on=make.TODAY)
    assert (told.rate.practising, told.source, told.is_stated) == (2, "Rézone CPTS", True)

    forget_practising(community=community, profession_code="10", by=chair.person, at=make.NOW)
    (told,) = rates(community, on=make.TODAY)
    assert told.rate.practising == 3


def test_the_page_counts_then_leads_to_the_list_to_read_over(
    place: tuple[Community, User], client: Client
) -> None:
    community, chair = place
    client.force_login(chair)
    address = reverse("members:register", args=[community.slug])

    shown = client.get(address).content.decode()
    led = client.post(address, {"scope": "OWN_ACCOUNT"})

    assert "2\u00a0professionnels exercent" in shown
    assert "art. 14" in shown
    assert '<option value="ALL">tous modes et tous lieux' in shown
    assert "/importer/" in led.headers["Location"]
    assert (
        "Registre (RPPS)"
        in client.get(reverse("members:list", args=[community.slug])).content.decode()
    )
