"""Do the scenarios laid side by side really differ?"""

import itertools
from dataclasses import replace

from maillage.domain.partition import Frozen, Request, Window, compare, scenarios, solve
from maillage.domain.partition.schedule import Schedule
from maillage.domain.partition.tests import make

WINDOW = Window(10_000, 25_000)
QUICK = Schedule(rounds=4, warm=0.3, cold=0.01, flips=2.0, cuts=1.0)


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
    land = make.uneven(8, 8, seed=3)
    existing = [Frozen("A", tuple(land.codes[:20])), Frozen("B", tuple(land.codes[20:35]))]

    found = [
        solve(land, quick(scenario.request)).territories
        for scenario in scenarios(land, window=WINDOW, existing=existing)
    ]

    for one, other in itertools.combinations(found, 2):
        assert compare(land, one, other).inhabitants > 0


def test_what_exists_is_kept_when_it_fits_the_window() -> None:
    land = make.grid()
    columns = [tuple(c for c in land.codes if int(c) % 8 // 2 == n) for n in range(4)]
    existing = [Frozen(f"CPTS {n}", codes) for n, codes in enumerate(columns)]

    kept = next(s for s in scenarios(land, window=WINDOW, existing=existing) if s.key == "existing")
    found = solve(land, quick(kept.request))

    for codes in columns:
        assert len({int(found.territories[land.positions[code]]) for code in codes}) == 1
