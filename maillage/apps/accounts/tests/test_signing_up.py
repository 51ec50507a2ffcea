"""How does someone come in by themselves?"""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from pytest_django import Settings

from maillage.apps.accounts.models import Person, User
from maillage.apps.accounts.tests.test_signing_in import code_in_last_mail, is_signed_in
from maillage.apps.journal.tests.make import assert_journaled, assert_not_journaled

pytestmark = pytest.mark.django_db

SIGNUP = {
    "first_name": " Dominique ",
    "last_name": "Exemplaire",
    "email": "Dominique@exemple.test",
    "password1": "une phrase assez longue",
    "password2": "une phrase assez longue",
}


def sign_up(client: Client, **changes: str) -> str:
    return client.post("/compte/signup/", SIGNUP | changes).content.decode()


def test_someone_signs_up_proves_their_address_and_is_in(client: Client) -> None:
    sign_up(client)
    assert not is_signed_in(client)
    assert mail.outbox[-1].subject == "[Maillage] Terminez votre inscription"

    client.post("/compte/confirm-email/", {"code": code_in_last_mail()})

    assert is_signed_in(client)
    assert EmailAddress.objects.get().verified


def test_a_person_is_known_with_the_account(client: Client) -> None:
    sign_up(client)

    user = User.objects.get()
    assert user.email == "dominique@exemple.test"
    assert user.person.full_name == "Dominique Exemplaire"
    assert_journaled("account.signed_up")


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"first_name": "  "}, "first_name", "obligatoire"),
        ({"last_name": ""}, "last_name", "obligatoire"),
        ({"last_name": "x" * 81}, "last_name", "80"),
        ({"email": "nulle part"}, "email", "valide"),
        ({"password2": "une autre phrase"}, "password2", "même mot de passe"),
        ({"password1": "trop court"}, "password1", "12 caractères"),
        ({"password1": "dominique@exemple"}, "password1", "trop semblable"),
        ({"password1": "qwerty123456"}, "password1", "trop courant"),
    ],
)
def test_what_is_missing_or_weak_is_named(
    client: Client, change: dict[str, str], field: str, said: str
) -> None:
    answer = client.post("/compte/signup/", SIGNUP | change)

    assert said in str(answer.context["form"].errors[field])
    assert not Person.objects.exists()
    assert_not_journaled("account.signed_up")


def test_a_closed_instance_takes_nobody_in(client: Client, settings: Settings) -> None:
    settings.SIGNUP_OPEN = False

    sign_up(client)

    assert not User.objects.exists()
    assert not mail.outbox


def test_a_second_code_comes_on_request_but_not_at_once(client: Client) -> None:
    sign_up(client)
    again = {"action": "resend"}

    assert client.post("/compte/confirm-email/", again).status_code == 429
    with time_machine.travel(timedelta(seconds=11)):
        assert client.post("/compte/confirm-email/", again).status_code == 302

    client.post("/compte/confirm-email/", {"code": code_in_last_mail()})
    assert len(mail.outbox) == 2
    assert is_signed_in(client)
