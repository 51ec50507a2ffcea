"""``maillage geography``: put the communes of France in place, and make territories follow."""

from collections.abc import Mapping
from pathlib import Path
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils.timezone import now

from maillage.apps.communities.actions import change_vintage
from maillage.apps.communities.actions.vintage import MovedPerimeters
from maillage.apps.geography import queries
from maillage.apps.geography.actions import Loaded
from maillage.apps.geography.management import contours
from maillage.apps.geography.readers import insee, npm
from maillage.apps.geography.readers.records import Reference
from maillage.apps.geography.readers.refusals import FileNotThere
from maillage.apps.health.management.gestures import gestures as of_health
from maillage.domain import french
from maillage.web import commands

SHOWN = 12


class Command(commands.Command):
    help = "charge les communes, EPCI, départements et régions de France"

    def gestures(self) -> Mapping[str, commands.Command.Gesture]:
        return {
            "load": (
                "charge la géographie de référence, et fait suivre les périmètres",
                self.add_load_arguments,
                self.load,
            ),
            "contours": (
                "charge les contours des communes, qui font les cartes et les voisinages",
                contours.add_arguments,
                lambda **options: contours.load(self, **options),
            ),
            "show": (
                "dit quelle géographie est en place (JSON)",
                lambda parser: None,
                self.show,
            ),
            **of_health(self),
        }

    def add_load_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--source",
            choices=("npm", "insee"),
            default="npm",
            help="npm : paquet @etalab/decoupage-administratif (par défaut) ; "
            "insee : fichiers de l’INSEE et de la DGCL",
        )
        parser.add_argument(
            "--from",
            dest="folder",
            type=Path,
            metavar="DOSSIER",
            help="dossier du paquet ou des fichiers",
        )
        parser.add_argument(
            "--vintage", type=int, metavar="ANNÉE", help="année des communes, si rien ne la dit"
        )
        parser.add_argument(
            "--populations",
            type=int,
            metavar="ANNÉE",
            help="année des populations légales (fichiers de l’INSEE, qui ne la disent pas)",
        )
        parser.add_argument(
            "--older",
            action="store_true",
            help="accepte un millésime plus ancien que celui en place",
        )

    def load(
        self,
        *,
        source: str,
        folder: Path | None,
        vintage: int | None,
        populations: int | None,
        older: bool,
        **options: Any,
    ) -> None:
        begun = perf_counter()
        if source == "insee" and folder is None:
            raise FileNotThere("Indiquez avec --from le dossier des fichiers de l’INSEE.")
        folder = folder or settings.NODE_MODULES / npm.PACKAGE
        reader = npm if source == "npm" else insee
        in_place = queries.dataset()
        if in_place and in_place.digest == reader.digest(folder, vintage, populations):
            self.say(f"Déjà en place, rien à changer : {in_place.vintage} ({in_place.source}).")
            return
        self.say(f"Lecture de {folder}…")
        reference = reader.read(folder, year=vintage, counted=populations)
        loaded, moved = change_vintage(
            reference=reference, at=now(), may_go_back=older, say=self.say
        )
        self.tell(reference, loaded, moved)
        self.say(f"Terminé en {perf_counter() - begun:.1f} s.".replace(".", ",", 1))

    def tell(self, reference: Reference, loaded: Loaded, moved: MovedPerimeters) -> None:
        """Say what was put in place, and all that a person has to look at."""
        dataset, changes = loaded.dataset, loaded.changes
        if loaded.is_unchanged:
            self.say(f"Déjà en place, rien à changer : {dataset.vintage} ({dataset.source}).")
            return
        self.say(f"{dataset.vintage} ; {dataset.population_vintage}. Source : {dataset.source}.")
        for remark in reference.remarks:
            self.say(f"À noter : {remark}")
        if changes.merged:
            listed = [f"{old} → {' ou '.join(new)}" for old, new in changes.merged.items()]
            self.say(f"Communes disparues dans une fusion : {_listed(listed)}.")
        if changes.recreated:
            listed = [f"{', '.join(new)} (de {old})" for old, new in changes.recreated.items()]
            self.say(f"Communes rétablies : {_listed(listed)}.")
        if changes.appeared:
            self.say(f"Communes nouvelles, sans origine connue : {_listed(changes.appeared)}.")
        if changes.unmatched:
            self.say(f"Codes disparus sans successeur connu : {_listed(changes.unmatched)}.")
        if moved.moved:
            names = [perimeter.community.name for perimeter in moved.moved]
            self.say(f"Périmètres qui ont suivi : {_listed(names)}.")
        for name, codes in moved.kept.items():
            self.say(f"À revoir, {name} : {_listed(codes)} n’a pas de successeur sûr.")
        for name, codes in moved.enlarged.items():
            self.say(f"À revoir, {name} : une fusion y fait entrer {_listed(codes)}.")

    def show(self, **options: Any) -> None:
        dataset = queries.dataset()
        if dataset is None:
            raise FileNotThere("Aucune géographie en place : lancez « maillage geography load ».")
        self.write_json(
            {
                "vintage": dataset.vintage,
                "effective_on": dataset.effective_on,
                "population_vintage": dataset.population_vintage,
                "source": dataset.source,
                "source_url": dataset.source_url,
                "licence": dataset.licence,
                "loaded_at": dataset.loaded_at.isoformat(),
                **queries.counts(),
            }
        )


def _listed(names: list[str] | tuple[str, ...]) -> str:
    more = f" et {french.integer(len(names) - SHOWN)} autres" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
