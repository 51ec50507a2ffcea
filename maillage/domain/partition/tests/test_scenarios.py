"""Do the scenarios laid side by side really differ?"""

import itertools
from dataclasses import replace

from maillage.domain.partition import Frozen, Request, Window, compare, scenarios, solve
from maillage.domain.partition.annealing import Schedule
from maillage.domain.partition.tests import make

WINDOW = Window(10_000, 25_000)
QUICK = Schedule(rounds=8, warm=0.3, cold=0.01, flips=2.0, cuts=2.0)


def quick(request: Request) -> Request:
    return replace(request, schedule=QUICK, starts=2)


def test_the_scenarios_of_a_land_are_those_that_its_data_allow() -> None:
    land = make.grid()

    bare = scenarios(land, window=WINDOW)
    full = scenarios(
        replace(land, basins=land.epci), window=WINDOW, existing=[Frozen("A", ("00000",))], count=3
    )

    assert [s.key for s in bare] == ["compact", "epci", "count"]
    assert [s.key for s in full] == ["compact", "epci", "basins", "existing", "count"]
    assert full[-1].name == "3 territoires"


def test_the_scenarios_differ_and_each_holds() -> None:
    land = make.uneven(seed=3)
    existing = [Frozen("A", tuple(land.codes[:40])), Frozen("B", tuple(land.codes[40:70]))]

    found = [
        solve(land, quick(scenario.request)).territories
        for scenario in scenarios(land, window=Window(20_000, 60_000), existing=existing)
    ]

    for one, other in itertools.combinations(found, 2):
        assert compare(land, one, other).inhabitants > 0
