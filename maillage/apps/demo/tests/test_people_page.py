"""Can one enter as an invented person, and as nobody else, and only in the demonstration?"""

from typing import Any

import pytest
from django.test import Client

from maillage.apps.accounts.models import Person
from maillage.apps.accounts.tests import make as accounts
from maillage.apps.demo.cast import DOMAIN
from maillage.apps.journal.tests.make import assert_journaled

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
