"""Is the quorum counted as the statutes say, and is a wrong proxy refused with its reason?"""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.attendance import Status
from maillage.domain.quorum import (
    GiverPresent,
    HolderNotThere,
    OtherCollege,
    ProxyLoop,
    ProxyToOneself,
    Rule,
    RuleMakesNoSense,
    Seat,
    TooManyProxies,
    UnknownSeat,
    WithoutVote,
    check_proxy,
    lapsed,
    quorum,
)
from maillage.domain.refusal import Refusal

HALF = Rule(share=Fraction(1, 2), proxies_per_person=2)


def seat(key: str, status: Status = Status.PRESENT, **more: object) -> Seat:
    return Seat(key, key.title(), status, **more)  # type: ignore[arg-type]  # passed through as named


def room(present: int, of: int) -> list[Seat]:
    return [seat(f"s{n}", Status.PRESENT if n < present else Status.AWAITED) for n in range(of)]


rules = st.builds(
    Rule,
    share=st.fractions(min_value=0, max_value=1, max_denominator=6).filter(lambda s: s < 1),
    is_more_than=st.booleans(),
    is_by_college=st.booleans(),
    counts_represented=st.booleans(),
    proxies_per_person=st.integers(min_value=0, max_value=3),
    keeps_proxies_in_college=st.booleans(),
)


@st.composite
def rooms(draw: st.DrawFn) -> list[Seat]:
    size = draw(st.integers(min_value=0, max_value=9))
    return [
        Seat(
            str(number),
            f"Personne {number}",
            draw(st.sampled_from([s for s in Status if s is not Status.REPRESENTED])),
            draw(st.booleans()),
            draw(st.sampled_from(["", "médecins", "infirmiers"])),
            has_left=draw(st.booleans()),
        )
        for number in range(size)
    ]


def filled(seats: list[Seat], rule: Rule, wishes: list[tuple[int, int]]) -> list[Seat]:
    """Give every proxy wished for that is not refused."""
    for giver, holder in wishes:
        if max(giver, holder) >= len(seats):
            continue
        try:
            check_proxy(str(giver), str(holder), seats, rule)
        except Refusal:
            continue
        seats = [
            replace(each, status=Status.REPRESENTED, holder=str(holder))
            if each.key == str(giver)
            else each
            for each in seats
        ]
    return seats


wished = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=20)


@pytest.mark.parametrize(
    ("rule", "entitled", "needed"),
    [
        (Rule(), 10, 0),
        (Rule(share=Fraction(1, 2)), 10, 5),
        (Rule(share=Fraction(1, 2)), 11, 6),
        (Rule(share=Fraction(1, 2), is_more_than=True), 10, 6),
        (Rule(share=Fraction(1, 2), is_more_than=True), 11, 6),
        (Rule(share=Fraction(2, 3)), 14, 10),
        (Rule(share=Fraction(1, 2), is_more_than=True), 0, 0),
        (Rule(share=Fraction(1)), 7, 7),
    ],
)
def test_the_number_needed_is_the_share_of_those_entitled(
    rule: Rule, entitled: int, needed: int
) -> None:
    assert rule.needed(entitled) == needed


@pytest.mark.parametrize(
    "wrong",
    [
        {"share": Fraction(3, 2)},
        {"share": Fraction(-1, 2)},
        {"proxies_per_person": -1},
        {"share": Fraction(1), "is_more_than": True},
    ],
)
def test_a_rule_without_sense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(RuleMakesNoSense):
        Rule(**wrong)  # type: ignore[arg-type]  # wrong on purpose


def test_a_rule_is_told_in_words() -> None:
    assert Rule().label == "Les statuts ne demandent aucun quorum."
    assert HALF.label == "Au moins la moitié des membres votants, pouvoirs compris."
    assert Rule(share=Fraction(2, 5), is_more_than=True, is_by_college=True).label == (
        "Plus que 2/5 des membres votants de chaque collège, pouvoirs compris."
    )
    assert "sans compter les pouvoirs" in Rule(share=Fraction(1), counts_represented=False).label


def test_the_quorum_is_reached_by_those_present() -> None:
    assert not quorum(room(4, of=10), HALF).is_reached
    assert quorum(room(4, of=10), HALF).counts[0].missing == 1
    assert quorum(room(5, of=10), HALF).is_reached


def test_guests_are_not_counted() -> None:
    seats = [*room(4, of=10), *(seat(f"g{n}", is_voter=False) for n in range(9))]

    assert quorum(seats, HALF).counts[0].counted == 4


def test_a_proxy_counts_while_its_holder_is_there() -> None:
    seats = [seat("a"), seat("b", Status.REPRESENTED, holder="a"), seat("c"), seat("d")]
    left = [replace(seats[0], has_left=True), *seats[1:]]

    assert quorum(seats, HALF).counts[0].counted == 4
    assert quorum(left, HALF).counts[0].counted == 2
    assert lapsed(seats) == {}
    assert lapsed(left) == {"b": "a"}


def test_proxies_may_be_left_out_of_the_quorum() -> None:
    seats = [seat("a"), seat("b", Status.REPRESENTED, holder="a")]

    count = quorum(seats, replace(HALF, counts_represented=False)).counts[0]

    assert (count.represented, count.counted) == (1, 1)


