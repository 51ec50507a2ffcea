"""Two people press a button at the same moment, on a database they really share."""

from collections.abc import Callable
from typing import Any

import pytest

from maillage.apps.accounts.models import Person
from maillage.apps.accounts.tests import make as accounts
from maillage.apps.decisions.access import Voice
from maillage.apps.decisions.actions import answer as answers
from maillage.apps.decisions.actions import ballot as ballots
from maillage.apps.decisions.actions import closing
from maillage.apps.decisions.actions import vote as votes
from maillage.apps.decisions.actions.answer import Given
from maillage.apps.decisions.actions.application import Choice, choose_application
from maillage.apps.decisions.actions.ballot import Paper
from maillage.apps.decisions.actions.closing import AnswersChangedMeanwhile, Closed
from maillage.apps.decisions.actions.holding import BallotClosed
from maillage.apps.decisions.models import (
    Answer,
    Application,
    Ballot,
    Decision,
    OpenVote,
    Voter,
)
from maillage.apps.decisions.tests import make
from maillage.domain.consensus import AlreadyClosed, Position, State
from maillage.web.tests.at_once import all_at_once

pytestmark = pytest.mark.usefixtures("concurrent_db")


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


def test_two_choices_at_once_for_one_community_leave_one_standing() -> None:
    place = make.circle(1)
    proposal = make.opened(place)
    make.all_answer(place, proposal)
    decision = make.close(place, proposal).decision
    member = place.members[0]

    def choosing(applies: bool) -> Callable[[], object]:
        return lambda: choose_application(
            decision=decision,  # type: ignore[arg-type]  # it was adopted
            community=member,
            choice=Choice(applies, make.TODAY),
            by=place.chairs[member].person,
            at=make.NOW,
        )

    results = all_at_once(choosing(True), choosing(False), choosing(True))

    assert set(failures(results)) <= {"AlreadyChosen"}
    assert Application.objects.standing().count() == 1


# --- Ballots --------------------------------------------------------------------------------


def assembly(size: int = 4, **paper: Any) -> tuple[Ballot, list[Voter], Person]:
    cpts = make.cpts()
    by = make.holder(cpts).person
    roll = [Voice(accounts.person()) for _ in range(size)]
    ballot = ballots.open_ballot(
        community=cpts, paper=Paper("Rapport moral", **paper), roll=roll, by=by, at=make.NOW
    )
    rows = ballot.voters.select_related("ballot__community", "person").order_by("pk")
    return ballot, list(rows), by


def voting(voter: Voter, key: str = "FOR", by: Person | None = None) -> Callable[[], object]:
    chosen = [voter.ballot.options.get(key=key).uuid]
    return lambda: votes.cast_vote(voter=voter, chosen=chosen, by=by or voter.person, at=make.NOW)


def counting(ballot: Ballot, by: Person) -> Callable[[], object]:
    return lambda: ballots.close_ballot(ballot=ballot, by=by, at=make.NOW)


def failures(results: list[object]) -> list[str]:
    return sorted(type(each).__name__ for each in results if isinstance(each, Exception))


def test_twelve_secret_votes_at_once_are_all_in_the_urn() -> None:
    ballot, rows, _ = assembly(12, is_secret=True)

    results = all_at_once(*(voting(voter) for voter in rows))

    assert failures(results) == []
    assert sorted(ballot.urns.values_list("count", flat=True)) == [0, 0, 12]
    assert ballot.voters.filter(has_voted=True).count() == 12


def test_one_secret_vote_from_two_phones_at_once_counts_once() -> None:
    ballot, rows, _ = assembly(is_secret=True)

    results = all_at_once(voting(rows[0]), voting(rows[0], "AGAINST"))

    assert failures(results) == ["AlreadyVoted"]
    assert sum(ballot.urns.values_list("count", flat=True)) == 1


def test_one_open_vote_from_two_phones_at_once_is_one_vote() -> None:
    ballot, rows, _ = assembly()

    results = all_at_once(voting(rows[0]), voting(rows[0], "AGAINST"))

    assert failures(results) == []
    assert OpenVote.objects.filter(voter__ballot=ballot).count() == 1


@pytest.mark.parametrize("is_secret", [True, False])
def test_a_vote_that_meets_the_count_is_either_counted_or_refused(is_secret: bool) -> None:
    ballot, rows, by = assembly(is_secret=is_secret)

    counted, voted = all_at_once(counting(ballot, by), voting(rows[0]))

    assert isinstance(counted, Decision)
    votes_for = "0" if isinstance(voted, BallotClosed) else "1"
    assert counted.content["votes"]["Pour"] == votes_for
    assert counted.content["voted"] == int(votes_for)


def test_of_two_counts_at_once_one_enters_the_register() -> None:
    ballot, rows, by = assembly()
    voting(rows[0])()

    results = all_at_once(counting(ballot, by), counting(ballot, by))

    assert failures(results) == ["BallotClosed"]
    assert Decision.objects.count() == 1


def test_a_proxy_given_while_its_giver_votes_makes_one_vote() -> None:
    _, (giver, holder, *_), _ = assembly(proxy_limit=1)
    assert giver.person
    by = giver.person

    results = all_at_once(
        voting(giver),
        lambda: votes.give_proxy(giver=giver, holder=holder, by=by, at=make.NOW),
    )

    assert failures(results) in (["NotYourVote"], ["VotedAlready"])
    row = Voter.objects.get(pk=giver.pk)
    assert row.has_voted is (row.proxy is None)
