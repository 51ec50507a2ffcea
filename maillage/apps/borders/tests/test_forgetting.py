"""Are those who were invited forgotten when they ask, and when their time has passed?"""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client

from maillage.apps.borders.actions.forgetting import apply_retention, due
from maillage.apps.borders.models import Answer, Invitee
from maillage.apps.borders.queries.results import told
from maillage.apps.borders.tests import make
from maillage.apps.journal.models import Entry
from maillage.apps.post.models import Mail, Reminder

pytestmark = pytest.mark.django_db
LONG_AFTER = make.NOW + timedelta(days=20 + 70)


@pytest.fixture
def place() -> make.Row:
    return make.row()


def test_a_professional_erases_their_name_from_their_link_which_then_dies(
    client: Client, place: make.Row
) -> None:
    survey = make.opened(place)
    (invitee, _) = make.invited(survey, place, make.guests(2))
    page = f"/enquete/{make.code_of(invitee)}/"
    client.post(page, {"place_0": place.east.pk})

    left = client.post(f"{page}effacer/", {"sure": "1"})

    assert "sont effacés" in left.content.decode()
    assert client.get(page).status_code == 410
    assert not Mail.objects.filter(address="p0.d1002@essai.fr").exists()
    assert not Reminder.objects.filter(address="p0.d1002@essai.fr").exists()
    assert Mail.objects.filter(address="p1.d1002@essai.fr").exists()
    assert Answer.objects.count() == 1
    assert Entry.objects.get(verb="survey.left").by is None


def test_two_months_after_the_closing_names_are_erased_and_results_stay(place: make.Row) -> None:
    survey = make.opened(place)
    make.answered(survey, place, "D1002", [place.east] * 6)
    before = told(survey, on=LONG_AFTER.date())
    assert not due(on=make.LAST + timedelta(days=30)).exists()

    assert apply_retention(at=LONG_AFTER) == 6

    assert not Invitee.objects.exclude(name="", address__endswith="@invalid").exists()
    assert not Mail.objects.filter(about=survey.uuid).exists()
    assert told(survey, on=LONG_AFTER.date()) == before
    assert apply_retention(at=LONG_AFTER) == 0


def test_the_command_counts_before_it_erases(
    place: make.Row, capsys: pytest.CaptureFixture[str]
) -> None:
    survey = make.opened(place)
    make.answered(survey, place, "D1002", [place.east])
    survey.closes_on = survey.closes_on - timedelta(days=400)
    survey.save()

    call_command("borders", "retention", "--json")
    assert json.loads(capsys.readouterr().out) == {"applied": False, "invitees": 1}
    call_command("borders", "retention", "--apply", "--json")

    assert json.loads(capsys.readouterr().out) == {"applied": True, "invitees": 1}
    assert not Invitee.objects.named().exists()
