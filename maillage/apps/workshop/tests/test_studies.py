"""How is a study asked, computed once by whoever answers, and read side by side?"""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from maillage.apps.workshop.actions import study as studies
from maillage.apps.workshop.actions.study import Wanted
from maillage.apps.workshop.asking import FROZEN, OPEN
from maillage.apps.workshop.models import Scenario, Study
from maillage.apps.workshop.tests import make
from maillage.domain.partition import FrozenTwice, TogetherAndApart, TogetherTooLarge, Window

pytestmark = pytest.mark.django_db
ASKED = {
    "title": "Découper l’Ouest",
    "window": "CUSTOM",
    "low": "15000",
    "high": "45000",
    "count": "2",
    "seed": "1",
    "distance": "USUAL",
    "compactness": "USUAL",
    "epci": "MORE",
}


def test_an_inter_cpts_asks_for_scenarios_and_reads_them_side_by_side(client: Client) -> None:
    place = make.place()
    client.force_login(place.chair)

    asked = client.post("/departements/d1/atelier/nouvelle/", ASKED)
    study = Study.objects.get()
    while study.scenarios.filter(state="WAITING").exists():
        client.post(f"/atelier/{study.uuid}/calculer/")
    page = client.get(asked["Location"]).content.decode()

    names = [scenario.name for scenario in study.scenarios.order_by("pk")]
    assert len(names) >= 3
    assert all(name in page for name in names)
    assert page.count('class="map-picture"') == len(names)
    assert "Des EPCI d’un seul tenant\u00a0: bien plus" in page


def test_while_scenarios_wait_the_page_says_how_many_are_done(client: Client) -> None:
    place = make.place()
    study = make.study(place)
    claimed = studies.claim_next(study=study, at=make.NOW)
    assert claimed
    studies.compute(scenario=claimed, at=make.NOW, go_on=lambda done: True, clock=lambda: 0.0)
    client.force_login(place.chair)

    page = client.get(f"/atelier/{study.uuid}/").content.decode()

    assert f"Scénarios calculés\u00a0: 1 sur {study.scenarios.count()}" in page
    assert "Calculer le scénario suivant" in page


def test_with_scripts_the_scenarios_computed_come_back_alone(client: Client) -> None:
    place = make.place()
    study = make.study(place, kinds=("compact",))
    client.force_login(place.chair)

    part = client.post(f"/atelier/{study.uuid}/calculer/", headers={"HX-Request": "true"})

    assert part.content.decode().lstrip().startswith('<section id="scenarios"')


def test_two_machines_never_compute_the_same_scenario() -> None:
    study = make.study(make.place())

    one = studies.claim_next(study=study, at=make.NOW)
    other = studies.claim_next(study=study, at=make.NOW)

    assert one
    assert other
    assert one.pk != other.pk


def test_a_scenario_left_by_a_machine_that_stopped_is_taken_again() -> None:
    study = make.study(make.place(), kinds=("compact",))
    left = studies.claim_next(study=study, at=make.NOW)

    soon = studies.claim_next(study=study, at=make.NOW + timedelta(seconds=30))
    later = studies.claim_next(study=study, at=make.NOW + timedelta(minutes=6))

    assert left
    assert soon is None
    assert later == left


def test_the_first_of_two_answers_to_one_claim_stands() -> None:
    study = make.study(make.place(), kinds=("compact",))
    claimed = studies.claim_next(study=study, at=make.NOW)
    assert claimed

    for _ in range(2):
        studies.compute(scenario=claimed, at=make.NOW, go_on=lambda done: True, clock=lambda: 0.0)

    assert study.scenarios.get().versions.count() == 1


def test_the_same_demand_and_seed_give_the_same_partition() -> None:
    place = make.place()

    first, second = (make.computed(make.study(place)) for _ in range(2))

    assert [s.current.territories for s in first if s.current] == [
        s.current.territories for s in second if s.current
    ]


def test_a_study_keeps_what_it_was_computed_with() -> None:
    study = make.study(make.place())

    assert study.engine.startswith("maillage ")
    assert study.vintage
    assert study.request["existing"]


def test_a_window_that_nothing_satisfies_gives_its_best_and_says_which_territories_fail(
    client: Client,
) -> None:
    place = make.place()
    study = make.study(place, window=Window(70_000, 90_000))
    make.computed(study)
    client.force_login(place.chair)

    page = client.get(f"/atelier/{study.uuid}/").content.decode()

    assert "hors fenêtre" in page
    assert "pour atteindre le plancher" in page


def test_a_number_out_of_reach_is_said_by_the_scenario_that_cannot_hold_it(client: Client) -> None:
    place = make.place()
    study = make.study(place, count=9)
    make.computed(study)
    client.force_login(place.chair)

    page = client.get(f"/atelier/{study.uuid}/").content.decode()

    assert study.scenarios.get(key="count").state == Scenario.State.FAILED
    assert "On ne peut pas faire 9 territoires ici" in page


