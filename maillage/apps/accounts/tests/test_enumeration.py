"""Can a stranger learn who has an account?"""

import pytest
from django.core import mail
from django.test import Client

from maillage.apps.accounts.models import User
from maillage.apps.accounts.tests import make

pytestmark = pytest.mark.django_db

SIGNUP = {
    "first_name": "Dominique",
    "last_name": "Exemplaire",
    "password1": "une phrase assez longue",
    "password2": "une phrase assez longue",
}
FORMS = [
    ("/compte/login/code/", "email", {}),
    ("/compte/password/reset/", "email", {}),
    ("/compte/login/", "login", {"password": "ce n’est pas celui-ci"}),
    ("/compte/signup/", "email", SIGNUP),
]


def seen_by_a_stranger(address: str, field: str, email: str, more: dict[str, str]) -> str:
    answer = Client().post(address, {field: email, **more}, follow=True)
    text = answer.content.decode().replace(email, "…")
    return f"{answer.redirect_chain} {answer.status_code} {without_csrf(text)}"


def without_csrf(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


@pytest.mark.parametrize(("address", "field", "more"), FORMS)
def test_a_known_address_and_an_unknown_one_are_answered_alike(
    address: str, field: str, more: dict[str, str]
) -> None:
    make.user("camille@exemple.test")

    known = seen_by_a_stranger(address, field, "camille@exemple.test", more)
    unknown = seen_by_a_stranger(address, field, "inconnu@exemple.test", more)

    assert known == unknown


def test_who_has_an_account_is_told_by_mail_that_someone_signs_up() -> None:
    user = make.user("camille@exemple.test")

    Client().post("/compte/signup/", {"email": "camille@exemple.test", **SIGNUP})

    assert [sent.subject for sent in mail.outbox] == ["[Maillage] Vous avez déjà un compte"]
    assert User.objects.get() == user


def test_a_taken_address_is_not_named_when_someone_else_wants_it(client: Client) -> None:
    make.user("camille@exemple.test")
    client.force_login(make.user("alix@exemple.test", password=None))

    taken = client.post("/compte/email/", {"action_add": "", "email": "camille@exemple.test"})
    free = client.post("/compte/email/", {"action_add": "", "email": "libre@exemple.test"})

    assert (taken.status_code, taken.headers["Location"]) == (
        free.status_code,
        free.headers["Location"],
    )
