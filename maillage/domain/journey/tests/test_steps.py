from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.journey import MOVES, Act, Stage, Standing, acts_from, acts_open_to
from maillage.domain.journey.clock import Clock, DayInTheFuture, Pause
from maillage.domain.journey.steps import (
    ActOutOfPlace,
    BeforeThePreviousStep,
    ClockStillRunning,
    ReasonsMissing,
    SilenceAlreadyValidated,
    destination,
)

TODAY = date(2026, 11, 23)
SENT = Standing(
    stage=Stage.PROJECT_SENT,
    since=date(2026, 9, 1),
    clock=Clock(started_on=date(2026, 9, 1), months=2),
)
LAPSED = date(2026, 11, 2)


def led_to(standing: Standing, act: Act, happened_on: date, note: str = "") -> Stage:
    return destination(standing, act, happened_on=happened_on, note=note, today=TODAY)


def test_an_act_of_the_table_leads_where_the_table_says() -> None:
    drafting = Standing(Stage.LETTER_DRAFTED, since=date(2026, 3, 1))

    assert led_to(drafting, Act.SEND_LETTER, date(2026, 4, 1)) is Stage.LETTER_SENT


def test_an_act_of_another_stage_is_refused() -> None:
    with pytest.raises(ActOutOfPlace, match="émergence"):
        led_to(Standing(Stage.EMERGENCE, since=date(2026, 3, 1)), Act.SIGN_ACI, TODAY)


def test_an_act_may_be_recorded_late_but_never_before_the_one_before() -> None:
    drafting = Standing(Stage.LETTER_DRAFTED, since=date(2026, 3, 1))

    assert led_to(drafting, Act.SEND_LETTER, date(2026, 3, 1)) is Stage.LETTER_SENT
    with pytest.raises(BeforeThePreviousStep, match="01/03/2026"):
        led_to(drafting, Act.SEND_LETTER, date(2026, 2, 28))


def test_an_act_is_never_of_tomorrow() -> None:
    drafting = Standing(Stage.LETTER_DRAFTED, since=date(2026, 3, 1))

    with pytest.raises(DayInTheFuture, match="24/11/2026"):
        led_to(drafting, Act.SEND_LETTER, date(2026, 11, 24))


def test_a_letter_is_not_returned_without_reasons() -> None:
    sent = Standing(Stage.LETTER_SENT, since=date(2026, 3, 1))

    with pytest.raises(ReasonsMissing):
        led_to(sent, Act.RETURN_LETTER, TODAY, note="  ")
    assert led_to(sent, Act.RETURN_LETTER, TODAY, note="Lieu ?") is Stage.LETTER_DRAFTED


def test_silence_validates_from_the_day_after_the_term() -> None:
    assert led_to(SENT, Act.TACIT_VALIDATION, LAPSED) is Stage.PROJECT_VALIDATED
    with pytest.raises(ClockStillRunning, match="02/11/2026"):
        led_to(SENT, Act.TACIT_VALIDATION, date(2026, 11, 1))


def test_silence_validates_nothing_without_a_clock_or_while_it_is_paused() -> None:
    unclocked = Standing(Stage.PROJECT_SENT, since=date(2018, 1, 1))
    paused = Standing(
        Stage.PROJECT_SENT,
        since=date(2026, 9, 1),
        clock=Clock(date(2026, 9, 1), 2, (Pause(date(2026, 9, 9)),)),
    )

    for standing in (unclocked, paused):
        with pytest.raises(ClockStillRunning, match="suspendu"):
            led_to(standing, Act.TACIT_VALIDATION, TODAY)


def test_an_opposition_of_the_last_day_counts_and_one_of_the_day_after_does_not() -> None:
    reasons = "Le territoire n’est pas pertinent."

    opposed = led_to(SENT, Act.OPPOSE_PROJECT, date(2026, 11, 1), reasons)

    assert opposed is Stage.PROJECT_OPPOSED
    with pytest.raises(SilenceAlreadyValidated, match="02/11/2026"):
        led_to(SENT, Act.OPPOSE_PROJECT, LAPSED, reasons)


def test_the_act_of_silence_is_offered_only_when_it_is_time() -> None:
    acts = acts_from(Stage.PROJECT_SENT)

    before = acts_open_to(SENT, acts, today=date(2026, 11, 1))
    after = acts_open_to(SENT, acts, today=LAPSED)

    assert Act.TACIT_VALIDATION not in before
    assert after[0] is Act.TACIT_VALIDATION


@given(st.sampled_from(Stage), st.sampled_from(Act), st.dates(), st.dates(), st.dates())
def test_whatever_is_accepted_is_of_the_table_and_in_order(
    stage: Stage, act: Act, since: date, happened_on: date, today: date
) -> None:
    try:
        to = destination(
            Standing(stage, since), act, happened_on=happened_on, note="Motifs.", today=today
        )
    except (ActOutOfPlace, BeforeThePreviousStep, DayInTheFuture, ClockStillRunning):
        return
    assert to is MOVES[stage, act]
    assert since <= happened_on <= today
