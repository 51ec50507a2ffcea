"""Two people press a button at the same moment, on a database they really share."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from maillage.apps.decisions.actions import answer as answers
from maillage.apps.decisions.actions import closing
from maillage.apps.decisions.actions.answer import Given
from maillage.apps.decisions.actions.closing import AnswersChangedMeanwhile, Closed
from maillage.apps.decisions.models import Answer, Decision
from maillage.apps.decisions.tests import make
from maillage.domain.consensus import AlreadyClosed, Position, State

pytestmark = pytest.mark.usefixtures("concurrent_db")


def all_at_once(*gestures: Callable[[], object]) -> list[object]:
    """Carry the gestures out at once; return what each gave, or its exception."""
    ready = Barrier(len(gestures))

    def carry_out(gesture: Callable[[], object]) -> object:
        try:
            ready.wait(timeout=10)
            return gesture()
        except Exception as error:  # noqa: BLE001 — what the test is about
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(gestures)) as pool:
        return list(pool.map(carry_out, gestures))


def closer(place: make.Circle, proposal: object, seen: int) -> Callable[[], object]:
    return lambda: closing.close_round(
        proposal=proposal,  # type: ignore[arg-type]  # a proposal
        number=1,
        seen=seen,
        by=place.leader.person,
        at=make.NOW,
    )


def test_of_two_closings_at_once_one_decides_and_the_other_is_told() -> None:
    place = make.circle()
    proposal = make.opened(place)
    make.all_answer(place, proposal)

    results = all_at_once(closer(place, proposal, 3), closer(place, proposal, 3))

    assert sorted(type(result).__name__ for result in results) == ["AlreadyClosed", "Closed"]
    assert Decision.objects.count() == 1


def test_an_objection_that_meets_the_closing_is_either_counted_or_refused() -> None:
    place = make.circle()
    proposal = make.opened(place)
    make.all_answer(place, proposal)
    member = place.members[0]

    def object_to_it() -> object:
        return answers.give_answer(
            participant=make.asked(proposal, member),
            given=Given(Position.OBJECT, 1, "Trop tôt."),
            by=place.chairs[member].person,
            at=make.NOW,
        )

    closed, objected = all_at_once(closer(place, proposal, 3), object_to_it)

    if isinstance(objected, Answer):
        assert isinstance(closed, AnswersChangedMeanwhile)
        assert make.state(proposal) is State.OPEN
    else:
        assert isinstance(objected, AlreadyClosed)
        assert isinstance(closed, Closed)
        assert make.state(proposal) is State.ADOPTED


def test_fourteen_answers_at_once_are_all_kept() -> None:
    place = make.circle(14)
    proposal = make.opened(place)

    def answerer(member: object) -> Callable[[], object]:
        return lambda: make.answer(place, proposal, member)  # type: ignore[arg-type]  # a CPTS

    results = all_at_once(*(answerer(member) for member in place.members))

    assert [result for result in results if isinstance(result, Exception)] == []
    assert Answer.objects.standing().count() == 14


def test_one_member_answering_from_two_phones_at_once_has_one_answer() -> None:
    place = make.circle()
    proposal = make.opened(place)

    def agree() -> object:
        return make.answer(place, proposal, place.members[0])

    results = all_at_once(agree, agree)

    assert [result for result in results if isinstance(result, Exception)] == []
    assert Answer.objects.standing().count() == 1


def test_two_decisions_at_once_take_two_numbers() -> None:
    place = make.circle()
    one, other = make.opened(place), make.opened(place)
    for proposal in (one, other):
        make.all_answer(place, proposal)

    all_at_once(closer(place, one, 3), closer(place, other, 3))

    assert sorted(Decision.objects.values_list("number", flat=True)) == [1, 2]