@pytest.mark.parametrize(
    ("demands", "refusal"),
    [
        ({"together": (make.CODES[:2],), "apart": (make.CODES[:2],)}, TogetherAndApart),
        ({"together": (make.CODES,)}, TogetherTooLarge),
    ],
)
def test_contradictory_demands_are_named_before_anything_is_computed(
    demands: dict[str, object], refusal: type[Exception]
) -> None:
    place = make.place()

    with pytest.raises(refusal):
        make.study(place, **demands)

    assert not Study.objects.exists()


def test_two_frozen_cpts_that_share_a_commune_are_named() -> None:
    place = make.place()
    other = make.cpts(make.CODES[0], make.CODES[1], name="CPTS du Milieu")

    with pytest.raises(FrozenTwice, match="CPTS du Milieu"):
        make.study(place, frozen={place.west.slug: FROZEN, other.slug: OPEN})


def test_a_refused_form_keeps_what_was_typed(client: Client) -> None:
    place = make.place()
    client.force_login(place.chair)

    typed = {**ASKED, "together": "Bourg-1, Atlantide"}
    page = client.post("/departements/d1/atelier/nouvelle/", typed).content.decode()

    assert "n’est pas une commune d’ici" in page
    assert "Bourg-1, Atlantide" in page
    assert not Study.objects.exists()


def test_without_contours_the_workshop_says_what_to_load(client: Client) -> None:
    make.departement("D1")
    inter = make.body()
    make.commune("D1001")
    client.force_login(make.holder(inter))

    page = client.get("/departements/d1/atelier/").content.decode()
    form = client.get("/departements/d1/atelier/nouvelle/")

    assert "maillage geography contours" in page
    assert "Demander une étude" not in page
    assert form.status_code == 302


def test_a_departement_of_islands_is_cut_all_the_same(client: Client) -> None:
    place = make.islands()
    study = make.study(place, count=None)

    made = make.computed(study)

    assert all(scenario.is_ready for scenario in made)
    assert all(scenario.current and not scenario.current.score["broken"] for scenario in made)


def test_what_exists_is_scored_as_any_partition_would_be(client: Client) -> None:
    place = make.place()
    client.force_login(place.chair)

    page = client.get("/departements/d1/atelier/").content.decode()

    assert "CPTS de l’Ouest" in page
    assert re.search(r"Note J</p>\s*<p class=\"figure-value\">\d,\d{3}", page)
    assert "4\u00a0communes" in page


def test_a_study_is_asked_again_with_its_form_filled(client: Client) -> None:
    place = make.place()
    study = make.study(place)
    client.force_login(place.chair)

    page = client.get(f"/departements/d1/atelier/nouvelle/?depuis={study.uuid}").content.decode()

    assert 'value="15000"' in page


def test_a_whole_region_has_its_workshop(client: Client) -> None:
    place = make.place()
    regional = make.body(make.Echelon.REGIONAL)
    chair = make.holder(regional)
    wanted = Wanted("Région", make.asked(place))
    study = studies.ask_study(area=place.area.region, wanted=wanted, by=chair.person, at=make.NOW)
    made = make.computed(study)
    client.force_login(chair)

    page = client.get(f"/atelier/scenarios/{made[0].uuid}/")

    assert page.status_code == 200
    assert "data-map " not in page.content.decode()


def brought(place: make.Place, client: Client, text: str) -> str:
    study = make.study(place, kinds=("compact",))
    client.force_login(place.chair)
    sent = SimpleUploadedFile("d.csv", text.encode())
    url = f"/atelier/{study.uuid}/apporter/"
    return client.post(url, {"name": "Le nôtre", "file": sent}, follow=True).content.decode()


def test_a_partition_made_elsewhere_is_scored_beside_the_others(client: Client) -> None:
    lines = [f"{code},{'ouest' if code in make.CODES[::3] else 'est'}" for code in make.CODES]

    page = brought(make.place(), client, "\n".join(["code,territory", *lines]))

    assert "Le nôtre" in page
    assert Scenario.objects.get(key="brought").current


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("code;territory\nD1001;1", "n’est pas un CSV"),
        ("code,territory\nD1001,1", "il y manque Bourg-2"),
        ("code,territory\nD1001,1\nD1001,2", "Une commune y figure deux fois"),
    ],
)
def test_a_file_that_is_no_partition_is_refused_in_words(
    client: Client, text: str, said: str
) -> None:
    page = brought(make.place(), client, text)

    assert said in page
    assert not Scenario.objects.filter(key="brought").exists()
