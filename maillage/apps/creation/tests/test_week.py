from datetime import date
from typing import Any

import pytest

from maillage.apps.creation.actions import clock
from maillage.apps.creation.queries.week import Urgency, week_items
from maillage.apps.creation.tests import make
from maillage.domain.journey import Stage
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.django_db


def test_carriers_are_told_when_it_is_their_turn_and_not_when_it_is_not() -> None:
    drafting = make.cpts(Stage.LETTER_DRAFTED, name="CPTS du Causse")
    waiting = make.cpts(Stage.LETTER_SENT)

    (item,) = week_items(make.holder(drafting).person, today=make.TODAY)

    assert item.urgency is Urgency.WAITING
    assert item.title == "CPTS du Causse\xa0: lettre d’intention en rédaction"
    assert item.url == f"/communautes/{drafting.slug}/parcours/"
    assert week_items(make.holder(waiting).person, today=make.TODAY) == []


def test_a_member_has_nothing_to_move() -> None:
    community = make.cpts(Stage.LETTER_DRAFTED)

    assert week_items(make.holder(community, RoleKind.MEMBER).person, today=make.TODAY) == []


def test_reviewers_have_one_line_per_kind_of_decision() -> None:
    for _ in range(3):
        make.cpts(Stage.LETTER_SENT, date(2026, 11, 3))

    (item,) = week_items(make.officer().person, today=make.TODAY)

    assert item.title == "3\xa0lettres d’intention à examiner"
    assert item.url == "/portefeuille/?etape=LETTER_SENT"


def test_the_end_of_a_legal_term_is_dated_for_both_sides() -> None:
    community = make.cpts(Stage.PROJECT_SENT, date(2026, 10, 1))

    for person in (make.holder(community).person, make.officer().person):
        ends = [item.on for item in week_items(person, today=make.TODAY) if item.on]
        assert ends == [date(2026, 12, 1)]


def test_a_term_that_silence_closed_is_late_to_be_noted() -> None:
    community = make.cpts(Stage.PROJECT_SENT, date(2026, 9, 1))

    (item,) = week_items(make.holder(community).person, today=make.TODAY)

    assert item.urgency is Urgency.LATE
    assert "02/11/2026" in item.text


def test_a_paused_term_waits_for_the_carriers() -> None:
    community = make.cpts(Stage.PROJECT_SENT, date(2026, 10, 1))
    officer = make.officer().person
    clock.pause_clock(community=community, on=make.TODAY, reason="Pièces.", by=officer, at=make.NOW)

    (item,) = week_items(make.holder(community).person, today=make.TODAY)

    assert "vos compléments" in item.text
    assert week_items(officer, today=make.TODAY) == []


def test_silent_cpts_make_one_line_for_the_desk_officer() -> None:
    for _ in range(2):
        make.cpts(Stage.EMERGENCE, date(2026, 1, 5))
    make.cpts(Stage.MISSIONS_STARTED, date(2021, 1, 5))

    (item,) = week_items(make.officer().person, today=make.TODAY)

    assert item.urgency is Urgency.LATE
    assert item.title == "2\xa0CPTS sans nouvelle depuis plus de 60\xa0jours"


def test_a_week_takes_few_queries_whatever_is_followed(django_assert_max_num_queries: Any) -> None:
    officer = make.officer().person
    for number in range(40):
        make.cpts(list(Stage)[number % 11])

    with django_assert_max_num_queries(9):
        week_items(officer, today=make.TODAY)
