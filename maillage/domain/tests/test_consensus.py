import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.domain import consensus
from maillage.domain.consensus import (
    AFTER,
    MOVES,
    Act,
    AlreadyClosed,
    Ending,
    FallBack,
    NobodyToAnswer,
    NotAllowedNow,
    NotAMember,
    Position,
    ReasonMissing,
    RoundsMissing,
    Rule,
    Silence,
    State,
    outcome,
)

DISCUSS = Rule(FallBack.KEEP_DISCUSSING)
DROP = Rule(FallBack.DROP, rounds=2)
RESERVES = Rule(FallBack.ADOPT_WITH_RESERVES, rounds=2)

members = st.lists(st.integers(1, 30), min_size=1, max_size=14, unique=True)
rules = st.one_of(
    st.builds(Rule, st.just(FallBack.KEEP_DISCUSSING), st.none(), st.sampled_from(Silence)),
    st.builds(
        Rule,
        st.sampled_from([FallBack.DROP, FallBack.ADOPT_WITH_RESERVES]),
        st.integers(1, 9),
        st.sampled_from(Silence),
    ),
)


@st.composite
def rounds(draw: st.DrawFn) -> tuple[list[int], dict[int, Position], Rule, int]:
    who = draw(members)
    said = {m: draw(st.sampled_from(Position)) for m in who if draw(st.booleans())}
    return who, said, draw(rules), draw(st.integers(1, 9))


def ending(
    answers: dict[int, Position], rule: Rule = DISCUSS, number: int = 1, size: int = 3
) -> Ending:
    return outcome(members=range(size), answers=answers, rule=rule, number=number).ending


def all_say(position: Position, size: int = 3) -> dict[int, Position]:
    return dict.fromkeys(range(size), position)


@given(rounds())
def test_one_objection_always_blocks_agreement(
    held: tuple[list[int], dict[int, Position], Rule, int],
) -> None:
    who, said, rule, number = held
    said[who[0]] = Position.OBJECT

    came_to = outcome(members=who, answers=said, rule=rule, number=number)

    assert came_to.ending is not Ending.ADOPTED
    if came_to.ending is Ending.ADOPTED_WITH_RESERVES:
        assert rule.fall_back is FallBack.ADOPT_WITH_RESERVES
        assert rule.is_last(number)
    assert who[0] in came_to.objections


@given(rounds(), st.randoms())
def test_the_order_of_answers_and_of_members_does_not_matter(
    held: tuple[list[int], dict[int, Position], Rule, int], chance: object
) -> None:
    who, said, rule, number = held
    shuffled, pairs = list(who), list(said.items())
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis gives a Random
    chance.shuffle(pairs)  # type: ignore[attr-defined]  # likewise

    assert outcome(members=who, answers=said, rule=rule, number=number) == outcome(
        members=shuffled, answers=dict(pairs), rule=rule, number=number
    )


@given(members, rules, st.integers(1, 9))
def test_a_withdrawn_objection_unblocks(who: list[int], rule: Rule, number: int) -> None:
    said = dict.fromkeys(who, Position.AGREE)
    blocked = outcome(
        members=who, answers=said | {who[-1]: Position.OBJECT}, rule=rule, number=number
    )

    freed = outcome(members=who, answers=said, rule=rule, number=number)

    assert blocked.ending is not Ending.ADOPTED
    assert freed.ending is Ending.ADOPTED


@given(rounds())
def test_closing_twice_is_refused(
    held: tuple[list[int], dict[int, Position], Rule, int],
) -> None:
    who, said, rule, number = held
    consensus.demand(State.OPEN, Act.CLOSE_ROUND)
    closed = AFTER[outcome(members=who, answers=said, rule=rule, number=number).ending]

    with pytest.raises(AlreadyClosed, match="déjà clos"):
        consensus.demand(closed, Act.CLOSE_ROUND)


@given(rounds())
def test_everyone_is_either_in_a_position_or_silent(
    held: tuple[list[int], dict[int, Position], Rule, int],
) -> None:
    who, said, rule, number = held

    came_to = outcome(members=who, answers=said, rule=rule, number=number)

    assert came_to.positions.keys() | came_to.silent == set(who)
    assert not came_to.positions.keys() & came_to.silent
    assert rule.silence is Silence.NOTHING or not came_to.silent


@given(rounds())
def test_discussion_goes_on_for_ever_when_that_is_the_rule(
    held: tuple[list[int], dict[int, Position], Rule, int],
) -> None:
    who, said, _, number = held

    assert (
        outcome(members=who, answers=said, rule=DISCUSS, number=number).ending is not Ending.DROPPED
    )


