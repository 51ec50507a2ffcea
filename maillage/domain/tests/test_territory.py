"""Do sizes fall on the right side of their bounds, and is every commune counted once?"""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.parameters import NotYetInForce
from maillage.domain.territory import (
    PopulationOfZero,
    coverage,
    moments,
    size_bands,
    size_of,
    together,
)

TODAY = date(2026, 11, 23)
CODES = [f"34{number:03d}" for number in range(30)]


@pytest.mark.parametrize(
    ("population", "size"),
    [
        (1, 1),
        (39_999, 1),
        (40_000, 2),
        (79_999, 2),
        (80_000, 3),
        (175_000, 3),
        (175_001, 4),
        (2_000_000, 4),
    ],
)
def test_a_population_on_a_bound_falls_on_the_documented_side(population: int, size: int) -> None:
    assert size_of(population, on=TODAY).size == size


@pytest.mark.parametrize("population", [0, -1])
def test_a_population_of_zero_is_refused(population: int) -> None:
    with pytest.raises(PopulationOfZero, match="habitants supérieur à zéro"):
        size_of(population, on=TODAY)


def test_there_is_no_size_before_the_agreement() -> None:
    with pytest.raises(NotYetInForce):
        size_of(50_000, on=date(2018, 1, 1))


def test_a_size_tells_its_bounds_and_its_source() -> None:
    band = size_of(50_000, on=TODAY)

    assert band.label == "taille 2, de 40\u202f000 à 79\u202f999 habitants"
    assert band.source.sources[0].url.startswith("https://")
    assert size_of(12, on=TODAY).label == "taille 1, moins de 40\u202f000 habitants"
    assert size_of(10**6, on=TODAY).label == "taille 4, à partir de 175\u202f001 habitants"


@given(st.integers(min_value=1, max_value=10**8))
def test_every_population_is_in_exactly_one_size(population: int) -> None:
    holding = [
        band
        for band in size_bands(on=TODAY)
        if band.lower <= population and (band.upper is None or population <= band.upper)
    ]

    assert holding == [size_of(population, on=TODAY)]


def test_white_zones_come_with_their_inhabitants() -> None:
    seen = coverage({"a": 100, "b": 50, "c": 50}, {"north": ["a"], "south": ["b"]})

    assert seen.white == ("c",)
    assert seen.white_population == 50
    assert seen.share == Decimal("0.75")


def test_a_commune_covered_twice_names_both_communities() -> None:
    seen = coverage({"a": 100, "b": 50}, {"north": ["a"], "south": ["a", "b"]})

    assert seen.twice == {"a": ("north", "south")}
    assert seen.twice_population == 100
    assert seen.covered_population == 150


def test_a_commune_named_twice_by_one_perimeter_is_covered_once() -> None:
    assert coverage({"a": 100}, {"north": ["a", "a"]}).twice == {}


def test_a_commune_of_unknown_population_is_not_an_empty_one() -> None:
    seen = coverage({"a": 100, "b": None, "c": None}, {"north": ["a", "b"]})

    assert seen.unknown == {"b", "c"}
    assert seen.white_unknown == ("c",)
    assert seen.share == 1


def test_a_community_that_crosses_the_border_counts_for_what_is_inside() -> None:
    seen = coverage({"a": 100}, {"north": ["a", "elsewhere"]})

    assert seen.covered == {"a"}


def test_an_area_nobody_is_known_to_live_in_has_no_share() -> None:
    assert coverage({"a": None}, {}).share is None


@given(
    st.dictionaries(st.sampled_from(CODES), st.none() | st.integers(0, 10**6)),
    st.dictionaries(st.integers(0, 5), st.lists(st.sampled_from(CODES), max_size=12)),
)
def test_every_commune_is_either_covered_or_white(
    communes: dict[str, int | None], perimeters: dict[int, list[str]]
) -> None:
    seen = coverage(communes, perimeters)

    assert seen.covered | set(seen.white) == set(communes)
    assert not seen.covered & set(seen.white)
    assert seen.covered_population + seen.white_population == seen.population


@given(
    st.dictionaries(st.sampled_from(CODES), st.none() | st.integers(0, 10**6)),
    st.dictionaries(st.integers(0, 5), st.lists(st.sampled_from(CODES), max_size=12)),
    st.integers(0, 12),
)
def test_the_parts_of_a_whole_add_up_to_it(
    communes: dict[str, int | None], perimeters: dict[int, list[str]], cut: int
) -> None:
    codes = sorted(communes)
    halves = [{code: communes[code] for code in half} for half in (codes[:cut], codes[cut:])]

    assert together(coverage(half, perimeters) for half in halves) == coverage(communes, perimeters)


def test_coverage_over_time_says_what_was_held_each_day() -> None:
    held = [
        ("A", date(2024, 1, 1), None, {"1", "2"}),
        ("B", date(2025, 1, 1), date(2026, 1, 1), {"2", "elsewhere"}),
    ]
    days = [date(2023, 12, 31), date(2025, 6, 1), date(2026, 1, 1)]

    told = moments({"1": 100, "2": 300, "3": None}, held, days)

    assert [(m.communities, m.covered_population, m.twice_population) for m in told] == [
        (0, 0, 0),
        (2, 400, 300),
        (1, 400, 0),
    ]
    assert [moment.white_population for moment in told] == [400, 0, 0]
