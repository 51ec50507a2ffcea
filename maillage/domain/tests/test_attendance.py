"""Do hours, late signatures and seals say what happened, whatever is typed?"""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.attendance import (
    Channel,
    HoursOutsideMeeting,
    HoursWithoutPresence,
    LeftBeforeArriving,
    Manner,
    Presence,
    Span,
    Status,
    after_closing,
    check,
    duration,
    is_late,
    seal,
    time_attended,
)

STARTS = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)
ENDS = datetime(2026, 11, 20, 21, 0, tzinfo=UTC)
SPAN = Span(STARTS, ENDS)
MINUTE = timedelta(minutes=1)

moments = st.integers(min_value=-600, max_value=600).map(lambda minutes: STARTS + minutes * MINUTE)
lines = st.lists(st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=4), max_size=6)


def there(arrived: int | None = None, left: int | None = None) -> Presence:
    return Presence(
        Status.PRESENT,
        Manner.ON_SITE,
        None if arrived is None else STARTS + arrived * MINUTE,
        None if left is None else STARTS + left * MINUTE,
    )


@pytest.mark.parametrize(
    ("presence", "minutes"),
    [
        (there(), 120),
        (there(arrived=30), 90),
        (there(left=90), 90),
        (there(arrived=30, left=90), 60),
        (there(arrived=-15), 120),
        (there(left=200), 120),
        (Presence(Status.EXCUSED), 0),
        (Presence(Status.REPRESENTED), 0),
        (Presence(Status.AWAITED), 0),
    ],
)
def test_hours_are_those_of_the_meeting_that_someone_attended(
    presence: Presence, minutes: int
) -> None:
    assert time_attended(presence, SPAN) == minutes * MINUTE


@given(st.sampled_from(Status), st.none() | moments, st.none() | moments)
def test_nobody_attends_more_than_the_meeting_nor_less_than_nothing(
    status: Status, arrived: datetime | None, left: datetime | None
) -> None:
    time = time_attended(Presence(status, None, arrived, left), SPAN)

    assert timedelta(0) <= time <= ENDS - STARTS


def test_someone_who_left_before_arriving_is_refused() -> None:
    with pytest.raises(LeftBeforeArriving, match="précède l’arrivée"):
        check(there(arrived=60, left=30), SPAN)


@pytest.mark.parametrize("presence", [there(arrived=120), there(left=0)])
def test_hours_of_another_moment_are_refused(presence: Presence) -> None:
    with pytest.raises(HoursOutsideMeeting, match="19 h 00 à 21 h 00"):
        check(presence, SPAN)


@pytest.mark.parametrize(
    "presence",
    [
        Presence(Status.EXCUSED, Manner.REMOTE),
        Presence(Status.ABSENT, arrived_at=STARTS),
        Presence(Status.REPRESENTED, left_at=ENDS),
    ],
)
def test_someone_who_was_not_there_has_no_hours(presence: Presence) -> None:
    with pytest.raises(HoursWithoutPresence, match="Seule une personne présente"):
        check(presence, SPAN)


@given(moments, moments)
def test_what_is_accepted_is_a_time_attended(arrived: datetime, left: datetime) -> None:
    presence = Presence(Status.PRESENT, None, arrived, left)
    try:
        check(presence, SPAN)
    except (LeftBeforeArriving, HoursOutsideMeeting):
        return

    assert time_attended(presence, SPAN) > timedelta(0)


@pytest.mark.parametrize(
    ("minutes", "written"),
    [(0, "0 min"), (45, "45 min"), (60, "1 h"), (90, "1 h 30"), (125, "2 h 05")],
)
def test_a_duration_is_written_as_people_say_it(minutes: int, written: str) -> None:
    assert duration(minutes * MINUTE).replace("\u00a0", " ") == written


def test_a_line_filled_after_the_meeting_is_late() -> None:
    assert is_late(ENDS + MINUTE, SPAN)
    assert not is_late(ENDS, SPAN)


def test_who_is_still_awaited_when_the_sheet_closes_was_absent() -> None:
    assert after_closing(Status.AWAITED) is Status.ABSENT
    assert {s for s in Status if after_closing(s) is s} == set(Status) - {Status.AWAITED}


def test_every_status_manner_and_channel_has_its_words() -> None:
    words = [
        *(status.label for status in Status),
        *(status.plural for status in Status),
        *(manner.label for manner in Manner),
        *(channel.label for channel in Channel),
    ]

    assert all(words)
    assert [channel for channel in Channel if channel.is_own] == [Channel.LINK, Channel.QR]


@given(lines, st.randoms())
def test_a_seal_does_not_depend_on_the_order_of_lines(
    written: list[dict[str, str]], chance: object
) -> None:
    mixed = list(written)
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # Hypothesis hands a random.Random

    assert seal({"uuid": "1"}, written) == seal({"uuid": "1"}, mixed)


@given(lines, lines)
def test_two_different_sheets_have_two_seals(
    one: list[dict[str, str]], other: list[dict[str, str]]
) -> None:
    def flat(sheet: list[dict[str, str]]) -> list[list[tuple[str, str]]]:
        return sorted(sorted(line.items()) for line in sheet)

    assert (seal({}, one) == seal({}, other)) == (flat(one) == flat(other))


def test_the_seal_of_a_known_sheet_never_changes() -> None:
    assert seal({"b": "2", "a": "é"}, [{"nom": "Y"}, {"nom": "X"}]) == (
        "0c7ca5dd97328080e096718e8fd5b2d1d66e187bfb2faffaaf6d5baa794776ec"
    )
