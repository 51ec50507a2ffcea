"""Do the two addresses of the search answer everyone, a program and a page?"""

import pytest
from django.test import Client

from maillage.apps.geography.tests import make

pytestmark = pytest.mark.django_db


def test_a_program_reads_stable_json_without_signing_in(client: Client) -> None:
    make.commune("34001", "Valfleuri", population=860, within=make.departement("34", "Hérault"))

    response = client.get("/geographie/recherche.json", {"q": "valf"})

    assert response.json() == {
        "q": "valf",
        "results": [
            {
                "key": "commune:34001",
                "kind": "commune",
                "code": "34001",
                "name": "Valfleuri",
                "where": "Hérault (34)",
                "population": 860,
                "communes": None,
                "was": None,
                "fictional": False,
            }
        ],
    }
    assert set(response["Cache-Control"].split(", ")) == {"public", "max-age=300"}


def test_a_search_for_nothing_answers_nothing(client: Client) -> None:
    assert client.get("/geographie/recherche.json").json()["results"] == []


def test_a_page_gets_buttons_that_name_each_place(client: Client) -> None:
    make.commune("34001", "Valfleuri")

    response = client.get("/geographie/recherche/", {"q": "valf"})

    assert 'value="commune:34001"' in response.content.decode()


def test_a_page_is_told_when_nothing_is_found(client: Client) -> None:
    page = client.get("/geographie/recherche/", {"q": "<b>nulle part"}).content.decode()

    assert "Aucun lieu trouvé" in page
    assert "&lt;b&gt;nulle part" in page


def test_a_search_cannot_be_posted(client: Client) -> None:
    assert client.post("/geographie/recherche.json").status_code == 405
