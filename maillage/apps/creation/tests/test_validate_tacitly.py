import json
from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command

from maillage.apps.creation.actions import clock
from maillage.apps.creation.actions import journey as actions
from maillage.apps.creation.models import JourneyMove
from maillage.apps.creation.tests import make
from maillage.apps.journal.models import Entry
from maillage.domain.journey import Stage
from maillage.domain.journey.clock import DayInTheFuture

pytestmark = pytest.mark.django_db


def test_silence_validates_the_projets_whose_term_is_over_and_no_other() -> None:
    over = make.cpts(Stage.PROJECT_SENT, date(2026, 9, 1))
    running = make.cpts(Stage.PROJECT_SENT, date(2026, 10, 1))
    drafting = make.cpts(Stage.PROJECT_DRAFTED, date(2020, 1, 1))

    moves = actions.validate_tacitly(today=make.TODAY, at=make.NOW)

    assert [(move.community_id, move.happened_on) for move in moves] == [
        (over.pk, date(2026, 11, 2))
    ]
    for community in (over, running, drafting):
        community.refresh_from_db()
    assert over.stage_value is Stage.PROJECT_VALIDATED
    assert running.stage_value is Stage.PROJECT_SENT
    assert drafting.stage_value is Stage.PROJECT_DRAFTED


def test_it_happens_once_and_is_journaled_in_nobody_s_name() -> None:
    make.cpts(Stage.PROJECT_SENT, date(2026, 9, 1))

    actions.validate_tacitly(today=make.TODAY, at=make.NOW)
    again = actions.validate_tacitly(today=make.TODAY, at=make.NOW)

    assert again == []
    assert JourneyMove.objects.get().by is None
    assert Entry.objects.get(verb="journey.validated_tacitly").by is None


def test_a_paused_clock_validates_nothing_however_long_it_lasts() -> None:
    community = make.cpts(Stage.PROJECT_SENT, date(2026, 1, 1))
    clock.pause_clock(
        community=community,
        on=date(2026, 1, 2),
        reason="Pièces demandées.",
        by=make.officer().person,
        at=make.NOW,
    )

    assert actions.validate_tacitly(today=make.TODAY, at=make.NOW) == []


def test_a_projet_older_than_the_law_is_left_to_people() -> None:
    make.cpts(Stage.PROJECT_SENT, date(2018, 1, 1))

    assert actions.validate_tacitly(today=make.TODAY, at=make.NOW) == []


def test_silence_is_not_known_in_advance() -> None:
    with pytest.raises(DayInTheFuture):
        actions.validate_tacitly(today=make.TODAY + timedelta(days=1), at=make.NOW)


@time_machine.travel(make.NOW, tick=False)
def test_the_command_says_which_cpts_it_moved() -> None:
    community = make.cpts(Stage.PROJECT_SENT, date(2026, 9, 1))
    out, err = StringIO(), StringIO()

    call_command("journey", "tacit", stdout=out, stderr=err)

    assert json.loads(out.getvalue()) == [
        {
            "id": str(community.uuid),
            "slug": community.slug,
            "name": community.name,
            "validated_on": "2026-11-02",
        }
    ]
    assert "réputé validé le 02/11/2026" in err.getvalue()


@time_machine.travel(make.NOW, tick=False)
def test_the_command_placed_on_an_earlier_day_moves_what_was_over_then() -> None:
    make.cpts(Stage.PROJECT_SENT, date(2026, 9, 1))
    out, err = StringIO(), StringIO()

    call_command("journey", "tacit", "--on", "2026-11-01", stdout=out, stderr=err)

    assert json.loads(out.getvalue()) == []
    assert "Aucun délai" in err.getvalue()
