from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from maillage.apps.creation.access import NotOnThisSide
from maillage.apps.creation.actions import journey as actions
from maillage.apps.creation.actions.journey import AskedMove, StageChangedMeanwhile
from maillage.apps.creation.models import JourneyMove, NoJourney
from maillage.apps.creation.tests import make
from maillage.apps.journal.models import Entry
from maillage.domain.journey import Act, Stage
from maillage.domain.journey.clock import DayInTheFuture
from maillage.domain.journey.steps import (
    BeforeThePreviousStep,
    ReasonsMissing,
    SilenceAlreadyValidated,
)
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.django_db


def test_a_chair_starts_the_letter_and_the_cpts_moves_on() -> None:
    community = make.cpts()
    chair = make.holder(community).person

    move = make.move(community, Act.START_LETTER, date(2026, 4, 1), by=chair)

    assert community.stage_value is Stage.LETTER_DRAFTED
    assert community.stage_since == date(2026, 4, 1)
    assert (move.from_stage, move.from_since) == ("EMERGENCE", date(2026, 3, 2))
    assert (move.by, move.recorded_at) == (chair, make.NOW)


def test_a_move_is_journaled_with_its_day_and_its_stages() -> None:
    community = make.cpts()

    make.move(community, Act.START_LETTER, make.TODAY, by=make.holder(community).person)

    entry = Entry.objects.get(verb="journey.moved")
    assert entry.community == community.uuid
    assert entry.facts["to_stage"] == "lettre d’intention en rédaction"


def test_the_note_of_a_move_stays_out_of_the_journal() -> None:
    community = make.cpts(Stage.LETTER_SENT)
    officer = make.officer().person

    make.move(community, Act.RETURN_LETTER, make.TODAY, by=officer, note="Voir avec Jo.")

    assert JourneyMove.objects.get().note == "Voir avec Jo."
    assert "Jo." not in str(Entry.objects.get(verb="journey.moved").facts)


@pytest.mark.parametrize("kind", [RoleKind.MEMBER, RoleKind.BOARD, RoleKind.TREASURER])
def test_a_member_does_not_move_the_cpts(kind: RoleKind) -> None:
    community = make.cpts()
    member = make.holder(community, kind).person

    with pytest.raises(NotOnThisSide, match="porteurs du projet"):
        make.move(community, Act.START_LETTER, make.TODAY, by=member)


def test_a_chair_does_not_validate_its_own_letter() -> None:
    community = make.cpts(Stage.LETTER_SENT)

    with pytest.raises(NotOnThisSide, match="instruction"):
        make.move(community, Act.VALIDATE_LETTER, make.TODAY, by=make.holder(community).person)


def test_a_desk_officer_of_another_departement_records_nothing() -> None:
    community = make.cpts(Stage.LETTER_SENT)

    with pytest.raises(NotOnThisSide):
        make.move(community, Act.VALIDATE_LETTER, make.TODAY, by=make.officer("D2").person)


def test_a_letter_not_retained_goes_back_to_emergence_with_its_reasons() -> None:
    community = make.cpts(Stage.LETTER_SENT)
    officer = make.officer().person

    with pytest.raises(ReasonsMissing):
        make.move(community, Act.DECLINE_LETTER, make.TODAY, by=officer, note="")
    make.move(community, Act.DECLINE_LETTER, make.TODAY, by=officer, note="Hors périmètre.")

    assert community.stage_value is Stage.EMERGENCE


def test_a_move_may_be_backdated_and_keeps_the_day_it_was_recorded() -> None:
    community = make.cpts()

    move = make.move(
        community, Act.START_LETTER, date(2026, 3, 2), by=make.holder(community).person
    )

    assert move.happened_on < move.recorded_at.date()


def test_a_move_before_the_one_before_or_in_the_future_is_refused() -> None:
    community = make.cpts()
    chair = make.holder(community).person

    with pytest.raises(BeforeThePreviousStep):
        make.move(community, Act.START_LETTER, date(2026, 3, 1), by=chair)
    with pytest.raises(DayInTheFuture):
        make.move(community, Act.START_LETTER, make.TODAY + timedelta(days=1), by=chair)
    assert not JourneyMove.objects.exists()


def test_an_opposition_after_the_term_is_refused_and_one_within_it_recorded_late_is_not() -> None:
    community = make.cpts(Stage.PROJECT_SENT, date(2026, 9, 1))
    officer = make.officer().person

    with pytest.raises(SilenceAlreadyValidated):
        make.move(community, Act.OPPOSE_PROJECT, date(2026, 11, 2), by=officer)
    make.move(community, Act.OPPOSE_PROJECT, date(2026, 11, 1), by=officer)

    assert community.stage_value is Stage.PROJECT_OPPOSED


def test_tacit_validation_is_dated_by_the_law_not_by_whoever_records_it() -> None:
    community = make.cpts(Stage.PROJECT_SENT, date(2026, 9, 1))

    make.move(community, Act.TACIT_VALIDATION, make.TODAY, by=make.holder(community).person)

    assert community.stage_since == date(2026, 11, 2)


def test_the_second_of_two_readers_of_the_same_page_is_told_who_was_first() -> None:
    community = make.cpts(Stage.LETTER_SENT)
    first, second = make.officer().person, make.officer().person
    asked = AskedMove(Act.VALIDATE_LETTER, make.TODAY, seen=make.seen(community))
    actions.record_move(community=community, asked=asked, by=first, at=make.NOW)

    with pytest.raises(StageChangedMeanwhile, match=f"enregistré par {first}"):
        actions.record_move(community=community, asked=asked, by=second, at=make.NOW)


def test_an_inter_cpts_has_no_journey() -> None:
    body = make.inter_cpts()

    with pytest.raises(NoJourney, match="n’est pas une CPTS"):
        make.move(body, Act.START_LETTER, make.TODAY, by=make.holder(body).person)


def test_the_database_itself_refuses_a_move_that_leads_nowhere_or_goes_back_in_time() -> None:
    community = make.cpts()
    row = {
        "community": community,
        "act": Act.START_LETTER.value,
        "from_stage": "EMERGENCE",
        "from_since": date(2026, 3, 2),
        "recorded_at": make.NOW,
    }

    with pytest.raises(IntegrityError, match="leads_elsewhere"):
        JourneyMove.objects.create(**row, to_stage="EMERGENCE", happened_on=make.TODAY)


def test_the_database_itself_refuses_a_move_before_the_stage_it_leaves() -> None:
    with pytest.raises(IntegrityError, match="follows_the_one_before"):
        JourneyMove.objects.create(
            community=make.cpts(),
            act=Act.START_LETTER.value,
            from_stage="EMERGENCE",
            from_since=date(2026, 3, 2),
            to_stage="LETTER_DRAFTED",
            happened_on=date(2026, 3, 1),
            recorded_at=make.NOW,
        )
