from datetime import date

import pytest
from django.db import IntegrityError

from maillage.apps.communities.models import Community
from maillage.apps.creation.access import NotOnThisSide
from maillage.apps.creation.actions import clock as actions
from maillage.apps.creation.actions import journey
from maillage.apps.creation.actions.clock import (
    NoClockRunning,
    NotTheLastPause,
    PauseWithoutReason,
    Resumption,
)
from maillage.apps.creation.models import ClockPause, last_move, standing_of
from maillage.apps.creation.tests import make
from maillage.apps.journal.models import Entry
from maillage.domain.journey import Act, Stage
from maillage.domain.journey.clock import ClockAlreadyPaused, ends_on

pytestmark = pytest.mark.django_db


def examined(since: date = date(2026, 10, 1)) -> Community:
    return make.cpts(Stage.PROJECT_SENT, since)


def end_of(community: Community) -> date | None:
    community.refresh_from_db()
    clock = standing_of(community, last_move(community)).clock
    assert clock is not None
    return ends_on(clock)


def paused(community: Community, on: date = date(2026, 10, 11)) -> ClockPause:
    return actions.pause_clock(
        community=community,
        on=on,
        reason="Budget manquant.",
        by=make.officer().person,
        at=make.NOW,
    )


def resumed(community: Community, on: date, *, restarts: bool) -> ClockPause:
    return actions.resume_clock(
        community=community,
        resumption=Resumption(on=on, restarts=restarts),
        by=make.officer().person,
        at=make.NOW,
    )


def test_a_paused_clock_has_no_end_until_it_is_resumed() -> None:
    community = examined()

    paused(community)

    assert end_of(community) is None


def test_a_resumed_clock_continues_with_the_days_left() -> None:
    community = examined()
    paused(community)

    resumed(community, date(2026, 10, 21), restarts=False)

    assert end_of(community) == date(2026, 12, 11)


def test_a_resumed_clock_may_start_afresh() -> None:
    community = examined()
    paused(community)

    resumed(community, date(2026, 10, 21), restarts=True)

    assert end_of(community) == date(2026, 12, 21)


def test_each_gesture_on_the_clock_is_journaled() -> None:
    community = examined()
    paused(community)
    row = resumed(community, date(2026, 10, 21), restarts=True)
    actions.withdraw_pause(
        community=community,
        pause_uuid=row.uuid,
        reason="Autre dossier.",
        by=make.officer().person,
        at=make.NOW,
    )

    verbs = Entry.objects.order_by("number").values_list("verb", flat=True)

    assert list(verbs) == ["clock.paused", "clock.resumed", "clock.pause_withdrawn"]


def test_a_clock_is_not_paused_twice() -> None:
    community = examined()
    paused(community)

    with pytest.raises(ClockAlreadyPaused, match="11/10/2026"):
        paused(community, date(2026, 10, 12))


def test_the_carriers_do_not_stop_the_clock_that_protects_them() -> None:
    community = examined()

    with pytest.raises(NotOnThisSide, match="instruction"):
        actions.pause_clock(
            community=community,
            on=make.TODAY,
            reason="…",
            by=make.holder(community).person,
            at=make.NOW,
        )


def test_no_clock_runs_outside_the_examination_nor_before_the_law() -> None:
    for community in (make.cpts(Stage.LETTER_SENT), examined(date(2018, 5, 1))):
        with pytest.raises(NoClockRunning):
            paused(community)


def test_a_pause_says_why() -> None:
    with pytest.raises(PauseWithoutReason):
        actions.pause_clock(
            community=examined(),
            on=make.TODAY,
            reason="",
            by=make.officer().person,
            at=make.NOW,
        )


def test_a_withdrawn_pause_leaves_the_clock_as_it_was() -> None:
    community = examined()
    before = end_of(community)
    row = paused(community)

    actions.withdraw_pause(
        community=community,
        pause_uuid=row.uuid,
        reason="Erreur.",
        by=make.officer().person,
        at=make.NOW,
    )

    assert end_of(community) == before
    with pytest.raises(NotTheLastPause):
        actions.withdraw_pause(
            community=community,
            pause_uuid=row.uuid,
            reason="Encore.",
            by=make.officer().person,
            at=make.NOW,
        )


def test_a_new_sending_starts_a_clock_of_its_own() -> None:
    community = examined()
    officer, chair = make.officer().person, make.holder(community).person
    paused(community)
    make.move(community, Act.OPPOSE_PROJECT, date(2026, 10, 31), by=officer)
    make.move(community, Act.REVISE_PROJECT, date(2026, 11, 1), by=chair)
    make.move(community, Act.SEND_PROJECT, date(2026, 11, 10), by=chair)

    assert end_of(community) == date(2027, 1, 10)
    paused(community, date(2026, 11, 20))
    assert end_of(community) is None


def test_a_decision_withdrawn_gives_back_the_clock_as_it_stood_paused() -> None:
    community = examined()
    officer = make.officer().person
    paused(community)
    make.move(community, Act.VALIDATE_PROJECT, date(2026, 11, 1), by=officer)

    journey.withdraw_move(
        community=community, seen=make.seen(community), reason="Erreur.", by=officer, at=make.NOW
    )

    assert end_of(community) is None


def test_the_database_itself_refuses_two_open_pauses() -> None:
    community = examined()
    row = paused(community)

    with pytest.raises(IntegrityError):
        ClockPause.objects.create(
            community=community,
            paused_on=make.TODAY,
            reason="Deux fois.",
            by=row.by,
            recorded_at=make.NOW,
        )


def test_the_database_itself_refuses_a_resumption_before_the_pause() -> None:
    row = paused(examined())
    row.resumed_on, row.resumed_by = date(2026, 10, 10), row.by

    with pytest.raises(IntegrityError, match="ends_after_it_begins"):
        row.save()
