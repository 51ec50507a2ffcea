"""Is the place found that someone means, the best first?"""

import pytest
from pytest_django import DjangoAssertNumQueries

from maillage.apps.geography import queries
from maillage.apps.geography.queries import PlaceKind
from maillage.apps.geography.tests import make

pytestmark = pytest.mark.django_db


def names(text: str) -> list[str]:
    return [place.name for place in queries.search_places(text)]


@pytest.mark.parametrize("text", ["Saint-Étienne", "st etienne", "ST ETIENNE", "saint  étienne"])
def test_a_commune_is_found_whatever_its_spelling(text: str) -> None:
    make.commune(name="Saint-Étienne")

    assert names(text) == ["Saint-Étienne"]


def test_the_exact_name_comes_first_then_the_beginning_then_a_word_inside() -> None:
    make.commune(name="Vieux-Mont", population=90_000)
    make.commune(name="Montclair", population=50_000)
    make.commune(name="Mont", population=10)

    assert names("mont") == ["Mont", "Montclair", "Vieux-Mont"]


def test_among_namesakes_the_largest_comes_first_and_the_unknown_last() -> None:
    make.commune("34001", "Mont", population=None)
    make.commune("34002", "Mont", population=10)
    make.commune("34003", "Mont", population=500)

    assert [p.code for p in queries.search_places("mont")] == ["34003", "34002", "34001"]


def test_the_article_may_be_left_out() -> None:
    make.commune(name="La Rochelle", population=10)
    make.commune(name="Rochelleville", population=99_999)

    assert names("rochelle") == ["La Rochelle", "Rochelleville"]


def test_each_word_may_be_cut_short() -> None:
    make.commune(name="Saint-Germain-en-Laye")

    assert names("st ger lay") == ["Saint-Germain-en-Laye"]
    assert names("germ layon") == []


def test_st_may_be_the_beginning_of_another_word() -> None:
    make.commune(name="Stenay")

    assert names("st") == ["Stenay"]


def test_invented_communes_come_after_the_real_ones() -> None:
    make.commune("98001", "Mont", within=make.departement("98", is_fictional=True))
    make.commune("34001", "Montclair", population=1)

    assert names("mont") == ["Montclair", "Mont"]


def test_a_former_name_says_what_the_commune_is_today() -> None:
    make.former("34009", make.commune("34001", "Valfleuri"), "Arbignieu")

    (place,) = queries.search_places("arbign")

    assert (place.name, place.was) == ("Valfleuri", "Arbignieu")
    assert place.detail.startswith("anciennement Arbignieu")


def test_a_commune_found_by_its_own_name_is_not_repeated_under_a_former_one() -> None:
    make.former("34001", make.commune("34001", "Mont-Clair"), "Mont")

    assert names("mont") == ["Mont-Clair"]


def test_a_retired_commune_is_not_found() -> None:
    make.commune(name="Disparue", retired_on=make.NOW.date())

    assert names("disparue") == []


@pytest.mark.parametrize("text", ["34001", " 34 001 ", "4001"])
def test_a_commune_is_found_by_its_code(text: str) -> None:
    make.commune("34001", "Valfleuri")
    make.commune("04001", "Aiglun d’essai")

    expected = "Aiglun d’essai" if text == "4001" else "Valfleuri"
    assert names(text) == [expected]


def test_a_corsican_code_is_found_in_either_case() -> None:
    make.commune("2A004", "Ajaccio d’essai", within=make.departement("2A"))

    assert names("2a004") == ["Ajaccio d’essai"]


def test_an_old_code_leads_to_the_commune_of_today() -> None:
    make.former("34009", make.commune("34001", "Valfleuri"))

    (place,) = queries.search_places("34009")

    assert (place.code, place.was) == ("34001", "34009")


def test_a_postcode_finds_its_communes_after_the_commune_of_that_code() -> None:
    make.commune("34002", "Voisine", postcodes=["34130"], population=9_999)
    make.commune("34130", "Laurens d’essai", population=1)

    assert names("34130") == ["Laurens d’essai", "Voisine"]
    assert names("341") == ["Voisine"]


def test_an_epci_is_found_by_name_and_by_siren() -> None:
    epci = make.epci("200046977", "CC du Pays de Gex")
    make.commune("34001", population=10, epci=epci)
    make.commune("34002", population=20, epci=epci)

    (place,) = queries.search_places("pays de gex")

    assert [found.key for found in queries.search_places("200 046 977")] == [place.key]
    assert (place.kind, place.communes, place.population) == (PlaceKind.EPCI, 2, 30)
    assert place.key == "epci:200046977"


def test_the_population_of_an_epci_is_unknown_when_that_of_a_commune_is() -> None:
    epci = make.epci(name="CC du Pays de Gex")
    make.commune(population=10, epci=epci)
    make.commune(population=None, epci=epci)

    assert queries.search_places("gex")[0].population is None


def test_an_epci_is_not_hidden_by_a_crowd_of_communes() -> None:
    make.epci(name="CA de Montagne")
    for number in range(15):
        make.commune(name=f"Mont {number}")

    found = queries.search_places("mont")

    assert len(found) == 12
    assert "CA de Montagne" in [place.name for place in found]


def test_a_departement_is_found_by_name_and_by_code() -> None:
    make.departement("34", "Hérault")

    assert names("herault") == names("34") == ["Hérault"]
    assert queries.search_places("34")[0].kind is PlaceKind.DEPARTEMENT


def test_a_departement_after_a_name_tells_namesakes_apart() -> None:
    make.commune("34001", "Mont")
    make.commune("35001", "Mont")

    assert [p.code for p in queries.search_places("mont 35")] == ["35001"]


@pytest.mark.parametrize("text", ["", " ", "x", "%", "_", "'", "--", "\x00", "é" * 500, "%%%%"])
def test_odd_texts_find_nothing_and_break_nothing(text: str) -> None:
    make.commune(name="Mont")

    assert names(text) == []


def test_a_search_takes_few_queries(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    epci = make.epci(name="CC de Mont")
    for number in range(20):
        make.former(f"35{number:03}", make.commune(name=f"Mont {number}", epci=epci), "Montet")

    with django_assert_max_num_queries(5):
        queries.search_places("mont")
    with django_assert_max_num_queries(5):
        queries.search_places("34000")
