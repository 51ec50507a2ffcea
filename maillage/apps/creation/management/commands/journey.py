"""``maillage journey``: what time alone does to the journeys, for a daily cron."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.management.base import CommandParser
from django.utils.timezone import localdate, now

from maillage.apps.creation.actions import journey as actions
from maillage.domain.french import day as written
from maillage.web import commands


class Command(commands.Command):
    help = "applique le délai légal des projets de santé (à lancer chaque jour)"

    def gestures(self) -> Mapping[str, commands.Command.Gesture]:
        return {
            "tacit": (
                "valide tacitement les projets de santé dont le délai d’opposition est écoulé",
                self.add_tacit_arguments,
                self.validate_tacitly,
            )
        }

    def add_tacit_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--on",
            type=commands.iso_date,
            default=None,
            metavar="AAAA-MM-JJ",
            help="jour auquel se placer (aujourd’hui par défaut)",
        )

    def validate_tacitly(self, *, on: date | None, **options: Any) -> None:
        moves = actions.validate_tacitly(today=on or localdate(), at=now())
        for move in moves:
            self.say(f"{move.community} : réputé validé le {written(move.happened_on)}.")
        if not moves:
            self.say("Aucun délai n’est arrivé à son terme.")
        self.write_json(
            [
                {
                    "id": move.community.uuid,
                    "slug": move.community.slug,
                    "name": move.community.name,
                    "validated_on": move.happened_on,
                }
                for move in moves
            ]
        )
