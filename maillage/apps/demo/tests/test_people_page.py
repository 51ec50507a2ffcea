"""Can one enter as an invented person, and as nobody else, and only in the demonstration?"""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from maillage.apps.accounts.models import Person
from maillage.apps.accounts.tests import make as accounts
from maillage.apps.demo.cast import DOMAIN
from maillage.apps.journal.tests.make import assert_journaled
from maillage.apps.post import actions as post

pytestmark = pytest.mark.django_db


@pytest.fixture
def demonstration(settings: Any) -> None:
    settings.DEMONSTRATION = True


def someone() -> Person:
    return accounts.user(f"quelquun@{DOMAIN}").person


def test_elsewhere_the_pages_do_not_exist(client: Client) -> None:
    assert client.get("/demonstration/").status_code == 404
    assert client.post(f"/demonstration/{someone().uuid}/entrer/").status_code == 404


@pytest.mark.usefixtures("demonstration")
def test_one_click_enters_and_is_journaled(client: Client) -> None:
    response = client.post(f"/demonstration/{someone().uuid}/entrer/")

    assert response["Location"] == "/"
    assert "Cette semaine" in client.get("/").text
    assert_journaled("demonstration.signed_in")


@pytest.mark.usefixtures("demonstration")
def test_nobody_enters_as_someone_real(client: Client) -> None:
    real = accounts.user("vraie.personne@exemple.test").person

    assert client.post(f"/demonstration/{real.uuid}/entrer/").status_code == 404
    assert "Se connecter" in client.get("/").text


@pytest.mark.usefixtures("demonstration")
def test_an_empty_demonstration_says_what_to_do(client: Client) -> None:
    assert "maillage demo load" in client.get("/demonstration/").text


@pytest.mark.usefixtures("demonstration")
def test_mails_to_invented_addresses_are_read_and_never_those_to_real_ones(client: Client) -> None:
    at = datetime(2026, 12, 1, 9, tzinfo=UTC)
    addresses = (f"alix@{DOMAIN}", "lea@exemple.test", "lea@cabinet.fr")
    post.send_now([post.Letter(each, f"Pour {each}", "Bonjour.") for each in addresses], at=at)

    shown = client.get("/demonstration/courrier/").text
    asked = client.get("/demonstration/courrier/?q=lea@cabinet.fr").text

    assert [f"Pour {each}" in shown for each in addresses] == [True, True, False]
    assert "Pour lea@cabinet.fr" not in asked
    assert "adresses inventées" in asked
