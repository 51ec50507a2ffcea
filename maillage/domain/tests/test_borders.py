"""Who is asked which CPTS to join, and what is told of the answers?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.borders import (
    Choice,
    NobodyRanked,
    NotACandidate,
    RankedTwice,
    Reason,
    at_the_border,
    check,
    results,
)

ROW = {"A": ["B"], "B": ["A", "C"], "C": ["B", "D"], "D": ["C"]}
CANDIDATES = {"B": ("Est", "Ouest"), "C": ("Est", "Ouest")}
LEAST = 5


def answers(code: str, ranked: str, count: int) -> list[Choice]:
    return [Choice(code, tuple(ranked.split())) for _ in range(count)]


def test_two_communes_that_touch_across_two_cpts_are_at_the_border_and_no_other() -> None:
    covered = {"A": ["Ouest"], "B": ["Ouest"], "C": ["Est"], "D": ["Est"]}

    found = at_the_border(covered, ROW)

    assert found == {"B": ("Ouest", "Est"), "C": ("Est", "Ouest")}


def test_a_white_commune_between_two_cpts_is_asked_which_to_join() -> None:
    assert at_the_border({"A": ["Ouest"], "C": ["Est"]}, ROW)["B"] == ("Est", "Ouest")


def test_a_commune_covered_twice_is_at_the_border_even_alone() -> None:
    assert at_the_border({"A": ["Est", "Ouest"]}, {}) == {"A": ("Est", "Ouest")}


def test_an_answer_that_chooses_nothing_twice_or_elsewhere_is_refused() -> None:
    names = {"Est": "CPTS de l’Est", "Ouest": "CPTS de l’Ouest"}
    check(Choice("B", ("Est",)), names)

    with pytest.raises(NobodyRanked):
        check(Choice("B", ()), names)
    with pytest.raises(RankedTwice, match="CPTS de l’Est figure deux fois"):
        check(Choice("B", ("Est", "Est")), names)
    with pytest.raises(NotACandidate):
        check(Choice("B", ("Nord",)), names)


def test_the_cpts_that_most_put_first_is_preferred_with_its_share() -> None:
    told = results(
        [*answers("B", "Est Ouest", 4), *answers("B", "Ouest", 2)], CANDIDATES, least=LEAST
    )

    assert told.communes["B"].preferred == "Est"
    assert told.communes["B"].share == pytest.approx(4 / 6)
    assert told.communes["B"].points == {"Est": 4, "Ouest": 2}


def test_equal_answers_prefer_nobody() -> None:
    told = results(
        [*answers("B", "Est Ouest", 3), *answers("B", "Ouest Est", 3)], CANDIDATES, least=LEAST
    )

    assert told.communes["B"].preferred is None


def test_reasons_are_counted_by_commune() -> None:
    given = [Choice("B", ("Est",), frozenset({Reason.BASIN, Reason.SIZE})) for _ in range(5)]

    assert results(given, CANDIDATES, least=LEAST).communes["B"].reasons == {
        Reason.BASIN: 5,
        Reason.SIZE: 5,
    }


def test_a_commune_with_few_answers_is_never_told_alone() -> None:
    told = results([*answers("B", "Est", 6), *answers("C", "Ouest", 2)], CANDIDATES, least=LEAST)

    assert told.communes == {}
    assert told.others is not None
    assert told.others.communes == ("B", "C")
    assert told.others.answers == 8


def test_few_answers_in_all_are_not_told() -> None:
    told = results(answers("B", "Est", 4), CANDIDATES, least=LEAST)

    assert told.communes == {}
    assert told.others is None


@given(
    st.lists(
        st.builds(
            Choice,
            st.sampled_from("ABCD"),
            st.permutations(["Est", "Nord", "Ouest"]).map(tuple),
        ),
        max_size=60,
    )
)
def test_nothing_told_can_be_traced_to_fewer_people_than_the_threshold(
    choices: list[Choice],
) -> None:
    every = dict.fromkeys("ABCD", ("Est", "Nord", "Ouest"))
    told = results(choices, every, least=LEAST)
    groups = [*told.communes.values(), *([told.others] if told.others else [])]
    hidden = len(choices) - sum(group.answers for group in groups)

    assert all(group.answers >= LEAST for group in groups)
    assert hidden == 0 or hidden < LEAST
    assert told.others is None or len(told.others.communes) > 1 or not told.communes
