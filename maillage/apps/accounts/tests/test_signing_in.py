"""Can people sign in by each way, and nobody else?"""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from maillage.apps.accounts.models import User
from maillage.apps.accounts.tests import make

pytestmark = pytest.mark.django_db

LOGIN = "/compte/login/"
ASK_CODE = "/compte/login/code/"
CONFIRM_CODE = "/compte/login/code/confirm/"
CODE = re.compile(r"^ {4}(\S+)$", re.MULTILINE)


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def code_in_last_mail() -> str:
    found = CODE.search(str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found.group(1)


def test_someone_signs_in_by_password(client: Client) -> None:
    user = make.user("camille@exemple.test")

    answer = client.post(LOGIN, {"login": "Camille@Exemple.test", "password": make.PASSWORD})

    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_wrong_password_is_refused_with_what_to_do(client: Client) -> None:
    make.user("camille@exemple.test")

    answer = client.post(LOGIN, {"login": "camille@exemple.test", "password": "autre chose"})

    assert "recevoir un code par mail" in answer.content.decode()
    assert not is_signed_in(client)


def test_someone_signs_in_by_the_code_received(client: Client) -> None:
    user = make.user("camille@exemple.test", password=None)

    client.post(ASK_CODE, {"email": "camille@exemple.test"})
    client.post(CONFIRM_CODE, {"code": code_in_last_mail()})

    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_code_serves_once(client: Client) -> None:
    make.user("camille@exemple.test")
    client.post(ASK_CODE, {"email": "camille@exemple.test"})
    code = code_in_last_mail()
    client.post(CONFIRM_CODE, {"code": code})
    client.post("/compte/logout/")

    client.post(CONFIRM_CODE, {"code": code})

    assert not is_signed_in(client)


def test_the_code_of_someone_else_does_not_open_this_session(client: Client) -> None:
    make.user("camille@exemple.test")
    make.user("alix@exemple.test")
    Client().post(ASK_CODE, {"email": "alix@exemple.test"})
    code_of_alix = code_in_last_mail()
    client.post(ASK_CODE, {"email": "camille@exemple.test"})

    client.post(CONFIRM_CODE, {"code": code_of_alix})

    assert not is_signed_in(client)


def test_the_third_wrong_code_ends_the_attempt(client: Client) -> None:
    make.user("camille@exemple.test")
    client.post(ASK_CODE, {"email": "camille@exemple.test"})
    code = code_in_last_mail()
    for _ in range(3):
        client.post(CONFIRM_CODE, {"code": "AAAA-AAAA"})

    client.post(CONFIRM_CODE, {"code": code})

    assert not is_signed_in(client)


def test_a_code_ends_after_fifteen_minutes(client: Client, settings: Settings) -> None:
    settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT = -1
    make.user("camille@exemple.test")
    client.post(ASK_CODE, {"email": "camille@exemple.test"})

    client.post(CONFIRM_CODE, {"code": code_in_last_mail()})

    assert not is_signed_in(client)


def test_the_first_sign_in_by_code_proves_the_address(client: Client) -> None:
    make.user("camille@exemple.test", password=None, verified=False)

    client.post(ASK_CODE, {"email": "camille@exemple.test"})
    client.post(CONFIRM_CODE, {"code": code_in_last_mail()})

    assert is_signed_in(client)
    assert EmailAddress.objects.get(email="camille@exemple.test").verified


def test_an_unproved_address_is_proved_before_the_password_opens(client: Client) -> None:
    make.user("camille@exemple.test", verified=False)

    client.post(LOGIN, {"login": "camille@exemple.test", "password": make.PASSWORD})
    assert not is_signed_in(client)
    client.post(reverse("account_email_verification_sent"), {"code": code_in_last_mail()})

    assert is_signed_in(client)


def test_a_closed_account_signs_in_neither_way(client: Client) -> None:
    make.user("camille@exemple.test", is_active=False)

    client.post(LOGIN, {"login": "camille@exemple.test", "password": make.PASSWORD})
    assert not is_signed_in(client)

    client.post(ASK_CODE, {"email": "camille@exemple.test"})
    assert mail.outbox[-1].subject == "[Maillage] Aucun compte à cette adresse"


def test_someone_who_forgot_chooses_another_password(client: Client) -> None:
    user = make.user("camille@exemple.test")
    client.post("/compte/password/reset/", {"email": "camille@exemple.test"})
    link = re.search(
        r"http://testserver(/compte/password/reset/key/\S+)", str(mail.outbox[-1].body)
    )
    assert link

    page = client.get(link.group(1), follow=True)
    new = {
        "password1": "une autre phrase assez longue",
        "password2": "une autre phrase assez longue",
    }
    client.post(page.request["PATH_INFO"], new)

    user.refresh_from_db()
    assert user.check_password("une autre phrase assez longue")


def test_signing_out_closes_the_session(client: Client) -> None:
    client.force_login(make.user())

    client.post("/compte/logout/")

    assert not is_signed_in(client)


def test_a_page_asked_before_signing_in_is_reached_after(client: Client) -> None:
    make.user("camille@exemple.test")
    asked = client.get("/compte/")
    assert asked.headers["Location"] == "/compte/login/?next=/compte/"

    answer = client.post(
        asked.headers["Location"],
        {"login": "camille@exemple.test", "password": make.PASSWORD, "next": "/compte/"},
    )

    assert answer.headers["Location"] == "/compte/"


def test_nobody_is_sent_to_another_site_after_signing_in(client: Client) -> None:
    make.user("camille@exemple.test")
    evil = {"next": "https://ailleurs.test/", "login": "camille@exemple.test"}

    answer = client.post(LOGIN, evil | {"password": make.PASSWORD})

    assert answer.headers["Location"] == "/"


def test_two_accounts_never_share_an_address() -> None:
    make.user("camille@exemple.test")

    with pytest.raises(IntegrityError):
        User.objects.create_user("CAMILLE@exemple.test")
