"""May anyone foresee the funding of any territory, without an account?"""

import pytest
from django.test import Client

from maillage.apps.contract.tests import make

pytestmark = pytest.mark.django_db


def test_anyone_reads_the_funding_of_the_communes_of_the_address(client: Client) -> None:
    commune = make.commune(make.SIZE_3)

    shown = client.get(
        "/territoire/financement/", {"s": commune.pk, "signed_on": "2026-01-01"}
    ).content.decode()

    assert "146\u202f000" in shown
    assert "75\u202f000\u00a0€" in shown


def test_the_form_keeps_the_territory(client: Client) -> None:
    commune = make.commune(make.SIZE_3)

    shown = client.get("/territoire/financement/", {"s": commune.pk}).content.decode()

    assert f'name="s" value="{commune.pk}"' in shown


def test_without_a_commune_the_page_offers_to_choose_some(client: Client) -> None:
    assert "Aucune commune choisie" in client.get("/territoire/financement/").content.decode()


def test_a_territory_nobody_is_known_to_live_in_has_no_forecast(client: Client) -> None:
    commune = make.commune(None)

    shown = client.get("/territoire/financement/", {"s": commune.pk}).content.decode()

    assert "Chaque versement" not in shown


def test_anyone_takes_the_spreadsheet_away(client: Client) -> None:
    commune = make.commune(make.SIZE_2)

    answer = client.get(
        "/territoire/financement.xlsx", {"s": commune.pk, "signed_on": "2026-01-01"}
    )

    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    assert answer.content.startswith(b"PK")
