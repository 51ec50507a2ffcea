"""How is the card of a community kept when two people write at once?"""

import pytest
from django.test import Client

from maillage.apps.communities import actions
from maillage.apps.communities.actions.community import CardChangedMeanwhile, NameTaken
from maillage.apps.communities.models import Community
from maillage.apps.communities.tests import make
from maillage.apps.journal.tests.make import assert_journaled

pytestmark = pytest.mark.django_db


def edit(community: Community, version: int = 0, **values: object) -> Community:
    return actions.edit_card(
        community=community,
        values=values,
        expected_version=version,
        by=make.holder(community).person,
        at=make.NOW,
    )


def test_fields_that_the_form_did_not_show_stay_as_they_are() -> None:
    community = make.cpts()
    edit(community, email="a@exemple.test")

    kept = edit(community, version=1, phone="01 99 00 00 00")

    assert kept.email == "a@exemple.test"
    assert_journaled("community.card_edited", times=2)


def test_the_second_of_two_writers_is_told() -> None:
    community = make.cpts()
    edit(community, phone="01")

    with pytest.raises(CardChangedMeanwhile, match="Rien n’a été perdu"):
        edit(community, phone="02")


def test_a_finess_number_of_another_community_is_refused_in_french() -> None:
    edit(make.cpts(), finess="990100034")

    with pytest.raises(NameTaken, match="déjà celui d’une autre communauté"):
        edit(make.cpts(), finess="990100034")


def test_a_wrong_finess_number_is_said_beside_its_field(client: Client) -> None:
    community = make.cpts()
    client.force_login(make.holder(community))

    response = client.post(
        f"/communautes/{community.slug}/fiche/",
        {"version": 0, "name": community.name, "legal_form": "NONE", "finess": "990100033"},
    )

    assert response.status_code == 200
    assert "FINESS" in response.text
    community.refresh_from_db()
    assert community.finess is None


def test_a_date_of_declaration_supposes_a_legal_form(client: Client) -> None:
    community = make.cpts()
    client.force_login(make.holder(community))

    response = client.post(
        f"/communautes/{community.slug}/fiche/",
        {"version": 0, "name": community.name, "legal_form": "NONE", "founded_on": "12/03/2025"},
    )

    assert "suppose une forme juridique" in response.text


def test_an_empty_identifier_stays_unknown_and_never_becomes_a_duplicate(client: Client) -> None:
    for _ in range(2):
        community = make.cpts()
        client.force_login(make.holder(community))
        client.post(
            f"/communautes/{community.slug}/fiche/",
            {"version": 0, "name": community.name, "legal_form": "NONE", "finess": ""},
        )

    assert set(Community.objects.values_list("finess", flat=True)) == {None}
    assert set(Community.objects.values_list("version", flat=True)) == {1}
