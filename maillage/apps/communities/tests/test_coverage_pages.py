"""Who covers what in a département, a région, the country?"""

import pytest
from django.test import Client

from maillage.apps.communities.models import Community
from maillage.apps.communities.queries import areas
from maillage.apps.communities.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def territory() -> tuple[Community, Community]:
    """Four communes: one covered, one covered twice, two in a white zone."""
    epci = make.epci(name="CC du Blanc")
    for code, people in (("D1001", 100), ("D1002", 200), ("D1003", 300), ("D1004", None)):
        make.commune(code, population=people, epci=epci)
    return make.cpts("D1001", "D1002"), make.cpts("D1002")


def test_white_zones_are_listed_with_their_inhabitants(
    territory: tuple[Community, Community],
) -> None:
    page = areas.departement_page(make.departement(), on=make.TODAY)

    assert page.coverage.white == ("D1003", "D1004")
    assert page.coverage.white_population == 300
    assert [zone.name for zone in page.white] == ["CC du Blanc"]


def test_a_commune_covered_twice_names_both_communities(
    territory: tuple[Community, Community],
) -> None:
    page = areas.departement_page(make.departement(), on=make.TODAY)

    (overlap,) = page.overlaps
    assert overlap.commune.pk == "D1002"
    assert set(overlap.communities) == set(territory)


def test_an_unpublished_community_covers_nothing_in_public() -> None:
    make.commune("D1001")
    make.cpts("D1001", is_published=False)

    page = areas.departement_page(make.departement(), on=make.TODAY)

    assert page.coverage.covered == frozenset()


@pytest.mark.parametrize("address", ["/departements/d1/", "/regions/r1/", "/france/"])
def test_the_pages_of_areas_are_open_to_all(
    client: Client, territory: tuple[Community, Community], address: str
) -> None:
    response = client.get(address)

    assert response.status_code == 200
    assert "zone blanche" in response.text.lower()


def test_an_unknown_departement_is_not_found(client: Client) -> None:
    assert client.get("/departements/zz/").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_number_of_communities(
    client: Client, django_assert_max_num_queries: object
) -> None:
    for number in range(60):
        code = f"D1{number:03d}"
        make.commune(code)
        make.cpts(code)

    with django_assert_max_num_queries(14):  # type: ignore[operator]  # a fixture that is a function
        client.get("/departements/d1/")


def test_a_part_whose_inhabitants_are_unknown_is_not_said_to_have_none(client: Client) -> None:
    make.commune("D1001", population=None)

    response = client.get("/regions/r1/")

    assert "population inconnue" in response.text
