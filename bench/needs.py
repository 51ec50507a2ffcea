"""`python -m bench.needs`: what do the files of needs of the whole country cost, and their reading?

Files of today's communes in the published layouts, invented figures, on SQLite in a folder of its
own, or on the empty PostgreSQL database of ``DATABASE_URL``. Each is read and written as
``maillage geography needs`` does; then the needs of sets of communes are told, warm.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import django

from bench.__main__ import environment, timed
from bench.report import Measure, show

FILE_BUDGET = 10.0
TOLD_BUDGET = 0.1
TRIES = 8


def clocked(name: str, work: Callable[[], object], *, budget: float, tries: int = 1) -> Measure:
    seconds, worked = [], time.process_time()
    for _ in range(tries):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    worked = (time.process_time() - worked) / tries
    return Measure(name, "", seconds, budget, processor=worked)


def files(folder: Path) -> list[Path]:
    """Write one file of each kind for the communes in place."""
    from maillage.apps.geography.models import Commune  # noqa: PLC0415  # after the settings
    from maillage.apps.health.synthetic import needs, needs_ameli  # noqa: PLC0415  # likewise

    rows = Commune.objects.units().order_by("code")
    towns = [
        needs.Town(code, name, departement, region, people or 0, centre or "", centre or "")
        for code, name, departement, region, people, centre in rows.values_list(
            "code", "name", "departement", "departement__region", "population", "epci"
        )
    ]
    return [
        needs.apl(folder / "apl.xlsx", towns),
        needs.ages(folder / "ages.zip", towns),
        needs.structure(folder / "structure.csv", towns),
        needs.incomes(folder / "revenus.csv", towns),
        needs.density(folder / "densite.xlsx", towns),
        needs.basins(folder / "bassins.xlsx", towns),
        needs.doctors_zoning(folder / "zonage_20260101.xlsx", towns),
        needs_ameli.pathologies(folder / "effectifs.csv", towns),
        needs_ameli.liberal(folder / "liberal.csv", towns),
        needs_ameli.observatory(folder / "c2s.xlsx", towns),
    ]


def put(path: Path) -> None:
    from django.core.management import call_command  # noqa: PLC0415  # after the settings

    call_command("geography", "needs", str(path))


def told() -> list[Measure]:
    """Tell the needs of sets of communes, from an EPCI to the country, and one cut to be worst."""
    from maillage.apps.geography.models import Commune  # noqa: PLC0415  # after the settings
    from maillage.apps.health.queries import needs  # noqa: PLC0415  # likewise

    units = Commune.objects.units().order_by("code")
    codes = partial(units.values_list, "code", flat=True)
    everything = list(codes())
    epci = units.exclude(epci=None).values_list("epci", flat=True)[20_000]
    sets = {
        "un EPCI": list(codes().filter(epci=epci)),
        "un département": list(codes().filter(departement="34")),
        "une région": list(codes().filter(departement__region="76")),
        "une commune sur deux": everything[::2],
        "la France": everything,
    }
    measures = []
    for name, chosen in sets.items():
        needs.needs_of(chosen)
        work = partial(needs.needs_of, chosen)
        label = f"besoins, {name} ({len(chosen)})"
        measures.append(clocked(label, work, budget=TOLD_BUDGET, tries=TRIES))
    around = partial(needs.comparisons, sets["un EPCI"])
    measures.append(clocked("département, région, France", around, budget=TOLD_BUDGET, tries=TRIES))
    return measures


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.needs", description=__doc__)
    parser.add_argument("--strict", action="store_true", help="un temps dépassé est un échec")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        env = environment(Path(folder))
        timed(env, "migrate", "--verbosity", "0")
        timed(env, "geography", "load")
        os.environ.update(env)
        django.setup()
        written = files(Path(folder))
        measures = [
            clocked(f"{path.name}, {path.stat().st_size // 1000} ko", partial(put, path),
                    budget=FILE_BUDGET)
            for path in written
        ]  # fmt: skip
        measures += told()
        status = show(measures, strict=options.strict)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(f"mémoire : {most} Mio au plus, fichiers d’essai compris\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
