"""Who was given until a day is not decided without before it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.awaited import AnswersAwaited, VotesAwaited, demand_answers, demand_votes
from maillage.domain.consensus import FallBack, Position, Rule, Silence, outcome

LAST = date(2026, 12, 8)
EVE, NEXT = LAST - timedelta(days=1), LAST + timedelta(days=1)
BY_SILENCE = Rule(FallBack.KEEP_DISCUSSING, silence=Silence.AGREES)


def close(rule: Rule, *said: Position, on: date) -> None:
    answers = dict(enumerate(said))
    came_to = outcome(members=range(3), answers=answers, rule=rule, number=1)
    demand_answers(came_to, missing=3 - len(said), last_day=LAST, today=on)


@pytest.mark.parametrize("day", [EVE, LAST])
def test_a_silence_agrees_only_once_its_time_is_over(day: date) -> None:
    with pytest.raises(AnswersAwaited, match="il manque 2 réponse"):
        close(BY_SILENCE, Position.AGREE, on=day)
    close(BY_SILENCE, Position.AGREE, on=NEXT)


@pytest.mark.parametrize("rule", [FallBack.DROP, FallBack.ADOPT_WITH_RESERVES])
def test_the_fall_back_waits_for_the_last_day(rule: FallBack) -> None:
    with pytest.raises(AnswersAwaited):
        close(Rule(rule, rounds=1), Position.OBJECT, on=LAST)
    close(Rule(rule, rounds=1), Position.OBJECT, on=NEXT)


def test_a_round_that_decides_nothing_closes_at_once() -> None:
    close(BY_SILENCE, Position.OBJECT, on=EVE)
    close(Rule(FallBack.DROP, rounds=2), on=EVE)


@given(st.lists(st.sampled_from(Position), min_size=3, max_size=3))
def test_with_every_answer_nothing_is_waited_for(said: list[Position]) -> None:
    close(BY_SILENCE, *said, on=EVE)


def test_votes_are_counted_from_the_last_day_on_or_once_all_are_given() -> None:
    with pytest.raises(VotesAwaited, match="il manque 1 vote"):
        demand_votes(missing=1, last_day=LAST, today=EVE)
    demand_votes(missing=1, last_day=LAST, today=LAST)
    demand_votes(missing=0, last_day=LAST, today=EVE)
    demand_votes(missing=1, last_day=None, today=EVE)
