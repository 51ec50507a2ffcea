"""What is read of the files of INSEE and the DGCL, and what is refused?"""

from datetime import date
from pathlib import Path

import pytest

from maillage.apps.geography.readers import insee
from maillage.apps.geography.readers.records import FormerRecord
from maillage.apps.geography.readers.refusals import (
    FileNotThere,
    MissingColumns,
    UnreadableFile,
    VintageNotKnown,
    WrongEncoding,
)
from maillage.apps.geography.tests import make


def test_communes_are_read_with_population_and_epci(tmp_path: Path) -> None:
    read = insee.read(make.insee_folder(tmp_path))

    found = {c.code: (c.name, c.population, c.epci, c.parent) for c in read.communes}
    assert found["34001"] == ("Valfleuri", 860, "200000001", None)
    assert found["34002"] == ("Mont-Clair", 1270, "200000001", None)
    assert found["34381"] == ("Lyonnette 1er", 300, None, "34055")
    assert "34003" not in found


def test_a_commune_given_by_its_arrondissements_has_their_sum(tmp_path: Path) -> None:
    read = insee.read(make.insee_folder(tmp_path))

    assert {c.code: c.population for c in read.communes}["34055"] == 500


def test_the_sum_is_unknown_when_an_arrondissement_is(tmp_path: Path) -> None:
    partial = make.POPULATIONS.replace("382;34382;Lyonnette 2e;200;0;200", "999;34999;X;1;0;1")

    read = insee.read(make.insee_folder(tmp_path, populations=partial))

    assert {c.code: c.population for c in read.communes}["34055"] is None


def test_files_are_known_by_their_columns_whatever_their_names(tmp_path: Path) -> None:
    folder = make.insee_folder(tmp_path / "a")
    for number, path in enumerate(sorted(folder.iterdir())):
        path.rename(folder / f"fichier {number}{path.suffix}")

    assert len(insee.read(folder).communes) == 5


def test_old_codes_go_through_several_mergers(tmp_path: Path) -> None:
    former = set(insee.read(make.insee_folder(tmp_path)).former)

    assert FormerRecord("34003", "Petit-Mont", "34002", date(2019, 1, 1)) in former
    assert FormerRecord("34004", "Le Hameau", "34002", date(1973, 1, 1)) in former
    assert FormerRecord("34001", "Val", "34001", date(2026, 1, 1)) in former
    assert len(former) == 3


def test_a_commune_that_lives_again_is_current(tmp_path: Path) -> None:
    alive = make.COMMUNES + "COM,34003,76,34,34D,341,0,PETIT MONT,P,Petit-Mont,3401,\n"
    alive = alive.replace("COMD,34003,,,,,0,PETIT MONT,Petit-Mont,Petit-Mont,,34002\n", "")
    moves = (
        make.MOVEMENTS + "21,2025-01-01,COM,34002,0,MONT,M,Mont-Clair,COM,34003,0,P,P,Petit-Mont\n"
        "21,2025-01-01,COM,34002,0,MONT,M,Mont-Clair,COM,34002,0,M,M,Mont-Clair\n"
    )

    read = insee.read(make.insee_folder(tmp_path, communes=alive, mouvements=moves))

    assert "34003" in {commune.code for commune in read.communes}
    assert {f.successor for f in read.former if f.code == "34004"} == {"34003"}
    assert not [f for f in read.former if f.code == "34003" and f.successor == "34002"]


def test_a_member_merged_since_gives_its_epci_to_its_successor(tmp_path: Path) -> None:
    folder = make.insee_folder(tmp_path)
    make.epci_workbook(folder / "composition.xlsx", [("34003", 200000001)])

    read = insee.read(folder)

    assert {c.code for c in read.communes if c.epci == "200000001"} == {"34002"}


def test_an_epci_without_known_member_is_named(tmp_path: Path) -> None:
    folder = make.insee_folder(tmp_path)
    make.epci_workbook(folder / "composition.xlsx", [*make.MEMBERS, ("99999", 200000002)])

    read = insee.read(folder)

    assert [epci.siren for epci in read.epcis] == ["200000001"]
    assert any("CC 200000002" in remark for remark in read.remarks)
    assert any("99999 (200000002)" in remark for remark in read.remarks)


