"""Is each file of needs known by its content, and read as its publisher means it?"""

import gzip
from pathlib import Path

import pytest

from maillage.apps.health.readers.needs import Hints, Reading, read_needs
from maillage.apps.health.readers.needs.records import Line, NeedsFileEmpty, NeedsFileUnknown
from maillage.apps.health.readers.refusals import FileCutShort, FileNotThere, NotThisFile
from maillage.apps.health.synthetic import needs, needs_ameli
from maillage.apps.health.tests.towns import towns

BASINS = Path(__file__).parents[4] / ".." / "shared" / "data" / "insee" / "bassins-de-vie-2022.csv"
HAMLET, TOWN = "34001", "34006"


def read(path: Path, hints: Hints | None = None) -> list[Reading]:
    return read_needs(path, hints or Hints())[2]


def line(reading: Reading, indicator: str, code: str) -> Line:
    return next(one for one in reading.lines if (one.indicator, one.code) == (indicator, code))


def test_the_apl_is_read_under_its_titles_without_its_units_nor_its_notes(tmp_path: Path) -> None:
    (reading,) = read(needs.apl(tmp_path / "renommé.xlsx", towns()))

    assert (reading.kind, reading.variant, reading.vintage) == ("APL", "APL_GP", "APL 2023")
    assert {one.code for one in reading.lines} == {town.code for town in towns()}
    assert {one.indicator for one in reading.lines} == {
        "APL_GP", "APL_GP_65", "APL_GP_62", "APL_GP_60", "APL_GP_LOW",
    }  # fmt: skip


def test_the_latest_year_of_the_apl_is_kept(tmp_path: Path) -> None:
    both = read(needs.apl(tmp_path / "a.xlsx", towns(), years=(2021, 2023)))[0]
    last = read(needs.apl(tmp_path / "b.xlsx", towns(), years=(2023,)))[0]

    assert both.lines == last.lines


@pytest.mark.parametrize("code", ["APL_NURSE", "APL_PHYSIO", "APL_DENTIST", "APL_MIDWIFE"])
def test_the_apl_of_each_profession_is_known_by_its_column(tmp_path: Path, code: str) -> None:
    (reading,) = read(needs.apl(tmp_path / "a.xlsx", towns(), code=code))

    assert {one.indicator for one in reading.lines} == {code}


def test_overlapping_bands_of_age_are_not_summed(tmp_path: Path) -> None:
    (reading,) = read(needs.ages(tmp_path / "ages.zip", towns()))

    told = [one for one in reading.lines if one.code == TOWN]
    assert len(told) == 8
    bands = sum(one.value or 0 for one in told if one.indicator != "POP_RP")
    assert bands == pytest.approx(45_000, abs=1)
    assert line(reading, "AGE_80", TOWN).base == pytest.approx(45_000, abs=1)
    assert reading.vintage == "recensement 2022"


def test_the_people_of_75_and_over_come_from_the_file_that_tells_them(tmp_path: Path) -> None:
    (reading,) = read(needs.structure(tmp_path / "structure.csv", towns()))

    assert line(reading, "AGE_75", TOWN).base == 45_000
    assert reading.variant == "STRUCT"


def test_a_confidential_income_is_a_secret_and_never_a_zero(tmp_path: Path) -> None:
    (reading,) = read(needs.incomes(tmp_path / "revenus.csv", towns()))

    hidden = line(reading, "LIVING_STANDARD", HAMLET)
    assert (hidden.value, hidden.is_secret) == (None, True)
    assert line(reading, "POVERTY", TOWN).base == 44_100


@pytest.mark.parametrize("mark", ["s", "ns", "nd", "NS", "<11"])
def test_every_mark_of_secret_of_a_wide_file_is_a_secret(tmp_path: Path, mark: str) -> None:
    header = ["CODGEO", "NBPERSMENFISC21", "MED21", "TP6021"]
    path = needs.text(tmp_path / "filosofi.csv", [header, ["1004", "15000", "21 480,5", mark]])

    (reading,) = read(path)

    # A spreadsheet took the leading zero away.
    assert line(reading, "LIVING_STANDARD", "01004").value == 21_480.5
    assert line(reading, "POVERTY", "01004").is_secret