def test_all_agree_and_the_text_is_adopted() -> None:
    assert ending(all_say(Position.AGREE)) is Ending.ADOPTED


def test_who_stands_aside_does_not_prevent_the_others() -> None:
    said = all_say(Position.AGREE) | {0: Position.STAND_ASIDE}

    assert ending(said) is Ending.ADOPTED


def test_a_text_from_which_everyone_stands_aside_is_nobodys() -> None:
    assert ending(all_say(Position.STAND_ASIDE)) is Ending.NEXT_ROUND
    assert ending(all_say(Position.STAND_ASIDE), RESERVES, 2) is Ending.DROPPED


def test_a_reserve_is_kept_beside_the_adopted_text() -> None:
    said = all_say(Position.AGREE) | {1: Position.RESERVE}

    assert ending(said) is Ending.ADOPTED_WITH_RESERVES


def test_silence_says_nothing_unless_the_statutes_say_so() -> None:
    said = {0: Position.AGREE, 1: Position.AGREE}

    assert ending(said) is Ending.NEXT_ROUND
    for silence in (Silence.AGREES, Silence.STANDS_ASIDE):
        rule = Rule(FallBack.KEEP_DISCUSSING, silence=silence)
        assert ending(said, rule) is Ending.ADOPTED


def test_the_fall_back_waits_for_the_last_round() -> None:
    said = all_say(Position.AGREE) | {2: Position.OBJECT}

    assert ending(said, DROP, 1) is Ending.NEXT_ROUND
    assert ending(said, DROP, 2) is Ending.DROPPED
    assert ending(said, RESERVES, 2) is Ending.ADOPTED_WITH_RESERVES


def test_a_text_that_everyone_refuses_is_not_adopted_with_reserves() -> None:
    assert ending(all_say(Position.OBJECT), RESERVES, 2) is Ending.DROPPED


def test_without_members_nothing_is_decided() -> None:
    with pytest.raises(NobodyToAnswer):
        outcome(members=[], answers={}, rule=DISCUSS, number=1)


def test_an_answer_from_someone_else_is_refused() -> None:
    with pytest.raises(NotAMember):
        ending({9: Position.AGREE})


@pytest.mark.parametrize("position", [Position.OBJECT, Position.RESERVE])
def test_an_objection_or_a_reserve_without_words_is_refused(position: Position) -> None:
    with pytest.raises(ReasonMissing, match="Écrivez votre"):
        consensus.checked_reason(position, "  ")
    assert consensus.checked_reason(position, " trop loin ") == "trop loin"


def test_an_agreement_needs_no_words() -> None:
    assert consensus.checked_reason(Position.AGREE, "") == ""


@pytest.mark.parametrize("rounds", [None, 0, 10])
def test_a_fall_back_needs_a_number_of_rounds(rounds: int | None) -> None:
    with pytest.raises(RoundsMissing, match="de 1 à 9"):
        Rule(FallBack.DROP, rounds=rounds)


def test_an_endless_discussion_has_no_number_of_rounds() -> None:
    with pytest.raises(RoundsMissing):
        Rule(FallBack.KEEP_DISCUSSING, rounds=3)


def test_an_answer_is_taken_only_while_the_round_is_open() -> None:
    consensus.demand_open(State.OPEN)

    with pytest.raises(NotAllowedNow):
        consensus.demand_open(State.DRAFT)
    for state in set(State) - {State.OPEN, State.DRAFT}:
        with pytest.raises(AlreadyClosed):
            consensus.demand_open(state)


def test_what_is_decided_stays_decided() -> None:
    over = {state for state in State if state.is_over}

    assert over == {
        State.ADOPTED,
        State.ADOPTED_WITH_RESERVES,
        State.DROPPED,
        State.WITHDRAWN,
    }
    for state in over:
        with pytest.raises(NotAllowedNow):
            consensus.demand(state, Act.WITHDRAW)
    assert {state for state in State if state.is_adopted} < over


def test_every_ending_leads_where_the_workflow_allows() -> None:
    assert set(AFTER.values()) == MOVES[State.OPEN, Act.CLOSE_ROUND]
    assert consensus.acts_from(State.TO_AMEND) == (Act.OPEN_ROUND, Act.WITHDRAW)


def test_a_draft_cannot_be_closed() -> None:
    with pytest.raises(NotAllowedNow):
        consensus.demand(State.DRAFT, Act.CLOSE_ROUND)


@pytest.mark.parametrize("kind", [Position, FallBack, Silence, State])
def test_every_word_is_in_french(kind: type) -> None:
    for member in kind:  # type: ignore[attr-defined]  # an enum
        assert member.label
        assert getattr(member, "meaning", "…")
