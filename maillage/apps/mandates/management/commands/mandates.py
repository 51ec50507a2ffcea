"""``maillage mandates remind``: say in the digests of the day which mandates end soon."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.timezone import now

from maillage.apps.mandates.actions.alerts import remind_ends
from maillage.web.commands import Command as BaseCommand


class Command(BaseCommand):
    help = "rappelle les mandats qui finissent bientôt"

    def gestures(self) -> dict[str, BaseCommand.Gesture]:
        return {
            "remind": (
                "prépare, pour le mail du jour, les fins de mandat à moins de 90 jours (chaque "
                "jour, par cron)",
                self._no_argument,
                self.remind,
            ),
        }

    def _no_argument(self, parser: CommandParser) -> None:
        """It asks for nothing."""

    def remind(self, **options: Any) -> None:
        self.write_json({"reminders": remind_ends(at=now())})
