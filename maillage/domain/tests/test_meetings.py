"""Do turns stay fair, dates keep their rhythm, and the best date win?"""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.meetings import (
    MOVES,
    Act,
    Kind,
    MeetingNotThere,
    State,
    Tally,
    best,
    destination,
    next_host,
)
from maillage.domain.recurrence import (
    EveryMonths,
    EveryWeeks,
    TooManyMeetings,
    days,
    like,
    nth_weekday,
)

DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))
NOON = datetime(2026, 12, 8, 11, tzinfo=UTC)


@given(st.lists(st.integers(0, 12), min_size=1, unique=True), st.integers(1, 60))
def test_turns_never_differ_by_more_than_one(hosts: list[int], meetings: int) -> None:
    past: list[int] = []
    for _ in range(meetings):
        turn = next_host(hosts, past)
        assert turn is not None
        past.append(turn)

    counts = [past.count(host) for host in hosts]
    assert max(counts) - min(counts) <= 1


@given(
    st.lists(st.integers(0, 5), min_size=1, unique=True),
    st.lists(st.integers(0, 9), max_size=40),
)
def test_nobody_hosts_while_another_hosted_less(hosts: list[int], past: list[int]) -> None:
    turn = next_host(hosts, past)

    assert turn in hosts
    assert past.count(turn) == min(past.count(host) for host in hosts)


def test_without_hosts_nobody_hosts() -> None:
    assert next_host([], [1, 2]) is None


def test_among_equals_whoever_hosted_longest_ago_hosts() -> None:
    assert next_host(["a", "b", "c"], ["b", "c", "a"]) == "b"


def test_the_second_tuesday_every_two_months() -> None:
    rule = EveryMonths(2, nth=2, weekday=1)

    assert days(rule, date(2026, 12, 8), 3) == [
        date(2026, 12, 8),
        date(2027, 2, 9),
        date(2027, 4, 13),
    ]
    assert rule.sentence == "tous les 2 mois, le deuxième mardi"


@given(DAYS, st.integers(1, 6), st.integers(1, 12))
def test_a_rhythm_begins_on_its_first_day_and_keeps_its_weekday(
    first: date, months: int, number: int
) -> None:
    rule = like(first, months)

    found = days(rule, first, number)

    assert found == sorted(set(found))
    assert {day.weekday() for day in found} == {first.weekday()}
    assert len(found) == number
    assert found[0] >= first


@given(DAYS)
def test_a_day_is_the_first_of_the_rhythm_it_suggests(first: date) -> None:
    is_last = (first + timedelta(days=7)).month != first.month
    if first.day <= 28 or is_last:
        assert days(like(first, 1), first, 1) == [first]


@given(st.integers(2020, 2060), st.integers(1, 12), st.integers(0, 6))
def test_the_last_weekday_of_a_month_has_none_after_it(year: int, month: int, weekday: int) -> None:
    last = nth_weekday(year, month, weekday, -1)

    assert (last.month, last.weekday()) == (month, weekday)
    assert (last + timedelta(days=7)).month != month


@given(DAYS, st.integers(1, 8), st.integers(1, 20))
def test_weeks_are_as_far_apart_as_said(first: date, weeks: int, number: int) -> None:
    found = days(EveryWeeks(weeks), first, number)

    gaps = {(b - a).days for a, b in pairwise(found)}
    assert gaps <= {7 * weeks}


@pytest.mark.parametrize("number", [0, -1, 105])
def test_nobody_plans_nothing_nor_for_ever(number: int) -> None:
    with pytest.raises(TooManyMeetings):
        days(EveryWeeks(1), date(2026, 12, 8), number)


def test_the_date_most_could_come_to_wins_then_the_one_most_want() -> None:
    wanted = Tally(NOON, yes=5, no=4)
    possible = Tally(NOON + timedelta(days=1), yes=3, if_need_be=4, no=2)
    preferred = Tally(NOON + timedelta(days=2), yes=4, if_need_be=3, no=2)

    assert best([wanted, possible, preferred]) == preferred


def test_a_date_nobody_could_come_to_never_wins() -> None:
    assert best([Tally(NOON, no=9)]) is None


def test_a_meeting_held_or_cancelled_is_neither_convoked_nor_cancelled() -> None:
    for state in (State.CLOSED, State.CANCELLED):
        for act in (Act.CONVOKE, Act.CANCEL):
            with pytest.raises(MeetingNotThere):
                destination(state, act)


def test_every_state_is_reached() -> None:
    assert set(MOVES.values()) == set(State) - {State.DRAFT}


def test_every_kind_of_meeting_has_its_usual_agenda() -> None:
    for kind in Kind:
        assert kind.label
        assert 60 <= kind.minutes <= 180
