"""`maillage decisions verify FILE`: is this exported register whole and unchanged?"""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from maillage.apps.decisions.queries import export
from maillage.domain.refusal import Refusal
from maillage.web.commands import Command as BaseCommand


class Unreadable(Refusal):
    """The file is not there, or not readable as text."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"Le fichier {file} ne se lit pas : vérifiez son nom et son contenu.")


class Altered(Refusal):
    """The register is not the one that was exported."""


class Command(BaseCommand):
    help = "vérifie un registre des décisions exporté, sans base de données"

    def gestures(self) -> dict[str, BaseCommand.Gesture]:
        return {
            "verify": ("vérifie un registre exporté, hors ligne", self._file, self._verify),
        }

    @staticmethod
    def _file(parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FICHIER", help="le fichier JSON exporté")
        parser.add_argument("--json", action="store_true", help="réponse pour un programme")

    def _verify(self, **options: Any) -> None:
        try:
            text = options["file"].read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise Unreadable(options["file"]) from error
        found = export.verify(text)
        if options["json"]:
            self.write_json(vars(found))
            if found.faults:
                sys.exit(1)
            return
        if found.faults:
            raise Altered("\n".join(found.faults))
        self.say(
            f"Le registre de {found.community} est intact : {found.decisions} décisions."
            + (
                f" Dernière écriture du journal : n° {found.last_entry}, empreinte "
                f"{found.last_digest}. Pour la comparer à l’instance : « maillage journal verify "
                f"--witness {found.last_entry}:{found.last_digest} »."
                if found.last_entry
                else ""
            )
        )
