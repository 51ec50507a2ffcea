from datetime import timedelta

import pytest

from maillage.apps.communities.access import RightMissing
from maillage.apps.decisions.actions import proposal as actions
from maillage.apps.decisions.actions.proposal import (
    ChangedMeanwhile,
    DayAlreadyPast,
    NoAffiliates,
    NotALink,
    TextMissing,
)
from maillage.apps.decisions.models import Proposal
from maillage.apps.decisions.tests import make
from maillage.apps.journal.tests.make import assert_journaled, assert_not_journaled
from maillage.domain.consensus import FallBack, NobodyToAnswer, NotAllowedNow, Rule, State
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.django_db
BOARD = Proposal.Electorate.BOARD


def test_a_draft_asks_nobody() -> None:
    proposal = make.drafted(make.circle())

    assert proposal.state_value is State.DRAFT
    assert not proposal.participants.exists()
    assert_journaled("proposal.drafted")


def test_opening_asks_the_communities_affiliated_that_day() -> None:
    place = make.circle(3)
    make.cpts()

    proposal = make.opened(place, rule=Rule(FallBack.DROP, rounds=2))

    assert {each.community for each in proposal.participants.all()} == set(place.members)
    assert_journaled("proposal.opened", asked=3, rounds=2)


def test_a_community_that_left_is_not_asked() -> None:
    place = make.circle(3)
    place.inter.members.filter(member=place.members[0]).update(until=make.TODAY)

    assert make.opened(place).participants.count() == 2


def test_in_a_board_those_with_a_voice_are_asked_and_the_coordinator_reads() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    for kind in (RoleKind.COORDINATOR, RoleKind.MEMBER, RoleKind.PARTNER):
        make.holder(cpts, kind)
    proposal = actions.draft_proposal(
        community=cpts, draft=make.draft(electorate=BOARD), by=chair.person, at=make.NOW
    )

    actions.open_proposal(proposal=proposal, by=chair.person, at=make.NOW)

    assert [each.person for each in proposal.participants.all()] == [chair.person]


def test_someone_with_two_roles_is_asked_once() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    cpts.roles.create(person=chair.person, kind="BOARD", since=make.LONG_AGO)
    proposal = actions.draft_proposal(
        community=cpts, draft=make.draft(electorate=BOARD), by=chair.person, at=make.NOW
    )

    actions.open_proposal(proposal=proposal, by=chair.person, at=make.NOW)

    assert proposal.participants.count() == 1


def test_a_cpts_has_no_affiliated_communities_to_ask() -> None:
    cpts = make.cpts()

    with pytest.raises(NoAffiliates):
        actions.draft_proposal(
            community=cpts, draft=make.draft(), by=make.holder(cpts).person, at=make.NOW
        )


def test_an_inter_cpts_nobody_joined_opens_nothing() -> None:
    place = make.circle(0)

    with pytest.raises(NobodyToAnswer):
        make.opened(place)
    assert_not_journaled("proposal.opened")


def test_what_is_open_does_not_open_again_nor_change() -> None:
    place = make.circle()
    proposal = make.opened(place)

    with pytest.raises(NotAllowedNow):
        actions.open_proposal(proposal=proposal, by=place.leader.person, at=make.NOW)
    with pytest.raises(NotAllowedNow):
        actions.edit_draft(
            proposal=proposal,
            draft=make.draft("Autre"),
            expected_version=proposal.version,
            by=place.leader.person,
            at=make.NOW,
        )


def test_the_second_of_two_writers_of_a_draft_is_told() -> None:
    place = make.circle()
    proposal = make.drafted(place)
    words = {"proposal": proposal, "by": place.leader.person, "at": make.NOW}
    actions.edit_draft(draft=make.draft("Premier"), expected_version=1, **words)  # type: ignore[arg-type]  # named above

    with pytest.raises(ChangedMeanwhile):
        actions.edit_draft(draft=make.draft("Second"), expected_version=1, **words)  # type: ignore[arg-type]  # named above
    proposal.refresh_from_db()
    assert proposal.title == "Premier"


@pytest.mark.parametrize("kind", [RoleKind.TREASURER, RoleKind.BOARD, RoleKind.MEMBER])
def test_a_member_proposes_nothing_by_themselves(kind: RoleKind) -> None:
    place = make.circle()
    someone = make.holder(place.inter, kind)

    with pytest.raises(RightMissing, match="proposer une décision"):
        actions.draft_proposal(
            community=place.inter, draft=make.draft(), by=someone.person, at=make.NOW
        )


def test_the_chair_of_a_member_does_not_open_what_the_inter_cpts_prepares() -> None:
    place = make.circle()
    proposal = make.drafted(place)

    with pytest.raises(RightMissing):
        actions.open_proposal(
            proposal=proposal, by=place.chairs[place.members[0]].person, at=make.NOW
        )


def test_a_proposal_has_a_text_a_day_to_come_and_true_links() -> None:
    place = make.circle()

    with pytest.raises(TextMissing):
        make.drafted(place, text="  ")
    with pytest.raises(DayAlreadyPast):
        make.drafted(place, answers_by=make.TODAY - timedelta(days=1))
    for line in ("javascript:alert(1)", "plan.docx", "https:// oups"):
        with pytest.raises(NotALink):
            make.drafted(place, documents=line)
    kept = make.drafted(place, documents=" https://exemple.test/plan.pdf \n\n")
    assert make.turn(kept).documents == "https://exemple.test/plan.pdf"


def test_a_draft_whose_day_has_passed_does_not_open() -> None:
    place = make.circle()
    proposal = make.drafted(place, answers_by=make.TODAY)

    with pytest.raises(DayAlreadyPast):
        actions.open_proposal(
            proposal=proposal, by=place.leader.person, at=make.NOW + timedelta(days=1)
        )


def test_a_proposal_is_withdrawn_until_it_is_decided() -> None:
    place = make.circle()
    proposal = make.opened(place)
    words = {"proposal": proposal, "by": place.leader.person, "at": make.NOW}

    actions.withdraw_proposal(**words)  # type: ignore[arg-type]  # named above

    proposal.refresh_from_db()
    assert (proposal.state_value, proposal.ended_at) == (State.WITHDRAWN, make.NOW)
    with pytest.raises(NotAllowedNow):
        actions.withdraw_proposal(**words)  # type: ignore[arg-type]  # named above
