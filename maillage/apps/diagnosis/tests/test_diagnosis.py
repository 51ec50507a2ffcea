"""Does a diagnosis say what is loaded of these communes, and what is not?"""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.apps.communities.tests import make as communities
from maillage.apps.diagnosis.queries import grounds
from maillage.apps.diagnosis.queries.diagnosis import diagnosis_of
from maillage.apps.diagnosis.tests import make
from maillage.apps.geography.actions import draw_communes
from maillage.apps.geography.models import Commune
from maillage.apps.geography.tests import make as geography
from maillage.apps.geography.tests import mosaics
from maillage.domain.diagnosis import Diagnosis, Line, State

pytestmark = pytest.mark.django_db


def of(*codes: str) -> Diagnosis:
    return diagnosis_of(grounds.of_selection(",".join(codes)), on=make.TODAY)


def line(diagnosis: Diagnosis, key: str) -> Line:
    found = diagnosis.line(key)
    assert found, key
    return found


def test_communes_are_counted_beside_their_departement_their_region_and_the_country() -> None:
    codes = make.places(4)

    made = of(*codes[:2])

    assert [column.key for column in made.columns] == [
        "territory", "departement", "region", "france",
    ]  # fmt: skip
    assert line(made, "population").text_of("territory") == "10\u202f000"
    assert line(made, "population").text_of("departement") == "20\u202f000"
    assert line(made, "density").text_of("region") == "50"


def test_without_a_file_of_professionals_nothing_is_said_of_them() -> None:
    made = of(*make.places(2))

    section = made.section("supply")
    assert section
    assert section.missing
    assert not section.lines


def test_a_file_of_professionals_makes_densities_with_its_source() -> None:
    codes = make.places(4)
    make.general_practitioners(6, at=codes[0])
    make.general_practitioners(10, at="D1", level="DEPARTEMENT")

    made = of(*codes[:2])

    gp = line(made, "GP")
    assert gp.count_text == "6"
    assert gp.text_of("territory") == "6,0"
    assert gp.text_of("departement") == "5,0"
    assert gp.of("region").state is State.UNKNOWN
    assert "Source d’essai" in made.origins["supply"].title
    assert "01/11/2026" in made.origins["supply"].vintage


def test_zones_are_set_beside_the_departement_where_one_may_be_nobodys() -> None:
    codes = make.places(4)
    make.zones(**dict.fromkeys(codes[:2], "ZIP"), **dict.fromkeys(codes[2:], "OUTSIDE"))

    made = of(*codes[1:3])

    assert line(made, "ZONE_10_ZIP_WHOLE").text_of("territory") == "50,0"
    assert line(made, "ZONE_10_ZIP_WHOLE").text_of("departement") == "50,0"
    assert made.line("ZONE_10_ZAC_WHOLE") is None
    assert "Source d’essai" in made.origins["ZONE_10_ZIP_WHOLE"].title


def test_the_zones_of_another_profession_bear_its_name() -> None:
    codes = make.places(2)
    make.zones("60", **{codes[0]: "LOW", codes[1]: "HIGH"})

    low = line(of(codes[0]), "ZONE_60_LOW_WHOLE")

    assert low.label == "Zone sous-dotée, infirmiers"
    assert (low.text_of("territory"), low.text_of("departement")) == ("100,0", "50,0")


def test_an_arrondissement_is_zoned_as_its_commune_unless_it_is_named() -> None:
    city = geography.commune("13055", "Ville", population=20_000)
    for code in ("13201", "13202"):
        geography.arrondissement(code, f"Ville {code}", city, population=10_000)
    make.zones(**{"13055": "ZAC", "13202": "ZIP"})

    made = of("13201", "13202")

    assert line(made, "ZONE_10_ZAC_WHOLE").text_of("territory") == "50,0"
    assert line(made, "ZONE_10_ZIP_WHOLE").text_of("territory") == "50,0"


