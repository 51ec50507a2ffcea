"""What are the needs of a set of communes, and what must be said beside each figure?"""

from dataclasses import asdict
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.apps.geography.tests import make as places
from maillage.apps.health.queries.needs import comparisons, figures, needs_of
from maillage.apps.health.synthetic import needs, needs_ameli
from maillage.apps.health.tests import towns as here
from maillage.domain.health.adding import Told
from maillage.domain.health.zoning import Extent, Tier

pytestmark = pytest.mark.django_db

HAMLET, VILLAGE, TOWN = "34001", "34003", "34006"


def test_people_add_up_and_shares_follow(tmp_path: Path) -> None:
    towns = here.placed()
    here.load(needs.ages(tmp_path / "ages.zip", towns))

    found = needs_of([VILLAGE, TOWN]).of

    assert found["POP_RP"].value == pytest.approx(45_900, abs=1)
    aged = sum(found[code].value or 0 for code in ("AGE_65_79", "AGE_80"))
    assert found["AGE_65_SHARE"].value == pytest.approx(100 * aged / 45_900, abs=0.01)
    assert found["POP_RP"].load.vintage == "recensement 2022"
    assert list(found) == [code for code in found if code in found]


def test_the_access_of_a_territory_weighs_each_commune_by_its_population(tmp_path: Path) -> None:
    towns = here.placed()
    here.load(needs.apl(tmp_path / "apl.xlsx", towns))

    one, other, both = (
        needs_of(codes).of["APL_GP"] for codes in ([VILLAGE], [TOWN], [VILLAGE, TOWN])
    )

    assert one.told.base is not None
    assert other.told.base is not None
    weighed = (one.value or 0) * one.told.base + (other.value or 0) * other.told.base
    assert both.value == pytest.approx(weighed / (one.told.base + other.told.base))


def test_a_secret_is_told_as_a_secret_and_a_range_stands_for_medians(tmp_path: Path) -> None:
    here.load(needs.incomes(tmp_path / "r.csv", here.placed()))

    alone = needs_of([HAMLET]).of["LIVING_STANDARD"]
    together = needs_of([HAMLET, VILLAGE, TOWN]).of["LIVING_STANDARD"]

    assert alone.is_secret
    assert together.value is None
    assert together.told.lowest != together.told.highest
    assert together.is_partial
    assert "Une commune sous secret statistique" in together.note


def test_a_commune_without_data_is_counted_as_such(tmp_path: Path) -> None:
    towns = here.placed()
    places.commune("34020", "Absente")
    here.load(needs.structure(tmp_path / "s.csv", towns))

    found = needs_of([TOWN, "34020"]).of["AGE_75"]

    assert found.told.unknown == 1
    assert found.note == "Au moins\u00a0: une commune sans donnée, sur 2."


def test_what_is_only_known_by_departement_is_told_so_and_never_shared_out(tmp_path: Path) -> None:
    here.load(needs_ameli.pathologies(tmp_path / "e.csv", here.placed()))

    found = needs_of([TOWN]).of["PREV_DIABETES"]

    assert found.level == "DEPARTEMENT"
    assert found.value == pytest.approx(6.1, abs=0.01)
    assert "département entier" in found.note


def test_over_two_departements_each_is_told(tmp_path: Path) -> None:
    towns = [*here.placed(), *here.placed("12")]
    here.load(needs_ameli.pathologies(tmp_path / "e.csv", towns))

    found = needs_of([TOWN, "12006"]).of["PREV_DIABETES"]

    assert found.value is None
    assert [code for code, _ in found.areas] == ["12", "34"]


def test_an_arrondissement_takes_the_rate_of_its_commune_and_not_its_people(
    tmp_path: Path,
) -> None:
    paris = places.commune("75056", "Paris", population=3_000)
    for code in ("75101", "75102"):
        places.arrondissement(code, code, paris, population=1_500)
    whole = [needs.Town("75056", "Paris", "75", "11", 3_000)]
    here.load(needs_ameli.observatory(tmp_path / "ot.xlsx", whole))
    here.load(needs.structure(tmp_path / "s.csv", whole))

    part, both = needs_of(["75101"]).of, needs_of(["75101", "75102"]).of

    assert part["C2S"].value == both["C2S"].value
    assert "AGE_75" not in part
    assert both["AGE_75"].told.base == 3_000


def test_people_are_counted_by_class_of_density(tmp_path: Path) -> None:
    here.load(needs.density(tmp_path / "d.xlsx", here.placed()))

    found = needs_of([HAMLET, VILLAGE, TOWN]).of

    assert found["DENSITY_GRID"].told.classes == {2: 45_000, 6: 900, 7: 150}
    assert found["RURAL"].value == pytest.approx(100 * 1_050 / 46_050)


