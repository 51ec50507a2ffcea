"""`python -m bench.contours FILE`: what do contours of the whole country cost, and their maps?

On SQLite in a folder of its own. Every EPCI stands for a CPTS, so that maps have something to show.
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

WEIGHT = 250_000  # of a picture, in bytes
TRIES = 8


def measure(name: str, draw: Callable[[], str], *, budget: float | None) -> Measure:
    """Draw several times; a picture too heavy is said in its name."""
    seconds, worked = [], time.process_time()
    for _ in range(TRIES):
        start = time.perf_counter()
        drawn = draw()
        seconds.append(time.perf_counter() - start)
    worked = (time.process_time() - worked) / TRIES
    weight = len(drawn.encode())
    mark = " TROP LOURD" if weight > WEIGHT else ""
    return Measure(f"{name}, {weight // 1000} ko{mark}", "", seconds, budget, processor=worked)


def departement(code: str) -> str:
    from maillage.apps.communities.models import Community  # noqa: PLC0415  # after the settings
    from maillage.apps.communities.queries import pictures  # noqa: PLC0415  # likewise
    from maillage.apps.geography.models import Commune  # noqa: PLC0415  # likewise
    from maillage.documents.pictures import svg  # noqa: PLC0415  # likewise
    from maillage.domain.territory import coverage  # noqa: PLC0415  # likewise

    units = {c.pk: c for c in Commune.objects.units().filter(departement=code)}
    held = by_epci({unit: row.epci_id for unit, row in units.items()})
    who = coverage({unit: row.population for unit, row in units.items()}, held)
    named = {key: Community(name=f"CPTS {key}") for key in held}
    drawn = pictures.departement_picture(units, who, held, named, called=code)
    return svg(drawn, name="carte") if drawn else ""


def region(code: str) -> str:
    from maillage.apps.communities.queries import pictures  # noqa: PLC0415  # after the settings
    from maillage.apps.geography.models import Commune  # noqa: PLC0415  # likewise
    from maillage.documents.pictures import svg  # noqa: PLC0415  # likewise
    from maillage.domain.territory import coverage  # noqa: PLC0415  # likewise

    rows = list(
        Commune.objects.units()
        .filter(departement__region=code)
        .values_list("pk", "departement", "epci", "population")
    )
    parts: dict[str, list[str]] = {}
    for unit, part, _, _ in rows:
        parts.setdefault(part, []).append(unit)
    held = by_epci({unit: epci for unit, _, epci, _ in rows})
    who = coverage({unit: population for unit, _, _, population in rows}, held)
    drawn = pictures.region_picture(parts, who, held, called=code)
    return svg(drawn, name="carte") if drawn else ""


def by_epci(epci_of: dict[str, str | None]) -> dict[int, set[str]]:
    sirens = sorted({epci for epci in epci_of.values() if epci})
    held: dict[int, set[str]] = {number: set() for number in range(len(sirens))}
    for unit, epci in epci_of.items():
        if epci:
            held[sirens.index(epci)].add(unit)
    return held


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.contours", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--departements", nargs="*", default=["34", "62", "59", "2A"])
    parser.add_argument("--regions", nargs="*", default=["76", "84"])
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        env = environment(Path(folder), on_file=True)
        timed(env, "migrate", "--verbosity", "0")
        timed(env, "geography", "load")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        loaded = timed(env, "geography", "contours", str(asked.file.resolve()))
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        name = f"geography contours, {after.ru_maxrss // 1024} Mo"
        measures = [Measure(name, "", [loaded], 30.0, processor=worked)]
        os.environ |= env
        django.setup()
        for code in asked.departements:
            draw = partial(departement, code)
            measures.append(measure(f"carte du département {code}", draw, budget=0.1))
        for code in asked.regions:
            measures.append(
                measure(f"carte de la région {code}", partial(region, code), budget=None)
            )
        return show(measures, strict=False)


if __name__ == "__main__":
    sys.exit(main())
