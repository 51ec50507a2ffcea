"""What becomes of a scenario: compared, taken away, decided, proposed to each CPTS?"""

import csv
import json
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from maillage.apps.workshop.actions import offering
from maillage.apps.workshop.actions.offering import AlreadyAnswered, AlreadyProposed, NotDecided
from maillage.apps.workshop.models import Offer
from maillage.apps.workshop.queries.proposing import perimeters_of
from maillage.apps.workshop.tests import make
from maillage.domain.consensus import State
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.django_db


def test_a_scenario_is_compared_with_what_exists(client: Client) -> None:
    place = make.place()
    scenario = make.scenario(place, (0, 0, 1, 0, 1, 1))
    client.force_login(place.chair)

    page = client.get(f"/atelier/scenarios/{scenario.uuid}/comparer/").content.decode()

    assert "N’étaient dans aucun territoire" in page
    assert "Les CPTS d’aujourd’hui" in page
    assert "Bourg-2" in page


def test_two_scenarios_say_which_communes_change_and_for_how_many_people(client: Client) -> None:
    place = make.place()
    scenario, other = make.scenario(place), make.scenario(place, (0, 0, 1, 0, 1, 1))
    client.force_login(place.chair)

    page = client.get(
        f"/atelier/scenarios/{scenario.uuid}/comparer/?avec={other.uuid}"
    ).content.decode()

    assert "Bourg-2 change de territoire" in page
    assert "10\u202f000 habitants" in page


def test_the_csv_is_the_one_the_command_scores() -> None:
    place = make.place()
    client = Client()
    client.force_login(place.chair)

    text = client.get(f"/atelier/scenarios/{make.scenario(place).uuid}/telecharger/csv/").content

    rows = list(csv.DictReader(text.decode().splitlines()))
    assert {row["code"]: row["territory"] for row in rows} == dict(
        zip(make.CODES, "122122", strict=True)
    )


