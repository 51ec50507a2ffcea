"""Are the pages of signing in ours, whoever wrote the machinery?"""

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.urls("maillage.ui.tests.guide")]

STRANGER_PAGES = [
    ("/compte/login/", "Se connecter"),
    ("/compte/login/code/", "Recevoir un code de connexion"),
    ("/compte/signup/", "Créer un compte"),
    ("/compte/password/reset/", "Mot de passe oublié"),
    ("/compte/password/reset/done/", "Le lien est parti"),
    ("/compte/password/reset/key/a-b/", "Ce lien ne peut plus servir"),
    ("/compte/inactive/", "Ce compte est fermé"),
]
OWN_PAGES = [
    ("/compte/email/", "Adresse électronique"),
    ("/compte/2fa/", "Double authentification"),
    ("/compte/sessions/", "Appareils connectés"),
    ("/compte/logout/", "Se déconnecter"),
]
ENGLISH = re.compile(r"\b(the|your|please|sign|password|account|email|verify|code is)\b", re.I)


def words(html: str) -> str:
    """Return what is read on a page, without its tags."""
    return re.sub(r"<[^>]+>", " ", html[html.index("<main") : html.index("</main>")])


@pytest.mark.parametrize(("path", "title"), STRANGER_PAGES)
def test_a_stranger_reads_plain_french(client: Client, path: str, title: str) -> None:
    html = client.get(path).content.decode()

    assert f"<h1>{title}</h1>" in html
    assert not ENGLISH.search(words(html))


@pytest.mark.parametrize(("path", "title"), OWN_PAGES)
def test_someone_signed_in_reads_plain_french(client: Client, path: str, title: str) -> None:
    client.force_login(get_user_model().objects.create_user("camille@exemple.test", "x"))

    html = client.get(path).content.decode()

    assert f"<h1>{title}</h1>" in html
    assert not ENGLISH.search(words(html))


def test_a_wrong_password_is_told_at_the_top(client: Client) -> None:
    html = client.post("/compte/login/", {"login": "a@exemple.test", "password": "x"}).content

    assert "error-summary" in html.decode()


def test_the_account_menu_leaves_by_a_post(client: Client) -> None:
    client.force_login(get_user_model().objects.create_user("camille@exemple.test", "x"))

    html = client.get("/guide/").content.decode()

    assert '<form method="post" action="/compte/logout/">' in html
    assert '<details class="menu">' in html
