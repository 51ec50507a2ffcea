"""`python -m bench.partition`: are the goals of the partition reached, in J and in time?

Reads the communes in place (``DATABASE_URL``) and their contours (``maillage geography contours``).
"""

import os
import resource
import sys
import time
from dataclasses import dataclass

import django


@dataclass(frozen=True)
class Goal:
    """A place to cut: how well, and in how many seconds on two processors."""

    name: str
    place: dict[str, str]
    count: int
    j: float
    seconds: float


GOALS = (
    Goal("Hérault, 12 territoires", {"departement": "34"}, 12, 1.87, 2),
    Goal("Occitanie, 64 territoires", {"region": "76"}, 64, 1.77, 6),
    Goal("France métropolitaine, 710 territoires", {}, 710, 1.97, 40),
)


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")
    django.setup()
    from maillage.apps.geography.management.partition import processors  # noqa: PLC0415  # settings first
    from maillage.apps.geography.queries.land import communes_of, ground_in_place  # noqa: PLC0415  # settings first
    from maillage.domain.partition import Request, solve  # noqa: PLC0415  # settings first

    with processors() as run:
        for goal in GOALS:
            land = ground_in_place(communes_of(**goal.place), goal.name).land
            begun, worked = time.perf_counter(), time.process_time()
            found = solve(land, Request(count=goal.count), run=run).score
            took, own = time.perf_counter() - begun, time.process_time() - worked
            print(
                f"{goal.name} : J {found.j:.4f} (visé {goal.j}), {found.in_window}/{found.count} "
                f"dans la fenêtre, {took:.1f} s dont {own:.1f} s ici (visé {goal.seconds} s)"
            )
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"Processus aidants : {children.ru_utime:.1f} s de calcul, {children.ru_maxrss / 1024:.0f} "
        f"Mo au plus chacun ; celui-ci : {peak:.0f} Mo."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
