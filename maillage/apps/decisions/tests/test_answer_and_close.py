import pytest
from django.db import IntegrityError

from maillage.apps.communities.access import RightMissing
from maillage.apps.decisions.access import NotYourAnswer
from maillage.apps.decisions.actions import answer as answers
from maillage.apps.decisions.actions import closing
from maillage.apps.decisions.actions.answer import Given, OwnAnswerStands, RoundChangedMeanwhile
from maillage.apps.decisions.actions.closing import AnswersChangedMeanwhile
from maillage.apps.decisions.actions.proposal import TextNotAmended
from maillage.apps.decisions.models import Answer, Decision
from maillage.apps.decisions.tests import make
from maillage.apps.journal.models import Entry
from maillage.apps.journal.tests.make import assert_journaled, assert_not_journaled
from maillage.domain.awaited import AnswersAwaited
from maillage.domain.consensus import (
    AlreadyClosed,
    FallBack,
    Position,
    ReasonMissing,
    Rule,
    Silence,
    State,
)
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.django_db


def test_all_agree_and_the_decision_enters_the_register() -> None:
    place = make.circle()
    proposal = make.opened(place)
    make.all_answer(place, proposal)

    closed = make.close(place, proposal)

    assert make.state(proposal) is State.ADOPTED
    assert closed.decision
    assert (closed.decision.number, closed.decision.result) == (1, "ADOPTED")
    assert closed.decision.content["positions"]["d’accord"] == sorted(
        member.name for member in place.members
    )
    assert_journaled("decision.registered", number=1, digest=closed.decision.digest)


def test_one_objection_blocks_and_the_amended_text_is_put_again() -> None:
    place = make.circle()
    proposal = make.opened(place)
    make.all_answer(place, proposal)
    make.answer(place, proposal, place.members[0], Position.OBJECT)

    assert make.close(place, proposal).decision is None
    assert make.state(proposal) is State.TO_AMEND
    second = make.amend(place, proposal)
    make.all_answer(place, proposal)
    make.close(place, proposal)

    assert second.number == 2
    assert make.state(proposal) is State.ADOPTED
    assert Decision.objects.get().content["text"] == "Un créneau par jour ouvré."


def test_an_objection_withdrawn_before_closing_unblocks_and_stays_in_sight() -> None:
    place = make.circle()
    proposal = make.opened(place)
    make.all_answer(place, proposal)
    make.answer(place, proposal, place.members[0], Position.OBJECT)
    make.answer(place, proposal, place.members[0], Position.AGREE)

    make.close(place, proposal)

    assert make.state(proposal) is State.ADOPTED
    assert Answer.objects.filter(position="OBJECT", replaced_at=make.NOW).count() == 1


def test_a_missing_answer_blocks_unless_the_statutes_give_silence_a_meaning() -> None:
    place = make.circle()
    waiting = make.opened(place)
    make.answer(place, waiting, place.members[0])
    make.statutes(place, Silence.AGREES)
    agreed = make.opened(place, rule=make.silence(Silence.AGREES))

    make.close(place, waiting)
    make.close(place, agreed, at=make.AFTER)

    assert make.state(waiting) is State.TO_AMEND
    assert make.state(agreed) is State.ADOPTED


def test_a_silence_decides_nothing_before_the_last_day_to_answer() -> None:
    place = make.circle()
    make.statutes(place, Silence.AGREES)
    proposal = make.opened(place, rule=make.silence(Silence.AGREES))
    make.answer(place, proposal, place.members[0])

    with pytest.raises(AnswersAwaited, match="Clôturez le lendemain"):
        make.close(place, proposal)

    assert make.state(proposal) is State.OPEN
    assert make.turn(proposal).closed_at is None
    for member in place.members[1:]:
        make.answer(place, proposal, member)
    assert make.close(place, proposal).decision


def test_the_fall_back_waits_for_the_last_day_of_the_last_round() -> None:
    place = make.circle()
    proposal = make.opened(place, rule=Rule(FallBack.ADOPT_WITH_RESERVES, rounds=1))
    make.answer(place, proposal, place.members[0])

    with pytest.raises(AnswersAwaited):
        make.close(place, proposal)

    make.close(place, proposal, at=make.AFTER)
    assert make.state(proposal) is State.ADOPTED_WITH_RESERVES


def test_the_same_text_is_put_again_to_those_who_were_silent_but_not_to_an_objection() -> None:
    place = make.circle()
    proposal = make.opened(place)
    make.close(place, proposal)
    assert make.amend(place, proposal, make.TEXT).number == 2
    make.answer(place, proposal, place.members[0], Position.OBJECT)
    make.close(place, proposal)

    with pytest.raises(TextNotAmended, match="amendez-le"):
        make.amend(place, proposal, make.TEXT)


def test_the_fall_back_applies_after_its_last_round() -> None:
    place = make.circle()
    dropped = make.opened(place, rule=Rule(FallBack.DROP, rounds=1))
    kept = make.opened(place, rule=Rule(FallBack.ADOPT_WITH_RESERVES, rounds=1))
    for proposal in (dropped, kept):
        make.all_answer(place, proposal)
        make.answer(place, proposal, place.members[0], Position.OBJECT, "Pas chez nous.")
        make.close(place, proposal)

    assert make.state(dropped) is State.DROPPED
    assert make.state(kept) is State.ADOPTED_WITH_RESERVES
    first, second = Decision.objects.order_by("number")
    assert (first.number, first.result, second.number) == (1, "DROPPED", 2)
    assert second.content["reasons"] == [
        {
            "member": place.members[0].name,
            "position": "objection",
            "reason": "Pas chez nous.",
        }
    ]


