"""Who may enter the space of a community, and what may they do there?"""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from maillage.apps.accounts.tests import make as accounts
from maillage.apps.communities import access
from maillage.apps.communities.models import Role
from maillage.apps.communities.tests import make
from maillage.domain.echelon import Echelon
from maillage.domain.roles import AreaRoleKind, OutsideBody, Right, RoleKind

pytestmark = pytest.mark.django_db


def test_a_stranger_does_not_even_learn_that_the_space_exists() -> None:
    community = make.cpts()

    with pytest.raises(Http404):
        access.community_for(accounts.user(), community.slug, to=Right.SEE, on=make.TODAY)


def test_a_member_sees_but_may_not_change_the_territory() -> None:
    community = make.cpts()
    member = make.holder(community, RoleKind.MEMBER)

    assert access.community_for(member, community.slug, to=Right.SEE, on=make.TODAY) == community
    with pytest.raises(PermissionDenied):
        access.community_for(member, community.slug, to=Right.EDIT_TERRITORY, on=make.TODAY)


def test_a_role_that_ended_gives_nothing_any_more() -> None:
    community = make.cpts()
    former = make.holder(community, RoleKind.CHAIR)
    Role.objects.update(until=make.TODAY)

    with pytest.raises(Http404):
        access.community_for(former, community.slug, to=Right.SEE, on=make.TODAY)


def test_a_role_in_one_community_opens_no_other() -> None:
    mine, other = make.cpts(), make.cpts()
    chair = make.holder(mine)

    assert access.rights_of(chair.person, other, on=make.TODAY) == frozenset()


def test_a_desk_officer_follows_their_departement_and_no_other() -> None:
    here, elsewhere = make.cpts(departement_code="D1"), make.cpts(departement_code="D2")
    officer = make.officer("D1")

    assert Right.SEE in access.rights_of(officer.person, here, on=make.TODAY)
    assert access.rights_of(officer.person, elsewhere, on=make.TODAY) == frozenset()


def test_a_regulator_has_the_directory_and_no_space() -> None:
    community = make.cpts()
    regulator = make.officer("D1", AreaRoleKind.REGULATOR, OutsideBody.SAS)

    assert access.rights_of(regulator.person, community, on=make.TODAY) == frozenset()


def test_who_runs_an_inter_cpts_does_not_enter_the_cpts_below() -> None:
    body, community = make.body(), make.cpts()
    chair = make.holder(body)

    assert access.rights_of(chair.person, community, on=make.TODAY) == frozenset()


def test_the_administrator_gives_roles_and_never_acts_in_the_name_of_a_community() -> None:
    administrator = accounts.user(is_administrator=True)

    assert access.rights_of(administrator.person, make.cpts(), on=make.TODAY) == {
        Right.SEE,
        Right.MANAGE_ROLES,
    }


@pytest.mark.parametrize("echelon", [e for e in Echelon if e is not Echelon.LOCAL])
def test_anyone_starts_a_cpts_but_only_the_administrator_opens_above(echelon: Echelon) -> None:
    assert access.may_create(accounts.user(), Echelon.LOCAL)
    assert not access.may_create(accounts.user(), echelon)
    assert access.may_create(accounts.user(is_administrator=True), echelon)
