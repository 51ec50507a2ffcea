"""Does a page say what the diagnosis says, to whom, of which day?"""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from time_machine import travel

from maillage.apps.communities.models import Community
from maillage.apps.communities.tests import make as communities
from maillage.apps.diagnosis.tests import make
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with travel(make.NOW, tick=False):
        yield


def signed_in(community: Community, kind: RoleKind = RoleKind.COORDINATOR) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(communities.holder(community, kind))
    client.get("/geographie/recherche.json")
    return client


def test_a_drawn_territory_is_read_at_once_by_anyone(client: Client) -> None:
    codes = make.places(3)

    page = client.get(f"/territoire/diagnostic/?s={','.join(codes)}").content.decode()

    assert "15\u202f000" in page
    assert "Aucun fichier de professionnels" in page
    assert "Règle et source" in page


def test_nothing_composed_leads_to_the_composer(client: Client) -> None:
    page = client.get("/territoire/diagnostic/").content.decode()

    assert "Composer un territoire" in page


def test_the_space_of_a_cpts_offers_to_keep_to_those_who_run_it() -> None:
    community = make.cpts(*make.places(2))

    asked = f"/communautes/{community.slug}/diagnostic/"
    of_runner = signed_in(community).get(asked).content.decode()
    of_member = signed_in(community, RoleKind.MEMBER).get(asked).content.decode()

    assert "Garder ce diagnostic" in of_runner
    assert "Garder ce diagnostic" not in of_member


def test_the_perimeter_of_another_day_is_read_at_its_day() -> None:
    codes = make.places(2)
    community = make.cpts()
    first = communities.perimeter(community, [codes[0]])
    first.until = date(2026, 6, 1)
    first.save()

    page = signed_in(community).get(f"/communautes/{community.slug}/diagnostic/?le=2026-05-01")

    assert "5\u202f000" in page.content.decode()
    today = signed_in(community).get(f"/communautes/{community.slug}/diagnostic/")
    assert "Pas encore de territoire ce jour-là" in today.content.decode()


def test_an_inter_cpts_reads_the_diagnosis_of_the_communes_of_its_cpts() -> None:
    community = make.cpts(*make.places(2))
    inter = communities.body()
    community.affiliations.create(
        body=inter, since=communities.LONG_AGO, member_rank=0, body_rank=1
    )

    page = signed_in(inter).get(f"/communautes/{inter.slug}/diagnostic/").content.decode()

    assert "10\u202f000" in page


def test_every_area_has_its_diagnosis(client: Client) -> None:
    make.places(2)

    for address in ("departements/d1", "regions/r1", "france"):
        page = client.get(f"/{address}/diagnostic/").content.decode()
        assert "10\u202f000" in page, address


def test_pages_of_areas_lead_to_their_diagnosis(client: Client) -> None:
    make.places(1)

    for address in ("departements/D1", "regions/R1", "france"):
        page = client.get(f"/{address}/").content.decode()
        assert f'href="/{address}/diagnostic/"' in page


def test_keeping_from_the_page_leads_to_the_version_kept() -> None:
    community = make.cpts(*make.places(2))
    client = signed_in(community)

    answer = client.post(f"/communautes/{community.slug}/diagnostic/garder/")

    assert answer["Location"].endswith("/diagnostic/versions/1/")
    assert "Version 1" in client.get(answer["Location"]).content.decode()


def test_a_pasted_table_is_read_over_before_anything_is_written() -> None:
    community = make.cpts(*make.places(1))
    client = signed_in(community)
    asked = f"/communautes/{community.slug}/diagnostic/chiffres/coller/"
    posted = {
        "pasted": "Taux d’ALD;21,4;%\nC2S;ns;%\nInconnu;douze;%",
        "as_of": "2025-12-31",
        "source": "Rézone CPTS",
    }

    shown = client.post(asked, posted).content.decode()
    before = community.typed_figures.count()
    client.post(asked, posted | {"accepter": ""})

    assert "n’est pas un nombre" in shown
    assert before == 0
    assert sorted(community.typed_figures.values_list("label", "is_secret")) == [
        ("C2S", True), ("Taux d’ALD", False),
    ]  # fmt: skip


def test_a_figure_typed_is_told_with_its_source_in_the_diagnosis() -> None:
    community = make.cpts(*make.places(1))
    client = signed_in(community)
    client.post(
        f"/communautes/{community.slug}/diagnostic/chiffres/",
        {
            "indicator": "", "label": "Taux d’ALD", "value": "21,4", "unit": "%",
            "as_of": "2025-12-31", "source": "Rézone CPTS", "perimeter": "Tout le territoire",
        },
    )  # fmt: skip

    page = client.get(f"/communautes/{community.slug}/diagnostic/").content.decode()

    assert "Taux d’ALD\u00a0: 21,4 %" in page
    assert "Rézone CPTS, Tout le territoire" in page


def test_a_figure_without_a_value_nor_a_secret_is_asked_again() -> None:
    community = make.cpts(*make.places(1))

    page = signed_in(community).post(
        f"/communautes/{community.slug}/diagnostic/chiffres/",
        {"label": "ALD", "as_of": "2025-12-31", "source": "CPAM", "perimeter": "Tout"},
    )

    assert "Donnez une valeur" in page.content.decode()
