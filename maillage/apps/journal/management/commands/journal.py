"""What does an operator ask the journal?"""

import argparse
from collections.abc import Mapping
from uuid import UUID

from django.core.management.base import CommandParser
from django.utils import timezone

from maillage.apps.journal import queries
from maillage.apps.journal.verification import Witness, verify
from maillage.web import commands


def witness(value: str) -> Witness:
    """Read « NUMBER:DIGEST »."""
    number, _, digest = value.partition(":")
    if not number.isdecimal() or len(digest) != 64:
        raise argparse.ArgumentTypeError(
            f"« {value} » n’est pas un témoin : recopiez NUMÉRO:EMPREINTE, "
            "tels qu’une vérification les a donnés"
        )
    return Witness(number=int(number), digest=digest.lower())


def key(value: str) -> UUID:
    """Read the identifier of a community."""
    try:
        return UUID(value)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"« {value} » n’est pas l’identifiant d’une communauté : "
            "`maillage communities list --json` les donne"
        ) from None


class Command(commands.Command):
    help = "vérifie la chaîne du journal, ou en montre les dernières écritures"

    def gestures(self) -> Mapping[str, commands.Command.Gesture]:
        return {
            "verify": (
                "suit la chaîne et nomme le premier maillon rompu",
                self.add_verify_arguments,
                self.verify,
            ),
            "show": ("montre les dernières écritures", self.add_show_arguments, self.show),
        }

    def add_verify_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--witness",
            type=witness,
            metavar="NUMÉRO:EMPREINTE",
            help="ce qu’une vérification passée a donné, noté hors de la base",
        )

    def verify(self, *, witness: Witness | None, **options: object) -> None:
        verified = verify(witness=witness)
        self.write_json({"entries": verified.entries, "digest": verified.digest})
        self.say(
            f"{verified.entries} écritures vérifiées, aucune altération. "
            f"Témoin à noter hors de la base : {verified.entries}:{verified.digest}"
        )

    def add_show_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--community", type=key, metavar="ID", help="celles d’une seule communauté"
        )
        parser.add_argument(
            "--last", type=int, default=20, metavar="N", help="combien (20 si rien n’est dit)"
        )

    def show(self, *, community: UUID | None, last: int, **options: object) -> None:
        page = queries.latest(community=community, size=max(last, 1))
        for line in reversed(page.lines):
            moment = timezone.localtime(line.at)
            self.stdout.write(f"{line.number:>6}  {moment:%d/%m/%Y %H:%M}  {line.sentence}")
