"""What does someone see first?"""

import pytest
from django.test import Client

from maillage.apps.accounts.tests import make as accounts
from maillage.apps.communities.tests import make
from maillage.domain.journey import Stage
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.django_db


def test_a_stranger_reads_what_it_is_and_looks_for_their_cpts(client: Client) -> None:
    page = client.get("/").text

    assert "Quelle CPTS couvre ma commune" in page


def test_someone_without_a_community_is_offered_the_first_step(client: Client) -> None:
    client.force_login(accounts.user())

    page = client.get("/").text

    assert "Composer un territoire" in page


def test_my_communities_come_with_my_roles_and_their_inhabitants(client: Client) -> None:
    make.commune("99001", population=41_000)
    community = make.cpts("99001", name="CPTS du Plateau", stage=Stage.EMERGENCE)
    client.force_login(make.holder(community, RoleKind.COORDINATOR))

    page = client.get("/").text

    assert "CPTS du Plateau" in page
    assert "coordination" in page
    assert "41\u202f000" in page


def test_a_desk_officer_finds_their_portfolio(client: Client) -> None:
    client.force_login(make.officer())

    page = client.get("/").text

    assert "chargé de mission (Guichet CPTS)" in page
    assert "Ouvrir le portefeuille" in page


def test_the_home_of_someone_in_thirty_communities_takes_few_queries(
    client: Client, django_assert_max_num_queries: object
) -> None:
    user = accounts.user()
    for _ in range(30):
        community = make.cpts()
        user.person.roles.create(community=community, kind="MEMBER", since=make.LONG_AGO)
    client.force_login(user)

    with django_assert_max_num_queries(25):  # type: ignore[operator]  # a fixture that is a function
        client.get("/")
