"""How does a command speak to a person and to another program?

JSON on standard output, messages on standard error, exit status 1 on refusal. Several gestures on
one subject are subcommands (``maillage geography load``). Everything a person reads is in French,
argparse's own words included.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError

from maillage.domain.refusal import Refusal

ARGPARSE_FRENCH = {
    "usage: ": "usage : ",
    "positional arguments": "arguments",
    "options": "options",
    "subcommands": "gestes",
    "show this help message and exit": "affiche cette aide et s’arrête",
    "the following arguments are required: %s": "il manque : %s",
    "unrecognized arguments: %s": "argument inconnu : %s",
    "expected one argument": "une valeur est attendue",
    "expected at least one argument": "au moins une valeur est attendue",
    "invalid %(type)s value: %(value)r": "valeur incorrecte : %(value)r",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "choix inconnu : %(value)r (choisir parmi %(choices)s)"
    ),
    "%(prog)s: error: %(message)s\n": "%(prog)s : erreur : %(message)s\n",
    "argument %(argument_name)s: %(message)s": "argument %(argument_name)s : %(message)s",
    "not allowed with argument %s": "incompatible avec l’argument %s",
    "one of the arguments %s is required": "l’un de ces arguments est attendu : %s",
}


def speak_french() -> None:
    """Give argparse, which knows no French, the words it needs."""
    argparse._ = lambda message: ARGPARSE_FRENCH.get(message, message)  # type: ignore[attr-defined]  # argparse's own hook for gettext


def iso_date(value: str) -> date:
    """Read a date given on the command line."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"« {value} » n’est pas une date : écrivez AAAA-MM-JJ, par exemple 2026-03-31"
        ) from None


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date | UUID):
        return value.isoformat() if isinstance(value, date) else str(value)
    if isinstance(value, Enum):
        return value.value
    raise TypeError(f"{type(value).__name__} has no stable JSON form")


class Command(BaseCommand):
    """A command in French whose refusals are sentences.

    A subclass either overrides ``handle`` or lists its ``gestures``: name → (help, arguments
    adder, function called with the parsed options).
    """

    Gesture = tuple[str, Callable[[CommandParser], None], Callable[..., None]]
    requires_system_checks: list[str] = []

    def gestures(self) -> Mapping[str, Gesture]:
        """Return the subcommands of this command; none by default."""
        return {}

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        speak_french()
        parser = super().create_parser("maillage", subcommand, **kwargs)
        hide_django_options(parser)
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        gestures = self.gestures()
        if not gestures:
            return
        choices = parser.add_subparsers(
            title="gestes", dest="gesture", required=True, metavar="GESTE"
        )
        for name, (summary, add_arguments, _) in gestures.items():
            add_arguments(choices.add_parser(name, help=summary, description=summary))

    def handle(self, *args: Any, **options: Any) -> None:
        _, _, run = self.gestures()[options["gesture"]]
        run(**options)

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except Refusal as refusal:
            if self._called_from_command_line:  # type: ignore[attr-defined]  # set by Django
                # Django would put the name of a class before the sentence.
                self.stderr.write(str(refusal))
                sys.exit(1)
            raise CommandError(str(refusal)) from refusal
        except OperationalError as error:
            if not self._called_from_command_line:  # type: ignore[attr-defined]  # likewise
                raise
            self.stderr.write(
                f"La base de données ne répond pas ou n’est pas à niveau : {error}".rstrip()
                + "\nVérifiez DATABASE_URL, puis lancez « maillage migrate »."
            )
            sys.exit(1)

    def write_json(self, value: object) -> None:
        """Write the answer for other programs."""
        self.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))

    def say(self, message: str) -> None:
        """Tell the person how the work goes, without disturbing the answer."""
        self.stderr.write(message, self.style.NOTICE if sys.stderr.isatty() else str)


def hide_django_options(parser: CommandParser) -> None:
    """Keep Django's own switches working, but out of the help a coordinator reads."""
    for action in parser._actions:
        if action.dest in {
            "version",
            "verbosity",
            "settings",
            "pythonpath",
            "traceback",
            "no_color",
            "force_color",
            "skip_checks",
        }:
            action.help = argparse.SUPPRESS
