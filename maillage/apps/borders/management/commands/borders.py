"""``maillage borders``: keep nothing of who was invited to a survey longer than needed."""

from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandParser
from django.utils.timezone import localdate, now

from maillage.apps.borders.actions.forgetting import apply_retention, due
from maillage.web import commands


class Command(commands.Command):
    help = "efface les noms et adresses des invités des enquêtes de bordure closes"

    def gestures(self) -> Mapping[str, commands.Command.Gesture]:
        return {
            "retention": (
                "compte ce qui n’est plus à conserver ; ne l’efface qu’avec --apply",
                retention_arguments,
                self.retention,
            ),
        }

    def retention(self, *, apply: bool, json: bool, **options: Any) -> None:
        count = apply_retention(at=now()) if apply else due(on=localdate()).count()
        if json:
            self.write_json({"applied": apply, "invitees": count})
        else:
            self.stdout.write(f"invités d’enquêtes closes\u00a0: {count}")


def retention_arguments(parser: CommandParser) -> None:
    parser.add_argument("--apply", action="store_true", help="efface les noms et les adresses")
    parser.add_argument("--json", action="store_true", help="réponse JSON, pour un programme")
