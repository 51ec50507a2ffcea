"""``maillage territory``: what a set of communes amounts to, for a person or a program."""

from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import CommandParser
from django.utils.timezone import localdate

from maillage.apps.diagnosis.queries.diagnosis import diagnosis_of
from maillage.apps.diagnosis.queries.documents import plain_answer
from maillage.apps.diagnosis.queries.grounds import Ground
from maillage.apps.geography import queries
from maillage.domain import french
from maillage.web import commands


def codes(value: str) -> list[str]:
    """Read codes separated by commas, on the command line."""
    listed = [code.strip() for code in value.split(",") if code.strip()]
    if not listed:
        raise ArgumentTypeError("donnez au moins un code, par exemple 34172,34129")
    return listed


def ground_of(territory: queries.Territory) -> Ground:
    """Return the communes of a territory as a diagnosis takes them."""
    codes = frozenset(commune.code for commune in territory.communes)
    return Ground("Territoire composé", "Territoire composé", codes)


class Command(commands.Command):
    help = "mesure un territoire : communes, population, taille"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--communes",
            type=codes,
            action="extend",
            default=[],
            metavar="CODES",
            help="codes INSEE séparés par des virgules ; les anciens codes sont acceptés",
        )
        parser.add_argument(
            "--epci",
            type=codes,
            action="extend",
            default=[],
            metavar="SIREN",
            help="SIREN d’EPCI séparés par des virgules : toutes leurs communes",
        )
        parser.add_argument(
            "--on",
            type=commands.iso_date,
            metavar="AAAA-MM-JJ",
            help="jour dont les seuils de taille s’appliquent (aujourd’hui par défaut)",
        )
        parser.add_argument(
            "--diagnosis",
            action="store_true",
            help="ajoute le diagnostic : population, offre de soins, accès, besoins",
        )
        parser.add_argument("--json", action="store_true", help="réponse pour un programme")

    def handle(
        self,
        *args: Any,
        communes: list[str],
        epci: list[str],
        on: date | None,
        diagnosis: bool,
        json: bool,
        **options: Any,
    ) -> None:
        day = on or localdate()
        territory = queries.territory_of(communes, epcis=epci, on=day)
        told = diagnosis_of(ground_of(territory), on=day) if diagnosis else None
        for old, new in territory.merged.items():
            self.say(f"{old} n’existe plus : compté dans {new}.")
        for old, parts in territory.split.items():
            self.say(f"{old} a été partagé entre {', '.join(parts)} : choisissez, il manque ici.")
        for code in territory.unknown:
            self.say(f"{code} n’est le code d’aucune commune : laissé de côté.")
        for code in territory.totals.unknown:
            self.say(f"Population inconnue pour {code} : la somme est un minimum.")
        if json:
            more = {"diagnosis": plain_answer(told)} if told else {}
            self.write_json(_answer(territory) | more)
        else:
            self.stdout.write(_sentence(territory))
            for paragraph in told.summary if told else ():
                self.stdout.write(paragraph)


def _answer(territory: queries.Territory) -> dict[str, object]:
    source = territory.source
    return {
        "communes": [
            {"code": commune.code, "name": commune.name, "population": commune.population}
            for commune in territory.communes
        ],
        "population": territory.totals.population,
        "population_unknown": list(territory.totals.unknown),
        "size": territory.size.size if territory.size else None,
        "vintage": source.vintage if source else None,
        "source": source.title if source else None,
        "unknown": list(territory.unknown),
        "merged": dict(territory.merged),
        "split": {code: list(parts) for code, parts in territory.split.items()},
    }


def _sentence(territory: queries.Territory) -> str:
    count, known = len(territory.communes), territory.totals.population
    communes = f"{french.integer(count)} commune{'s' if count > 1 else ''}"
    if territory.size is None:
        return f"{communes}, population inconnue."
    least = "au moins " if territory.totals.unknown else ""
    vintage = f" ({territory.source.vintage})" if territory.source else ""
    people = f"{least}{french.integer(known)} habitant{'s' if known > 1 else ''}{vintage}"
    return f"{communes}, {people} : {territory.size.label}."