def test_the_density_of_a_commune_says_whether_it_is_rural(tmp_path: Path) -> None:
    (reading,) = read(needs.density(tmp_path / "grille.xlsx", towns()))

    assert line(reading, "DENSITY_GRID", HAMLET).value == 7
    assert line(reading, "RURAL", HAMLET).value == 100
    assert line(reading, "RURAL", TOWN).value == 0


def test_bassins_de_vie_are_read_with_their_names(tmp_path: Path) -> None:
    (reading,) = read(needs.basins(tmp_path / "bv.xlsx", towns()))

    assert {(one.code, one.name) for one in reading.members} == {("34006", "Commune 6")}
    assert reading.licence == "Licence Ouverte 2.0"


def test_the_zoning_of_doctors_gives_zones_districts_and_territories(tmp_path: Path) -> None:
    zoning, territories = read(needs.doctors_zoning(tmp_path / "Zonage_20260101.xlsx", towns()))

    assert (zoning.kind, zoning.variant, zoning.vintage) == ("ZONING", "10", "zonage au 01/01/2026")
    assert {one.commune for one in zoning.zoned} == {town.code for town in towns()}
    assert [one.extent for one in zoning.zoned if one.districts] in (["PART"], [])
    assert territories.variant == "TVS"


@pytest.mark.parametrize(
    ("said", "tier", "extent"),
    [("1_ZIP", "ZIP", "WHOLE"), ("4_QPV_ZAC", "ZAC", "PART"), ("6_HV", "OUTSIDE", "WHOLE")],
)
def test_an_export_of_cartosante_is_read(tmp_path: Path, said: str, tier: str, extent: str) -> None:
    path = needs.text(tmp_path / "c.csv", [["Code", "Libellé", "Zonage_MG"], ["34001", "A", said]])

    (reading,) = read(path)

    assert [(one.profession, one.tier, one.extent) for one in reading.zoned] == [
        ("10", tier, extent)
    ]


def test_the_zoning_of_nurses_is_known_by_its_column(tmp_path: Path) -> None:
    (reading,) = read(needs.others_zoning(tmp_path / "z.csv", towns()))

    assert reading.variant == "60"
    assert {one.tier for one in reading.zoned} <= {
        "VERY_LOW", "LOW", "MIDDLE", "HIGH", "VERY_HIGH",
    }  # fmt: skip


def test_pathologies_keep_all_ages_and_sexes_of_the_latest_year(tmp_path: Path) -> None:
    (reading,) = read(needs_ameli.pathologies(tmp_path / "effectifs.csv", towns()))

    assert line(reading, "PREV_DIABETES", "34").value == pytest.approx(6.1, abs=0.01)
    # 999 and 99 are totals, each at its level.
    assert {(one.level, one.code) for one in reading.lines} == {
        ("DEPARTEMENT", "34"), ("REGION", "R34"), ("FRANCE", ""),
    }  # fmt: skip


def test_too_few_patients_are_a_secret(tmp_path: Path) -> None:
    few = towns(people=(100,))

    (reading,) = read(needs_ameli.pathologies(tmp_path / "effectifs.csv", few))

    assert line(reading, "PREV_DIABETES", "34").is_secret


def test_the_share_of_those_near_retirement_comes_from_their_ages(tmp_path: Path) -> None:
    (reading,) = read(needs_ameli.liberal(tmp_path / "liberal.csv", towns()))

    assert line(reading, "LIBERAL_GP", "34").value == 52
    assert line(reading, "LIBERAL_GP_60", "34").value == pytest.approx(24, abs=2)


