"""Does someone see their account, and reach what they may change?"""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.test import Client
from django.urls import reverse

from maillage.apps.accounts.models import Person, User
from maillage.apps.accounts.tests import make
from maillage.apps.accounts.tests.test_signing_in import LOGIN, code_in_last_mail
from maillage.apps.journal.tests.make import assert_journaled

pytestmark = pytest.mark.django_db


@pytest.fixture
def camille(client: Client) -> User:
    person = Person.objects.create(first_name="Camille", last_name="Exemplaire")
    user = make.user("camille@exemple.test", person=person)
    client.post(LOGIN, {"login": user.email, "password": make.PASSWORD})
    return user


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    assert client.get("/compte/").headers["Location"] == "/compte/login/?next=/compte/"


def test_the_page_is_only_read(client: Client, camille: User) -> None:
    assert client.post("/compte/").status_code == 405


def test_the_page_says_who_one_is(client: Client, camille: User) -> None:
    said = client.get(reverse("account")).content.decode()

    assert "Camille Exemplaire" in said
    assert "camille@exemple.test" in said
    assert "Celui-ci seulement" in said


@pytest.mark.parametrize(
    "name",
    ["account_email", "account_change_password", "mfa_activate_totp", "usersessions_list"],
)
def test_the_page_leads_to_what_may_be_changed(client: Client, camille: User, name: str) -> None:
    assert f'href="{reverse(name)}"' in client.get("/compte/").content.decode()


def test_without_a_password_the_page_offers_to_choose_one(client: Client) -> None:
    client.force_login(make.user(password=None))

    assert reverse("account_set_password") in client.get("/compte/").content.decode()


def test_the_page_counts_the_recovery_codes_left(client: Client, camille: User) -> None:
    TOTP.activate(camille, "JBSWY3DPEHPK3PXP")
    codes = RecoveryCodes.activate(camille)
    codes.validate_code(codes.get_unused_codes()[0])

    assert client.get("/compte/").context["page"].recovery_codes_left == 9


def test_a_new_address_takes_the_place_of_the_old_once_proved(
    client: Client, camille: User
) -> None:
    client.post("/compte/reauthenticate/", {"password": make.PASSWORD})
    client.post("/compte/email/", {"action_add": "", "email": "nouvelle@exemple.test"})
    camille.refresh_from_db()
    assert camille.email == "camille@exemple.test"

    client.post("/compte/confirm-email/", {"code": code_in_last_mail()})

    camille.refresh_from_db()
    assert camille.email == "nouvelle@exemple.test"
    assert_journaled("account.email_changed")
    assert (mail.outbox[-1].to, mail.outbox[-1].subject) == (
        ["camille@exemple.test"],
        "[Maillage] Votre adresse a changé",
    )


def test_a_new_address_asks_for_the_password_again(client: Client, camille: User) -> None:
    answer = client.post("/compte/email/", {"action_add": "", "email": "nouvelle@exemple.test"})

    assert answer.headers["Location"].startswith("/compte/reauthenticate/")
