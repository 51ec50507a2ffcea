"""Does resemblance hold to its published rule?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.diagnosis import known
from maillage.domain.diagnosis.likeness import distance, most_alike, traits_of
from maillage.domain.diagnosis.tests import make

traits = st.lists(st.one_of(st.none(), st.floats(-50, 50, allow_nan=False)), min_size=4, max_size=4)


def test_twice_the_people_on_twice_the_land_is_one_step_on_one_trait_of_three() -> None:
    one = traits_of(make.tally(20_000, area=100))
    other = traits_of(make.tally(40_000, area=200))

    assert distance(one, other) == pytest.approx((1 / 3) ** 0.5)


def test_the_supply_has_no_part_in_resemblance() -> None:
    one, other = traits_of(make.tally(gp="2")), traits_of(make.tally(gp="40"))

    assert distance(one, other) == 0


def test_a_trait_unknown_on_one_side_is_left_aside() -> None:
    one = traits_of(make.tally(needs={"AGE_75_SHARE": known(15, decimals=1)}))
    other = traits_of(make.tally())

    assert distance(one, other) == 0


def test_ten_territories_at_most_resemble_one_the_nearest_first() -> None:
    asked = traits_of(make.tally(20_000))
    others = {n: traits_of(make.tally(20_000 + 1_000 * n)) for n in range(20)}

    found = most_alike(asked, others)

    assert [likeness.key for likeness in found] == list(range(10))


def test_without_a_population_nothing_resembles_nothing() -> None:
    assert most_alike(traits_of(make.tally(0)), {1: traits_of(make.tally())}) == []


@given(traits, traits)
def test_resemblance_is_the_same_both_ways(
    one: list[float | None], other: list[float | None]
) -> None:
    assert distance(one, other) == distance(other, one)


@given(traits)
def test_a_territory_is_at_no_distance_from_itself(one: list[float | None]) -> None:
    assert distance(one, one) in (0, None)
