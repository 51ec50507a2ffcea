"""Where does an old code lead, through mergers, splits and communes that live again?"""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.communes import (
    NO_CHANGES,
    Changes,
    End,
    Movement,
    changes_between,
    move_territory,
    resolve,
    succession,
)

A_DAY = date(2019, 1, 1)
LATER = date(2025, 1, 1)


def ways(*movements: Movement) -> dict[str, tuple[str, ...]]:
    return {code: end.into for code, end in succession(movements).items()}


def test_a_commune_merged_leads_to_its_successor() -> None:
    successors = ways(Movement(A_DAY, "01091", "01033"), Movement(A_DAY, "01033", "01033"))

    assert resolve("01091", current={"01033"}, successors=successors) == ("01033",)


def test_a_code_is_followed_through_several_mergers() -> None:
    successors = ways(Movement(A_DAY, "a", "b"), Movement(LATER, "b", "c"))

    assert resolve("a", current={"c"}, successors=successors) == ("c",)


def test_a_commune_that_lives_again_is_itself() -> None:
    merger = (Movement(A_DAY, "15031", "15141"), Movement(A_DAY, "15141", "15141"))
    back = (Movement(LATER, "15141", "15031"), Movement(LATER, "15141", "15141"))

    successors = ways(*merger, *back)

    assert resolve("15031", current={"15031", "15141"}, successors=successors) == ("15031",)
    assert "15141" not in successors


def test_what_once_merged_into_a_commune_that_lives_again_stays_with_it() -> None:
    successors = ways(
        Movement(date(1972, 1, 1), "hamlet", "village"),
        Movement(A_DAY, "village", "town"),
        Movement(LATER, "town", "village"),
        Movement(LATER, "town", "town"),
    )

    assert resolve("hamlet", current={"village", "town"}, successors=successors) == ("village",)


def test_a_commune_split_leads_to_each_part() -> None:
    successors = ways(Movement(A_DAY, "x", "a"), Movement(A_DAY, "x", "b"))

    assert resolve("x", current={"a", "b"}, successors=successors) == ("a", "b")


def test_the_last_end_is_the_one_that_counts() -> None:
    ends = succession([Movement(LATER, "x", "b"), Movement(A_DAY, "x", "a")])

    assert ends["x"] == End(LATER, ("b",))


def test_two_codes_that_lead_to_each_other_end_the_search() -> None:
    successors = {"27058": ("27676",), "27676": ("27058",)}

    assert resolve("27058", current={"27676"}, successors=successors) == ("27676",)
    assert resolve("27058", current={"other"}, successors=successors) == ()


def test_a_code_nobody_knows_leads_nowhere() -> None:
    assert resolve("99999", current={"a"}, successors={}) == ()


CODES = st.sampled_from("abcdefgh")
MOVEMENTS = st.lists(
    st.builds(Movement, on=st.dates(date(1943, 1, 1), date(2026, 1, 1)), before=CODES, after=CODES),
    max_size=25,
)


@given(MOVEMENTS, st.sets(CODES), CODES)
def test_only_current_communes_are_ever_answered(
    movements: list[Movement], current: set[str], code: str
) -> None:
    found = resolve(code, current=current, successors=ways(*movements))

    assert set(found) <= current
    assert list(found) == sorted(set(found))
    if code in current:
        assert found == (code,)


@given(MOVEMENTS, st.randoms(use_true_random=False))
def test_the_order_of_the_movements_does_not_matter(
    movements: list[Movement], chance: Random
) -> None:
    shuffled = list(movements)
    chance.shuffle(shuffled)

    assert succession(shuffled) == succession(movements)


@given(st.lists(st.tuples(CODES, CODES), max_size=12))
def test_after_any_run_of_mergers_each_code_is_held_by_one_commune(
    mergers: list[tuple[str, str]],
) -> None:
    holder = {code: code for code in "abcdefgh"}
    movements = []
    for rank, (gone, into) in enumerate(mergers):
        living = set(holder.values())
        if gone in living and into in living and gone != into:
            day = date(1943 + rank, 1, 1)
            movements += [Movement(day, gone, into), Movement(day, into, into)]
            holder = {code: into if by == gone else by for code, by in holder.items()}

    successors = ways(*movements)

    current = set(holder.values())
    for code, by in holder.items():
        assert resolve(code, current=current, successors=successors) == (by,)


def changes(**given: object) -> Changes:
    return Changes(**{**vars(NO_CHANGES), **given})


def test_the_first_vintage_changes_nothing() -> None:
    assert not changes_between([], ["a", "b"], known={}, announced={})


def test_a_vintage_says_what_merged_and_what_lives_again() -> None:
    found = changes_between(
        ["a", "b", "p"], ["b", "p", "q"], known={"q": ["p"]}, announced={"a": ["b"]}
    )

    assert found == changes(merged={"a": ("b",)}, recreated={"p": ("q",)}, created=("q",))


def test_a_code_that_goes_without_successor_is_named() -> None:
    found = changes_between(["a", "lost"], ["a", "new"], known={}, announced={})

    assert found == changes(created=("new",), appeared=("new",), unmatched=("lost",))


def test_a_new_commune_made_of_old_ones_is_explained_by_them() -> None:
    found = changes_between(["a", "b"], ["c"], known={}, announced={"a": ["c"], "b": ["c"]})

    assert found.appeared == ()
    assert found.created == ("c",)


def test_a_territory_follows_a_merger() -> None:
    moved = move_territory({"a", "b", "z"}, changes(merged={"a": ("b",)}))

    assert moved.codes == {"b", "z"}
    assert not moved.enlarged


def test_a_merger_with_a_commune_outside_is_said() -> None:
    moved = move_territory({"a"}, changes(merged={"a": ("b",), "c": ("b",)}))

    assert moved.codes == {"b"}
    assert moved.enlarged == {"b": ("b", "c")}


def test_a_new_code_that_holds_only_our_communes_enlarges_nothing() -> None:
    moved = move_territory({"a", "b"}, changes(merged={"a": ("n",), "b": ("n",)}, created=("n",)))

    assert moved.codes == {"n"}
    assert not moved.enlarged


def test_a_territory_keeps_the_communes_that_leave_one_of_its_own_to_live_again() -> None:
    moved = move_territory({"p"}, changes(recreated={"p": ("q",), "other": ("r",)}))

    assert moved.codes == {"p", "q"}


@pytest.mark.parametrize(
    "lost", [changes(unmatched=("a",)), changes(merged={"a": ("b", "c")})], ids=["gone", "split"]
)
def test_a_code_nobody_can_follow_is_kept_and_named(lost: Changes) -> None:
    moved = move_territory({"a", "z"}, lost)

    assert moved.codes == {"a", "z"}
    assert moved.kept == ("a",)


@given(
    st.sets(CODES),
    st.dictionaries(CODES, st.lists(CODES, min_size=1, max_size=2).map(tuple)),
)
def test_a_territory_never_becomes_empty(
    codes: set[str], merged: dict[str, tuple[str, ...]]
) -> None:
    moved = move_territory(codes, changes(merged=merged))

    assert bool(moved.codes) == bool(codes)
