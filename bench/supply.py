"""`python -m bench.supply`: what does the national register of professionals cost to load?

An invented file in the exact layout, of the size of the real one; then, in one run, a bare scan and
count by DuckDB, our load into SQLite, our load into PostgreSQL: the ratios are the budget. Each is
a program of its own, its start included. Processor time tells a busy machine from a slow load.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench import postgresql
from bench.__main__ import ROOT, environment, timed
from bench.report import Measure, show

ROWS = 2_122_570
ON_SQLITE, ON_POSTGRESQL, MEGABYTES = 5, 8, 700
COUNT = "SELECT count(*) FROM file"
COUNT_BY_COMMUNE = """
SELECT "Code commune (coord. structure)", "Code profession",
  count(DISTINCT "Identification nationale PP")
FROM file GROUP BY ALL
"""
SCAN = """
import sys, duckdb
path, query = sys.argv[1:]
engine = duckdb.connect()
options = {"quotechar": "", "escapechar": "", "header": True, "all_varchar": True}
file = engine.read_csv(path, delimiter="|", **options)
engine.execute(query).fetchall()
"""
TRIES = 3


@dataclass(frozen=True)
class Run:
    """A program that ended: its time, that of the processors, its largest memory."""

    seconds: float
    processor: float
    megabytes: int


def run(command: Sequence[str], env: Mapping[str, str]) -> Run:
    begun = time.perf_counter()
    child = subprocess.Popen(  # noqa: S603  # our own commands
        command, env=dict(env), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    with child:
        said = child.stderr.read().decode() if child.stderr else ""
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(said)
    took = time.perf_counter() - begun
    return Run(took, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)


def best(runs: Sequence[Run]) -> Run:
    """Return the quickest: what a machine shared with others allows at best."""
    return min(runs, key=lambda one: one.seconds)


def scan(file: Path, query: str) -> Run:
    command = [sys.executable, "-c", SCAN, str(file), query]
    return best([run(command, os.environ) for _ in range(TRIES)])


def load(file: Path, env: Mapping[str, str]) -> Run:
    """Prepare a database, then load the file into it, twice: the second replaces the first."""
    timed(dict(env), "migrate", "--verbosity", "0")
    timed(dict(env), "geography", "load")
    command = [sys.executable, str(ROOT / "manage.py"), "geography", "professionals", str(file)]
    return best([run(command, env) for _ in range(2)])


def write_file(path: Path, rows: int) -> None:
    from maillage.apps.geography.readers import npm  # noqa: PLC0415  # after the settings
    from maillage.apps.health.synthetic import rpps  # noqa: PLC0415  # likewise
    from maillage.apps.health.synthetic.places import Place  # noqa: PLC0415  # likewise

    reference = npm.read(ROOT / "node_modules" / npm.PACKAGE)
    parents = {commune.parent for commune in reference.communes if commune.parent}
    postcodes = reference.postcodes or {}
    places = [
        Place(
            commune.code, sorted(postcodes[commune.code])[0], commune.name, commune.population or 0
        )
        for commune in reference.communes
        if commune.code not in parents and postcodes.get(commune.code)
    ]
    rpps.write(path, places, rows=rows)


def told(name: str, ran: Run, base: Run, times: int | None = None) -> Measure:
    ratio, work = ran.seconds / base.seconds, ran.processor / base.processor
    heavy = " TROP LOURD" if times and ran.megabytes > MEGABYTES else ""
    budget = times * base.seconds if times else None
    who = f"×{ratio:.1f}, calcul ×{work:.1f}"
    return Measure(
        f"{name}, {ran.megabytes} Mo{heavy}", who, [ran.seconds], budget, processor=ran.processor
    )


def measure_all(*, rows: int, file: Path | None, with_postgresql: bool) -> list[Measure]:
    """Load a national file into both databases, beside a bare scan of it."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if file is None:
            file = folder / "PS_LibreAcces_Personne_activite_202611200930.txt"
            write_file(file, rows)
        base, count = scan(file, COUNT_BY_COMMUNE), scan(file, COUNT)
        size = file.stat().st_size // 1_000_000
        measures = [
            told(f"DuckDB compte les lignes, {size} Mo", count, base),
            told("DuckDB compte par commune", base, base),
        ]
        on_sqlite = load(file, environment(folder / "sqlite", on_file=True))
        measures.append(told("RPPS → SQLite", on_sqlite, base, ON_SQLITE))
        if with_postgresql and postgresql.binaries():
            address = stack.enter_context(postgresql.cluster(folder))
            env = environment(folder / "var") | {"DATABASE_URL": address}
            measures.append(told("RPPS → PostgreSQL", load(file, env), base, ON_POSTGRESQL))
    return measures


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.supply", description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--file", type=Path, help="un fichier déjà là, vrai ou inventé")
    parser.add_argument("--no-postgresql", action="store_true")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")
    file = asked.file.resolve() if asked.file else None
    measures = measure_all(rows=asked.rows, file=file, with_postgresql=not asked.no_postgresql)
    return show(measures, strict=False)


if __name__ == "__main__":
    sys.exit(main())
