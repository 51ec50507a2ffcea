"""Does a relevé go its way, and only that way?"""

import pytest

from maillage.domain.minutes import (
    FollowUpState,
    MinutesAct,
    MinutesState,
    NotThatWay,
    reference,
    state_after,
)


def test_minutes_are_approved_then_sent_and_may_be_sent_again() -> None:
    approved = state_after(MinutesState.DRAFT, MinutesAct.APPROVE)
    sent = state_after(approved, MinutesAct.SEND)

    assert (approved, sent) == (MinutesState.APPROVED, MinutesState.SENT)
    assert state_after(sent, MinutesAct.SEND) is MinutesState.SENT


@pytest.mark.parametrize(
    ("state", "act", "reason"),
    [
        (MinutesState.DRAFT, MinutesAct.SEND, "approuvez-le avant"),
        (MinutesState.APPROVED, MinutesAct.APPROVE, "déjà approuvé"),
        (MinutesState.SENT, MinutesAct.APPROVE, "déjà approuvé"),
    ],
)
def test_an_act_out_of_place_is_refused(state: MinutesState, act: MinutesAct, reason: str) -> None:
    with pytest.raises(NotThatWay, match=reason):
        state_after(state, act)


def test_minutes_are_cited_by_its_year_and_number_once_approved() -> None:
    assert reference(2026, 3) == "2026-03"
    assert reference(2026, None) == ""


def test_every_state_and_act_has_its_words() -> None:
    assert all(each.label for kind in (MinutesState, MinutesAct, FollowUpState) for each in kind)
