"""Are the right communes asked, the right people invited, and every answer counted once?"""

from datetime import timedelta

import pytest

from maillage.apps.borders.access import NotAnUpperEchelon
from maillage.apps.borders.actions import survey as actions
from maillage.apps.borders.actions.answering import Given, give_answer
from maillage.apps.borders.models import Answer, Preference
from maillage.apps.borders.queries.results import told, wishes
from maillage.apps.borders.tests import make
from maillage.apps.communities.access import RightMissing
from maillage.apps.journal.models import Entry
from maillage.apps.post.models import Mail, Reminder
from maillage.domain.borders import NobodyRanked, Reason, SurveyClosed

pytestmark = pytest.mark.django_db
AFTER = make.LAST + timedelta(days=1)


@pytest.fixture
def place() -> make.Row:
    return make.row()


def test_only_the_communes_that_touch_another_cpts_are_asked_their_own_cpts_first(
    place: make.Row,
) -> None:
    survey = make.opened(place)

    asked = {
        border.commune_id: [each.community for each in border.candidates.order_by("place")]
        for border in survey.borders.all()
    }
    assert asked == {"D1002": [place.west, place.east], "D1003": [place.east, place.west]}


def test_a_cpts_alone_asks_nothing_and_a_stranger_neither(place: make.Row) -> None:
    chair = make.holder(place.west).person

    with pytest.raises(NotAnUpperEchelon, match="inter-CPTS"):
        actions.open_survey(community=place.west, plan=make.plan(), by=chair, at=make.NOW)
    with pytest.raises(RightMissing):
        actions.open_survey(community=place.inter, plan=make.plan(), by=chair, at=make.NOW)


def test_without_two_cpts_that_touch_there_is_nothing_to_ask(place: make.Row) -> None:
    place.east.perimeters.all().delete()

    with pytest.raises(actions.NoBorder, match="entre deux CPTS"):
        make.opened(place)


def test_each_is_invited_once_by_a_mail_of_their_own_and_recalled_once(place: make.Row) -> None:
    survey = make.opened(place)
    make.invited(survey, place, make.guests(2))

    with pytest.raises(actions.NobodyNew):
        make.invited(survey, place, make.guests(2))
    assert Mail.objects.filter(about=survey.uuid).count() == 2
    assert Reminder.objects.filter(about=survey.uuid).count() == 2
    assert "Bourg-Nord" in Mail.objects.filter(about=survey.uuid)[0].text


def test_a_cpts_of_the_border_invites_in_its_own_name_and_a_stranger_does_not(
    place: make.Row,
) -> None:
    survey = make.opened(place)
    chair = make.holder(place.west).person

    actions.invite(
        survey=survey, guests=make.guests(1), community=place.west, by=chair, at=make.NOW
    )

    assert survey.invitees.get().through == place.west
    with pytest.raises(RightMissing):
        actions.invite(
            survey=survey, guests=make.guests(2), community=place.east, by=chair, at=make.NOW
        )


def test_an_answer_replaces_the_former_and_recalls_nothing_more(place: make.Row) -> None:
    survey = make.opened(place)
    (invitee,) = make.invited(survey, place, make.guests(1))

    give_answer(invitee=invitee, given=Given([place.west.pk]), at=make.NOW)
    give_answer(
        invitee=invitee,
        given=Given([place.east.pk, place.west.pk], frozenset({Reason.BASIN})),
        at=make.NOW,
    )

    assert Answer.objects.get().reason_values == {Reason.BASIN}
    assert list(
        Preference.objects.order_by("place").values_list("candidate__community", flat=True)
    ) == [place.east.pk, place.west.pk]
    assert not Reminder.objects.filter(about=survey.uuid).exists()


def test_the_journal_says_that_an_answer_came_never_whose(place: make.Row) -> None:
    survey = make.opened(place)
    (invitee,) = make.invited(survey, place, make.guests(1))

    give_answer(invitee=invitee, given=Given([place.west.pk]), at=make.NOW)

    entry = Entry.objects.get(verb="survey.answered")
    assert entry.by is None
    assert entry.facts == {}


def test_an_empty_answer_and_an_answer_after_closing_are_refused(place: make.Row) -> None:
    survey = make.opened(place)
    (invitee,) = make.invited(survey, place, make.guests(1))

    with pytest.raises(NobodyRanked):
        give_answer(invitee=invitee, given=Given([]), at=make.NOW)
    actions.close_survey(survey=survey, by=place.leader.person, at=make.NOW)
    with pytest.raises(SurveyClosed, match="L’enquête est close"):
        give_answer(invitee=invitee, given=Given([place.west.pk]), at=make.NOW)
    with pytest.raises(SurveyClosed):
        actions.close_survey(survey=survey, by=place.leader.person, at=make.NOW)
    assert not Answer.objects.exists()


def test_the_last_day_gone_the_survey_is_closed_by_itself(place: make.Row) -> None:
    survey = make.opened(place)
    (invitee,) = make.invited(survey, place, make.guests(1))

    with pytest.raises(SurveyClosed):
        give_answer(
            invitee=invitee,
            given=Given([place.west.pk]),
            at=make.NOW + timedelta(days=(AFTER - make.TODAY).days),
        )


def test_results_are_told_by_commune_and_few_answers_with_the_others(place: make.Row) -> None:
    survey = make.opened(place)
    make.answered(survey, place, "D1002", [place.east] * 4 + [place.west] * 2)
    make.answered(survey, place, "D1003", [place.east] * 5)

    found = told(survey, on=AFTER)

    assert [(line.name, line.answers, line.preferred) for line in found.lines] == [
        ("Bourg-Nord", 6, place.east),
        ("L’Étang", 5, place.east),
    ]
    assert found.hidden == 0


def test_a_commune_with_two_answers_is_never_shown_alone(place: make.Row) -> None:
    survey = make.opened(place)
    make.answered(survey, place, "D1002", [place.east] * 6)
    make.answered(survey, place, "D1003", [place.west] * 2)

    found = told(survey, on=AFTER)

    assert found.lines == []
    assert found.together
    assert found.together.answers == 8


def test_a_closed_survey_feeds_the_wishes_of_a_partition_and_an_open_one_does_not(
    place: make.Row,
) -> None:
    survey = make.opened(place)
    make.answered(survey, place, "D1002", [place.east] * 6)

    assert wishes(["D1"], on=make.TODAY) == []
    (wish,) = wishes(["D1"], on=AFTER)
    assert (wish.commune, wish.community, wish.share, wish.answers) == (
        "D1002",
        place.east.pk,
        1.0,
        6,
    )
    assert wish.survey == survey
