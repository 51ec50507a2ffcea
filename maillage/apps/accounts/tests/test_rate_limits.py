"""Is whoever tries again and again refused, whichever web machine answers?"""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client

from maillage.apps.accounts.tests import make
from maillage.apps.accounts.tests.test_signing_in import ASK_CODE, LOGIN, is_signed_in

TOO_MANY = "Trop de tentatives en peu de temps"
WRONG = "le mot de passe n’est pas le bon"
PROCESSES, EACH = 2, 4

TRY = f"""
import django
django.setup()
from django.conf import settings
from django.test import Client
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
browser = Client(SERVER_NAME="localhost", REMOTE_ADDR="192.0.2.{{machine}}")
for _ in range({EACH}):
    page = browser.post("{LOGIN}", {{{{"login": "camille@exemple.test", "password": "au hasard"}}}})
    said = page.content.decode()
    print("too-many" if "{TOO_MANY}" in said else "wrong" if "{WRONG}" in said else "neither")
"""


def try_password(client: Client, password: str, email: str = "camille@exemple.test") -> str:
    return client.post(LOGIN, {"login": email, "password": password}).content.decode()


@pytest.mark.django_db
def test_the_sixth_wrong_password_of_an_account_is_refused_and_so_is_the_right_one(
    client: Client,
) -> None:
    make.user("camille@exemple.test")

    assert [WRONG in try_password(client, "au hasard") for _ in range(5)] == [True] * 5
    assert TOO_MANY in try_password(client, "au hasard")
    assert TOO_MANY in try_password(client, make.PASSWORD)
    assert not is_signed_in(client)


@pytest.mark.django_db
def test_it_is_the_account_that_is_counted_wherever_one_tries_from() -> None:
    make.user("camille@exemple.test")
    for machine in range(5):
        try_password(Client(REMOTE_ADDR=f"192.0.2.{machine}"), "au hasard")

    assert TOO_MANY in try_password(Client(REMOTE_ADDR="192.0.2.99"), "au hasard")


@pytest.mark.django_db
def test_naming_another_port_of_the_site_does_not_begin_a_new_count(client: Client) -> None:
    make.user("camille@exemple.test")
    wrong = {"login": "camille@exemple.test", "password": "au hasard"}
    for port in range(5):
        client.post(LOGIN, wrong, headers={"host": f"testserver:{port + 1}"})

    page = client.post(LOGIN, wrong, headers={"host": "testserver:99"})

    assert TOO_MANY in page.content.decode()


@pytest.mark.django_db
def test_an_account_that_does_not_exist_is_counted_alike(client: Client) -> None:
    for _ in range(5):
        try_password(client, "au hasard", "inconnu@exemple.test")

    assert TOO_MANY in try_password(client, "au hasard", "inconnu@exemple.test")


@pytest.mark.django_db
def test_after_five_minutes_the_right_password_opens_again(client: Client) -> None:
    make.user("camille@exemple.test")
    for _ in range(6):
        try_password(client, "au hasard")

    with time_machine.travel(timedelta(minutes=5, seconds=1)):
        try_password(client, make.PASSWORD)
        assert is_signed_in(client)


@pytest.mark.django_db
def test_signing_in_well_does_not_give_attempts_back(client: Client) -> None:
    make.user("camille@exemple.test")
    for _ in range(4):
        try_password(client, "au hasard")
    try_password(Client(), make.PASSWORD)

    assert WRONG in try_password(client, "au hasard")
    assert TOO_MANY in try_password(client, "au hasard")


@pytest.mark.django_db
def test_the_eleventh_account_tried_from_one_machine_in_a_minute_is_refused(
    client: Client,
) -> None:
    for number in range(10):
        try_password(client, "au hasard", f"n{number}@exemple.test")

    assert TOO_MANY in try_password(client, "au hasard", "n10@exemple.test")


@pytest.mark.django_db
def test_the_fourth_code_asked_in_a_minute_is_not_sent() -> None:
    make.user("camille@exemple.test")
    for _ in range(4):
        Client().post(ASK_CODE, {"email": "camille@exemple.test"})

    assert len(mail.outbox) == 3


@pytest.mark.django_db
def test_many_other_counts_do_not_wipe_out_this_one(client: Client) -> None:
    make.user("camille@exemple.test")
    for _ in range(5):
        try_password(client, "au hasard")

    for number in range(400):  # Django keeps 300 entries when nothing is said
        cache.set(f"other{number}", 1)

    assert TOO_MANY in try_password(client, "au hasard")


def test_processes_that_try_at_once_share_one_count(concurrent_db: str) -> None:
    make.user("camille@exemple.test")
    connection.close()
    environment = os.environ | {
        "DATABASE_URL": concurrent_db,
        "DJANGO_SETTINGS_MODULE": "maillage.config.settings",
    }

    machines = [
        subprocess.Popen(  # noqa: S603  # our own code, as another web machine would run it
            [sys.executable, "-c", TRY.format(machine=machine)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for machine in range(PROCESSES)
    ]
    said = [machine.communicate(timeout=60) for machine in machines]

    answers = [answer for out, _ in said for answer in out.split()]
    assert len(answers) == PROCESSES * EACH, [errors for _, errors in said]
    assert answers.count("wrong") == 5
    assert answers.count("too-many") == PROCESSES * EACH - 5
    assert TOO_MANY in try_password(Client(), make.PASSWORD)
