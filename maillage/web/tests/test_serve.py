"""Does the web server answer, and say in a sentence why it cannot?"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from maillage.web.management.commands.serve import address_of


@pytest.fixture
def taken_port() -> Iterator[int]:
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def free_port() -> int:
    with closing(socket.socket()) as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def answer(url: str, *, within: float) -> str:
    """Ask until the server is up."""
    deadline = time.monotonic() + within
    while True:
        try:
            with urlopen(url, timeout=5) as response:  # noqa: S310  # an address of this machine
                return str(response.read().decode())
        except URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def test_the_pages_answer_on_this_machine(tmp_path: Path) -> None:
    port = free_port()
    local = {k: v for k, v in os.environ.items() if not k.startswith(("MAILLAGE_", "DATABASE_"))}
    server = subprocess.Popen(  # noqa: S603  # our own command
        [sys.executable, settings.BASE_DIR / "manage.py", "serve", "--port", str(port)],
        env=local | {"MAILLAGE_VAR": str(tmp_path)},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert answer(f"http://127.0.0.1:{port}/healthz", within=30) == "ok"
    finally:
        server.terminate()
        _, said = server.communicate(timeout=30)

    assert f"Maillage répond sur http://127.0.0.1:{port}/" in said


def test_a_port_already_taken_is_said_so(taken_port: int) -> None:
    with pytest.raises(CommandError, match="choisissez une autre adresse"):
        call_command("serve", "--port", str(taken_port))


@pytest.mark.parametrize("option", [("--port", "99999"), ("--port", "http"), ("--workers", "0")])
def test_a_senseless_option_is_refused(option: tuple[str, str]) -> None:
    with pytest.raises(CommandError, match="«"):
        call_command("serve", *option)


def test_a_public_instance_without_its_style_sheets_does_not_start(settings: Any) -> None:
    settings.IS_PUBLIC = True
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }

    with pytest.raises(CommandError, match="collectstatic"):
        call_command("serve", "--port", str(free_port()))


def test_listening_everywhere_still_shows_an_address_to_open() -> None:
    assert address_of("0.0.0.0", 8000) == "http://127.0.0.1:8000/"  # noqa: S104  # shown, not bound
    assert address_of("::1", 80) == "http://[::1]:80/"
