"""Which CPTS covers me? Open to all, and to other programs."""

import csv
import io
import json

import pytest
from django.test import Client

from maillage.apps.communities.tests import make

pytestmark = pytest.mark.django_db


def test_a_commune_leads_to_the_cpts_that_covers_it(client: Client) -> None:
    make.commune("99001", "Essai-le-Haut")
    make.cpts("99001", name="CPTS du Plateau")

    page = client.get("/annuaire/", {"q": "essai le haut"}).text

    assert "CPTS du Plateau" in page


def test_a_commune_that_nobody_covers_is_said_to_be_so(client: Client) -> None:
    make.commune("99001", "Essai-le-Haut")

    page = client.get("/annuaire/", {"q": "99001"}).text

    assert "aucune CPTS de cet annuaire" in page


def test_a_community_is_found_by_part_of_its_name_without_accents(client: Client) -> None:
    make.cpts(name="CPTS de la Vallée Dorée")

    assert "Vallée Dorée" in client.get("/annuaire/", {"q": "vallee do"}).text


def test_an_unpublished_card_is_seen_by_nobody(client: Client) -> None:
    hidden = make.cpts(name="CPTS Discrète", is_published=False)

    assert "Discrète" not in client.get("/annuaire/").text
    assert client.get(f"/annuaire/{hidden.slug}/").status_code == 404


def test_the_export_gives_what_the_sas_platform_needs(client: Client) -> None:
    for code in ("99001", "99002"):
        make.commune(code)
    community = make.cpts("99002", "99001", name="CPTS Exportée")
    community.finess, community.phone = "990100034", "01 99 00 00 01"
    community.save()

    (row,) = json.loads(client.get("/annuaire.json").text)["cpts"]

    assert row["finess"] == "990100034"
    assert row["phone"] == "01 99 00 00 01"
    assert row["communes"] == ["99001", "99002"]


def test_no_cell_of_the_spreadsheet_is_taken_for_a_formula(client: Client) -> None:
    make.cpts(name="=HYPERLINK(1)")

    text = client.get("/annuaire.csv").content.decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert rows[0]["Nom"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("page", ["0", "-1", "99", "abc", "²"])
def test_a_page_number_that_does_not_exist_still_answers(client: Client, page: str) -> None:
    make.cpts()

    assert client.get("/annuaire/", {"page": page}).status_code == 200


def test_the_directory_of_two_hundred_cpts_takes_few_queries(
    client: Client, django_assert_max_num_queries: object
) -> None:
    for _ in range(60):
        make.cpts()

    with django_assert_max_num_queries(6):  # type: ignore[operator]  # a fixture that is a function
        client.get("/annuaire/")
