"""`maillage rules write`: keep the pages of docs/regles what the rules say."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from maillage.documents.rulebook import pages
from maillage.domain.refusal import Refusal
from maillage.web.commands import Command as BaseCommand


class PagesOutOfDate(Refusal):
    """The pages of the rules no longer say what the rules do."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(
            f"Les pages {', '.join(names)} ne disent plus les règles : "
            "lancez « maillage rules write »."
        )


class Command(BaseCommand):
    """The pages of the rules."""

    help = "écrit les pages des règles (docs/regles) depuis les règles elles-mêmes"

    def gestures(self) -> dict[str, BaseCommand.Gesture]:
        return {"write": ("écrit les pages des règles, ou les vérifie", add_options, self.write)}

    def write(self, *, directory: Path, check: bool, **options: Any) -> None:
        """Write the pages that changed and remove those that are no longer made."""
        expected = pages()
        present = {path.name: path for path in directory.glob("*.md")}
        changed = [
            name
            for name, text in expected.items()
            if name not in present or present[name].read_text(encoding="utf-8") != text
        ]
        left = sorted(set(present) - set(expected))
        if check and (changed or left):
            raise PagesOutOfDate([*changed, *left])
        directory.mkdir(parents=True, exist_ok=True)
        for name in changed:
            (directory / name).write_text(expected[name], encoding="utf-8")
        for name in left:
            present[name].unlink()
        self.say(f"{len(expected)} pages, {len(changed) + len(left)} changées.")


def add_options(parser: CommandParser) -> None:
    parser.add_argument(
        "--directory",
        type=Path,
        metavar="DOSSIER",
        default=settings.BASE_DIR / "docs" / "regles",
        help="dossier des pages (docs/regles)",
    )
    parser.add_argument(
        "--check", action="store_true", help="n’écrit rien ; échoue si une page n’est plus à jour"
    )