def test_zones_are_told_with_their_communes_and_their_people(tmp_path: Path) -> None:
    here.placed()
    rows = [["Code", "Libellé", "Zonage_MG"], [HAMLET, "", "1_ZIP"], [VILLAGE, "", "1_ZIP"],
            [TOWN, "", "4_QPV_ZAC"]]  # fmt: skip
    here.load(needs.text(tmp_path / "z.csv", rows))

    zip_, zac = needs_of([HAMLET, VILLAGE, TOWN]).zonings

    assert (zip_.tier, zip_.communes, zip_.population) == (Tier.ZIP, (HAMLET, VILLAGE), 1_050)
    assert (zac.tier, zac.extent, zac.communes) == (Tier.ZAC, Extent.PART, (TOWN,))


def test_bassins_de_vie_are_told_the_most_peopled_first(tmp_path: Path) -> None:
    towns = here.placed()
    apart = needs.Town("34001", "Hameau", "34", "R34", 150, "34001", "Hameau")
    here.load(needs.basins(tmp_path / "bv.xlsx", [apart, *towns[1:]]))

    assert [(one.code, one.communes) for one in needs_of([HAMLET, TOWN]).basins] == [
        ("34006", 1), ("34001", 1),
    ]  # fmt: skip


def test_two_extracts_of_two_departements_add_up(tmp_path: Path) -> None:
    here.load(needs_ameli.cpam(tmp_path / "a.csv", here.placed()))
    here.load(needs_ameli.cpam(tmp_path / "b.csv", here.placed("12")))

    one, other, both = (
        needs_of(codes).of["WITHOUT_GP_COUNT"].value or 0
        for codes in ([TOWN], ["12006"], [TOWN, "12006"])
    )

    assert both == one + other


def test_what_surrounds_a_territory_stands_ready(tmp_path: Path) -> None:
    towns = [*here.placed(), *here.placed("12")]
    here.load(needs.ages(tmp_path / "ages.zip", towns))

    one, both = comparisons([TOWN]), comparisons([TOWN, "12001"])

    assert set(one) == {"DEPARTEMENT", "REGION", "FRANCE"}
    assert one["DEPARTEMENT"]["POP_RP"].value == pytest.approx(57_450, abs=1)
    assert 10 < (one["FRANCE"]["AGE_65_SHARE"].value or 0) < 40
    assert set(both) == {"FRANCE"}


def test_figures_of_areas_are_asked_by_level(tmp_path: Path) -> None:
    here.load(needs_ameli.liberal(tmp_path / "l.csv", here.placed()))

    told = figures(["LIBERAL_GP_60"], level="DEPARTEMENT", codes=["34", "99"])

    assert set(told) == {("LIBERAL_GP_60", "34")}


def test_the_queries_are_as_many_whatever_the_communes(tmp_path: Path) -> None:
    towns = here.placed()
    for path in (
        needs.ages(tmp_path / "a.zip", towns), needs.apl(tmp_path / "b.xlsx", towns),
        needs.density(tmp_path / "c.xlsx", towns), needs.doctors_zoning(tmp_path / "d.xlsx", towns),
        needs.basins(tmp_path / "e.xlsx", towns), needs_ameli.liberal(tmp_path / "f.csv", towns),
    ):  # fmt: skip
        here.load(path)

    counted = []
    for codes in ([HAMLET], [town.code for town in towns]):
        with CaptureQueriesContext(connection) as queries:
            needs_of(codes)
        counted.append(len(queries))

    assert counted[0] == counted[1] <= 8


def test_nothing_is_known_of_no_commune() -> None:
    assert not needs_of([]).of
    assert not needs_of(["99999"]).of


def test_very_many_communes_are_told_as_few_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    towns = here.placed()
    paris = places.commune("75056", "Paris", population=3_000)
    for code in ("75101", "75102"):
        places.arrondissement(code, code, paris, population=1_500)
    whole = needs.Town("75056", "Paris", "75", "11", 3_000, "75056", "Paris")
    everyone = [*towns, whole]
    for path in (
        needs.ages(tmp_path / "a.zip", towns), needs.apl(tmp_path / "b.xlsx", everyone),
        needs.incomes(tmp_path / "c.csv", towns), needs.density(tmp_path / "d.xlsx", everyone),
        needs.doctors_zoning(tmp_path / "e.xlsx", everyone),
        needs.basins(tmp_path / "f.xlsx", everyone), needs.structure(tmp_path / "g.csv", everyone),
        needs_ameli.liberal(tmp_path / "h.csv", everyone),
    ):  # fmt: skip
        here.load(path)
    codes = ["34001", "34003", "34006", "75101", "75102"]

    for asked in (codes, codes[:4], ["75101"]):
        monkeypatch.setattr("maillage.apps.health.queries.needs.MANY", 1000)
        few = needs_of(asked)
        monkeypatch.setattr("maillage.apps.health.queries.needs.MANY", 0)
        many = needs_of(asked)

        assert {code: rounded(need.told) for code, need in many.of.items()} == {
            code: rounded(need.told) for code, need in few.of.items()
        }
        assert (many.zonings, many.basins) == (few.zonings, few.basins)


def rounded(told: Told) -> list[object]:
    return [round(one, 6) if isinstance(one, float) else one for one in asdict(told).values()]
