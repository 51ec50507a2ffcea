"""Does a territory being composed say everything at once, and write nothing?"""

import pytest
from django.test import Client

from maillage.apps.accounts.tests import make as accounts
from maillage.apps.communities.models import Community
from maillage.apps.communities.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def country() -> None:
    epci = make.epci("999000001", "CC des Essais")
    for number, people in enumerate((30_000, 12_000, 500), start=1):
        make.commune(f"9900{number}", f"Essai-{number}", population=people, epci=epci)


def test_anyone_reads_the_population_and_the_size_of_an_epci(client: Client) -> None:
    page = client.get("/territoire/", {"s": "e999000001"}).text

    assert "42\u202f500" in page
    assert "taille 2" in page


def test_adding_and_taking_out_lead_to_an_address_that_can_be_kept(client: Client) -> None:
    response = client.get("/territoire/", {"s": "e999000001", "add": "-99003"})

    assert response.status_code == 302
    assert response["Location"] == "/territoire/?s=99001%2C99002"


def test_a_community_already_there_is_named_with_its_inhabitants(client: Client) -> None:
    there = make.cpts("99002", name="CPTS du Voisin")

    page = client.get("/territoire/", {"s": "99001,99002"}).text

    assert there.name in page
    assert "12\u202f000" in page


def test_nothing_is_written_while_composing(client: Client) -> None:
    client.get("/territoire/", {"s": "e999000001", "q": "essai"})

    assert not Community.objects.exists()


@pytest.mark.parametrize("asked", ["<script>alert(1)</script>", "e", "-", "d", ",,,", "99001" * 50])
def test_a_hostile_address_gets_a_page_and_never_an_error(client: Client, asked: str) -> None:
    response = client.get("/territoire/", {"s": asked, "q": asked})

    assert response.status_code == 200
    assert "<script>alert" not in response.text


def test_an_endless_address_is_cut_and_said_to_be(client: Client) -> None:
    page = client.get("/territoire/", {"s": "99001," * 3_005}).text

    assert "5 éléments de trop" in page


def test_htmx_gets_only_the_places_found(client: Client) -> None:
    page = client.get("/territoire/", {"q": "essai"}, headers={"HX-Request": "true"}).text

    assert page.strip().startswith('<div id="lieux"')


class TestPaste:
    def test_lines_are_read_and_shown_before_anything_is_added(self, client: Client) -> None:
        response = client.post("/territoire/coller/", {"lines": "99001\nNulle-Part\nEssai-2"})

        assert "2 communes reconnues, 1 ligne à revoir" in response.text.replace("\u00a0", " ")
        assert "Nulle-Part" in response.text

    def test_accepting_adds_what_was_found(self, client: Client) -> None:
        response = client.get("/territoire/", {"s": "99003", "add": ["99001,99002", ""]})

        assert response["Location"] == "/territoire/?s=e999000001"

    def test_the_way_back_never_leads_out_of_the_site(self, client: Client) -> None:
        page = client.get("/territoire/coller/", {"base": "https://ailleurs.test/"}).text

        assert "ailleurs.test" not in page


class TestOpeningACommunity:
    def test_whoever_opens_it_coordinates_it(self, client: Client) -> None:
        user = accounts.user()
        client.force_login(user)

        response = client.post(
            "/communautes/nouvelle/",
            {"s": "99001,99002", "name": "CPTS de l’Essai", "departement": "D1"},
        )

        community = Community.objects.get()
        assert response["Location"] == f"/communautes/{community.slug}/"
        assert community.roles.get().person == user.person
        assert not community.is_published
        assert community.perimeters.get().communes.count() == 2

    def test_a_name_already_taken_here_is_refused_and_nothing_is_lost(self, client: Client) -> None:
        make.cpts(name="CPTS de l’Essai")
        client.force_login(accounts.user())

        response = client.post(
            "/communautes/nouvelle/",
            {"s": "99001", "name": "cpts de l'essai", "departement": "D1"},
        )

        assert "existe déjà ici" in response.text
        assert "cpts de l&#x27;essai" in response.text

    def test_nobody_but_the_administrator_opens_an_inter_cpts(self, client: Client) -> None:
        client.force_login(accounts.user())

        client.post(
            "/communautes/nouvelle/",
            {"name": "Inter", "departement": "D1", "echelon": "DEPARTMENTAL"},
        )

        assert Community.objects.get().echelon == "LOCAL"
