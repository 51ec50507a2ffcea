"""``maillage geography establishments``: put the register of establishments in place."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import CommandParser
from django.utils.timezone import now

from maillage.apps.health import actions
from maillage.apps.health.management.professionals import day_in
from maillage.apps.health.models import HealthLoad
from maillage.domain import french
from maillage.web import commands


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument(
        "file",
        type=Path,
        metavar="FICHIER",
        help="FINESS : ancienne extraction (CSV) ou FINESS+ (JSON), compressés ou non",
    )
    parser.add_argument(
        "--as-of",
        type=commands.iso_date,
        metavar="DATE",
        help="date de mise à jour, si le fichier ne la dit pas",
    )


def load(command: commands.Command, *, file: Path, as_of: date | None, **options: Any) -> None:
    """Read a file of FINESS, put it in place and tell."""
    begun = perf_counter()
    command.say(f"Lecture de {file}…")
    origin = replace(actions.FINESS, as_of=as_of or day_in(file.name))
    put = actions.load_establishments(path=file, origin=origin, at=now(), say=command.say)
    for sentence in sentences(put):
        command.say(sentence)
    command.say(f"Terminé en {perf_counter() - begun:.1f} s.".replace(".", ",", 1))


def sentences(load: HealthLoad) -> list[str]:
    """Say what was put in place, and all that a person has to know of it."""
    counts, number = load.counts, french.integer
    said = [
        f"{load.source}, {load.vintage or 'date inconnue'} ({load.licence}).",
        f"{number(counts['kept'])} établissements gardés, dont {number(counts['placed'])} avec "
        f"leur position ; {number(counts['other_categories'])} d’autres catégories et "
        f"{number(counts['closed'])} fermés, laissés de côté.",
    ]
    if counts["centres"]:
        said.append(
            f"Positions qui n’étaient que le centre de la commune, refusées : "
            f"{number(counts['centres'])}."
        )
    if counts["unknown_commune"]:
        said.append(f"Commune inconnue : {number(counts['unknown_commune'])}.")
    return said
