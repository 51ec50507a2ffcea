from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from maillage.domain.dates import months_after
from maillage.domain.journey.clock import (
    TERM,
    Clock,
    ClockAlreadyPaused,
    ClockNotPaused,
    DayInTheFuture,
    Pause,
    PauseOutsideClock,
    ResumedBeforePaused,
    days_left,
    ends_on,
    has_run_out,
    pause,
    resume,
    tacit_validation_on,
)
from maillage.domain.parameters import value_on

LATER = date(2027, 12, 31)
days = st.dates(min_value=date(2019, 8, 1), max_value=date(2060, 12, 31))


def two_months(started_on: date, *pauses: Pause) -> Clock:
    return Clock(started_on=started_on, months=2, pauses=pauses)


def test_the_texts_set_two_months() -> None:
    assert value_on(date(2026, 11, 23), TERM).amount == 2


def test_a_projet_received_on_15_january_may_be_opposed_until_15_march() -> None:
    assert ends_on(two_months(date(2026, 1, 15))) == date(2026, 3, 15)


def test_it_is_deemed_validated_on_the_day_after() -> None:
    clock = two_months(date(2026, 1, 15))

    assert tacit_validation_on(clock) == date(2026, 3, 16)
    assert not has_run_out(clock, today=date(2026, 3, 15))
    assert has_run_out(clock, today=date(2026, 3, 16))


@pytest.mark.parametrize(
    ("received", "last_day"),
    [
        (date(2025, 12, 31), date(2026, 2, 28)),
        (date(2027, 12, 31), date(2028, 2, 29)),
        (date(2025, 12, 29), date(2026, 2, 28)),
        (date(2026, 6, 30), date(2026, 8, 30)),
        (date(2026, 7, 31), date(2026, 9, 30)),
    ],
)
def test_a_month_without_that_day_ends_the_term_on_its_last(received: date, last_day: date) -> None:
    assert ends_on(two_months(received)) == last_day


def test_a_term_ending_on_a_sunday_is_not_carried_over() -> None:
    sunday = ends_on(two_months(date(2026, 1, 1)))

    assert sunday == date(2026, 3, 1)
    assert sunday.isoweekday() == 7


def test_a_pause_that_continues_adds_its_own_days() -> None:
    clock = two_months(date(2026, 1, 15), Pause(date(2026, 2, 1), date(2026, 2, 11)))

    assert ends_on(clock) == date(2026, 3, 25)


def test_a_pause_that_restarts_gives_the_whole_term_again() -> None:
    clock = two_months(date(2026, 1, 15), Pause(date(2026, 2, 1), date(2026, 2, 11), restarts=True))

    assert ends_on(clock) == date(2026, 4, 11)


def test_a_paused_clock_has_no_end_and_validates_nothing() -> None:
    clock = two_months(date(2026, 1, 15), Pause(date(2026, 2, 1)))

    assert ends_on(clock) is None
    assert tacit_validation_on(clock) is None
    assert not has_run_out(clock, today=LATER)


def test_the_days_left_run_down_to_nothing_and_freeze_while_paused() -> None:
    running = two_months(date(2026, 1, 15))
    paused = two_months(date(2026, 1, 15), Pause(date(2026, 2, 1)))

    assert days_left(running, today=date(2026, 3, 5)) == 10
    assert days_left(running, today=date(2026, 4, 1)) == 0
    assert days_left(paused, today=date(2026, 3, 5)) == days_left(paused, today=date(2026, 2, 1))


def test_a_paused_clock_is_not_paused_twice() -> None:
    clock = two_months(date(2026, 1, 15), Pause(date(2026, 2, 1)))

    with pytest.raises(ClockAlreadyPaused, match="01/02/2026"):
        pause(clock, on=date(2026, 2, 3), today=LATER)


def test_a_running_clock_is_not_resumed() -> None:
    with pytest.raises(ClockNotPaused):
        resume(two_months(date(2026, 1, 15)), on=date(2026, 2, 3), restarts=False, today=LATER)


@pytest.mark.parametrize("day", [date(2026, 1, 14), date(2026, 3, 16)])
def test_a_pause_falls_within_the_term(day: date) -> None:
    with pytest.raises(PauseOutsideClock, match="du 15/01/2026 au 15/03/2026"):
        pause(two_months(date(2026, 1, 15)), on=day, today=LATER)


def test_a_pause_does_not_overlap_the_one_before() -> None:
    clock = two_months(date(2026, 1, 15), Pause(date(2026, 2, 1), date(2026, 2, 11)))

    with pytest.raises(PauseOutsideClock, match="du 11/02/2026"):
        pause(clock, on=date(2026, 2, 10), today=LATER)


def test_nothing_is_paused_nor_resumed_in_the_future() -> None:
    today = date(2026, 2, 1)
    running = two_months(date(2026, 1, 15))
    paused = pause(running, on=today, today=today)

    with pytest.raises(DayInTheFuture, match="02/02/2026"):
        pause(running, on=date(2026, 2, 2), today=today)
    with pytest.raises(DayInTheFuture):
        resume(paused, on=date(2026, 2, 2), restarts=False, today=today)


def test_a_clock_is_not_resumed_before_it_was_paused() -> None:
    paused = pause(two_months(date(2026, 1, 15)), on=date(2026, 2, 1), today=LATER)

    with pytest.raises(ResumedBeforePaused, match="01/02/2026"):
        resume(paused, on=date(2026, 1, 31), restarts=False, today=LATER)


@st.composite
def paused_clocks(draw: st.DrawFn) -> Clock:
    clock = two_months(draw(days))
    for _ in range(draw(st.integers(min_value=0, max_value=4))):
        earliest = max([clock.started_on, *(p.until for p in clock.pauses if p.until)])
        latest = ends_on(clock)
        assert latest is not None
        assume(earliest <= latest)
        stopped = draw(st.dates(min_value=earliest, max_value=latest))
        clock = pause(clock, on=stopped, today=date.max)
        resumed = stopped + timedelta(days=draw(st.integers(min_value=0, max_value=200)))
        clock = resume(clock, on=resumed, restarts=draw(st.booleans()), today=date.max)
    return clock


@given(paused_clocks())
def test_pauses_never_bring_the_end_forward(clock: Clock) -> None:
    end = ends_on(clock)

    assert end is not None
    assert end >= months_after(clock.started_on, clock.months)


@given(paused_clocks(), st.integers(min_value=0, max_value=100))
def test_a_last_pause_that_continues_moves_the_end_by_exactly_its_length(
    clock: Clock, length: int
) -> None:
    end = ends_on(clock)
    assert end is not None
    paused = pause(clock, on=end, today=date.max)

    resumed = resume(paused, on=end + timedelta(days=length), restarts=False, today=date.max)

    assert ends_on(resumed) == end + timedelta(days=length)


@given(paused_clocks(), days)
def test_the_days_left_are_none_exactly_from_the_last_day_on(clock: Clock, today: date) -> None:
    end = ends_on(clock)

    assert end is not None
    assert (days_left(clock, today=today) == 0) == (today >= end)


@given(days, days)
def test_a_projet_received_later_is_never_validated_earlier(one: date, other: date) -> None:
    first, second = sorted([one, other])

    ends = [ends_on(two_months(day)) for day in (first, second)]

    assert ends == sorted(ends, key=lambda end: end or date.max)
