"""What is read of the npm package, and what is refused?"""

from datetime import date
from pathlib import Path

import pytest

from maillage.apps.geography.readers import npm
from maillage.apps.geography.readers.records import FormerRecord
from maillage.apps.geography.readers.refusals import (
    FileNotThere,
    UnreadableFile,
    VintageNotKnown,
    WrongEncoding,
)
from maillage.apps.geography.tests import make


def test_a_commune_is_read_with_its_epci_and_population(tmp_path: Path) -> None:
    rows = [make.npm_commune("34001", "Valfleuri", population=860)]

    read = npm.read(make.npm_package(tmp_path / "p", rows, members={"200000001": ["34001"]}))

    (commune,) = read.communes
    assert (commune.code, commune.name, commune.epci) == ("34001", "Valfleuri", "200000001")
    assert (commune.population, commune.zone, commune.parent) == (860, "METRO", None)


def test_the_vintage_comes_from_the_version(tmp_path: Path) -> None:
    origin = npm.read(make.npm_package(tmp_path / "p", [make.npm_commune("34001", "V")])).origin

    assert origin.effective_on == date(2026, 1, 1)
    assert origin.population_vintage.startswith("populations légales 2023")
    assert origin.licence == "Licence Ouverte 2.0"


def test_a_version_out_of_the_table_asks_for_its_year(tmp_path: Path) -> None:
    package = make.npm_package(tmp_path / "p", [make.npm_commune("34001", "V")], version="9.1.0")

    with pytest.raises(VintageNotKnown, match="--vintage"):
        npm.read(package)
    assert npm.read(package, year=2029).origin.population_vintage.startswith(
        "populations légales 2026"
    )


def test_a_commune_without_population_stays_unknown_and_is_named(tmp_path: Path) -> None:
    row = make.npm_commune("34001", "Rocher")
    del row["population"]

    read = npm.read(make.npm_package(tmp_path / "p", [row]))

    assert [commune.population for commune in read.communes] == [None]
    assert any("Rocher (34001)" in remark for remark in read.remarks)


def test_an_epci_without_member_is_named_and_left_aside(tmp_path: Path) -> None:
    rows = [make.npm_commune("34001", "V")]

    read = npm.read(
        make.npm_package(tmp_path / "p", rows, members={"200000001": ["34001"], "200000002": []})
    )

    assert [epci.siren for epci in read.epcis] == ["200000001"]
    assert any("CC 200000002 (200000002)" in remark for remark in read.remarks)


def test_an_arrondissement_has_its_commune_and_the_epci_of_it(tmp_path: Path) -> None:
    rows = [
        make.npm_commune("34055", "Lyonnette"),
        make.npm_commune("34381", "L. 1er", type="arrondissement-municipal", commune="34055"),
    ]

    read = npm.read(make.npm_package(tmp_path / "p", rows, members={"200000001": ["34055"]}))

    assert {c.code: (c.parent, c.epci) for c in read.communes} == {
        "34055": (None, "200000001"),
        "34381": ("34055", "200000001"),
    }


def test_old_codes_and_names_lead_to_the_commune_of_today(tmp_path: Path) -> None:
    part = {"type": "commune-deleguee", "departement": "34", "region": "76"}
    rows = [
        make.npm_commune("34002", "Mont-Clair", anciensCodes=["34003", "34009"]),
        {"code": "34002", "nom": "Mont", "chefLieu": "34002", **part},
        {"code": "34003", "nom": "Petit-Mont", "chefLieu": "34002", **part},
        {"code": "34005", "nom": "MONT CLAIR", "chefLieu": "34002", **part},
    ]

    read = npm.read(make.npm_package(tmp_path / "p", rows))

    assert set(read.former) == {
        FormerRecord("34002", "Mont", "34002"),
        FormerRecord("34003", "Petit-Mont", "34002"),
        FormerRecord("34005", "MONT CLAIR", "34002"),
        FormerRecord("34009", "", "34002"),
    }


def test_a_part_of_a_commune_says_itself_which_one(tmp_path: Path) -> None:
    rows = [
        make.npm_commune("34001", "Ancienne mère", anciensCodes=["34003"]),
        make.npm_commune("34002", "Mère"),
        {"code": "34003", "nom": "Fille", "chefLieu": "34002", "type": "commune-associee"},
    ]

    read = npm.read(make.npm_package(tmp_path / "p", rows))

    assert set(read.former) == {FormerRecord("34003", "Fille", "34002")}


def test_a_missing_package_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileNotThere, match="make setup"):
        npm.read(tmp_path)


def test_a_file_that_is_not_json_is_refused_by_name(tmp_path: Path) -> None:
    package = make.npm_package(tmp_path / "p", [make.npm_commune("34001", "V")])
    (package / "data" / "communes.json").write_text("[{", "utf-8")

    with pytest.raises(UnreadableFile, match=r"communes\.json"):
        npm.read(package)


def test_a_file_in_latin_1_is_refused_by_name(tmp_path: Path) -> None:
    package = make.npm_package(tmp_path / "p", [make.npm_commune("34001", "V")])
    (package / "data" / "regions.json").write_bytes('[{"nom": "Hérault"}]'.encode("latin-1"))

    with pytest.raises(WrongEncoding, match=r"regions\.json"):
        npm.read(package)


def test_a_missing_field_is_refused_by_name(tmp_path: Path) -> None:
    row = make.npm_commune("34001", "V")
    del row["departement"]

    with pytest.raises(UnreadableFile, match="departement"):
        npm.read(make.npm_package(tmp_path / "p", [row]))


def test_the_digest_changes_with_the_files_and_with_the_year(tmp_path: Path) -> None:
    package = make.npm_package(tmp_path / "p", [make.npm_commune("34001", "V")])
    before = npm.digest(package)

    assert npm.digest(package) == before
    assert npm.digest(package, 2025) != before
    (package / "data" / "epci.json").write_text("[]", "utf-8")
    assert npm.digest(package) != before
