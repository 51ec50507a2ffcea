from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.domain import ballots
from maillage.domain.ballots import (
    AGAINST,
    BLANK,
    FOR,
    Election,
    Majority,
    ProxyOfProxy,
    ProxyToOneself,
    Tally,
    TooManyProxies,
    TooSmallForSecrecy,
)

counts = st.dictionaries(
    st.sampled_from(["A", "B", "C"]),
    st.dictionaries(st.sampled_from([FOR, AGAINST, BLANK]), st.integers(0, 40)),
)


def counted(blank: int = 0, **votes: int) -> Tally:
    return Tally({name: Fraction(number) for name, number in votes.items()}, Fraction(blank))


@pytest.mark.parametrize(
    ("majority", "votes", "passes"),
    [
        (Majority.SIMPLE, {"FOR": 3, "AGAINST": 2, "blank": 9}, True),
        (Majority.SIMPLE, {"FOR": 3, "AGAINST": 3}, False),
        (Majority.SIMPLE, {"FOR": 0, "AGAINST": 0, "blank": 4}, False),
        (Majority.ABSOLUTE, {"FOR": 3, "AGAINST": 2, "blank": 1}, False),
        (Majority.ABSOLUTE, {"FOR": 4, "AGAINST": 2, "blank": 1}, True),
        (Majority.TWO_THIRDS, {"FOR": 4, "AGAINST": 2, "blank": 5}, True),
        (Majority.TWO_THIRDS, {"FOR": 3, "AGAINST": 2}, False),
    ],
)
def test_a_motion_passes_by_its_majority(
    majority: Majority, votes: dict[str, int], passes: bool
) -> None:
    assert ballots.carried(counted(**votes), majority) is passes


def test_a_college_counts_for_its_weight_whatever_its_number() -> None:
    said = {"A": {FOR: 1}, "B": {AGAINST: 40}}

    weighed = ballots.tally(
        said,
        choices=[FOR, AGAINST],
        voters={"A": 1, "B": 40},
        weights={"A": Fraction(60), "B": Fraction(40)},
    )

    assert weighed.votes == {FOR: 60, AGAINST: 40}


def test_a_college_where_nobody_voted_counts_for_nothing() -> None:
    weighed = ballots.tally(
        {"A": {FOR: 2}, "B": {}},
        choices=[FOR, AGAINST],
        voters={"A": 2},
        weights={"A": Fraction(1), "B": Fraction(1)},
    )

    assert weighed.cast == 1


@given(counts)
def test_without_weights_every_vote_counts_for_one(said: dict[str, dict[str, int]]) -> None:
    total = sum(sum(choices.values()) for choices in said.values())

    assert ballots.tally(said, choices=[FOR, AGAINST], voters={}).cast == total


@given(counts, st.fractions(min_value=1, max_value=9))
def test_multiplying_every_weight_changes_no_result(
    said: dict[str, dict[str, int]], factor: Fraction
) -> None:
    voters = {college: sum(choices.values()) for college, choices in said.items()}
    weights = {"A": Fraction(1), "B": Fraction(2), "C": Fraction(3)}

    def result(weights: dict[str, Fraction]) -> list[bool]:
        weighed = ballots.tally(said, choices=[FOR, AGAINST], voters=voters, weights=weights)
        return [ballots.carried(weighed, majority) for majority in Majority]

    assert result(weights) == result({name: value * factor for name, value in weights.items()})


def test_the_most_voted_are_elected() -> None:
    assert ballots.elect(counted(a=5, b=3, c=4), seats=2, majority=Majority.SIMPLE) == Election(
        ("a", "c"), (), 0
    )


def test_a_tie_for_the_last_seat_elects_nobody_to_it() -> None:
    assert ballots.elect(counted(a=5, b=3, c=3), seats=2, majority=Majority.SIMPLE) == Election(
        ("a",), ("b", "c"), 1
    )


def test_a_candidate_without_the_majority_leaves_the_seat_empty() -> None:
    assert ballots.elect(
        counted(a=5, b=2, blank=2), seats=2, majority=Majority.ABSOLUTE
    ) == Election(("a",), (), 1)


def test_when_each_chooses_several_people_the_majority_is_of_voters() -> None:
    result = ballots.elect(
        counted(a=6, b=6), seats=2, majority=Majority.ABSOLUTE, voters=Fraction(7)
    )

    assert result.elected == ("a", "b")


def test_nobody_is_elected_without_a_vote() -> None:
    assert ballots.elect(counted(a=0), seats=1, majority=Majority.SIMPLE).empty == 1


def test_a_college_of_two_has_no_secret() -> None:
    ballots.check_secrecy(["A"] * 3 + ["B"] * 4)

    with pytest.raises(TooSmallForSecrecy, match="collège «\u00a0B\u00a0»"):
        ballots.check_secrecy(["A"] * 3 + ["B"] * 2)
    with pytest.raises(TooSmallForSecrecy, match="corps électoral"):
        ballots.check_secrecy(["", ""])


def test_a_proxy_goes_to_someone_else_who_keeps_theirs_and_holds_few() -> None:
    ballots.check_proxy(giver=1, holder=2, given={3: 2}, limit=2)

    with pytest.raises(ProxyToOneself):
        ballots.check_proxy(giver=1, holder=1, given={}, limit=2)
    with pytest.raises(ProxyOfProxy):
        ballots.check_proxy(giver=1, holder=2, given={2: 3}, limit=2)
    with pytest.raises(ProxyOfProxy):
        ballots.check_proxy(giver=1, holder=2, given={3: 1}, limit=2)
    with pytest.raises(TooManyProxies, match="1 procuration"):
        ballots.check_proxy(giver=1, holder=2, given={3: 2}, limit=1)
    with pytest.raises(TooManyProxies, match="aucune"):
        ballots.check_proxy(giver=1, holder=2, given={}, limit=0)


def test_a_proxy_given_again_to_the_same_holder_is_not_counted_twice() -> None:
    ballots.check_proxy(giver=1, holder=2, given={1: 2}, limit=1)


def test_every_majority_says_what_it_takes() -> None:
    assert all(majority.label and majority.meaning for majority in Majority)
