"""``maillage geography professionals``: put the register of professionals in place."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import CommandParser
from django.utils.timezone import now

from maillage.apps.health import actions
from maillage.apps.health.models import HealthLoad
from maillage.domain import french
from maillage.web import commands

_DATED = re.compile(r"(20\d{2})(\d{2})(\d{2})\d{0,4}")


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument(
        "file",
        type=Path,
        metavar="FICHIER",
        help="extraction PS_LibreAcces_Personne_activite, en texte, ZIP ou gzip",
    )
    parser.add_argument(
        "--as-of",
        type=commands.iso_date,
        metavar="DATE",
        help="date de mise à jour, si le nom du fichier ne la dit pas",
    )
    parser.add_argument(
        "--smaller",
        action="store_true",
        help="accepte un fichier moitié plus court que celui en place",
    )


def load(
    command: commands.Command, *, file: Path, as_of: date | None, smaller: bool, **options: Any
) -> None:
    """Read an activity file, put it in place and tell."""
    begun = perf_counter()
    command.say(f"Lecture de {file}…")
    put = actions.load_professionals(
        path=file,
        origin=replace(actions.RPPS, as_of=as_of or day_in(file.name)),
        at=now(),
        say=command.say,
        may_shrink=smaller,
    )
    for sentence in sentences(put):
        command.say(sentence)
    command.say(f"Terminé en {perf_counter() - begun:.1f} s.".replace(".", ",", 1))


def day_in(name: str) -> date | None:
    """Read the day that a published file bears in its name: …_20261120…"""
    for year, month, day in _DATED.findall(name):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def sentences(load: HealthLoad) -> list[str]:
    """Say what was put in place, and all that a person has to know of it."""
    counts = load.counts
    number = french.integer
    said = [
        f"{load.source}, {load.vintage or 'date inconnue'} ({load.licence}).",
        f"{number(counts['lines'])} lignes, {number(counts['people'])} personnes.",
        f"Sans lieu d’exercice : {number(counts['without_site'])} lignes, gardées mais que l’offre "
        "ne compte pas.",
        f"Commune trouvée par le code postal ou le nom : {number(counts['resolved_by_postcode'])} "
        f"lignes ; restée inconnue : {number(counts['unknown_commune'])}, comptées dans leur "
        "département quand il est connu.",
    ]
    if counts["rejected"]:
        said.append(f"Lignes illisibles, laissées de côté : {number(counts['rejected'])}.")
    if not counts["has_specialties"]:
        said.append(
            "Ce fichier n’a pas les colonnes de savoir-faire : les généralistes ne s’y distinguent "
            "pas des autres médecins."
        )
    return said
