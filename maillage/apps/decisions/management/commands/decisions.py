"""`maillage decisions verify FILE`: is this exported register whole and unchanged?"""

import argparse
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from maillage.apps.decisions.queries import export
from maillage.domain.french import of
from maillage.domain.refusal import Refusal
from maillage.domain.register import Witness
from maillage.web.commands import Command as BaseCommand


class Unreadable(Refusal):
    """The file is not there, or not readable as text."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"Le fichier {file} ne se lit pas : vérifiez son nom et son contenu.")


class Altered(Refusal):
    """The register is not the one that was exported."""


def witness(value: str) -> Witness:
    """Read « COUNT:DIGEST »."""
    count, _, digest = value.strip().partition(":")
    if not count.isdecimal() or len(digest) != 64:
        raise argparse.ArgumentTypeError(
            f"« {value} » n’est pas un témoin : recopiez NOMBRE:EMPREINTE, tel que la page "
            "« Décisions » ou une vérification l’a donné"
        )
    return Witness(int(count), digest.lower())


class Command(BaseCommand):
    help = "vérifie un registre des décisions exporté, sans base de données"

    def gestures(self) -> dict[str, BaseCommand.Gesture]:
        return {
            "verify": ("vérifie un registre exporté, hors ligne", self._file, self._verify),
        }

    @staticmethod
    def _file(parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FICHIER", help="le fichier JSON exporté")
        parser.add_argument(
            "--witness",
            type=witness,
            metavar="NOMBRE:EMPREINTE",
            help="le témoin noté quand le registre était entier",
        )
        parser.add_argument("--json", action="store_true", help="réponse pour un programme")

    def _verify(self, **options: Any) -> None:
        try:
            text = options["file"].read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise Unreadable(options["file"]) from error
        noted: Witness | None = options["witness"]
        found = export.verify(text, noted)
        if options["json"]:
            self.write_json(vars(found))
            if found.faults:
                sys.exit(1)
            return
        if found.faults:
            raise Altered("\n".join(found.faults))
        kept = f"Le registre {of(found.community)} se tient : {found.decisions} décisions."
        if noted:
            self.say(f"{kept} Les {noted.count} premières sont celles du témoin.")
            return
        self.say(
            f"{kept} Un fichier refait en entier se tiendrait aussi : comparez son témoin à celui "
            "de la page « Décisions », ou donnez celui que vous aviez noté (--witness). "
            f"Témoin : {found.witness}"
        )
