from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.journey import (
    EXPECTED,
    MOVES,
    RECORDED_BY,
    Act,
    Party,
    Side,
    Stage,
    acts_from,
    awaited,
    next_milestone,
    usual_way,
)


def reachable(start: Stage) -> set[Stage]:
    seen = {start}
    while fresh := {to for (origin, _), to in MOVES.items() if origin in seen} - seen:
        seen |= fresh
    return seen


def walk(choices: list[int]) -> Iterator[Stage]:
    stage = Stage.EMERGENCE
    yield stage
    for choice in choices:
        acts = acts_from(stage)
        if not acts:
            return
        stage = MOVES[stage, acts[choice % len(acts)]]
        yield stage


def test_every_stage_is_reached_from_the_first_idea() -> None:
    assert reachable(Stage.EMERGENCE) == set(Stage)


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_leads_to_started_missions(stage: Stage) -> None:
    assert Stage.MISSIONS_STARTED in reachable(stage)


@pytest.mark.parametrize("stage", [s for s in Stage if s is not Stage.MISSIONS_STARTED])
def test_every_stage_but_the_last_has_a_way_out(stage: Stage) -> None:
    assert acts_from(stage)
    assert next_milestone(stage) is not None


def test_the_last_stage_is_the_only_end() -> None:
    assert acts_from(Stage.MISSIONS_STARTED) == ()
    assert next_milestone(Stage.MISSIONS_STARTED) is None
    assert [stage for stage in Stage if EXPECTED[stage].is_the_end] == [Stage.MISSIONS_STARTED]


@pytest.mark.parametrize("act", Act)
def test_every_act_is_of_use_has_words_and_someone_to_record_it(act: Act) -> None:
    assert [move for move in MOVES if move[1] is act]
    assert act.label
    assert act.gesture
    assert RECORDED_BY[act]


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_says_what_is_expected_and_whose_move_it_is(stage: Stage) -> None:
    assert EXPECTED[stage].sentences
    assert awaited(stage).label
    assert awaited(stage).turn.startswith(("à ", "aux "))
    assert stage.label


def test_the_usual_way_follows_the_order_of_the_stages() -> None:
    way = (Stage.EMERGENCE, *usual_way(Stage.EMERGENCE))

    assert way == tuple(stage for stage in Stage if stage is not Stage.PROJECT_OPPOSED)


def test_a_refused_projet_goes_back_to_its_carriers() -> None:
    assert usual_way(Stage.PROJECT_OPPOSED)[:2] == (Stage.PROJECT_DRAFTED, Stage.PROJECT_SENT)


@given(st.lists(st.integers(min_value=0, max_value=9), max_size=60))
def test_any_walk_stays_within_the_stages_and_never_signs_without_a_validated_projet(
    choices: list[int],
) -> None:
    walked = list(walk(choices))

    if Stage.ACI_SIGNED in walked:
        assert Stage.PROJECT_VALIDATED in walked[: walked.index(Stage.ACI_SIGNED)]


def test_a_decision_of_the_ars_is_never_recorded_by_the_carriers_alone() -> None:
    for act in (Act.VALIDATE_LETTER, Act.VALIDATE_PROJECT, Act.OPPOSE_PROJECT):
        assert RECORDED_BY[act] == {Side.REVIEWERS}


def test_a_paused_clock_waits_for_the_carriers() -> None:
    assert awaited(Stage.PROJECT_SENT) is Party.ARS
    assert awaited(Stage.PROJECT_SENT, is_paused=True) is Party.CARRIERS


def test_the_right_of_a_side_says_in_french_what_it_allows() -> None:
    assert {side.right.label for side in Side} == {
        "faire avancer son parcours",
        "consigner l’avis des financeurs",
    }
    assert {side.label for side in Side} == {"porteurs du projet", "instruction"}
