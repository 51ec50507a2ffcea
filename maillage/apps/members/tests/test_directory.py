"""What the members of a community read of one another, and who may not."""

import pytest
from django.test import Client
from django.urls import reverse

from maillage.apps.accounts.models import User
from maillage.apps.accounts.tests import make as accounts
from maillage.apps.communities.models import Community
from maillage.apps.journal.models import Entry
from maillage.apps.members.actions.own import Given, NotYours, set_my_contacts
from maillage.apps.members.models import Habits, Membership
from maillage.apps.members.queries.directory import open_lists
from maillage.apps.members.tests import make
from maillage.domain.membership import Category
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.django_db


def opened() -> Community:
    cpts = make.cpts()
    Habits.objects.create(community=cpts, is_open=True)
    return cpts


def page(client: Client, user: User, cpts: Community, query: str = "") -> tuple[int, str]:
    client.force_login(user)
    answer = client.get(reverse("members:directory", args=[cpts.slug]) + query)
    return answer.status_code, answer.content.decode()


def test_a_member_without_role_reads_names_and_only_contacts_agreed_to(client: Client) -> None:
    cpts, reader = opened(), accounts.user()
    make.member(cpts, person=reader.person)
    day = make.LONG_AGO
    make.member(cpts, "Zoé", "Zannier", email="z@exemple.test", consent_on=day)
    make.member(cpts, "Yves", "Yvon", email="y@exemple.test", consent_on=day, shown_on=day)

    status, text = page(client, reader, cpts)

    assert status == 200
    assert "Zannier Zoé" in text
    assert "y@exemple.test" in text
    assert "z@exemple.test" not in text
    assert Entry.objects.filter(community=cpts.uuid, by=reader.person).exists()


def test_a_closed_list_is_refused_to_a_member_and_hidden_from_a_stranger(client: Client) -> None:
    cpts, reader = make.cpts(), accounts.user()
    make.member(cpts, person=reader.person)

    assert page(client, reader, cpts)[0] == 403
    assert page(client, make.holder(cpts, RoleKind.MEMBER), cpts)[0] == 403
    assert page(client, accounts.user(), cpts)[0] == 404


def test_an_open_list_opens_neither_to_a_partner_nor_to_whoever_left(client: Client) -> None:
    cpts, partner, gone = opened(), accounts.user(), accounts.user()
    make.member(cpts, person=partner.person, category=Category.PARTNER)
    make.member(cpts, person=gone.person, until=make.LONG_AGO)

    assert page(client, partner, cpts)[0] == 404
    assert page(client, gone, cpts)[0] == 404
    assert page(client, make.holder(cpts, RoleKind.PARTNER), cpts)[0] == 403


def test_partners_and_whoever_objected_are_not_in_it(client: Client) -> None:
    cpts = opened()
    make.member(cpts, "Paul", "Partenaire", category=Category.PARTNER)
    make.member(cpts, "Odile", "Opposee", objected_on=make.LONG_AGO)
    make.structure_member(cpts, "Maison du Pré")

    _, text = page(client, make.holder(cpts, RoleKind.MEMBER), cpts)

    assert "Maison du Pré" in text
    assert "Partenaire Paul" not in text
    assert "Opposee" not in text


def test_it_is_searched_by_profession_too(client: Client) -> None:
    cpts = opened()
    make.member(cpts, "Anne", "Infirmi", profession_code="60")
    make.member(cpts, "Bruno", "Kine", profession_code="70")

    _, text = page(client, make.holder(cpts), cpts, "?q=infirmier")

    assert "Infirmi Anne" in text
    assert "Kine Bruno" not in text


def test_someone_gives_takes_back_and_shows_their_own_contacts() -> None:
    cpts, user = make.cpts(), accounts.user()
    held = make.member(cpts, person=user.person)

    given = Given("moi@exemple.test", "06 12 34 56 78", "", is_shown=True)
    set_my_contacts(membership=held, given=given, by=user.person, at=make.NOW)
    held.refresh_from_db()
    assert (held.email, held.consent_on, held.shown_on) == (given.email, make.TODAY, make.TODAY)

    nothing = Given("", "", "", is_shown=True)
    set_my_contacts(membership=held, given=nothing, by=user.person, at=make.NOW)
    held.refresh_from_db()
    assert (held.email, held.consent_on, held.shown_on) == ("", None, None)


def test_nobody_gives_the_contacts_of_someone_else(client: Client) -> None:
    held = make.member(make.cpts())
    other = accounts.user()
    given = Given("x@exemple.test", "", "", is_shown=False)

    with pytest.raises(NotYours):
        set_my_contacts(membership=held, given=given, by=other.person, at=make.NOW)
    client.force_login(other)
    assert client.get(reverse("members:my_contacts", args=[held.uuid])).status_code == 404


def test_the_form_of_my_contacts_says_what_is_wrong_and_saves_what_is_right(
    client: Client,
) -> None:
    user = accounts.user()
    held = make.member(make.cpts(), person=user.person)
    client.force_login(user)
    address = reverse("members:my_contacts", args=[held.uuid])

    wrong = client.post(address, {"phone": "12"})
    right = client.post(address, {"email": "moi@exemple.test"})

    assert "numéro de téléphone" in wrong.content.decode()
    assert right.status_code == 302
    assert Membership.objects.get(pk=held.pk).email == "moi@exemple.test"


def test_open_lists_are_those_of_the_communities_someone_is_a_member_of() -> None:
    cpts, closed, user = opened(), make.cpts(), accounts.user()
    make.member(cpts, person=user.person)
    make.member(closed, person=user.person)

    assert open_lists(user.person, on=make.TODAY) == [cpts]
    assert open_lists(make.holder(cpts, RoleKind.MEMBER).person, on=make.TODAY) == [cpts]
    assert open_lists(make.holder(cpts, RoleKind.PARTNER).person, on=make.TODAY) == []