def test_reasons_stay_out_of_the_journal() -> None:
    place = make.circle()
    proposal = make.opened(place)

    make.answer(place, proposal, place.members[0], Position.OBJECT, "Voir avec Jo.")

    assert_journaled("answer.given", position="objection", member=place.members[0].name)
    assert not Entry.objects.filter(facts__icontains="Jo.").exists()


def test_an_objection_without_a_reason_changes_nothing() -> None:
    place = make.circle()
    proposal = make.opened(place)
    member = place.members[0]
    make.answer(place, proposal, member)

    with pytest.raises(ReasonMissing):
        answers.give_answer(
            participant=make.asked(proposal, member),
            given=Given(Position.OBJECT, 1, "  "),
            by=place.chairs[member].person,
            at=make.NOW,
        )
    assert Answer.objects.standing().get().position_value is Position.AGREE


@pytest.mark.parametrize(
    "kind", [RoleKind.TREASURER, RoleKind.BOARD, RoleKind.MEMBER, RoleKind.PARTNER]
)
def test_only_who_runs_a_community_answers_for_it(kind: RoleKind) -> None:
    place = make.circle()
    proposal = make.opened(place)
    member = place.members[0]

    with pytest.raises(NotYourAnswer):
        answers.give_answer(
            participant=make.asked(proposal, member),
            given=Given(Position.AGREE, 1),
            by=make.holder(member, kind).person,
            at=make.NOW,
        )
    assert_not_journaled("answer.given")


def test_a_chair_does_not_answer_for_the_neighbour() -> None:
    place = make.circle()
    proposal = make.opened(place)

    with pytest.raises(NotYourAnswer):
        answers.give_answer(
            participant=make.asked(proposal, place.members[0]),
            given=Given(Position.AGREE, 1),
            by=place.chairs[place.members[1]].person,
            at=make.NOW,
        )


def enter(place: make.Circle, proposal: object, by: object, position: Position) -> Answer:
    return answers.enter_answer(
        participant=make.asked(proposal, place.members[0]),  # type: ignore[arg-type]  # a proposal
        given=Given(position, 1, "Dit au téléphone."),
        by=by,  # type: ignore[arg-type]  # a person
        at=make.NOW,
    )


def test_a_phoned_in_answer_is_journaled_and_its_owner_may_change_it() -> None:
    place = make.circle()
    proposal = make.opened(place)

    entered = enter(place, proposal, place.leader.person, Position.OBJECT)
    make.answer(place, proposal, place.members[0], Position.AGREE)

    assert (entered.is_for_someone, entered.by) == (True, place.leader.person)
    assert_journaled("answer.entered", member=place.members[0].name)
    assert Answer.objects.standing().get().is_for_someone is False


def test_who_answered_is_not_answered_for() -> None:
    place = make.circle()
    proposal = make.opened(place)
    make.answer(place, proposal, place.members[0])

    with pytest.raises(OwnAnswerStands):
        enter(place, proposal, place.leader.person, Position.OBJECT)


def test_a_member_does_not_enter_answers_for_others() -> None:
    place = make.circle()
    proposal = make.opened(place)

    with pytest.raises(RightMissing):
        enter(place, proposal, place.chairs[place.members[1]].person, Position.AGREE)


def test_an_answer_after_closing_is_refused() -> None:
    place = make.circle()
    proposal = make.opened(place)
    make.all_answer(place, proposal)
    make.close(place, proposal)

    with pytest.raises(AlreadyClosed):
        make.answer(place, proposal, place.members[0], Position.OBJECT)


def test_an_answer_to_the_text_of_the_round_before_is_refused() -> None:
    place = make.circle()
    proposal = make.opened(place)
    make.close(place, proposal)
    make.amend(place, proposal)
    member = place.members[0]

    with pytest.raises(RoundChangedMeanwhile, match="tour 2"):
        answers.give_answer(
            participant=make.asked(proposal, member),
            given=Given(Position.AGREE, 1),
            by=place.chairs[member].person,
            at=make.NOW,
        )


def test_a_round_is_closed_once() -> None:
    place = make.circle()
    proposal = make.opened(place)
    make.close(place, proposal)

    with pytest.raises(AlreadyClosed):
        make.close(place, proposal)
    assert_journaled("proposal.round_closed")


def test_who_closes_knows_every_answer() -> None:
    place = make.circle()
    proposal = make.opened(place)
    make.answer(place, proposal, place.members[0])

    with pytest.raises(AnswersChangedMeanwhile):
        closing.close_round(
            proposal=proposal, number=1, seen=0, by=place.leader.person, at=make.NOW
        )


def test_a_member_of_the_inter_cpts_does_not_close() -> None:
    place = make.circle()
    proposal = make.opened(place)

    with pytest.raises(RightMissing):
        closing.close_round(
            proposal=proposal,
            number=1,
            seen=0,
            by=make.holder(place.inter, RoleKind.MEMBER).person,
            at=make.NOW,
        )


def test_the_register_of_a_board_names_nobody() -> None:
    cpts = make.cpts()
    place = make.Circle(cpts, make.holder(cpts), {})
    proposal = make.opened(place, electorate="BOARD")
    answers.give_answer(
        participant=make.asked(proposal, place.leader.person),
        given=Given(Position.RESERVE, 1, "À revoir dans un an."),
        by=place.leader.person,
        at=make.NOW,
    )

    decision = make.close(place, proposal).decision

    assert decision
    assert place.leader.person.last_name not in str(decision.content)
    assert decision.content["positions"]["d’accord avec une réserve"] == 1


def test_the_database_itself_keeps_one_answer_by_member() -> None:
    place = make.circle()
    proposal = make.opened(place)
    row = make.answer(place, proposal, place.members[0])
    row.pk = None
    row.uuid = place.inter.uuid

    with pytest.raises(IntegrityError):
        row.save(force_insert=True)