def test_geojson_and_workbook_name_each_territory(client: Client) -> None:
    place = make.place()
    base = f"/atelier/scenarios/{make.scenario(place).uuid}/telecharger"
    client.force_login(place.chair)

    drawn = json.loads(client.get(f"{base}/geojson/").content)
    sheet = client.get(f"{base}/xlsx/").content

    assert {f["properties"]["territoire"] for f in drawn["features"]} == {1, 2}
    rows = CalamineWorkbook.from_filelike(BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert rows[0][4] == "Territoire"
    assert len(rows) == 7


def test_the_document_has_its_map_and_its_sentences(client: Client) -> None:
    place = make.place()
    client.force_login(place.chair)

    pdf = client.get(f"/atelier/scenarios/{make.scenario(place).uuid}/telecharger/pdf/").content

    read = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    text = " ".join(read.split())
    assert "Scénario de découpage en CPTS" in text
    assert "dans la fenêtre de" in text
    assert "graine 1" in text


def test_an_inter_cpts_puts_a_scenario_to_its_members(client: Client) -> None:
    place = make.place()
    scenario = make.scenario(place)
    url = f"/atelier/scenarios/{scenario.uuid}/proposer/"
    client.force_login(place.chair)

    form = client.get(url).content.decode()
    sent = client.post(
        url,
        {
            "body": place.inter.pk,
            "title": "Découpage",
            "text": "Nous retenons ce découpage.",
            "answers_by": "2027-01-15",
        },
    )

    scenario.refresh_from_db()
    assert "nous retenons le découpage « Compact »" in form
    assert scenario.proposal
    assert sent["Location"].endswith(f"/decisions/{scenario.proposal.uuid}/")


def test_a_scenario_is_proposed_once() -> None:
    place = make.place()
    scenario = make.proposed(place)

    with pytest.raises(AlreadyProposed):
        make.propose(place, scenario)


def test_the_guichet_studies_and_never_decides(client: Client) -> None:
    place = make.place()
    scenario = make.scenario(place)
    client.force_login(make.officer())

    page = client.get(f"/atelier/scenarios/{scenario.uuid}/").content.decode()
    form = client.get(f"/atelier/scenarios/{scenario.uuid}/proposer/").content.decode()

    assert "Proposer à la décision" not in page
    assert "Seule une inter-CPTS propose une décision" in form


def test_perimeters_wait_for_the_decision() -> None:
    place = make.place()
    scenario = make.proposed(place)

    with pytest.raises(NotDecided):
        offering.offer_perimeters(
            scenario=scenario,
            perimeters=perimeters_of(scenario, on=make.TODAY),
            by=place.chair.person,
            at=make.NOW,
        )


def test_once_adopted_each_cpts_concerned_is_proposed_its_perimeter(client: Client) -> None:
    place = make.place()
    scenario = make.adopted(place)
    client.force_login(place.chair)

    client.post(f"/atelier/scenarios/{scenario.uuid}/perimetres/")

    offer = Offer.objects.get()
    assert offer.community == place.west
    assert offer.codes == [make.CODES[0], make.CODES[1], make.CODES[3]]
    assert place.west.perimeters.count() == 1


def test_a_perimeter_that_waits_is_said_this_week(client: Client) -> None:
    place = make.place()
    make.offered(place)
    client.force_login(place.west_chair)

    page = client.get("/").content.decode()

    assert "Inter-CPTS d’essai lui propose un périmètre" in page


def test_a_cpts_adopts_the_perimeter_in_one_click(client: Client) -> None:
    place = make.place()
    offer = make.offered(place)
    page = f"/communautes/{place.west.slug}/decoupage/"
    client.force_login(place.west_chair)

    shown = client.get(page).content.decode()
    client.post(f"{page}{offer.uuid}/", {"answer": "ADOPT"})

    current = place.west.perimeters.get(until__isnull=True)
    assert "Vous rejoindraient\u00a0: Bourg-2." in shown
    assert sorted(current.communes.values_list("pk", flat=True)) == offer.codes
    assert current.note == "Proposé par Inter-CPTS d’essai"


def test_a_cpts_that_declines_keeps_its_perimeter_and_the_inter_cpts_sees_why(
    client: Client,
) -> None:
    place = make.place()
    offer = make.offered(place)
    client.force_login(place.west_chair)

    client.post(
        f"/communautes/{place.west.slug}/decoupage/{offer.uuid}/",
        {"answer": "DECLINE", "note": "Pas avant l’été."},
    )
    client.force_login(place.chair)
    page = client.get(f"/atelier/scenarios/{offer.scenario.uuid}/").content.decode()

    assert place.west.perimeters.count() == 1
    assert "Pas avant l’été." in page


def test_an_answer_is_given_once() -> None:
    place = make.place()
    offer = make.offered(place)
    by = place.west_chair.person
    offering.answer_offer(offer=offer, adopts=False, note="", by=by, at=make.NOW)

    with pytest.raises(AlreadyAnswered):
        offering.answer_offer(offer=offer, adopts=True, note="", by=by, at=make.NOW)


def test_a_new_proposal_takes_the_place_of_one_that_waits() -> None:
    place = make.place()
    first = make.offered(place)

    again = offering.offer_perimeters(
        scenario=first.scenario,
        perimeters=perimeters_of(first.scenario, on=make.TODAY),
        by=place.chair.person,
        at=make.NOW,
    )

    first.refresh_from_db()
    assert first.answer == Offer.Answer.REPLACED
    assert again[0].answer == Offer.Answer.WAITING


def test_an_ordinary_member_reads_the_offer_and_does_not_answer(client: Client) -> None:
    place = make.place()
    offer = make.offered(place)
    client.force_login(make.holder(place.west, RoleKind.MEMBER))
    page = f"/communautes/{place.west.slug}/decoupage/"

    shown = client.get(page).content.decode()
    refused = client.post(f"{page}{offer.uuid}/", {"answer": "ADOPT"})

    assert "La présidence, le secrétariat ou la coordination répond." in shown
    assert refused.status_code == 403


def test_the_offer_of_another_cpts_is_not_there(client: Client) -> None:
    place = make.place()
    offer = make.offered(place)
    mine = make.cpts(name="CPTS d’ailleurs")
    client.force_login(make.holder(mine))

    answer = client.post(f"/communautes/{mine.slug}/decoupage/{offer.uuid}/", {"answer": "ADOPT"})

    assert answer.status_code == 404
    assert scenario_state(offer) == State.ADOPTED.value


def scenario_state(offer: Offer) -> str:
    assert offer.scenario.proposal
    return offer.scenario.proposal.state
