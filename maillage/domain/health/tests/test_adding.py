"""What may be told of communes together, and what must be said beside it?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.health.adding import Cell, Sums, share, told
from maillage.domain.health.indicators import indicator

PEOPLE, ACCESS, MEDIAN = (indicator(code) for code in ("AGE_75", "APL_GP", "LIVING_STANDARD"))
SECRET = Cell(None, is_secret=True)
cells = st.builds(
    Cell, st.floats(0, 1000) | st.none(), st.floats(1, 1000) | st.none(), st.booleans()
)


def test_people_add_up() -> None:
    assert told(PEOPLE, Sums.of([Cell(10), Cell(5)]), asked=2).value == 15


def test_an_accessibility_is_a_mean_weighted_by_the_population_of_its_file() -> None:
    both = told(ACCESS, Sums.of([Cell(4.0, 300), Cell(2.0, 100)]), asked=2)

    assert (both.value, both.base) == (3.5, 400)


def test_medians_do_not_add_up_and_their_range_is_told() -> None:
    both = told(MEDIAN, Sums.of([Cell(21_000), Cell(18_000)]), asked=2)

    assert both.value is None
    assert (both.lowest, both.highest) == (18_000, 21_000)
    assert "ne s’additionnent pas" in both.note


def test_the_median_of_one_commune_is_its_own() -> None:
    assert told(MEDIAN, Sums.of([Cell(21_000)]), asked=1).value == 21_000


def test_a_secret_is_never_a_zero() -> None:
    alone = told(PEOPLE, Sums.of([SECRET]), asked=1)

    assert alone.value is None
    assert alone.is_secret
    assert alone.note == "Une commune sous secret statistique, sur 1."


def test_a_sum_of_which_a_part_is_hidden_is_a_least_and_says_so() -> None:
    some = told(PEOPLE, Sums.of([Cell(10), SECRET]), asked=4)

    assert some.value == 10
    assert some.is_partial
    assert some.note == (
        "Au moins\u00a0: une commune sous secret statistique et 2 communes sans donnée, sur 4."
    )


def test_what_no_file_gives_is_unknown() -> None:
    nothing = told(PEOPLE, Sums(), asked=3)

    assert nothing.value is None
    assert not nothing.is_secret
    assert nothing.unknown == 3


def test_several_figures_without_any_weight_make_no_mean() -> None:
    assert told(ACCESS, Sums.of([Cell(4.0), Cell(2.0)]), asked=2).value is None
    assert told(ACCESS, Sums.of([Cell(4.0)]), asked=1).value == 4.0


def test_a_share_is_the_sum_of_its_parts_over_their_base() -> None:
    aged, oldest = Sums.of([Cell(20, 200), Cell(10, 100)]), Sums.of([Cell(10, 200), Cell(5, 100)])

    assert share([aged, oldest], asked=2).value == pytest.approx(15)


def test_a_share_without_one_of_its_parts_is_unknown() -> None:
    assert share([Sums.of([Cell(20, 200)]), Sums()], asked=1).value is None


@given(st.lists(cells), st.lists(cells))
def test_the_cut_of_a_territory_never_changes_its_sums(one: list[Cell], other: list[Cell]) -> None:
    whole, parts = Sums.of([*one, *other]), Sums.of(one) + Sums.of(other)

    assert parts.value == pytest.approx(whole.value)
    assert parts.weighted == pytest.approx(whole.weighted)
    assert (parts.known, parts.secret) == (whole.known, whole.secret)
    assert (parts.lowest, parts.highest) == (whole.lowest, whole.highest)


@given(st.lists(cells, min_size=1))
def test_a_mean_is_always_between_the_communes(some: list[Cell]) -> None:
    mean = told(ACCESS, Sums.of(some), asked=len(some))

    if mean.value is not None:
        assert mean.lowest is not None
        assert mean.highest is not None
        assert mean.lowest - 1e-6 <= mean.value <= mean.highest + 1e-6