def test_a_rate_by_departement_is_read_with_its_totals_each_at_its_level(tmp_path: Path) -> None:
    (reading,) = read(needs_ameli.without_doctor(tmp_path / "acces.csv", towns()))

    assert (reading.variant, reading.vintage) == ("ALD_WITHOUT_GP DEPARTEMENT", "2025")
    assert {(one.level, one.code): one.value for one in reading.lines} == {
        ("DEPARTEMENT", "34"): 5.5, ("REGION", "R34"): 5.5, ("FRANCE", ""): 5.5,
    }  # fmt: skip


def test_an_export_of_the_observatoire_des_territoires_is_read(tmp_path: Path) -> None:
    (reading,) = read(needs_ameli.observatory(tmp_path / "export.xlsx", towns()))

    assert (reading.kind, reading.vintage) == ("C2S", "2023")
    assert line(reading, "C2S", HAMLET).is_secret


def test_an_extract_of_a_cpam_gives_numbers_and_rates_by_commune(tmp_path: Path) -> None:
    readings = read(needs_ameli.cpam(tmp_path / "extrait.csv", towns()))

    assert [one.variant for one in readings] == [
        "WITHOUT_GP_COUNT COMMUNE 34", "WITHOUT_GP COMMUNE 34", "ALD_WITHOUT_GP_COUNT COMMUNE 34",
    ]  # fmt: skip
    assert {str(one.as_of) for one in readings} == {"2026-06-30"}
    assert line(readings[2], "ALD_WITHOUT_GP_COUNT", HAMLET).is_secret


def test_a_number_of_people_is_never_taken_for_a_rate(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["codgeo", "libgeo", "Bénéficiaires de la C2S"],
        ["34001", "A", 812],
    ]

    with pytest.raises(NeedsFileEmpty, match="aucune ligne"):
        read(needs.text(tmp_path / "c2s.csv", rows))


def test_a_file_may_be_compressed_and_in_latin_1(tmp_path: Path) -> None:
    path = tmp_path / "tvs.csv.gz"
    path.write_bytes(gzip.compress("insee;commune;tvs\n34001;Béziers;34032\n".encode("latin-1")))

    (reading,) = read(path)

    assert [(one.code, one.commune) for one in reading.members] == [("34032", "34001")]


def test_an_unknown_file_is_refused_with_what_is_known(tmp_path: Path) -> None:
    path = needs.text(tmp_path / "autre.csv", [["a", "b"], [1, 2]])

    with pytest.raises(NeedsFileUnknown, match="APL de la DREES"):
        read(path)


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    picture, torn = tmp_path / "image.csv", tmp_path / "classeur.xlsx"
    picture.write_bytes(b"\x89PNG\x00\x00")
    torn.write_bytes(b"PK\x03\x04 cut")

    for path, refusal in (
        (picture, NotThisFile),
        (torn, NotThisFile),
        (tmp_path / "absent.csv", FileNotThere),
    ):
        with pytest.raises(refusal):
            read(path)


def test_a_file_cut_within_its_archive_is_refused(tmp_path: Path) -> None:
    path = needs.structure(tmp_path / "s.csv", towns())
    cut = tmp_path / "s.csv.gz"
    cut.write_bytes(gzip.compress(path.read_bytes())[:-12])

    with pytest.raises(FileCutShort):
        read(cut)


def test_a_text_cut_in_the_middle_of_a_line_is_refused(tmp_path: Path) -> None:
    path = needs_ameli.pathologies(tmp_path / "effectifs.csv", towns())
    whole = path.read_bytes().rstrip()
    path.write_bytes(whole)
    assert read(path)

    path.write_bytes(whole[: whole.rindex(b"\n") + 9])

    with pytest.raises(FileCutShort):
        read(path)


def test_the_real_bassins_de_vie_are_read_when_present() -> None:
    if not BASINS.is_file():
        pytest.skip("Les bassins de vie (../shared/data/insee) sont absents de cette machine.")

    (reading,) = read(BASINS)

    assert len(reading.members) == 34_935
    assert len({one.code for one in reading.members}) == 1_707
    assert reading.licence == "ODbL 1.0"
