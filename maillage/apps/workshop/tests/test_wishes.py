"""Is what the professionals of the borders wish heard by the engine, and read on a scenario?"""

from datetime import date

import pytest
from django.test import Client

from maillage.apps.borders.actions import survey as surveys
from maillage.apps.borders.actions.answering import Given, give_answer
from maillage.apps.borders.actions.survey import Plan
from maillage.apps.communities.models import Community
from maillage.apps.workshop.asking import NOTHING, WISHES, Asked, asked_of
from maillage.apps.workshop.ground import ground_of
from maillage.apps.workshop.models import Study
from maillage.apps.workshop.queries.export import report_of, workbook_of
from maillage.apps.workshop.queries.wishes import wishes_under
from maillage.apps.workshop.tests import make
from maillage.apps.workshop.tests.test_studies import ASKED
from maillage.apps.workshop.wishes import Heard, heard_on
from maillage.domain.border_lists import Guest
from maillage.domain.partition.constraints import Wish

pytestmark = pytest.mark.django_db
LAST = date(2099, 1, 31)
MIDDLE = make.CODES[1]


@pytest.fixture
def place() -> make.Place:
    return make.place()


@pytest.fixture
def east(place: make.Place) -> Community:
    return make.cpts(make.CODES[2], make.CODES[5], name="CPTS de l’Est")


def surveyed(
    place: make.Place, wanted: Community, answers: int = 5, *, closed: bool = True
) -> None:
    """Ask the professionals of the middle of the north, who all want that CPTS."""
    plan = Plan("Quelle CPTS ?", place.area, LAST)
    leader = place.chair.person
    survey = surveys.open_survey(community=place.inter, plan=plan, by=leader, at=make.NOW)
    guests = [Guest(f"Personne {n}", f"p{n}@essai.fr", MIDDLE) for n in range(answers)]
    surveys.invite(survey=survey, guests=guests, community=place.inter, by=leader, at=make.NOW)
    for invitee in survey.invitees.all():
        give_answer(invitee=invitee, given=Given([wanted.pk]), at=make.NOW)
    if closed:
        surveys.close_survey(survey=survey, by=leader, at=make.NOW)


def heard(place: make.Place) -> list[Heard]:
    return heard_on(ground_of(place.area), on=make.TODAY)


def test_a_closed_survey_is_a_bond_with_the_largest_commune_of_the_cpts_wished(
    place: make.Place, east: Community
) -> None:
    surveyed(place, east)

    (found,) = heard(place)
    asked = Asked(make.NARROW, wishes=(found.wished,))

    assert (found.wished.name, found.answers) == ("CPTS de l’Est", 5)
    assert found.wished.beside in {make.CODES[2], make.CODES[5]}
    assert asked.constraints().wishes == (Wish(MIDDLE, found.wished.beside, 1.0),)
    assert Asked.read(asked.written()) == asked


def test_an_open_survey_and_too_few_answers_are_not_heard(
    place: make.Place, east: Community
) -> None:
    surveyed(place, east, closed=False)
    surveyed(place, east, answers=3)

    assert heard(place) == []


def test_a_study_hears_the_wishes_and_may_be_asked_not_to(
    client: Client, place: make.Place, east: Community
) -> None:
    surveyed(place, east)
    client.force_login(place.chair)

    client.post("/departements/d1/atelier/nouvelle/", ASKED | {WISHES: "MORE"})
    client.post("/departements/d1/atelier/nouvelle/", ASKED | {WISHES: NOTHING})

    first, second = (asked_of(study) for study in Study.objects.order_by("pk"))
    assert [wish.weight for wish in first.constraints().wishes] == [3.0]
    assert second.constraints().wishes == ()
    page = client.get(f"/atelier/{Study.objects.first().uuid}/").content.decode()  # type: ignore[union-attr]  # just asked
    assert "Ce que souhaitent les professionnels de bordure (1 commune)\u00a0: bien plus" in page


@pytest.mark.parametrize(("middle", "followed"), [(0, False), (1, True)])
def test_a_scenario_says_which_wishes_it_follows(
    place: make.Place, east: Community, middle: int, *, followed: bool
) -> None:
    surveyed(place, east)
    ground = ground_of(place.area)
    numbers = ground.numbers(dict(zip(make.CODES, (0, middle, 1, 0, 0, 1), strict=True)))

    read = wishes_under(ground, numbers, {0: "Ouest", 1: "Est"}, heard(place))

    assert [line.is_followed for line in read.lines] == [followed]
    assert read.said.startswith("1 commune" if followed else "0 commune")


def test_the_page_offers_to_follow_a_wish_and_files_say_it(
    client: Client, place: make.Place, east: Community
) -> None:
    surveyed(place, east)
    scenario = make.scenario(place, (0, 0, 1, 0, 0, 1))
    assert heard(place)
    client.force_login(place.chair)
    page = client.get(f"/atelier/scenarios/{scenario.uuid}/").content.decode()

    assert "Suivre ce souhait" in page
    study = client.get(f"/atelier/{scenario.study.uuid}/").content.decode()
    assert "<dt>Souhaits suivis</dt><dd>0 sur 1</dd>" in study
    report = report_of(scenario, on=make.TODAY)
    assert any("CPTS de l’Est" in line for line in report.wishes)
    assert workbook_of(scenario, on=make.TODAY).startswith(b"PK")
    client.post(
        f"/atelier/scenarios/{scenario.uuid}/deplacer/", {"codes": [MIDDLE], "to": 1, "seen": 1}
    )
    after = client.get(f"/atelier/scenarios/{scenario.uuid}/").content.decode()
    assert "1 commune de bordure sur 1 est avec la CPTS" in after
    assert "Suivre ce souhait" not in after
