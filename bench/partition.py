"""`python -m bench.partition FILE`: are the goals of the partition reached, in J and in time?

FILE holds the contours of the communes of France. On SQLite in a folder of its own, which
``--folder`` keeps for the next time. With ``--seeds N``, from as many seeds, since one that does
well proves little. With ``--others``, the same département is cut by other programs, those that are
installed (``requirements/bench.txt``); J judges them all. Compare the seconds of processor where
the machine does something else.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import django

from bench.__main__ import environment, timed
from bench.report import Measure, show


@dataclass(frozen=True)
class Goal:
    """A place to cut: into how many, how well, and in how many seconds on two processors."""

    name: str
    place: dict[str, str]
    count: int
    j: float
    seconds: float


GOALS = (
    Goal("Hérault", {"departement": "34"}, 12, 1.87, 2),
    Goal("Occitanie", {"region": "76"}, 64, 1.77, 6),
    Goal("France métropolitaine", {}, 710, 1.97, 40),
)
# Département → as many territories as possible, at least.
MOST = {"34": 22, "16": 8, "69": 31}
AVOIDABLE, EACH_DEPARTEMENT = 43, 180.0


@dataclass
class Clock:
    """Seconds of the clock, and of the process on all its processors."""

    begun: float = field(default_factory=time.perf_counter)
    worked: float = field(default_factory=time.process_time)

    def measure(self, name: str, who: str, budget: float | None) -> Measure:
        seconds = [time.perf_counter() - self.begun]
        return Measure(name, who, seconds, budget, processor=time.process_time() - self.worked)


def goals(seeds: int) -> list[Measure]:
    """Cut each place from each seed; J and what is aimed at are said in the name."""
    from maillage.apps.geography.queries.land import communes_of, ground_in_place  # noqa: PLC0415  # settings first
    from maillage.domain.partition import Request, processors, solve  # noqa: PLC0415  # settings first
    from maillage.domain.partition.warmth import warm  # noqa: PLC0415  # settings first

    clock = Clock()
    # In a process of its own, as when pages are served: its memory is not the engine’s.
    subprocess.run(
        [sys.executable, "-m", "maillage.domain.partition.warmth"], check=True
    )  # our own module
    measures = [clock.measure("compilation du moteur", "une fois", None)]
    clock = Clock()
    warm()
    measures.append(clock.measure("lecture du moteur compilé", "par processus", None))
    with processors() as run:
        for goal in GOALS:
            land = ground_in_place(communes_of(**goal.place), goal.name).land
            for seed in range(1, seeds + 1):
                clock = Clock()
                found = solve(land, Request(count=goal.count, seed=seed), run=run).score
                missed = "" if found.j <= goal.j else " MANQUÉ"
                name = f"{goal.name} : J {found.j:.4f} (≤ {goal.j}){missed}"
                held = f"{found.in_window}/{found.count} dedans"
                measures.append(clock.measure(name, held, goal.seconds))
    return measures


def epci_first() -> list[Measure]:
    """Cut the départements of mainland France one by one, EPCI first."""
    from maillage.apps.geography.models import Departement  # noqa: PLC0415  # settings first
    from maillage.apps.geography.queries.land import communes_of, ground_in_place  # noqa: PLC0415  # settings first
    from maillage.domain.partition import (  # noqa: PLC0415  # settings first
        Request,
        Weights,
        Window,
        cut_groups,
        default_count,
        processors,
        solve,
    )

    codes = [
        code
        for code in Departement.objects.filter(is_fictional=False)
        .order_by("code")
        .values_list("code", flat=True)
        if len(code) == 2
    ]
    lands = [ground_in_place(communes_of(departement=code), code).land for code in codes]
    clock, cuts, outside = Clock(), 0, []
    with processors() as run:
        for code, land in zip(codes, lands, strict=True):
            count = default_count(land, Window())
            found = solve(land, Request(count=count, weights=Weights(epci=40.0)), run=run)
            cuts += cut_groups(found.land, found.territories, Window())[1]
            if found.score.in_window < found.score.count or found.score.broken:
                outside.append(code)
    name = f"{len(codes)} départements : {cuts} coupes évitables (≤ {AVOIDABLE})"
    held = f"hors fenêtre : {', '.join(outside)}" if outside else "tous dedans"
    return [clock.measure(name, held, EACH_DEPARTEMENT)]


def as_many(seeds: int) -> list[Measure]:
    """Cut into as many territories as possible, from each seed."""
    from maillage.apps.geography.queries.land import communes_of, ground_in_place  # noqa: PLC0415  # settings first
    from maillage.domain.partition import Request, processors, solve_most  # noqa: PLC0415  # settings first

    measures = []
    with processors() as run:
        for code, least in MOST.items():
            land = ground_in_place(communes_of(departement=code), code).land
            for seed in range(1, seeds + 1):
                clock = Clock()
                found = solve_most(land, Request(seed=seed), run=run).score
                missed = "" if found.in_window >= least else " MANQUÉ"
                name = f"{code} : {found.in_window} territoires au plus (≥ {least}){missed}"
                measures.append(clock.measure(name, f"J {found.j:.3f}", None))
    return measures


def others(seconds: float) -> list[Measure]:
    """Let other programs cut the Hérault in 12."""
    from bench.rivals import RIVALS, cut  # noqa: PLC0415  # settings first
    from maillage.apps.geography.queries.land import communes_of, ground_in_place  # noqa: PLC0415  # settings first
    from maillage.domain.partition import Window, score  # noqa: PLC0415  # settings first

    goal = GOALS[0]
    land = ground_in_place(communes_of(**goal.place), goal.name).land
    measures = []
    for name in RIVALS:
        clock = Clock()
        try:
            found = score(land, cut(name, land, goal.count, seconds), Window())
        except ImportError as absent:
            print(f"{name} : {absent.name} n’est pas installé (requirements/bench.txt), passé.")
            continue
        held = f"{found.in_window}/{found.count} dedans"
        broken = f", {found.broken} en morceaux" if found.broken else ""
        measures.append(clock.measure(f"{name} : J {found.j:.3f}{broken}", held, None))
    return measures


def measure_all(*, compared: bool, seconds: float = 60.0, seeds: int = 1) -> list[Measure]:
    """Measure every goal of the partition, on the contours in place."""
    works: list[Callable[[], list[Measure]]] = [
        lambda: goals(seeds),
        epci_first,
        lambda: as_many(seeds),
    ]
    if compared:
        works.append(lambda: others(seconds))
    found = [measure for work in works for measure in work()]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    load = os.getloadavg()[0]
    print(f"Mémoire au plus : {peak} Mo ; charge de la machine : {load:.1f}.")
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.partition", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--others", action="store_true", help="avec spopt, gerrychain et METIS")
    parser.add_argument("--seconds", type=float, default=60.0, help="à chacun des autres")
    parser.add_argument("--seeds", type=int, default=1, metavar="N", help="de 1 à N")
    parser.add_argument("--folder", type=Path, help="dossier gardé, repris s’il existe")
    asked: Any = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as passing:
        folder = (asked.folder or Path(passing)).resolve()
        env = environment(folder, on_file=True)
        if not (folder / "maillage.sqlite3").exists():
            folder.mkdir(parents=True, exist_ok=True)
            timed(env, "migrate", "--verbosity", "0")
            timed(env, "geography", "load")
            timed(env, "geography", "contours", str(asked.file.resolve()))
        os.environ |= env
        django.setup()
        found = measure_all(compared=asked.others, seconds=asked.seconds, seeds=asked.seeds)
        return show(found, strict=False)


if __name__ == "__main__":
    sys.exit(main())
