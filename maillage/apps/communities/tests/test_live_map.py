"""Does the map one composes on show the right places, and what is covered already?"""

import re

import pytest
from django.test import Client

from maillage.apps.communities.models import Community
from maillage.apps.communities.queries.live_map import live_map
from maillage.apps.communities.tests import make
from maillage.apps.geography.actions import draw_communes
from maillage.apps.geography.models import Commune
from maillage.apps.geography.tests import mosaics

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def there() -> Community:
    """Two communes of a département, the second of a CPTS; one of another département."""
    make.commune("D1001")
    make.commune("D1002")
    make.commune("D2001", departement_code="D2")
    draw_communes(outlines=dict(mosaics.row("D1001", "D1002", "D2001")))
    return make.cpts("D1002", name="CPTS d’à | côté", is_published=True)


def communes(*codes: str) -> list[Commune]:
    return list(Commune.objects.filter(pk__in=codes).order_by("pk"))


def test_the_departement_of_what_is_chosen_is_drawn_and_the_others_can_be_asked_for() -> None:
    drawn = live_map(communes("D1001"), on=make.TODAY)

    assert [each.pk for each in drawn.shown] == ["D1"]
    assert [each.pk for each in drawn.others] == ["D2"]
    assert drawn.picked == "D1001"


def test_a_departement_asked_for_is_drawn_beside_that_of_the_territory() -> None:
    drawn = live_map(communes("D1001"), asked=["D2", "ZZ"], on=make.TODAY)

    assert [each.pk for each in drawn.shown] == ["D1", "D2"]


def test_what_another_cpts_covers_bears_its_name_and_what_is_chosen_says_it(
    there: Community,
) -> None:
    drawn = live_map(communes("D1001"), on=make.TODAY)

    assert set(drawn.of.split()) == {"D1001:ici", f"D1002:{there.pk}"}
    assert drawn.names.count("|") == 1
    assert f"{there.pk}:faint" in drawn.tones


def test_a_cpts_that_redraws_its_territory_does_not_meet_itself(there: Community) -> None:
    drawn = live_map(communes("D1001"), on=make.TODAY, but=there)

    assert "D1002" not in drawn.of


def test_the_composer_offers_the_map_of_a_departement_before_anything_is_chosen(
    client: Client,
) -> None:
    empty = client.get("/territoire/").content.decode()
    asked = client.get("/territoire/", {"carte": "D1"}).content.decode()

    assert "Montrer la carte du département" in empty
    assert "data-map " not in empty
    assert re.search(r'data-communes="/geographie/\S*D1\S* "', asked)


def test_a_click_is_the_same_gesture_as_a_link(client: Client) -> None:
    answer = client.get("/territoire/", {"s": "D1001", "add": ["D1002", "-D1001"]})

    assert answer.headers["Location"] == "/territoire/?s=D1002"
