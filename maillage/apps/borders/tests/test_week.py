"""What does « cette semaine » say of border surveys, and to whom?"""

from datetime import timedelta

import pytest

from maillage.apps.accounts.tests import make as accounts
from maillage.apps.borders.actions.answering import Given, give_answer
from maillage.apps.borders.queries.week import borders_week
from maillage.apps.borders.tests import make
from maillage.domain.border_lists import Guest

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> make.Row:
    return make.row()


def test_who_leads_is_told_that_nobody_is_invited_then_how_many_answered(place: make.Row) -> None:
    survey = make.opened(place)

    (empty,) = borders_week(place.leader.person, today=make.TODAY)
    make.answered(survey, place, "D1002", [place.east])
    (begun,) = borders_week(place.leader.person, today=make.TODAY)

    assert "personne n’est encore invité" in empty.text
    assert "1 réponse sur 1" in begun.text


def test_a_cpts_that_is_proposed_reads_it_in_its_own_space(place: make.Row) -> None:
    make.opened(place)

    (item,) = borders_week(make.holder(place.west).person, today=make.TODAY)

    assert item.url.startswith(f"/communautes/{place.west.slug}/enquetes/")


def test_results_are_announced_for_two_weeks_after_the_closing(place: make.Row) -> None:
    make.opened(place)
    leader = place.leader.person

    (item,) = borders_week(leader, today=make.LAST + timedelta(days=3))

    assert "ses résultats sont là" in item.text
    assert borders_week(leader, today=make.LAST + timedelta(days=15)) == []


def test_an_invited_professional_who_has_an_account_answers_from_their_week(
    place: make.Row,
) -> None:
    survey, user = make.opened(place), accounts.user()
    guest = Guest("Amine Sentel", user.email, "D1002")
    (invitee,) = make.invited(survey, place, [guest])

    (item,) = borders_week(user.person, today=make.TODAY)
    give_answer(invitee=invitee, given=Given([place.east.pk]), at=make.NOW)

    assert item.url.startswith("/enquete/")
    assert borders_week(user.person, today=make.TODAY) == []
