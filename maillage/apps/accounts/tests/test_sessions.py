"""Does someone see where their account is open, and close what is not theirs?"""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maillage.apps.accounts.tests import make
from maillage.apps.accounts.tests.test_signing_in import LOGIN, is_signed_in
from maillage.apps.journal.tests.make import assert_journaled, assert_not_journaled

pytestmark = pytest.mark.django_db

SESSIONS = "/compte/sessions/"


def signed_in(agent: str) -> Client:
    browser = Client(HTTP_USER_AGENT=agent)
    browser.post(LOGIN, {"login": "camille@exemple.test", "password": make.PASSWORD})
    assert is_signed_in(browser)
    return browser


def test_each_device_is_listed() -> None:
    make.user("camille@exemple.test")
    phone, desk = signed_in("Téléphone"), signed_in("Bureau")
    del phone

    listed = desk.get(SESSIONS).context["sessions"]

    assert [session.user_agent for session in listed] == ["Téléphone", "Bureau"]
    assert listed[1].session_key == desk.session.session_key


def test_the_sessions_of_someone_else_are_not_listed() -> None:
    make.user("camille@exemple.test")
    make.user("alix@exemple.test")
    browser = Client()
    browser.post(LOGIN, {"login": "alix@exemple.test", "password": make.PASSWORD})

    assert len(signed_in("Bureau").get(SESSIONS).context["sessions"]) == 1


def test_the_other_devices_are_signed_out_at_once() -> None:
    make.user("camille@exemple.test")
    phone, desk = signed_in("Téléphone"), signed_in("Bureau")

    desk.post(SESSIONS)

    assert phone.get("/compte/").headers["Location"] == "/compte/login/?next=/compte/"
    assert desk.get(SESSIONS).status_code == 200
    assert_journaled("account.session_revoked", sessions=1)


def test_nothing_is_journaled_when_there_is_no_other_device() -> None:
    make.user("camille@exemple.test")

    signed_in("Bureau").post(SESSIONS)

    assert_not_journaled("account.session_revoked")


def test_a_page_does_not_write_when_the_session_was_just_seen() -> None:
    make.user("camille@exemple.test")
    desk = signed_in("Bureau")
    desk.get(SESSIONS)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        desk.get("/compte/")

    asked = [query["sql"].lstrip("(") for query in queries]
    assert [sql for sql in asked if not sql.startswith("SELECT")] == []


def test_a_session_is_seen_again_after_a_while() -> None:
    make.user("camille@exemple.test")
    desk = signed_in("Bureau")
    seen = UserSession.objects.get().last_seen_at

    with time_machine.travel(timedelta(minutes=6)):
        desk.get("/compte/")

    assert UserSession.objects.get().last_seen_at - seen > timedelta(minutes=5)


def test_a_session_that_moves_is_seen_at_once() -> None:
    make.user("camille@exemple.test")
    desk = signed_in("Bureau")

    desk.get("/compte/", REMOTE_ADDR="192.0.2.7")

    assert UserSession.objects.get().ip == "192.0.2.7"


def test_changing_the_password_signs_the_other_devices_out() -> None:
    user = make.user("camille@exemple.test")
    phone, desk = signed_in("Téléphone"), signed_in("Bureau")

    new = "une autre phrase assez longue"
    changed = {"oldpassword": make.PASSWORD, "password1": new, "password2": new}
    desk.post("/compte/password/change/", changed)

    user.refresh_from_db()
    assert user.check_password(new)
    assert phone.get("/compte/").status_code == 302
    assert desk.get("/compte/").status_code == 200
    assert_journaled("account.password_changed")