def test_the_file_of_mayotte_gives_half_of_each_code(tmp_path: Path) -> None:
    communes = make.COMMUNES + "COM,97601,06,976,976R,,1,ACOUA,Acoua,Acoua,97601,\n"
    mayotte = (
        "CODREG;REG;DEP;CODARR;CODCAN;CODCOM;COM;PMUN;PCAP;PTOT\n06;;976;;;601;;5192;192;5384\n"
    )

    read = insee.read(make.insee_folder(tmp_path, communes=communes, mayotte=mayotte))

    acoua = next(commune for commune in read.communes if commune.code == "97601")
    assert (acoua.population, acoua.zone) == (5192, "DROM")


def test_the_vintage_comes_from_the_latest_movement(tmp_path: Path) -> None:
    origin = insee.read(make.insee_folder(tmp_path)).origin

    assert origin.effective_on == date(2026, 1, 1)
    assert "EPCI 2025" in origin.vintage
    assert "non indiqué" in origin.population_vintage


def test_without_movements_the_year_must_be_said(tmp_path: Path) -> None:
    folder = make.insee_folder(tmp_path, mouvements=None)

    with pytest.raises(VintageNotKnown, match="--vintage"):
        insee.read(folder)
    read = insee.read(folder, year=2026, counted=2023)
    assert read.origin.population_vintage.startswith("populations légales 2023")
    assert any("mouvements" in remark for remark in read.remarks)


def test_a_missing_file_is_named_by_what_it_holds(tmp_path: Path) -> None:
    with pytest.raises(FileNotThere, match="populations légales"):
        insee.read(make.insee_folder(tmp_path, populations=None))


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotThere, match="introuvable"):
        insee.read(tmp_path / "nulle part")


def test_missing_columns_are_named_with_their_file(tmp_path: Path) -> None:
    short = make.COMMUNES.replace(",LIBELLE", ",NOM").replace(",DEP,", ",D,")

    with pytest.raises(MissingColumns, match=r"communes\.csv.*colonnes DEP, LIBELLE"):
        insee.read(make.insee_folder(tmp_path, communes=short))


def test_a_file_in_latin_1_is_refused_by_name(tmp_path: Path) -> None:
    folder = make.insee_folder(tmp_path)
    (folder / "populations.csv").write_bytes(make.POPULATIONS.encode("latin-1"))

    with pytest.raises(WrongEncoding, match=r"populations\.csv.*UTF-8"):
        insee.read(folder)


def test_a_byte_order_mark_changes_nothing(tmp_path: Path) -> None:
    folder = make.insee_folder(tmp_path)
    (folder / "communes.csv").write_bytes(make.COMMUNES.encode("utf-8-sig"))

    assert len(insee.read(folder).communes) == 5


def test_a_population_that_is_no_number_is_refused(tmp_path: Path) -> None:
    odd = make.POPULATIONS.replace(";860;", ";n.d.;")

    with pytest.raises(UnreadableFile, match=r"34001.*n\.d\."):
        insee.read(make.insee_folder(tmp_path, populations=odd))


def test_a_date_that_is_none_is_refused(tmp_path: Path) -> None:
    odd = make.MOVEMENTS.replace("2026-01-01", "01/01/2026")

    with pytest.raises(UnreadableFile, match="01/01/2026"):
        insee.read(make.insee_folder(tmp_path, mouvements=odd))


def test_a_line_cut_short_is_refused_by_number(tmp_path: Path) -> None:
    cut = make.COMMUNES + "COM,34009,76\n"

    with pytest.raises(UnreadableFile, match="ligne 8"):
        insee.read(make.insee_folder(tmp_path, communes=cut))


def test_a_workbook_that_is_none_is_refused(tmp_path: Path) -> None:
    folder = make.insee_folder(tmp_path)
    (folder / "composition.xlsx").write_text("pas un classeur", "utf-8")

    with pytest.raises(UnreadableFile, match=r"composition\.xlsx"):
        insee.read(folder)


def test_a_file_of_something_else_is_left_aside_and_said(tmp_path: Path) -> None:
    folder = make.insee_folder(tmp_path)
    (folder / "bassins.csv").write_text("CODGEO;BV2022\n34001;34001\n", "utf-8")

    assert any("bassins.csv" in remark for remark in insee.read(folder).remarks)
