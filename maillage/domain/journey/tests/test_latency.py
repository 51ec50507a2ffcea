from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.journey import Stage, Step, elapsed
from maillage.domain.journey.clock import Pause

TODAY = date(2026, 11, 23)


@st.composite
def journeys(draw: st.DrawFn) -> list[Step]:
    stages = draw(st.lists(st.sampled_from(Stage), min_size=1, max_size=12))
    day = draw(st.dates(min_value=date(2019, 1, 1), max_value=date(2025, 1, 1)))
    steps = []
    for stage in stages:
        steps.append(Step(stage, day))
        day += timedelta(days=draw(st.integers(min_value=0, max_value=200)))
    return steps


def test_a_cpts_that_never_moved_has_spent_its_days_at_its_first_stage() -> None:
    way = elapsed([Step(Stage.EMERGENCE, date(2026, 11, 3))], today=TODAY)

    assert way.days == 20
    assert way.waiting_days == 0
    assert way.sojourns[0].until is None


def test_days_spent_at_the_committee_are_pure_waiting() -> None:
    steps = [
        Step(Stage.LETTER_DRAFTED, date(2026, 9, 1)),
        Step(Stage.LETTER_SENT, date(2026, 10, 1)),
        Step(Stage.LETTER_VALIDATED, date(2026, 11, 1)),
    ]

    way = elapsed(steps, today=TODAY)

    assert [sojourn.days for sojourn in way.sojourns] == [30, 31, 22]
    assert way.waiting_days == 31


def test_days_when_the_clock_is_paused_are_not_waiting() -> None:
    steps = [Step(Stage.PROJECT_SENT, date(2026, 10, 1))]
    pauses = [Pause(date(2026, 10, 11), date(2026, 10, 21)), Pause(date(2026, 11, 20))]

    way = elapsed(steps, today=TODAY, pauses=pauses)

    assert way.days == 53
    assert way.waiting_days == 53 - 10 - 3


def test_the_way_stops_counting_when_missions_have_started() -> None:
    steps = [
        Step(Stage.ACI_SIGNED, date(2024, 1, 1)),
        Step(Stage.MISSIONS_STARTED, date(2024, 3, 1)),
    ]

    assert elapsed(steps, today=TODAY).days == 60


@given(journeys())
def test_the_days_of_the_stages_add_up_to_the_whole(steps: list[Step]) -> None:
    steps = [step for step in steps if step.stage is not Stage.MISSIONS_STARTED]
    if not steps:
        return

    way = elapsed(steps, today=date(2040, 1, 1))

    assert way.days == (date(2040, 1, 1) - steps[0].on).days


@given(journeys(), st.dates(date(2019, 1, 1), date(2025, 1, 1)), st.integers(0, 500))
def test_waiting_is_never_negative_nor_longer_than_the_stay(
    steps: list[Step], since: date, length: int
) -> None:
    pauses = [Pause(since, since + timedelta(days=length))]

    way = elapsed(steps, today=date(2040, 1, 1), pauses=pauses)

    assert all(0 <= sojourn.waiting_days <= sojourn.days for sojourn in way.sojourns)
