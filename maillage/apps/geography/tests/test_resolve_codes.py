"""Which communes, and which units of a territory, do codes lead to?"""

import pytest
from pytest_django import DjangoAssertNumQueries

from maillage.apps.geography import queries
from maillage.apps.geography.models import Commune
from maillage.apps.geography.tests import make

pytestmark = pytest.mark.django_db


def test_current_codes_are_themselves_once_and_sorted() -> None:
    make.commune("34002")
    make.commune("34001")

    found = queries.resolve_codes(["34002", " 34001 ", "34002"])

    assert found.current == ("34001", "34002")
    assert not found.merged
    assert not found.unknown


def test_a_commune_merged_leads_to_its_successor() -> None:
    make.former("34009", make.commune("34001"))

    found = queries.resolve_codes(["34009"])

    assert found.current == ("34001",)
    assert found.merged == {"34009": "34001"}


def test_a_retired_commune_leads_to_its_successor() -> None:
    make.commune("34009", retired_on=make.NOW.date())
    make.former("34009", make.commune("34001"))

    assert queries.resolve_codes(["34009"]).merged == {"34009": "34001"}


def test_a_retired_commune_without_successor_is_unknown() -> None:
    make.commune("34009", retired_on=make.NOW.date())

    assert queries.resolve_codes(["34009"]).unknown == ("34009",)


def test_a_code_split_between_communes_is_left_to_a_person() -> None:
    for code in ("34001", "34002"):
        make.former("34009", make.commune(code))

    found = queries.resolve_codes(["34009"])

    assert found.current == ()
    assert found.split == {"34009": ("34001", "34002")}
    assert queries.units_of(["34009"]).unknown == ("34009",)


def test_a_former_name_under_the_code_of_today_changes_nothing() -> None:
    make.former("34001", make.commune("34001"), "Ancien nom")

    assert queries.resolve_codes(["34001"]).current == ("34001",)
    assert not queries.resolve_codes(["34001"]).merged


def test_unknown_codes_are_named_as_given() -> None:
    assert queries.resolve_codes(["99999", "xx"]).unknown == ("99999", "XX")
    assert queries.resolve_codes(["", "\x00", "'"]).unknown == ("", "\x00", "'")


def lyonnette() -> Commune:
    city = make.commune("69123", "Lyonnette", population=500)
    make.arrondissement("69381", "Lyonnette 1er", city, population=300)
    make.arrondissement("69382", "Lyonnette 2e", city, population=200)
    return city


def test_an_arrondissement_is_a_unit_and_says_its_commune() -> None:
    lyonnette()

    assert queries.resolve_codes(["69381"]).arrondissements == {"69381": "69123"}
    assert queries.units_of(["69381"]).codes == ("69381",)


def test_a_commune_with_arrondissements_stands_by_them() -> None:
    lyonnette()
    make.commune("34001")

    units = queries.units_of(["69123", "69381", "34001"])

    assert units.codes == ("34001", "69381", "69382")
    assert units.expanded == {"69123": ("69381", "69382")}
    assert set(Commune.objects.units().values_list("code", flat=True)) == set(units.codes)


def test_an_epci_gives_its_units() -> None:
    epci = make.epci()
    make.commune("34002", epci=epci)
    make.commune("34001", epci=epci)
    make.commune("34003", epci=epci, retired_on=make.NOW.date())

    assert queries.members_of("200 000 001") == ("34001", "34002")


def test_an_unknown_epci_is_refused() -> None:
    for siren in ("123", "", "\x00", "abc"):
        with pytest.raises(queries.UnknownEpci, match="neuf chiffres"):
            queries.members_of(siren)


def test_an_epci_without_commune_is_refused_by_name() -> None:
    make.epci(name="CC Vide")

    with pytest.raises(queries.EpciWithoutCommune, match="CC Vide"):
        queries.members_of("200000001")


def test_many_codes_take_no_more_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    codes = [make.commune().code for _ in range(60)]

    with django_assert_num_queries(3):
        queries.units_of([*codes, "99999"])


def test_totals_count_what_is_known_and_name_the_rest() -> None:
    make.commune("34001", population=860)
    make.commune("34002", population=None)

    totals = queries.totals(["34001", "34002", "99999"])

    assert (totals.communes, totals.population, totals.unknown) == (2, 860, ("34002",))
    assert totals.unknown_count == 1
    assert totals.area_km2 is None


def test_the_area_is_known_when_each_is() -> None:
    make.commune("34001", area_km2="10.50")
    make.commune("34002", area_km2="2.25")

    assert str(queries.totals(["34001", "34002"]).area_km2) == "12.75"


def test_a_commune_and_its_arrondissements_count_once() -> None:
    lyonnette()

    assert queries.totals(["69123", "69381"]).population == 500
    assert queries.totals(["69381", "69382"]).population == 500


def test_totals_of_nothing_are_nothing() -> None:
    totals = queries.totals([])

    assert (totals.communes, totals.population, totals.area_km2) == (0, 0, None)


def test_the_source_of_a_population_is_the_last_load() -> None:
    assert queries.source() is None
    make.dataset(source="Ancienne")
    make.dataset(source="Récente")

    source = queries.source()

    assert source is not None
    assert source.title == "Récente"
    assert "populations d’essai 2023" in source.vintage
