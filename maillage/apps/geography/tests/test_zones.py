"""In which bassin de vie is a commune, and what does one hold?"""

from pathlib import Path

import pytest

from maillage.apps.geography.actions import ZoneLine, replace_zones
from maillage.apps.geography.models import Zone
from maillage.apps.geography.queries import zones
from maillage.apps.geography.queries.land import communes_of, ground_of_file
from maillage.apps.geography.queries.zones import UnknownZone, ZoneRef
from maillage.apps.geography.tests import make, mosaics

pytestmark = pytest.mark.django_db

VALLEY = ZoneRef("34001", "Valfleuri")


def communes(*codes: str) -> None:
    for code in codes:
        make.commune(code)


def placed(*members: tuple[str, str, str], is_fictional: bool = False) -> None:
    lines = [ZoneLine(code, name, commune) for code, name, commune in members]
    replace_zones(kind=zones.BASSIN, lines=lines, is_fictional=is_fictional)


def test_a_commune_has_its_bassin_de_vie_and_a_bassin_its_communes() -> None:
    communes("34001", "34002", "34003")
    placed(("34001", "Valfleuri", "34001"), ("34001", "Valfleuri", "34002"))

    assert zones.zones_of(["34001", "34002", "34003"]) == {"34001": VALLEY, "34002": VALLEY}
    assert zones.units_within("34001") == ("34001", "34002")


def test_an_arrondissement_is_in_the_zone_of_its_commune() -> None:
    city = make.commune("34055", "Lyonnette")
    make.arrondissement("34381", "Lyonnette 1er", city)
    placed(("34055", "Lyonnette", "34055"))

    assert zones.zones_of(["34381"]) == {"34381": ZoneRef("34055", "Lyonnette")}
    assert zones.units_within("34055") == ("34381",)


def test_new_zones_replace_those_of_their_kind_and_leave_the_invented_ones() -> None:
    communes("34001", "34002")
    make.commune("F1001", within=make.departement("F1", is_fictional=True))
    placed(("B1", "Inventé", "F1001"), is_fictional=True)
    placed(("34001", "Valfleuri", "34001"))

    placed(("34002", "Mont-Clair", "34002"))

    assert set(Zone.objects.values_list("code", flat=True)) == {"B1", "34002"}


def test_a_zone_is_found_by_the_beginning_of_a_word_of_its_name() -> None:
    communes("34001", "34002")
    placed(("34001", "Valfleuri", "34001"), ("34002", "Mont-Clair", "34002"))

    assert [zone.name for zone in zones.search_zones("clai")] == ["Mont-Clair"]
    assert zones.search_zones(" ") == []


def test_an_unknown_zone_is_refused_by_its_code() -> None:
    with pytest.raises(UnknownZone, match="bassin de vie"):
        zones.units_within("99999")


def test_the_ground_of_a_partition_knows_its_bassins_de_vie(tmp_path: Path) -> None:
    communes("34001", "34002", "34003")
    placed(("34001", "Valfleuri", "34001"), ("34001", "Valfleuri", "34002"))
    path = mosaics.file(tmp_path, mosaics.row("34001", "34002", "34003"))

    ground = ground_of_file(path, communes_of(departement="34"))

    assert ground.land.basins.tolist() == [0, 0, -1]
    assert ground.basins == (("34001", "Valfleuri"),)
