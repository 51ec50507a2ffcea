"""Does a file of needs take place whole, follow mergers, and leave what it should?"""

from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from maillage.apps.geography.models import Commune
from maillage.apps.geography.queries import zones
from maillage.apps.geography.tests import make as places
from maillage.apps.health.actions.needs import FewerPlaces, NoPlaceMatches
from maillage.apps.health.models import Figure, HealthLoad, Zoning
from maillage.apps.health.synthetic import needs, needs_ameli
from maillage.apps.health.tests import towns as here
from maillage.apps.journal.models import Entry

pytestmark = pytest.mark.django_db


class PowerCut(Exception):
    """Whatever stops a load before its end."""


def cut_short(path: Path) -> None:
    here.load(path)
    raise PowerCut


def told(indicator: str, code: str, level: str = "COMMUNE") -> float | None:
    return Figure.objects.get(indicator=indicator, code=code, level=level).value


def test_a_file_takes_place_with_its_source_its_licence_and_its_vintage(tmp_path: Path) -> None:
    (loaded,) = here.load(needs.apl(tmp_path / "apl.xlsx", here.placed()))

    load = loaded.load
    assert (load.is_current, load.licence, load.vintage) == (
        True,
        "Licence Ouverte 2.0",
        "APL 2023",
    )
    assert load.counts["places"] == 6
    assert Entry.objects.filter(verb="health.needs_loaded").count() == 1


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    path = needs.apl(tmp_path / "apl.xlsx", here.placed())
    here.load(path)

    (again,) = here.load(path)

    assert again.is_unchanged
    assert HealthLoad.objects.count() == 1


def test_a_new_file_replaces_the_former_whose_rows_leave(tmp_path: Path) -> None:
    towns = here.placed()
    here.load(needs.apl(tmp_path / "a.xlsx", towns, years=(2022,)))
    before = Figure.objects.count()

    (new,) = here.load(needs.apl(tmp_path / "b.xlsx", towns, years=(2023,)))

    assert Figure.objects.count() == before
    assert set(Figure.objects.values_list("load", flat=True)) == {new.load.pk}


def test_a_file_much_shorter_than_the_one_in_place_is_refused_and_leaves_it(tmp_path: Path) -> None:
    towns = here.placed()
    here.load(needs.apl(tmp_path / "a.xlsx", towns))

    with pytest.raises(FewerPlaces, match="--smaller"):
        here.load(needs.apl(tmp_path / "b.xlsx", towns[:2]))

    assert HealthLoad.objects.current().get().counts["places"] == 6


def test_a_load_that_fails_leaves_the_former_in_place(tmp_path: Path) -> None:
    towns = here.placed()
    (former,) = here.load(needs.basins(tmp_path / "a.xlsx", towns))

    with pytest.raises(PowerCut), transaction.atomic():
        cut_short(needs.basins(tmp_path / "b.xlsx", towns[:4]))

    assert HealthLoad.objects.current().get() == former.load
    assert zones.units_within("34006") == tuple(town.code for town in towns)


def test_departements_regions_and_the_country_stand_ready(tmp_path: Path) -> None:
    towns = here.placed()
    here.load(needs.ages(tmp_path / "ages.zip", towns))

    people = sum(town.people for town in towns)
    for level, code in (("DEPARTEMENT", "34"), ("REGION", "R34"), ("FRANCE", "")):
        assert told("POP_RP", code, level) == pytest.approx(people, abs=1)


def test_a_few_communes_do_not_make_the_figure_of_their_departement(tmp_path: Path) -> None:
    towns = here.placed()
    here.load(needs.ages(tmp_path / "ages.zip", towns[:2]))

    assert not Figure.objects.exclude(level="COMMUNE").exists()