def test_each_college_must_reach_its_own_quorum() -> None:
    seats = [
        *(seat(f"m{n}", college="médecins") for n in range(3)),
        seat("i1", Status.ABSENT, college="infirmiers"),
        seat("i2", Status.EXCUSED, college="infirmiers"),
    ]

    found = quorum(seats, replace(HALF, is_by_college=True))

    assert [(c.college, c.is_reached) for c in found.counts] == [
        ("infirmiers", False),
        ("médecins", True),
    ]
    assert not found.is_reached
    assert quorum(seats, HALF).is_reached


def test_who_leaves_may_give_their_voice_to_who_stays() -> None:
    seats = [seat("a"), seat("b", has_left=True)]

    check_proxy("b", "a", seats, HALF)

    assert quorum([seats[0], replace(seats[1], holder="a")], HALF).counts[0].counted == 2


@pytest.mark.parametrize(
    ("giver", "holder", "refusal", "reason"),
    [
        ("absent", "absent", ProxyToOneself, "ne peut pas se donner pouvoir"),
        ("absent", "excused", HolderNotThere, "n’est pas dans la réunion"),
        ("absent", "left", HolderNotThere, "n’est pas dans la réunion"),
        ("absent", "guest", WithoutVote, "Guest n’a pas de voix"),
        ("guest", "present", WithoutVote, "Guest n’a pas de voix"),
        ("present", "other", GiverPresent, "vote pour soi"),
        ("absent", "represented", ProxyLoop, "ne se transmet pas"),
        ("absent", "full", TooManyProxies, "porte déjà 2\u00a0pouvoirs"),
        ("absent", "nobody", UnknownSeat, "n’est pas sur la feuille"),
    ],
)
def test_a_wrong_proxy_is_refused_with_its_reason(
    giver: str, holder: str, refusal: type[Refusal], reason: str
) -> None:
    seats = [
        seat("present"),
        seat("other"),
        seat("full"),
        seat("absent", Status.ABSENT),
        seat("excused", Status.EXCUSED),
        seat("left", has_left=True),
        seat("guest", is_voter=False),
        seat("represented", Status.REPRESENTED, holder="full"),
        seat("too", Status.REPRESENTED, holder="full"),
    ]

    with pytest.raises(refusal) as told:
        check_proxy(giver, holder, seats, HALF)

    assert reason.replace("\u00a0", " ") in str(told.value).replace("\u00a0", " ")


def test_statutes_without_proxies_say_so() -> None:
    seats = [seat("a"), seat("b", Status.EXCUSED)]

    with pytest.raises(TooManyProxies, match="ne permettent pas"):
        check_proxy("b", "a", seats, replace(HALF, proxies_per_person=0))


def test_a_proxy_stays_in_its_college_where_the_statutes_say_so() -> None:
    seats = [seat("a", college="médecins"), seat("b", Status.EXCUSED, college="infirmiers")]

    check_proxy("b", "a", seats, HALF)
    with pytest.raises(OtherCollege, match="n’ont pas le même"):
        check_proxy("b", "a", seats, replace(HALF, keeps_proxies_in_college=True))


def test_a_proxy_given_anew_replaces_the_former() -> None:
    one = replace(HALF, proxies_per_person=1)
    seats = [seat("a"), seat("b"), seat("c", Status.REPRESENTED, holder="a")]

    check_proxy("c", "a", seats, one)
    check_proxy("c", "b", seats, one)


@given(rooms(), rules, wished)
def test_accepted_proxies_never_pass_the_limit_nor_make_a_chain(
    seats: list[Seat], rule: Rule, wishes: list[tuple[int, int]]
) -> None:
    held = filled(seats, rule, wishes)

    by_key = {each.key: each for each in held}
    holders = [each.holder for each in held if each.holder]
    assert all(holders.count(key) <= rule.proxies_per_person for key in set(holders))
    assert all(by_key[key].is_there and by_key[key].holder is None for key in holders)
    assert lapsed(held) == {}


@given(rooms(), rules, wished, st.randoms())
def test_the_quorum_does_not_depend_on_the_order_of_the_sheet(
    seats: list[Seat], rule: Rule, wishes: list[tuple[int, int]], chance: object
) -> None:
    held = filled(seats, rule, wishes)
    mixed = list(held)
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # Hypothesis hands a random.Random

    assert quorum(held, rule) == quorum(mixed, rule)


@given(rooms(), rules, wished)
def test_an_arrival_never_undoes_the_quorum(
    seats: list[Seat], rule: Rule, wishes: list[tuple[int, int]]
) -> None:
    held = filled(seats, rule, wishes)

    for number, each in enumerate(held):
        come = replace(each, status=Status.PRESENT, has_left=False, holder=None)
        after = [*held[:number], come, *held[number + 1 :]]
        assert quorum(after, rule).is_reached >= quorum(held, rule).is_reached


@given(rooms(), rules, wished)
def test_nobody_is_counted_twice(
    seats: list[Seat], rule: Rule, wishes: list[tuple[int, int]]
) -> None:
    for count in quorum(filled(seats, rule, wishes), rule).counts:
        assert count.counted <= count.present + count.represented <= count.entitled
