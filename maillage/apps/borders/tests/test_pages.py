"""What do the pages of a survey show to who leads it, relays it, answers it?"""

import pytest
from django.test import Client

from maillage.apps.borders.actions import survey as actions
from maillage.apps.borders.models import Answer, Invitee
from maillage.apps.borders.tests import make
from maillage.apps.post.models import Mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> make.Row:
    return make.row()


@pytest.fixture
def led(client: Client, place: make.Row) -> Client:
    client.force_login(place.leader)
    return client


def test_a_survey_is_opened_then_a_pasted_list_is_read_over_before_any_mail(
    led: Client, place: make.Row
) -> None:
    space = f"/communautes/{place.inter.slug}/enquetes/"
    opened = led.post(
        f"{space}nouvelle/",
        {"title": "Quelle CPTS ?", "departement": "D1", "closes_on": "2099-01-31"},
    )
    page = opened.headers["Location"]
    lines = "Nom\tMail\tCommune\nAmine Sentel\ta@essai.fr\tbourg nord\nSans adresse\t\tBourg-Nord"

    read = led.post(f"{page}inviter/", {"lines": lines}).content.decode()

    assert "1 personne à inviter" in read.replace("\xa0", " ")
    assert "aucune adresse électronique" in read
    assert not Mail.objects.exists()
    led.post(f"{page}inviter/", {"lines": lines, "accept": "1"})
    assert Invitee.objects.get().name == "Amine Sentel"
    assert Mail.objects.count() == 1


def test_results_wait_for_the_closing_then_go_in_a_document(led: Client, place: make.Row) -> None:
    survey = make.opened(place)
    make.answered(survey, place, "D1002", [place.east] * 6)
    page = f"/communautes/{place.inter.slug}/enquetes/{survey.uuid}/"

    assert "à la clôture" in led.get(page).content.decode()
    led.post(f"{page}clore/")
    shown = led.get(page).content.decode()

    assert "CPTS de l’Est 6" in shown
    assert led.get(f"{page}telecharger/odt/").content.startswith(b"PK")


def test_a_cpts_of_the_border_relays_without_showing_addresses_to_who_leads(
    client: Client, place: make.Row
) -> None:
    survey = make.opened(place)
    client.force_login(make.holder(place.west))
    page = f"/communautes/{place.west.slug}/enquetes/{survey.uuid}/"
    lines = "Amine Sentel;a@essai.fr;Bourg-Nord"

    client.post(f"{page}inviter/", {"lines": lines, "accept": "1"})
    client.force_login(place.leader)
    shown = client.get(f"/communautes/{place.inter.slug}/enquetes/{survey.uuid}/").content.decode()

    assert "par CPTS de l’Ouest" in shown
    assert "a@essai.fr" not in shown
    assert "Sentel" not in shown


def test_a_professional_answers_from_the_mail_and_changes_the_answer(
    client: Client, place: make.Row
) -> None:
    survey = make.opened(place)
    (invitee,) = make.invited(survey, place, make.guests(1))
    page = f"/enquete/{make.code_of(invitee)}/"

    assert "CPTS de l’Est" in client.get(page).content.decode()
    client.post(page, {"place_0": place.east.pk, "reasons": ["BASIN"]})
    client.post(page, {"place_0": place.west.pk, "place_1": place.east.pk})

    chosen = Answer.objects.get().preferences.order_by("place")
    assert [each.candidate.community for each in chosen] == [place.west, place.east]


def test_the_same_cpts_twice_is_said_on_the_form(client: Client, place: make.Row) -> None:
    survey = make.opened(place)
    (invitee,) = make.invited(survey, place, make.guests(1))

    page = client.post(
        f"/enquete/{make.code_of(invitee)}/",
        {"place_0": place.east.pk, "place_1": place.east.pk},
    ).content.decode()

    assert "CPTS de l’Est figure deux fois" in page
    assert not Answer.objects.exists()


def test_a_stranger_with_an_altered_link_learns_nothing(client: Client, place: make.Row) -> None:
    survey = make.opened(place)
    (invitee,) = make.invited(survey, place, make.guests(1))

    answer = client.get(f"/enquete/{make.code_of(invitee)[:-2]}/")

    assert answer.status_code == 410
    assert invitee.name not in answer.content.decode()


def test_once_closed_the_link_still_says_so(client: Client, place: make.Row) -> None:
    survey = make.opened(place)
    (invitee,) = make.invited(survey, place, make.guests(1))
    actions.close_survey(survey=survey, by=place.leader.person, at=make.NOW)
    page = f"/enquete/{make.code_of(invitee)}/"

    assert "L’enquête est close" in client.get(page).content.decode()
    late = client.post(page, {"place_0": place.east.pk})

    assert late.status_code == 200
    assert "L’enquête est close" in late.content.decode()
    assert not Answer.objects.exists()
