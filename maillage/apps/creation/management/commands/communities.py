"""``maillage communities``: the communities of the instance, for other programs."""

from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandParser
from django.utils.timezone import localdate

from maillage.apps.creation.queries import register as queries
from maillage.domain.echelon import Echelon
from maillage.web import commands


class Command(commands.Command):
    help = "liste les communautés de l’instance"

    def gestures(self) -> Mapping[str, commands.Command.Gesture]:
        return {
            "list": (
                "liste les communautés, leur étape et leur population",
                self.add_list_arguments,
                self.list_communities,
            )
        }

    def add_list_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="réponse JSON, pour un programme")
        parser.add_argument("--departement", metavar="CODE", help="seulement ce département")
        parser.add_argument(
            "--echelon",
            type=str.upper,
            choices=[echelon.value for echelon in Echelon],
            metavar="ÉCHELON",
            help="seulement cet échelon : " + ", ".join(e.value.lower() for e in Echelon),
        )

    def list_communities(
        self, *, json: bool, departement: str | None, echelon: str | None, **options: Any
    ) -> None:
        records = queries.register(
            departement=departement.upper() if departement else None,
            echelon=Echelon(echelon) if echelon else None,
            on=localdate(),
        )
        if json:
            self.write_json(records)
            return
        for line in queries.names(records):
            self.stdout.write(line)
