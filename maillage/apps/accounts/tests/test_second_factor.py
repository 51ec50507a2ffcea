"""Does a second factor stand between a stolen password and an account?"""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.test import Client

from maillage.apps.accounts.models import User
from maillage.apps.accounts.tests import make
from maillage.apps.accounts.tests.test_signing_in import (
    ASK_CODE,
    CONFIRM_CODE,
    LOGIN,
    code_in_last_mail,
    is_signed_in,
)
from maillage.apps.journal.tests.make import assert_journaled

pytestmark = pytest.mark.django_db

SECOND = "/compte/2fa/authenticate/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_now(secret: str = SECRET) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def protected_user() -> User:
    user = make.user("camille@exemple.test")
    TOTP.activate(user, SECRET)
    return user


def give_password(client: Client) -> None:
    client.post(LOGIN, {"login": "camille@exemple.test", "password": make.PASSWORD})


def test_the_password_alone_does_not_open(client: Client) -> None:
    protected_user()

    give_password(client)

    assert not is_signed_in(client)


def test_the_code_of_the_phone_opens(client: Client) -> None:
    protected_user()

    give_password(client)
    client.post(SECOND, {"code": code_now()})

    assert is_signed_in(client)


def test_the_same_code_of_the_phone_does_not_open_twice(client: Client) -> None:
    protected_user()
    code = code_now()
    for browser in (client, Client()):
        give_password(browser)
        browser.post(SECOND, {"code": code})

    assert is_signed_in(client)
    assert not is_signed_in(browser)


def test_a_code_by_mail_does_not_dispense_with_the_phone(client: Client) -> None:
    protected_user()

    client.post(ASK_CODE, {"email": "camille@exemple.test"})
    client.post(CONFIRM_CODE, {"code": code_in_last_mail()})
    assert not is_signed_in(client)
    client.post(SECOND, {"code": code_now()})

    assert is_signed_in(client)


def test_a_wrong_code_does_not_open(client: Client) -> None:
    protected_user()

    give_password(client)
    answer = client.post(SECOND, {"code": "000000"})

    assert not is_signed_in(client)
    assert "code" in answer.context["form"].errors


def test_a_recovery_code_opens_once(client: Client) -> None:
    user = protected_user()
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    for browser in (client, Client()):
        give_password(browser)
        browser.post(SECOND, {"code": code})

    assert is_signed_in(client)
    assert not is_signed_in(browser)


@pytest.mark.django_db(transaction=True)
def test_it_is_enabled_with_its_recovery_codes_journaled_and_announced(client: Client) -> None:
    make.user("camille@exemple.test")
    give_password(client)
    client.post("/compte/reauthenticate/", {"password": make.PASSWORD})
    secret = client.get("/compte/2fa/totp/activate/").context["form"].secret

    client.post("/compte/2fa/totp/activate/", {"code": code_now(secret)})

    kinds = set(Authenticator.objects.values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}
    assert_journaled("account.second_factor_enabled")
    assert mail.outbox[-1].subject == "[Maillage] Double authentification activée"


def test_enabling_it_asks_for_the_password_again(client: Client) -> None:
    make.user("camille@exemple.test")
    give_password(client)

    answer = client.get("/compte/2fa/totp/activate/")

    assert answer.headers["Location"].startswith("/compte/reauthenticate/")


def test_it_is_disabled_journaled_and_announced(client: Client) -> None:
    protected_user()
    give_password(client)
    client.post(SECOND, {"code": code_now()})
    client.post("/compte/reauthenticate/", {"password": make.PASSWORD})

    client.post("/compte/2fa/totp/deactivate/")

    assert not Authenticator.objects.exists()
    assert_journaled("account.second_factor_disabled")
    assert mail.outbox[-1].subject == "[Maillage] Double authentification désactivée"
