"""Which maps do pages show, what do they say, and what where no contour is known?"""

import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from maillage.apps.communities.tests import make
from maillage.apps.geography.actions import Origin, draw_communes, load_contours
from maillage.apps.geography.models import Departement
from maillage.apps.geography.queries import neighbours_of, outlines
from maillage.apps.geography.tests import mosaics

pytestmark = pytest.mark.django_db
CODES = ("34001", "34002", "34003", "34004")


@pytest.fixture
def row_of_communes() -> tuple[str, ...]:
    """Four communes side by side, the first two of one CPTS, the second of another too."""
    for place, code in enumerate(CODES):
        make.commune(code, name=f"Bourg-{place}")
    draw_communes(outlines=dict(mosaics.row(*CODES)))
    return CODES


def drawn(page: str) -> str:
    found = re.search(r'<svg class="map-picture.*?</svg>', page, re.S)
    return found[0] if found else ""


def test_a_card_shows_its_territory_among_its_neighbours(
    client: Client, row_of_communes: tuple[str, ...]
) -> None:
    community = make.cpts(*row_of_communes[:2], name="CPTS du Val", is_published=True)

    page = client.get(f"/annuaire/{community.slug}/").content.decode()

    picture = drawn(page)
    assert "<title>Bourg-0, " in picture
    assert "<title>Bourg-2</title>" in picture
    assert "CPTS du Val (2)" in page
    assert "Communes couvertes, par EPCI" in page


def test_the_composer_shows_what_is_chosen(
    client: Client, row_of_communes: tuple[str, ...]
) -> None:
    page = client.get("/territoire/", {"s": ",".join(row_of_communes[:3])}).content.decode()

    assert "Communes choisies (3)" in page
    assert drawn(page).count('class="map-name"') >= 1


def test_a_departement_shows_each_cpts_overlaps_and_white_zones(
    client: Client, row_of_communes: tuple[str, ...]
) -> None:
    make.cpts(*row_of_communes[:2], name="CPTS d’Ici", is_published=True)
    make.cpts(*row_of_communes[1:3], name="CPTS d’À-côté", is_published=True)

    page = client.get("/departements/D1/").content.decode()

    picture = drawn(page)
    assert "Couvert deux fois" in page
    assert "Zone blanche" in page
    assert picture.count('class="map-number"') == 2
    assert "1 commune couverte deux fois, en hachures." in picture
    assert "url(#carte-hatch)" in picture


def test_a_region_shows_what_is_covered(client: Client, row_of_communes: tuple[str, ...]) -> None:
    make.cpts(*row_of_communes[:2], is_published=True)
    region = Departement.objects.get(pk="D1").region

    page = client.get(f"/regions/{region.pk}/").content.decode()

    assert "Couvert par une CPTS" in page
    assert drawn(page)


@pytest.mark.parametrize("path", ["/departements/D1/", "/territoire/?s=34001"])
def test_without_contours_a_page_says_how_to_have_a_map(client: Client, path: str) -> None:
    make.commune("34001")

    page = client.get(path).content.decode()

    assert not drawn(page)
    assert "maillage geography contours" in page


def test_a_commune_without_contour_is_named_in_the_description(
    client: Client, row_of_communes: tuple[str, ...]
) -> None:
    make.commune("34005", name="Oubliée")

    page = client.get("/territoire/", {"s": "34001,34005"}).content.decode()

    assert "Sans contour connu\u00a0: Oubliée." in drawn(page)


def test_outlines_of_a_whole_departement_are_one_query(
    row_of_communes: tuple[str, ...], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        found = outlines(row_of_communes)

    assert set(found) == set(row_of_communes)


def test_neighbours_are_those_that_share_a_border(row_of_communes: tuple[str, ...]) -> None:
    assert neighbours_of(["34002"]) == {"34002": ("34001", "34003")}


def test_an_area_measured_on_contours_says_so(client: Client, tmp_path: Path) -> None:
    make.commune("34001")
    load_contours(
        drawn=mosaics.drawn(tmp_path, *mosaics.row("34001")),
        origin=Origin(source="Fichier d’essai", vintage="COG 2026"),
        at=make.NOW,
    )

    page = client.get("/territoire/?s=34001").content.decode()

    assert "Superficie" in page
    assert "Surface des contours des communes" in page
    assert page.count("Fichier d’essai") == 2


def test_communes_at_two_ends_of_the_country_are_drawn_without_what_lies_between(
    client: Client,
) -> None:
    codes = ("34001", "34002", "34003")
    for code in codes:
        make.commune(code, name=f"Bourg {code}")
    far = {
        code: mosaics.polygon(mosaics.square(place, 0))
        for code, place in zip(codes, (0, 40, 700), strict=True)
    }
    draw_communes(outlines=far)

    near = client.get("/territoire/", {"s": "34001,34002"}).content.decode()
    apart = client.get("/territoire/", {"s": "34001,34003"}).content.decode()

    assert "Communes voisines" not in drawn(apart)
    assert "<title>Bourg 34002</title>" not in drawn(apart)
    assert drawn(near)
