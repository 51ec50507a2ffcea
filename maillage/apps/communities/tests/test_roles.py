"""Who gives and takes back roles, and is anyone ever left without someone to run things?"""

import pytest
from django.test import Client

from maillage.apps.accounts.models import Person, User
from maillage.apps.accounts.tests import make as accounts
from maillage.apps.communities import actions
from maillage.apps.communities.actions.role import (
    Function,
    Invitee,
    LastRunner,
    NotEntrusted,
    RoleAlreadyEnded,
    RoleAlreadyHeld,
)
from maillage.apps.communities.models import Community, Role
from maillage.apps.communities.tests import make
from maillage.apps.journal.tests.make import assert_journaled
from maillage.domain.roles import AreaRoleKind, OutsideBody, RoleKind

pytestmark = pytest.mark.django_db

SOMEONE = Invitee("quelqu.un@exemple.test", "Noé", "Essai")


def grant(community: Community, by: User, kind: RoleKind = RoleKind.TREASURER) -> Role:
    return actions.grant_role(
        community=community,
        invitee=SOMEONE,
        kind=kind,
        since=make.TODAY,
        by=by.person,
        at=make.NOW,
    )


def test_someone_unknown_gets_an_account_that_opens_by_a_code_sent_to_them() -> None:
    community = make.cpts()

    role = grant(community, make.holder(community))

    assert role.person.full_name == "Noé Essai"
    assert not User.objects.get(email=SOMEONE.email).has_usable_password()
    assert_journaled("role.granted")


def test_someone_known_keeps_their_one_identity() -> None:
    known = accounts.user("Quelqu.Un@exemple.test")
    community = make.cpts()
    people = Person.objects.count()

    role = grant(community, make.holder(community))

    assert role.person == known.person
    assert Person.objects.count() == people + 1  # the chair alone


def test_a_role_held_already_is_not_given_twice() -> None:
    community = make.cpts()
    chair = make.holder(community)
    grant(community, chair)

    with pytest.raises(RoleAlreadyHeld, match="Noé Essai tient déjà ce rôle"):
        grant(community, chair)


def test_the_last_person_who_can_give_roles_cannot_leave_before_naming_another() -> None:
    community = make.cpts()
    chair = make.holder(community)

    with pytest.raises(LastRunner, match="nommez d’abord"):
        actions.end_role(role=community.roles.get(), until=make.TODAY, by=chair.person, at=make.NOW)


def test_a_role_ends_once() -> None:
    community = make.cpts()
    chair = make.holder(community)
    role = grant(community, chair)
    actions.end_role(role=role, until=make.TODAY, by=chair.person, at=make.NOW)

    with pytest.raises(RoleAlreadyEnded):
        actions.end_role(role=role, until=make.TODAY, by=chair.person, at=make.NOW)


def test_reading_the_roles_is_written_in_the_journal(client: Client) -> None:
    community = make.cpts()
    client.force_login(make.holder(community))

    response = client.get(f"/communautes/{community.slug}/roles/")

    assert response.status_code == 200
    assert_journaled("personal_data.read")


def test_only_the_administrator_entrusts_a_function_over_an_area() -> None:
    function = Function(AreaRoleKind.REVIEWER, OutsideBody.ARS, departement=make.departement())

    with pytest.raises(NotEntrusted):
        actions.grant_area_role(
            invitee=SOMEONE, function=function, since=make.TODAY, by=accounts.user(), at=make.NOW
        )


def test_the_guichet_has_no_reviewer_since_it_never_decides() -> None:
    function = Function(AreaRoleKind.REVIEWER, OutsideBody.GUICHET)

    with pytest.raises(NotEntrusted, match="Guichet CPTS n’a pas de référent instructeur"):
        actions.grant_area_role(
            invitee=SOMEONE,
            function=function,
            since=make.TODAY,
            by=accounts.user(is_administrator=True),
            at=make.NOW,
        )


def test_a_function_given_shows_on_the_page_of_the_administrator(client: Client) -> None:
    administrator = accounts.user(is_administrator=True)
    client.force_login(administrator)
    make.departement()

    client.post(
        "/instance/",
        {
            "outside_body": "ARS",
            "kind": "REVIEWER",
            "departement": "D1",
            "email": SOMEONE.email,
            "first_name": "Noé",
            "last_name": "Essai",
            "since": "23/11/2026",
        },
    )

    assert "Noé Essai" in client.get("/instance/").text
