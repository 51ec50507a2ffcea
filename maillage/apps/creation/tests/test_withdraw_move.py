from datetime import date

import pytest

from maillage.apps.creation.access import NotOnThisSide
from maillage.apps.creation.actions import journey as actions
from maillage.apps.creation.actions.journey import (
    NothingToWithdraw,
    StageChangedMeanwhile,
    WithdrawalWithoutReason,
)
from maillage.apps.creation.models import JourneyMove
from maillage.apps.creation.tests import make
from maillage.apps.journal.models import Entry
from maillage.domain.journey import Act, Stage
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.django_db


def test_a_move_recorded_by_error_is_withdrawn_and_stays_in_the_history() -> None:
    community = make.cpts()
    chair = make.holder(community).person
    make.move(community, Act.START_LETTER, date(2026, 4, 1), by=chair)

    actions.withdraw_move(
        community=community,
        seen=make.seen(community),
        reason="Erreur de date.",
        by=chair,
        at=make.NOW,
    )

    community.refresh_from_db()
    assert (community.stage, community.stage_since) == ("EMERGENCE", date(2026, 3, 2))
    assert JourneyMove.objects.get().withdrawn_reason == "Erreur de date."
    assert Entry.objects.filter(verb="journey.move_withdrawn").count() == 1


def test_what_was_withdrawn_may_be_recorded_again() -> None:
    community = make.cpts()
    chair = make.holder(community).person
    make.move(community, Act.START_LETTER, date(2026, 4, 1), by=chair)
    actions.withdraw_move(
        community=community, seen=make.seen(community), reason="Date.", by=chair, at=make.NOW
    )

    make.move(community, Act.START_LETTER, date(2026, 4, 11), by=chair)

    assert community.stage_since == date(2026, 4, 11)
    assert [move.happened_on.day for move in JourneyMove.objects.standing()] == [11]


def test_only_the_last_move_is_withdrawn() -> None:
    community = make.cpts()
    chair = make.holder(community).person
    first = make.move(community, Act.START_LETTER, date(2026, 4, 1), by=chair)
    make.move(community, Act.SEND_LETTER, date(2026, 5, 1), by=chair)

    with pytest.raises(StageChangedMeanwhile, match="lettre d’intention envoyée"):
        actions.withdraw_move(
            community=community, seen=first.uuid, reason="Erreur.", by=chair, at=make.NOW
        )


def test_a_withdrawal_says_why() -> None:
    community = make.cpts()
    chair = make.holder(community).person
    make.move(community, Act.START_LETTER, date(2026, 4, 1), by=chair)

    with pytest.raises(WithdrawalWithoutReason):
        actions.withdraw_move(
            community=community, seen=make.seen(community), reason=" ", by=chair, at=make.NOW
        )


def test_nothing_is_withdrawn_from_a_cpts_that_never_moved() -> None:
    community = make.cpts()

    with pytest.raises(NothingToWithdraw):
        actions.withdraw_move(
            community=community,
            seen=None,
            reason="Erreur.",
            by=make.holder(community).person,
            at=make.NOW,
        )


def test_a_chair_does_not_withdraw_the_decision_of_the_ars() -> None:
    community = make.cpts(Stage.LETTER_SENT)
    chair = make.holder(community, RoleKind.CHAIR).person
    make.move(community, Act.DECLINE_LETTER, make.TODAY, by=make.officer().person)

    with pytest.raises(NotOnThisSide):
        actions.withdraw_move(
            community=community,
            seen=make.seen(community),
            reason="Non !",
            by=chair,
            at=make.NOW,
        )
    community.refresh_from_db()
    assert community.stage_value is Stage.EMERGENCE
