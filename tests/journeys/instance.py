"""A whole instance of its own, served as people get it, with its data and its mails in a folder."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Instance:
    url: str
    folder: Path

    def last_mail_to(self, address: str) -> str:
        """Return the text of the last message sent to an address."""
        for path in sorted((self.folder / "mails").iterdir(), reverse=True):
            message = message_from_bytes(path.read_bytes(), policy=default)
            if message["To"] == address:
                body = message.get_body(("plain",))
                assert body is not None
                return str(body.get_content())
        raise AssertionError(f"aucun message pour {address}")

    def last_code_for(self, address: str) -> str:
        """Return the one-time code of the last message, alone on its line."""
        found = re.search(r"^\s*([A-Z0-9-]{6,12})\s*$", self.last_mail_to(address), re.M)
        assert found, "le message ne porte pas de code"
        return found[1]


def environment(folder: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("MAILLAGE_", "DATABASE_"))}
    return kept | {"MAILLAGE_VAR": str(folder), "MAILLAGE_DEMO": "1"}


def command(folder: Path, *arguments: str) -> None:
    subprocess.run(  # noqa: S603  # our own commands
        [sys.executable, ROOT / "manage.py", *arguments],
        env=environment(folder),
        cwd=ROOT,
        check=True,
        capture_output=True,
    )


def free_port() -> int:
    with closing(socket.socket()) as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def wait_for(url: str, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            urlopen(url, timeout=5).close()  # noqa: S310  # an address of this machine
        except URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return


@contextmanager
def served(folder: Path) -> Iterator[Instance]:
    """Prepare the real communes and the demonstration once, then answer browsers."""
    command(folder, "migrate", "--verbosity", "0")
    command(folder, "geography", "load")
    command(folder, "demo", "load")
    port = free_port()
    with (folder / "serve.log").open("w") as log:
        server = subprocess.Popen(  # noqa: S603  # our own command
            [sys.executable, ROOT / "manage.py", "serve", "--port", str(port)],
            env=environment(folder),
            cwd=ROOT,
            stderr=log,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            wait_for(f"{url}/readyz", seconds=60)
            yield Instance(url, folder)
        finally:
            server.terminate()
            server.wait(timeout=30)
