"""Does the engine give territories that hold, within the window, as demanded?"""

import numpy as np
import pytest

from maillage.domain.partition import (
    ApartFromItself,
    ApartInOne,
    Constraints,
    CountOutOfReach,
    Frozen,
    FrozenTwice,
    Land,
    Partition,
    Request,
    TogetherAndApart,
    TogetherInTwo,
    TogetherTooLarge,
    TogetherWithClosed,
    UnknownCommune,
    Weights,
    Window,
    Wish,
    explain,
    solve,
    solve_most,
    why_outside,
)
from maillage.domain.partition.schedule import Schedule
from maillage.domain.partition.tests import make

WINDOW = Window(10_000, 25_000)
QUICK = Schedule(rounds=8, warm=0.3, cold=0.01, flips=2.0, cuts=2.0)


def ask(land: Land, constraints: Constraints | None = None, **more: object) -> Partition:
    """Ask for a quick partition in territories of 10 000 to 25 000 inhabitants."""
    known: dict[str, object] = {"window": WINDOW, "schedule": QUICK, "starts": 2, "count": 4}
    request = Request(constraints=constraints or Constraints(), **{**known, **more})  # type: ignore[arg-type]  # a bag of options
    return solve(land, request)


def of(found: Partition, code: str) -> int:
    """The territory of a commune."""
    return int(found.territories[found.land.positions[code]])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_commune_is_in_one_territory_that_holds_and_is_in_the_window(seed: int) -> None:
    found = ask(make.grid(), seed=seed)

    assert len(found.territories) == 64
    assert (found.score.count, found.score.in_window, found.score.broken) == (4, 4, 0)
    assert found.complete


def test_the_same_seed_gives_the_same_answer() -> None:
    land = make.uneven(8, 8)

    one, other = (ask(land, seed=5, count=None) for _ in range(2))

    assert one.territories.tolist() == other.territories.tolist()


def test_the_work_can_be_stopped_with_the_best_so_far() -> None:
    request = Request(window=WINDOW, count=4, schedule=QUICK, starts=8)

    found = solve(make.grid(), request, go_on=lambda done: False)

    assert not found.complete
    assert found.score.count == 4


def test_the_number_of_territories_follows_the_population_when_nobody_says() -> None:
    assert ask(make.grid(), count=None).score.count == 4


def test_a_frozen_community_never_moves_nor_grows() -> None:
    frozen = Frozen("CPTS du coin", tuple(f"{place:05d}" for place in (0, 1, 2, 8, 9, 16)))

    found = ask(make.grid(), Constraints(frozen=(frozen,)), seed=3)

    inside = {code for code in found.land.codes if of(found, code) == of(found, "00000")}
    assert inside == set(frozen.codes)


def test_an_open_community_keeps_its_communes_and_may_grow() -> None:
    hearts = (Frozen("Nord", ("00000", "00001"), open=True), Frozen("Sud", ("00063",), open=True))

    found = ask(make.grid(), Constraints(frozen=hearts))

    assert of(found, "00000") == of(found, "00001") != of(found, "00063")
    assert found.score.in_window == 4


def test_communes_that_must_be_together_are() -> None:
    pair, far = ("00003", "00004"), ("00000", "00016", "00018")

    found = ask(make.grid(), Constraints(together=(pair, far)))

    assert of(found, "00003") == of(found, "00004")
    assert len({of(found, code) for code in far}) == 1


def test_communes_that_must_not_be_together_are_not() -> None:
    found = ask(make.grid(), Constraints(apart=(("00000", "00001"), ("00027", "00028"))))

    assert of(found, "00000") != of(found, "00001")
    assert of(found, "00027") != of(found, "00028")


def test_a_strong_wish_is_heard() -> None:
    found = ask(make.grid(), Constraints(wishes=(Wish("00000", "00007", 30.0),)))

    assert of(found, "00000") == of(found, "00007")


def test_a_commune_above_the_window_stands_alone_with_what_it_encloses() -> None:
    # The corner 0 touches only 1 and 8: both are the town.
    land = make.grid(populations={1: 15_000, 8: 15_000, 9: 60_000})
    corner = make.grid(8, 8, populations={9: 60_000}, without=[2, 10, 16, 17, 18])

    alone, enclosing = ask(land, count=5), ask(corner, count=4)

    assert (alone.territories == of(alone, "00009")).sum() == 1
    # Communes 0, 1 and 8 have no other neighbour left than the town.
    assert {of(enclosing, code) for code in ("00000", "00001", "00008")} == {of(enclosing, "00009")}
    assert enclosing.score.in_window == enclosing.score.count


def test_islands_too_small_join_the_nearest_coast() -> None:
    land = make.grid(9, 8, without=[7 + 9 * row for row in range(8)])

    found = ask(land)

    assert (found.score.in_window, found.score.broken) == (4, 0)


