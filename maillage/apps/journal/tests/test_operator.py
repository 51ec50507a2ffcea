"""Can an operator let people in, and out, from the command line alone?"""

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from maillage.apps.accounts.models import Person, User
from maillage.apps.accounts.tests import make as accounts
from maillage.apps.accounts.tests.test_signing_in import (
    ASK_CODE,
    CONFIRM_CODE,
    LOGIN,
    code_in_last_mail,
    is_signed_in,
)
from maillage.apps.journal.tests.make import assert_journaled, assert_not_journaled

pytestmark = pytest.mark.django_db


def create(email: str = "Camille@exemple.test", *more: str) -> None:
    call_command(
        "person", "create", f"--email={email}", "--first-name=Camille", "--last-name=Essai", *more
    )


def test_an_account_is_opened_without_sending_anything(capsys: pytest.CaptureFixture[str]) -> None:
    create()

    user = User.objects.get()
    assert json.loads(capsys.readouterr().out) == {
        "id": str(user.person.uuid),
        "email": "camille@exemple.test",
    }
    assert user.person.full_name == "Camille Essai"
    assert not user.is_administrator
    assert not user.has_usable_password()
    assert not mail.outbox
    assert assert_journaled("account.opened").by is None
    assert_not_journaled("account.administrator_granted")


def test_the_person_then_signs_in_by_code(client: Client) -> None:
    create()

    client.post(ASK_CODE, {"email": "camille@exemple.test"})
    client.post(CONFIRM_CODE, {"code": code_in_last_mail()})

    assert is_signed_in(client)


def test_the_first_administrator_is_made_so() -> None:
    create("camille@exemple.test", "--administrator")

    assert User.objects.get().is_administrator
    assert_journaled("account.administrator_granted")


@pytest.mark.parametrize(
    ("email", "said"),
    [("nulle part", "n’est pas une adresse"), ("CAMILLE@exemple.test", "a déjà un compte")],
)
def test_an_address_that_cannot_serve_is_refused(email: str, said: str) -> None:
    accounts.user("camille@exemple.test")

    with pytest.raises(CommandError, match=said):
        create(email)
    assert Person.objects.count() == 1


def test_a_person_without_a_name_is_refused() -> None:
    with pytest.raises(CommandError, match="Donnez un prénom et un nom"):
        call_command(
            "person", "create", "--email=a@exemple.test", "--first-name= ", "--last-name=Essai"
        )


def test_accounts_are_listed_by_address(capsys: pytest.CaptureFixture[str]) -> None:
    accounts.user("b@exemple.test", is_administrator=True)
    TOTP.activate(accounts.user("a@exemple.test"), "JBSWY3DPEHPK3PXP")

    call_command("person", "list")

    first, second = json.loads(capsys.readouterr().out)
    assert (first["email"], first["has_second_factor"]) == ("a@exemple.test", True)
    assert (second["email"], second["is_administrator"]) == ("b@exemple.test", True)


def test_administrators_alone_are_listed_on_demand(capsys: pytest.CaptureFixture[str]) -> None:
    accounts.user("a@exemple.test")
    accounts.user("b@exemple.test", is_administrator=True)

    call_command("person", "list", "--administrators")

    assert [found["email"] for found in json.loads(capsys.readouterr().out)] == ["b@exemple.test"]


def test_a_closed_account_is_signed_out_at_once(client: Client) -> None:
    accounts.user("camille@exemple.test")
    client.post(LOGIN, {"login": "camille@exemple.test", "password": accounts.PASSWORD})

    call_command("person", "close", "--email=camille@exemple.test")

    assert client.get("/compte/").headers["Location"] == "/compte/login/?next=/compte/"
    assert_journaled("account.closed")


@pytest.mark.parametrize("gesture", ["close", "reset-second-factor"])
def test_an_account_that_does_not_exist_is_named(gesture: str) -> None:
    with pytest.raises(CommandError, match="Aucun compte ouvert à l’adresse x@"):
        call_command("person", gesture, "--email=x@exemple.test")


def test_who_lost_everything_signs_in_without_second_factor() -> None:
    user = accounts.user("camille@exemple.test")
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")

    call_command("person", "reset-second-factor", "--email=camille@exemple.test")

    assert not Authenticator.objects.exists()
    assert_journaled("account.second_factor_removed")


def test_a_second_factor_that_does_not_exist_is_not_removed() -> None:
    accounts.user("camille@exemple.test")

    with pytest.raises(CommandError, match="n’a pas de double authentification"):
        call_command("person", "reset-second-factor", "--email=camille@exemple.test")
