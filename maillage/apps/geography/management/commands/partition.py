"""``maillage partition``: cut a place into territories, or score a partition made elsewhere."""

from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import CommandError, CommandParser

from maillage.apps.geography import queries
from maillage.apps.geography.management import partition
from maillage.apps.geography.queries.land import (
    Ground,
    communes_of,
    ground_in_place,
    ground_of_file,
)
from maillage.domain.partition import (
    Partition,
    Request,
    Window,
    cut_groups,
    processors,
    score,
    solve,
    solve_most,
    why_outside,
)
from maillage.domain.partition.compiled import is_kept
from maillage.domain.partition.warmth import warm
from maillage.web import commands

SHOWN = 10
# What keeping communities that exist weighs, when nobody says.
KEPT = 40.0


class Command(commands.Command):
    help = "découpe un département, une région ou la France en territoires de CPTS"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "gesture", nargs="?", choices=["score"], metavar="score", help="note un découpage donné"
        )
        parser.add_argument("file", nargs="?", type=Path, metavar="FICHIER.csv")
        partition.add_place(parser)
        partition.add_demands(parser)
        parser.add_argument(
            "--seed", type=int, default=1, metavar="N", help="même graine, même réponse"
        )
        parser.add_argument(
            "--seconds", type=float, metavar="S", help="s’arrête avec le meilleur trouvé"
        )
        parser.add_argument("--out", type=Path, metavar="FICHIER.csv")
        parser.add_argument("--json", action="store_true", help="réponse pour un programme")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["gesture"] == "score":
            self._score(**options)
        else:
            self._cut(**options)

    def _score(self, *, file: Path | None, window: Window, **options: Any) -> None:
        if file is None:
            raise CommandError("Indiquez le fichier à noter : maillage partition score FICHIER.csv")
        begun = perf_counter()
        territories = partition.read(file)
        ground = self._ground(communes_of(codes=territories), str(file), options["contours"])
        lost = [code for code in territories if code not in ground.land.positions]
        kept = [n for n, code in enumerate(ground.land.codes) if code in territories]
        land = ground.land.subset(kept)
        if lost:
            self.say(f"Sans contour ou inconnues, laissées de côté : {_listed(lost)}.")
        found = score(land, partition.numbered(land, territories), window)
        self._tell(partition.answer(found, perf_counter() - begun), as_json=options["json"])

    def _cut(self, *, window: Window, seed: int, seconds: float | None, **options: Any) -> None:
        communes, place = _place(**options)
        ground = self._ground(communes, place, options["contours"])
        weights, constraints = partition.wished(options["wish"])
        present = partition.communities(options["existing"])
        asked = Request(
            window=window,
            count=options["count"] or None,
            weights=replace(weights, present=weights.present or KEPT) if present else weights,
            constraints=replace(
                constraints, frozen=partition.communities(options["frozen"]), present=present
            ),
            seed=seed,
        )
        if not is_kept():
            self.say("Première fois\u00a0: le moteur se prépare, environ une minute…")
        warm()
        work = solve_most if options["count"] == partition.MOST else solve
        with processors() as run:
            progress = partition.Progress(self.say, perf_counter, seconds)
            found = work(ground.land, asked, go_on=progress, run=run)
        took = progress.took
        if options["out"]:
            partition.write(options["out"], found)
        if not found.complete:
            self.say("Arrêté au temps demandé\u00a0: voici le meilleur découpage trouvé jusque-là.")
        self._explain(found, asked)
        self._tell(partition.answer(found.score, took), as_json=options["json"])

    def _explain(self, found: Partition, asked: Request) -> None:
        cut, avoidable = cut_groups(found.land, found.territories, asked.window)
        self.say(f"EPCI coupés\u00a0: {cut}, dont {avoidable} qui tiendraient dans un territoire.")
        held = why_outside(
            found.land, found.territories, asked.window, constraints=asked.constraints
        )
        for sentence in held:
            self.say(sentence)

    def _ground(self, communes: Any, place: str, contours: Path | None) -> Ground:
        ground = (
            ground_of_file(contours, communes, place)
            if contours
            else ground_in_place(communes, place)
        )
        if ground.missing:
            self.say(f"Sans contour, laissées de côté : {_listed(ground.missing)}.")
        if ground.unknown_population:
            self.say(f"Population inconnue, comptée nulle : {_listed(ground.unknown_population)}.")
        return ground

    def _tell(self, answer: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.write_json(answer)
            return
        self.stdout.write(
            f"{answer['count']} territoires, dont {answer['in_window']} dans la fenêtre ; "
            f"J = {answer['j']:.3f} (moins, c’est mieux) ; {answer['seconds']:.1f} s.".replace(
                ".", ",", 2
            )
        )


def _place(
    *, departement: str, region: str, france: bool, communes: Path | None, **options: Any
) -> tuple[Any, str]:
    """The communes asked for, and how the person named them."""
    if communes is not None:
        try:
            codes = communes.read_text("utf-8").replace(",", "\n").split()
        except (OSError, UnicodeDecodeError):
            raise CommandError(f"Le fichier {communes} est introuvable ou illisible.") from None
        return communes_of(codes=queries.resolve_codes(codes).current), str(communes)
    if not (departement or region or france):
        raise CommandError("Dites quoi découper : --departement, --region, --france ou --communes.")
    found = communes_of(departement=departement.upper(), region=region)
    return found, departement or region or "France"


def _listed(codes: Any) -> str:
    names = list(codes)
    more = f" et {len(names) - SHOWN} autres" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