def test_an_island_large_enough_is_a_land_of_its_own() -> None:
    land = make.grid(9, 8, without=[4 + 9 * row for row in range(8)])

    found = ask(land)

    sides = [{of(found, f"{place:05d}") for place in range(72) if place % 9 in columns}
             for columns in (range(4), range(5, 9))]  # fmt: skip
    assert not sides[0] & sides[1]


def test_a_window_nothing_satisfies_gives_the_best_and_says_which_fail() -> None:
    land = make.grid(4, 4)

    found = ask(land, count=3)
    failing = [e for e in explain(found.land, found.territories, WINDOW) if not e.in_window]

    assert found.score.in_window < 3
    assert failing
    assert all("il manque" in e.sentences[0] for e in failing)


def test_too_many_territories_for_the_people_there_are_is_said_first() -> None:
    found = ask(make.grid(4, 4), count=3)

    said = why_outside(found.land, found.territories, WINDOW)

    assert said[0] == (
        "3 territoires demandent 30\u202f000 habitants au moins\u00a0; il y en a 16\u202f000, "
        "de quoi en faire 1."
    )
    assert "il manque" in said[1]


def test_one_territory_that_nothing_can_fill_is_said_in_the_singular() -> None:
    window = Window(900_000, 950_000)
    found = ask(make.grid(4, 4), window=window, count=1)

    said = why_outside(found.land, found.territories, window)

    assert said[0] == (
        "1 territoire demande 900\u202f000 habitants au moins\u00a0; il y en a 16\u202f000, "
        "pas même de quoi en faire un."
    )


def test_a_frozen_territory_outside_its_window_is_said_frozen() -> None:
    constraints = Constraints(frozen=(Frozen("Petite", ("00000", "00001")),))

    found = ask(make.grid(), constraints)
    said = why_outside(found.land, found.territories, WINDOW, constraints=constraints)

    assert any("il manque" in sentence for sentence in said)
    assert said[-1] == "Il est gelé."


def test_a_partition_within_its_window_needs_no_reason() -> None:
    found = ask(make.grid())

    assert why_outside(found.land, found.territories, WINDOW) == ()


def test_epci_count_more_when_they_weigh_more() -> None:
    land = make.grid(epci=[place // 16 for place in range(64)])

    found = ask(land, weights=Weights(epci=40.0))

    assert found.score.parts.split == 0


def test_a_large_land_is_worked_on_in_parts() -> None:
    land = make.grid(42, 40, people=1000)

    found = ask(land, count=84, schedule=Schedule(rounds=2, cuts=0.5, flips=0.5))

    assert (found.score.count, found.score.broken) == (84, 0)
    assert len(np.unique(found.territories)) == 84


def test_more_territories_than_communes_are_refused() -> None:
    with pytest.raises(CountOutOfReach, match="de 1 à 64"):
        ask(make.grid(), count=65)


@pytest.mark.parametrize(
    ("constraints", "refusal"),
    [
        (Constraints(together=(("00000", "99999"),)), UnknownCommune),
        (
            Constraints(frozen=(Frozen("A", ("00000",)), Frozen("B", ("00000",)))),
            FrozenTwice,
        ),
        (
            Constraints(
                frozen=(Frozen("A", ("00000",)), Frozen("B", ("00001",))),
                together=(("00000", "00001"),),
            ),
            TogetherInTwo,
        ),
        (
            Constraints(
                together=(("00000", "00001"), ("00001", "00002")), apart=(("00000", "00002"),)
            ),
            TogetherAndApart,
        ),
        (Constraints(together=(tuple(f"{n:05d}" for n in range(26)),)), TogetherTooLarge),
        (
            Constraints(frozen=(Frozen("A", ("00000",)),), together=(("00000", "00001"),)),
            TogetherWithClosed,
        ),
        (
            Constraints(frozen=(Frozen("A", ("00000", "00001")),), apart=(("00001", "00000"),)),
            ApartInOne,
        ),
        (Constraints(apart=(("00000", "00000"),)), ApartFromItself),
    ],
)
def test_demands_that_contradict_each_other_are_named(
    constraints: Constraints, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal, match="commune"):
        ask(make.grid(), constraints)


def test_as_many_territories_as_fit_are_found() -> None:
    land = make.grid(5, 4)

    found = solve_most(land, Request(window=Window(4_000, 25_000), schedule=QUICK))

    assert (found.score.count, found.score.in_window, found.score.broken) == (5, 5, 0)


def test_a_land_that_fills_no_window_is_one_territory_all_the_same() -> None:
    found = solve_most(make.grid(2, 2), Request(window=WINDOW, schedule=QUICK))

    assert (found.score.count, found.score.in_window) == (1, 0)
