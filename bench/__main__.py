"""`make bench`: build the large instance, measure it, print what is taken of each budget.

On SQLite in a folder of its own, or on the empty PostgreSQL database of ``DATABASE_URL``. A broken
budget of queries fails; times are only told, since machines differ, unless ``--strict``.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import django

from bench.report import Measure, show

ROOT = Path(__file__).resolve().parents[1]


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench BENCH='…'", description=__doc__)
    parser.add_argument("--cpts", type=int, default=1000)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--requests", type=int, default=30, help="par page")
    parser.add_argument("--strict", action="store_true", help="un temps dépassé est un échec")
    parser.add_argument("--only", default="", help="pages dont le nom contient ces mots")
    parser.add_argument(
        "--folder", type=Path, help="dossier gardé : l’instance y est reprise si elle existe"
    )
    parser.add_argument(
        "--register",
        type=int,
        default=2_122_570,
        metavar="LIGNES",
        help="lignes du registre des professionnels inventé ; 0 pour le passer",
    )
    parser.add_argument("--contours", type=Path, help="contours de France : mesure les découpages")
    parser.add_argument("--others", action="store_true", help="et ceux d’autres programmes")
    return parser.parse_args()


def environment(folder: Path, *, on_file: bool = False) -> dict[str, str]:
    """Return what a command needs to work in a folder, never in the data of the checkout."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("MAILLAGE_")}
    if on_file:
        kept.pop("DATABASE_URL", None)
    return kept | {
        "MAILLAGE_VAR": str(folder),
        "DJANGO_SETTINGS_MODULE": "maillage.config.settings",
    }


def timed(env: dict[str, str], *arguments: str) -> float:
    """Run one of our commands; return its seconds, start of the program included."""
    start = time.perf_counter()
    subprocess.run(  # noqa: S603  # our own commands
        [sys.executable, ROOT / "manage.py", *arguments],
        env=env,
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - start


def build(folder: Path, size: Sequence[str]) -> list[Measure]:
    """Write the large instance once; return what each load took."""
    done = folder / "built"
    env = environment(folder)
    timed(env, "migrate", "--verbosity", "0")
    if done.exists():
        return []
    measures = [
        Measure("maillage geography load", seconds=[timed(env, "geography", "load")], budget=20),
        Measure("maillage demo big", seconds=[timed(env, "demo", "big", *size)]),
    ]
    with tempfile.TemporaryDirectory() as small:
        alone = environment(Path(small), on_file=True)
        timed(alone, "migrate", "--verbosity", "0")
        measures.append(
            Measure("maillage demo load", seconds=[timed(alone, "demo", "load")], budget=30)
        )
    done.touch()
    return measures


def partitions(asked: argparse.Namespace) -> list[Measure]:
    """Measure the goals of the partition, where there are contours to cut."""
    if asked.contours is None:
        print("Découpages passés : indiquez les contours des communes, --contours FICHIER.")
        return []
    from bench import partition  # noqa: PLC0415  # rows need the settings first

    timed(dict(os.environ), "geography", "contours", str(asked.contours.resolve()))
    return partition.measure_all(compared=asked.others)


def registers(asked: argparse.Namespace) -> list[Measure]:
    """Load the national register of professionals beside a bare scan of it."""
    from bench import supply  # noqa: PLC0415  # it asks this module how to run a command

    return supply.measure_all(rows=asked.register, file=None, with_postgresql=True)


def main() -> int:
    asked = options()
    with ExitStack() as stack:
        folder = asked.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        size = (f"--cpts={asked.cpts}", f"--people={asked.people}", f"--years={asked.years}")
        measures = build(folder, size)
        os.environ.pop("MAILLAGE_URL", None)
        os.environ |= environment(folder)
        django.setup()
        from bench.pages import measure_all  # noqa: PLC0415  # rows need the settings first

        measures += measure_all(requests=asked.requests, only=asked.only)
        measures += partitions(asked)
        if asked.register:
            measures += registers(asked)
    return show(measures, strict=asked.strict)


if __name__ == "__main__":
    sys.exit(main())
