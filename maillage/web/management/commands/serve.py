"""`maillage serve`: answer browsers, for the demonstration as in production."""

import argparse
import socket
import subprocess
import sys
from contextlib import closing
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management.base import CommandParser
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from maillage.domain.refusal import Refusal
from maillage.web.commands import Command as BaseCommand

APPLICATION = "maillage.config.wsgi:application"
EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104  # named to say where it leads, never a default


class CannotListen(Refusal):
    """The address is taken, or is not one of this machine."""

    def __init__(self, host: str, port: int, reason: OSError) -> None:
        super().__init__(
            f"Impossible d’écouter sur {host}, port {port} ({reason.strerror}) : "
            "arrêtez le programme qui l’occupe, ou choisissez une autre adresse "
            "avec « --host » et « --port »."
        )


class PagesNotCollected(Refusal):
    """A public instance serves its style sheets from one folder, which is empty."""

    def __init__(self) -> None:
        super().__init__(
            "Les feuilles de style ne sont pas rassemblées : "
            "lancez d’abord « maillage collectstatic --no-input »."
        )


class Command(BaseCommand):
    """The web server."""

    help = "sert les pages, sur cette machine seule si rien d’autre n’est demandé"

    def add_arguments(self, parser: CommandParser) -> None:
        """Listen on this machine alone unless asked otherwise."""
        parser.add_argument(
            "--host",
            default="127.0.0.1",
            metavar="ADRESSE",
            help="adresse d’écoute (127.0.0.1 : cette machine seule)",
        )
        parser.add_argument(
            "--port", type=port_number, default=8000, help="port d’écoute (8000 par défaut)"
        )
        parser.add_argument(
            "--workers", type=at_least_one, default=1, help="processus (un par cœur en production)"
        )
        parser.add_argument(
            "--threads", type=at_least_one, default=4, help="requêtes à la fois par processus"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check what can be, say the address, then serve until interrupted."""
        host, port = options["host"], options["port"]
        demand_collected_pages()
        demand_free_address(host, port)
        compile_in_the_background()
        self.say(f"Maillage répond sur {address_of(host, port)} (Ctrl+C pour arrêter).")
        server = Granian(
            APPLICATION,
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=options["workers"],
            blocking_threads=options["threads"],
            websockets=False,
            log_level=LogLevels.warning,
            respawn_failed_workers=True,
        )
        server.serve()


def compile_in_the_background() -> None:
    """Compile the engine of partitions, if it is not yet, before anyone waits for it: half a minute
    of another process that gives way to pages."""
    subprocess.Popen(  # our own module
        [sys.executable, "-m", "maillage.domain.partition.warmth"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def port_number(value: str) -> int:
    """Read a port."""
    if not value.isdecimal() or not 1 <= int(value) <= 65_535:
        raise argparse.ArgumentTypeError(f"« {value} » n’est pas un port : de 1 à 65535")
    return int(value)


def at_least_one(value: str) -> int:
    """Read a number of processes or threads."""
    if not value.isdecimal() or int(value) < 1:
        raise argparse.ArgumentTypeError(f"« {value} » : écrivez un nombre, 1 ou plus")
    return int(value)


def address_of(host: str, port: int) -> str:
    """Return where a browser finds the pages."""
    if settings.IS_PUBLIC:
        return f"{settings.PUBLIC_URL} (écoute : {host}, port {port})"
    shown = "127.0.0.1" if host in EVERYWHERE else host
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}/"


def demand_collected_pages() -> None:
    """Refuse to serve a public instance without its style sheets.

    :raises PagesNotCollected: the manifest of the collected files is not there.
    """
    manifest = getattr(staticfiles_storage, "manifest_name", None)
    if settings.IS_PUBLIC and manifest and not staticfiles_storage.exists(manifest):
        raise PagesNotCollected


def demand_free_address(host: str, port: int) -> None:
    """Refuse an address that cannot be listened on, in a sentence rather than a trace.

    :raises CannotListen: the port is taken, or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as reason:
            raise CannotListen(host, port, reason) from reason
