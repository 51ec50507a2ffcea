"""Is an instance safe as soon as it is public, and at work without any variable?"""

import os
import runpy
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from maillage.config import settings as settings_module

Settings = dict[str, Any]
Run = Callable[..., Settings]
PUBLIC = {
    "MAILLAGE_URL": "https://cpts.exemple.test",
    "MAILLAGE_SECRET_KEY": "x" * 50,
    "DATABASE_URL": "postgresql://maillage@localhost/maillage",
}


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Read the settings anew, under the given variables and no other."""
    for name in list(os.environ):
        if name.startswith("MAILLAGE_") or name == "DATABASE_URL":
            monkeypatch.delenv(name)

    def read(**variables: str) -> Settings:
        monkeypatch.setenv("MAILLAGE_VAR", str(tmp_path / "var"))
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(settings_module.__file__))

    return read


def test_without_any_variable_the_instance_answers_this_machine_alone(run: Run) -> None:
    settings = run()

    assert set(settings["ALLOWED_HOSTS"]) == {"localhost", "127.0.0.1", "[::1]"}
    assert settings["DEBUG"] is False
    assert settings["DEMONSTRATION"] is False
    assert settings["DATABASES"]["default"]["ENGINE"].endswith("sqlite3")
    assert settings["EMAIL_BACKEND"].endswith("filebased.EmailBackend")


def test_the_local_key_is_kept_for_its_owner_alone(run: Run, tmp_path: Path) -> None:
    first, second = run()["SECRET_KEY"], run()["SECRET_KEY"]

    kept = tmp_path / "var" / "secret-key"
    assert first == second == kept.read_text()
    assert len(first) >= 50
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_public_instance_has_nothing_left_to_guess(run: Run) -> None:
    settings = run(**PUBLIC)

    assert settings["ALLOWED_HOSTS"] == ["cpts.exemple.test"]
    assert settings["SESSION_COOKIE_SECURE"]
    assert settings["CSRF_COOKIE_SECURE"]
    assert settings["SECURE_SSL_REDIRECT"]
    assert settings["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600
    assert settings["DEBUG"] is False


@pytest.mark.parametrize("missing", ["MAILLAGE_SECRET_KEY", "DATABASE_URL"])
def test_a_public_instance_without_what_it_needs_is_refused(run: Run, missing: str) -> None:
    given = {name: value for name, value in PUBLIC.items() if name != missing}

    with pytest.raises(ImproperlyConfigured, match=f"donnez aussi {missing}"):
        run(**given)


def test_a_secret_is_read_from_the_file_it_names(run: Run, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("y" * 50 + "\n")
    given = {name: value for name, value in PUBLIC.items() if name != "MAILLAGE_SECRET_KEY"}

    assert run(**given, MAILLAGE_SECRET_KEY_FILE=str(secret))["SECRET_KEY"] == "y" * 50


@pytest.mark.parametrize("value", ["true", "oui", "yes", "2", " 1"])
@pytest.mark.parametrize("name", ["MAILLAGE_DEBUG", "MAILLAGE_DEMO", "MAILLAGE_SIGNUP"])
def test_a_flag_that_is_neither_0_nor_1_is_refused(run: Run, name: str, value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="écrivez 0 ou 1"):
        run(**{name: value})


@pytest.mark.parametrize(("value", "is_open"), [("0", False), ("1", True), ("", True)])
def test_sign_up_is_opened_or_closed_by_a_flag(run: Run, value: str, is_open: bool) -> None:
    assert run(MAILLAGE_SIGNUP=value)["SIGNUP_OPEN"] is is_open


def test_a_number_that_is_none_is_refused(run: Run) -> None:
    with pytest.raises(ImproperlyConfigured, match="écrivez un nombre entier"):
        run(MAILLAGE_PROXIES="deux")


@pytest.mark.parametrize(
    ("address", "port", "ssl", "tls"),
    [
        ("smtp://relay.test", 25, False, False),
        ("smtps://user:p%40ss@relay.test:465", 465, True, False),
        ("smtp+tls://user:p%40ss@relay.test:587", 587, False, True),
    ],
)
def test_mail_leaves_by_the_server_that_is_named(
    run: Run, address: str, port: int, ssl: bool, tls: bool
) -> None:
    settings = run(MAILLAGE_SMTP=address)

    assert settings["EMAIL_HOST"] == "relay.test"
    assert settings["EMAIL_PORT"] == port
    assert (settings["EMAIL_USE_SSL"], settings["EMAIL_USE_TLS"]) == (ssl, tls)
    assert settings["EMAIL_HOST_PASSWORD"] in {"", "p@ss"}


def test_the_cache_keeps_more_counts_than_an_attacker_can_push_out(run: Run) -> None:
    assert run()["CACHES"]["default"]["OPTIONS"]["MAX_ENTRIES"] >= 10_000
