"""``maillage geography needs``: put the files of needs in place, each known by its content."""

from argparse import SUPPRESS
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import CommandParser
from django.utils.timezone import localdate, now

from maillage.apps.health.actions import needs as actions
from maillage.apps.health.actions.needs import Prepared
from maillage.apps.health.actions.totals import places_in_place
from maillage.apps.health.models import HealthLoad
from maillage.apps.health.readers.needs import Hints, read_needs
from maillage.domain import french
from maillage.domain.parameters import registry
from maillage.domain.refusal import Refusal
from maillage.web import commands


class SomeFilesRefused(Refusal):
    """One file or more of several could not be put in place; the others were."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(
            f"À reprendre, rien n’en a été chargé\u00a0: {', '.join(names)}. "
            "Les autres fichiers sont en place."
        )


def add_arguments(parser: CommandParser) -> None:
    parser.add_argument(
        "files",
        type=Path,
        nargs="+",
        metavar="FICHIER",
        help="APL, âges, ALD, C2S, revenus, densité, zonages, bassins de vie… (XLSX, CSV, ZIP)",
    )
    parser.add_argument(
        "--as-of", type=commands.iso_date, metavar="DATE", help="date des données, si on la connaît"
    )
    parser.add_argument(
        "--profession",
        default="",
        metavar="CODE",
        help="profession d’un zonage, si le fichier ne la dit pas (60 : infirmiers…)",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="dit ce que contient le fichier, sans rien écrire"
    )
    parser.add_argument(
        "--smaller",
        action="store_true",
        help="accepte un fichier moitié plus court que celui en place",
    )
    parser.add_argument("--json", action="store_true", help="répond en JSON")
    # The invented country of the demonstration has its own files.
    parser.add_argument("--fictional", action="store_true", help=SUPPRESS)


def load(command: commands.Command, *, files: list[Path], **options: Any) -> None:
    """Read each file, put it in place and tell; one that is refused does not stop the others."""
    hints = hints_on(localdate(), as_of=options["as_of"], profession=options["profession"])
    answers, refused = [], []
    for path in files:
        try:
            answers += list(_load_one(command, path, hints, options))
        except Refusal as refusal:
            if len(files) == 1:
                raise
            command.say(str(refusal))
            refused.append(path.name)
    if options["json"]:
        command.write_json(answers)
    if refused:
        raise SomeFilesRefused(refused)


def hints_on(today: date, *, as_of: date | None = None, profession: str = "") -> Hints:
    """Return what a reader must know beside the file."""
    low = registry().amount_on(today, "health/apl_low")
    return Hints(as_of=as_of, profession=profession, low_access=float(low))


def _load_one(
    command: commands.Command, path: Path, hints: Hints, options: dict[str, Any]
) -> Iterator[dict[str, object]]:
    begun = perf_counter()
    book, layout, readings = read_needs(path, hints)
    command.say(f"{path.name}\u00a0: {layout.name}.")
    places = places_in_place(is_fictional=options["fictional"])
    for reading in readings:
        prepared = actions.prepare(
            name=path.name, digest=book.digest, reading=reading, places=places
        )
        for sentence in sentences(prepared):
            command.say(f"  {sentence}")
        if options["dry_run"]:
            yield answer(prepared, "read")
            continue
        loaded = actions.load_needs(
            prepared=prepared,
            at=now(),
            is_fictional=options["fictional"],
            may_shrink=options["smaller"],
        )
        if loaded.is_unchanged:
            command.say("  Déjà en place, rien à changer.")
        yield answer(prepared, "unchanged" if loaded.is_unchanged else "loaded")
    if options["dry_run"]:
        command.say("  Rien n’a été écrit (--dry-run).")
    command.say(f"  Terminé en {perf_counter() - begun:.1f} s.".replace(".", ",", 1))


def answer(prepared: Prepared, status: str) -> dict[str, object]:
    """Return what another program wants to know of a load."""
    reading = prepared.reading
    return {
        "file": prepared.name,
        "kind": reading.kind,
        "variant": reading.variant,
        "title": reading.title,
        "source": reading.source,
        "licence": reading.licence,
        "vintage": reading.vintage,
        "as_of": reading.as_of,
        "status": status,
        **prepared.counts,
    }


def sentences(prepared: Prepared) -> list[str]:
    """Say what the file is, and all that a person has to know of what it leaves out."""
    reading, counts = prepared.reading, prepared.counts
    kind = HealthLoad.Kind(reading.kind).label
    said = [
        f"{reading.title[:1].upper()}{reading.title[1:]} ({kind}), {reading.vintage}. "
        f"Source\u00a0: {reading.source} ({reading.licence}).",
        f"{_number(counts['lines'])} lignes lues, {_number(counts['places'])} communes, "
        f"{_number(counts['areas'])} départements, régions et pays.",
    ]
    if counts["secret"]:
        said.append(f"Valeurs sous secret statistique, gardées secrètes\u00a0: "
                    f"{_number(counts['secret'])}.")  # fmt: skip
    if counts["merged"]:
        said.append(f"Communes fusionnées depuis, rattachées à celle d’aujourd’hui\u00a0: "
                    f"{_number(counts['merged'])}.")  # fmt: skip
    if counts["split"]:
        said.append(f"Communes partagées depuis entre plusieurs, laissées de côté\u00a0: "
                    f"{_listed(counts['split'])}.")  # fmt: skip
    if counts["unknown"]:
        said.append(f"Codes inconnus, laissés de côté\u00a0: {_listed(counts['unknown'])} "
                    f"({_number(counts['unknown_count'])} codes perdus en tout).")  # fmt: skip
    if counts["without"]:
        said.append(f"Communes en place dont le fichier ne dit rien\u00a0: "
                    f"{_number(counts['without'])}.")  # fmt: skip
    said += [
        f"Lignes laissées de côté, {why}\u00a0: {_number(count)}."
        for why, count in reading.left.items()
    ]
    return [*said, *reading.remarks]


def _number(count: object) -> str:
    return french.integer(int(str(count)))


def _listed(codes: object) -> str:
    return ", ".join(codes) if isinstance(codes, list) else str(codes)