def test_the_nearest_hospitals_are_told_then_the_regional_one_however_far() -> None:
    codes = ["34001", "34002", "34003"]
    for code in codes:
        communities.commune(code, f"Bourg {code}")
    far = mosaics.polygon(mosaics.square(100, 0))
    draw_communes(outlines=dict([*mosaics.row(*codes[:2]), (codes[2], far)]))
    for number in range(7):
        make.establishment("355", at=codes[1], name=f"Hôpital {number}")
    make.establishment("101", at=codes[2], name="CHU au loin")

    near = of(codes[0]).around

    assert [one.name for one in near] == [*(f"Hôpital {n}" for n in range(6)), "CHU au loin"]
    assert near[-1].what == "centre hospitalier régional"
    assert near[-1].where == "Bourg 34003, à 100 km du centre"


def test_structures_are_counted_by_kind() -> None:
    codes = make.places(2)
    for _ in range(2):
        make.establishment("603", at=codes[0])
    make.establishment("603", at=codes[1])

    made = of(codes[0])

    assert line(made, "msp").count_text == "2"
    assert line(made, "cds").count_text == "0"


def test_the_cpts_over_and_beside_a_territory_are_named() -> None:
    codes = make.places(3)
    make.cpts(codes[1], codes[2], name="CPTS d’à côté")

    made = of(codes[0], codes[1])

    assert [(near.name, near.what, near.where) for near in made.around] == [
        ("CPTS d’à côté", "CPTS qui le chevauche", "1 commune en commun")
    ]


def test_the_cpts_most_alike_are_named_the_nearest_first_without_itself() -> None:
    codes = make.places(4)
    community = make.cpts(codes[0], name="CPTS regardée")
    make.cpts(codes[1], codes[2], name="CPTS double")
    make.cpts(codes[3], name="CPTS pareille")

    made = diagnosis_of(grounds.of_community(community, on=make.TODAY), on=make.TODAY)

    assert [(like.name, like.distance) for like in made.alike] == [
        ("CPTS pareille", "0,00"),
        ("CPTS double", "0,58"),
    ]


def test_an_unpublished_cpts_is_compared_with_nobody() -> None:
    codes = make.places(2)
    make.cpts(codes[1], is_published=False)

    assert of(codes[0]).alike == ()


def test_the_perimeter_is_that_of_the_day_asked() -> None:
    codes = make.places(2)
    community = make.cpts(name="CPTS d’hier")
    first = communities.perimeter(community, [codes[0]])
    first.until = date(2026, 6, 1)
    first.save()
    following = community.perimeters.create(number=2, since=date(2026, 6, 1), recorded_at=make.NOW)
    following.communes.set(Commune.objects.filter(pk__in=codes))

    before = grounds.of_community(community, on=date(2026, 5, 31))
    after = grounds.of_community(community, on=date(2026, 6, 1))

    assert (len(before.codes), len(after.codes)) == (1, 2)


def test_a_whole_departement_is_set_beside_what_is_larger_than_it() -> None:
    make.places(3)

    made = diagnosis_of(grounds.of_departement("d1"), on=make.TODAY)

    assert [column.key for column in made.columns] == ["territory", "region", "france"]
    assert line(made, "communes").text_of("territory") == "3"


def test_the_country_stands_alone() -> None:
    make.places(2)

    made = diagnosis_of(grounds.of_france(), on=make.TODAY)

    assert [column.name for column in made.columns] == ["France"]
    assert line(made, "population").text_of("territory") == "10\u202f000"


def test_a_diagnosis_asks_as_many_questions_whatever_the_number_of_communes() -> None:
    codes = make.places(30)
    make.general_practitioners(3, at=codes[0])
    for number in range(5):
        make.cpts(codes[number], name=f"CPTS {number}")

    of(codes[0])
    with CaptureQueriesContext(connection) as few:
        of(*codes[:2])
    with CaptureQueriesContext(connection) as many:
        of(*codes)

    assert len(many) <= len(few) <= 28
