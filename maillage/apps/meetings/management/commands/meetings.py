"""Keep for the digest of the day what people should be told again of meetings."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.timezone import now

from maillage.apps.meetings.actions.eves import remind_eves
from maillage.web.commands import Command as BaseCommand


class Command(BaseCommand):
    help = "Rappelle les réunions du lendemain, avec leur lien de visioconférence."

    def gestures(self) -> dict[str, BaseCommand.Gesture]:
        return {
            "remind": (
                "prépare les rappels du jour (une fois par jour, par cron, avant « mails send »)",
                self._no_argument,
                self.remind,
            )
        }

    def _no_argument(self, parser: CommandParser) -> None:
        """The day says it all."""

    def remind(self, **options: Any) -> None:
        self.write_json({"reminders": remind_eves(at=now())})
