"""Which outlines does a live map receive, and when does it keep those it has?"""

import pytest
from django.test import Client

from maillage.apps.communities.tests import make
from maillage.apps.geography.actions import draw_communes
from maillage.apps.geography.tests import mosaics

pytestmark = pytest.mark.django_db
ADDRESS = "/geographie/contours/D1.geojson"


def test_a_departement_gives_its_outlines_with_codes_and_names(client: Client) -> None:
    make.commune("34001", name="Bourg")
    make.commune("34002", departement_code="D2")
    draw_communes(outlines=dict(mosaics.row("34001", "34002")))

    answer = client.get(ADDRESS)

    assert answer["Content-Type"] == "application/geo+json"
    assert [feature["properties"] for feature in answer.json()["features"]] == [
        {"code": "34001", "nom": "Bourg", "population": 1_000}
    ]


def test_a_browser_that_has_the_outlines_is_not_sent_them_again(client: Client) -> None:
    make.commune("34001")
    draw_communes(outlines=dict(mosaics.row("34001")))
    first = client.get(ADDRESS)

    again = client.get(ADDRESS, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304


def test_a_departement_without_contours_has_no_outlines(client: Client) -> None:
    make.commune("34001")

    assert client.get(ADDRESS).status_code == 404