def test_a_vintage_is_carried_through_mergers_and_says_what_did_not_match(tmp_path: Path) -> None:
    towns = here.towns()
    for town in towns[1:]:
        places.commune(town.code, town.name, population=town.people)
    whole = places.commune("34050", "Nouvelle")
    places.former("34001", whole)
    lost = needs.Town("34999", "Oubliée", "34", "R34", 80)

    (loaded,) = here.load(needs.structure(tmp_path / "s.csv", [*towns, lost]))

    assert told("AGE_75", "34050") is not None
    assert loaded.load.counts["merged"] == 1
    assert loaded.load.counts["unknown"] == ["34999"]


def test_communes_that_merged_add_up_and_a_split_one_is_said(tmp_path: Path) -> None:
    towns = here.placed()
    one, other = (places.commune(code, code) for code in ("34051", "34052"))
    for successor in (one, other):
        places.former("34090", successor)
    joined = needs.Town("34091", "Rattachée", "34", "R34", 1_000)
    places.former("34091", Commune.objects.get(pk="34006"))
    split = needs.Town("34090", "Partagée", "34", "R34", 500)

    (loaded,) = here.load(needs.structure(tmp_path / "s.csv", [*towns, joined, split]))

    assert Figure.objects.get(code="34006", level="COMMUNE").base == 46_000
    assert loaded.load.counts["split"] == ["34090"]


def test_arrondissements_count_once_in_their_departement(tmp_path: Path) -> None:
    paris = places.commune("75056", "Paris", population=3_000)
    for code in ("75101", "75102"):
        places.arrondissement(code, code, paris, population=1_500)
    towns = [needs.Town(code, code, "75", "11", 1_500) for code in ("75101", "75102")]
    here.load(
        needs.structure(tmp_path / "s.csv", [*towns, needs.Town("75056", "", "75", "", 3_000)])
    )

    assert Figure.objects.get(level="DEPARTEMENT", code="75").base == 3_000


def test_a_secret_is_stored_as_a_secret(tmp_path: Path) -> None:
    here.load(needs.incomes(tmp_path / "r.csv", here.placed()))

    hidden = Figure.objects.get(indicator="LIVING_STANDARD", code="34001")
    assert (hidden.value, hidden.is_secret) == (None, True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Figure.objects.filter(pk=hidden.pk).update(value=0)


def test_a_mean_without_weights_takes_the_population_in_place(tmp_path: Path) -> None:
    here.load(needs_ameli.observatory(tmp_path / "ot.xlsx", here.placed()))

    assert Figure.objects.get(indicator="C2S", code="34006", level="COMMUNE").base == 45_000


def test_zonings_and_territories_come_from_one_workbook(tmp_path: Path) -> None:
    zoning, territories = here.load(needs.doctors_zoning(tmp_path / "z.xlsx", here.placed()))

    assert Zoning.objects.filter(load=zoning.load.pk).values("commune").distinct().count() == 6
    assert zones.units_within("34006", "TVS") == tuple(town.code for town in here.towns())
    assert territories.load.kind == "TERRITORIES"


def test_the_invented_country_has_its_own_load_beside_the_real_one(tmp_path: Path) -> None:
    here.load(needs.ages(tmp_path / "vrai.zip", here.placed()))
    for code in ("F1001", "F1002"):
        places.commune(
            code, code, population=600, within=places.departement("F1", is_fictional=True)
        )
    invented = [needs.Town(code, code, "F1", "RF1", 600) for code in ("F1001", "F1002")]

    here.load(needs.ages(tmp_path / "invente.zip", invented), is_fictional=True)

    assert HealthLoad.objects.current().count() == 2
    assert told("POP_RP", "F", "FRANCE") == pytest.approx(1_200, abs=1)
    assert told("POP_RP", "", "FRANCE") == pytest.approx(57_450, abs=2)


def test_a_file_of_other_places_is_refused(tmp_path: Path) -> None:
    path = needs.structure(tmp_path / "s.csv", here.towns())

    with pytest.raises(NoPlaceMatches, match="geography load"):
        here.load(path)
