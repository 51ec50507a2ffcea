"""Send the mails that wait; show those in trouble."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.timezone import now

from maillage.apps.post import delivery, queries
from maillage.web.commands import Command as BaseCommand


class Command(BaseCommand):
    help = "Envoie le courrier qui attend, et montre celui qui ne part pas."

    def gestures(self) -> dict[str, BaseCommand.Gesture]:
        return {
            "send": (
                "réunit les rappels du jour et envoie ce qui doit partir (chaque minute, par cron)",
                self._no_argument,
                self.send,
            ),
            "list": (
                "montre les mails qui ont échoué au moins une fois",
                self._no_argument,
                self.show,
            ),
        }

    def _no_argument(self, parser: CommandParser) -> None:
        """Neither gesture asks for anything."""

    def send(self, **options: Any) -> None:
        at = now()
        digests = delivery.gather(at=at)
        done = delivery.deliver(at=at)
        self.write_json(
            {
                "digests": digests,
                "sent": done.sent,
                "failed": done.failed,
                "given_up": done.given_up,
            }
        )

    def show(self, **options: Any) -> None:
        self.write_json(
            [
                {
                    "mail": mail.uuid,
                    "address": mail.address,
                    "subject": mail.subject,
                    "written_at": mail.written_at.isoformat(),
                    "tries": mail.tries,
                    "error": mail.error,
                    "given_up": mail.given_up_at is not None,
                }
                for mail in queries.in_trouble()
            ]
        )
