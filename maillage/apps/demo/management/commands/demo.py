"""`maillage demo load`: the demonstration; `maillage demo big`: the instance of the budgets."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.timezone import now

from maillage.apps.demo import big, load
from maillage.web.commands import Command as BaseCommand


class Command(BaseCommand):
    help = "charge la démonstration, ou une grande instance pour mesurer"

    def gestures(self) -> dict[str, BaseCommand.Gesture]:
        return {
            "load": ("écrit le pays inventé et ses habitants", self._none, self._load),
            "big": ("écrit une grande instance inventée (mesures)", self._sizes, self._big),
        }

    @staticmethod
    def _none(parser: CommandParser) -> None:
        """No argument."""

    @staticmethod
    def _sizes(parser: CommandParser) -> None:
        parser.add_argument("--cpts", type=int, default=1000, help="nombre de CPTS")
        parser.add_argument("--people", type=int, default=300, help="personnes par CPTS")
        parser.add_argument("--years", type=int, default=5, help="années d’histoire")

    def _load(self, **options: Any) -> None:
        if load.is_loaded():
            self.say("La démonstration est déjà chargée : rien n’a changé.")
            return
        load.load(now=now())
        self.say("La démonstration est chargée : choisissez qui vous êtes sur /demonstration/.")

    def _big(self, **options: Any) -> None:
        big.load(
            size=big.Size(options["cpts"], options["people"], options["years"]),
            now=now(),
            say=self.say,
        )
