"""Is what a CPAM or Rézone hands over to a community understood, and what is not, said?"""

from datetime import date
from pathlib import Path

import pytest

from maillage.apps.health.readers.extracts import (
    Extract,
    ExtractTooBig,
    NothingInExtract,
    Typed,
    read_extract,
)
from maillage.apps.health.synthetic import needs, needs_ameli
from maillage.apps.health.tests.towns import towns

REZONE = """\
Rézone CPTS;
Territoire;CPTS du Val d’Essai
Communes;34001, 34002, 34003
Date;30/06/2026
Indicateur;Valeur
Patients sans médecin traitant;1 250
Patients en ALD sans médecin traitant;NS
Taux d'exonération ALD;17,4 %
Taux C2S;8,2 %
Polymédication des plus de 65 ans;31,0 %
"""


def read(text: str, name: str = "extrait.csv") -> Extract:
    return read_extract(text.encode(), name=name)


def value(extract: Extract, code: str) -> Typed:
    return next(one for one in extract.figures if one.indicator == code)


def test_a_list_of_indicators_is_read_with_its_perimeter_and_its_date() -> None:
    extract = read(REZONE)

    assert extract.as_of == date(2026, 6, 30)
    assert extract.perimeter == ("34001", "34002", "34003")
    assert extract.perimeter_name == "CPTS du Val d’Essai"
    assert value(extract, "WITHOUT_GP_COUNT").value == 1_250
    assert value(extract, "ALD").value == 17.4
    assert value(extract, "C2S").value == 8.2


def test_a_value_too_small_to_be_told_is_a_secret() -> None:
    assert value(read(REZONE), "ALD_WITHOUT_GP_COUNT") == Typed(
        "ALD_WITHOUT_GP_COUNT", None, None, True, "Patients en ALD sans médecin traitant"
    )


def test_a_line_that_is_not_understood_is_listed_and_not_guessed() -> None:
    assert read(REZONE).ignored == ("Polymédication des plus de 65 ans",)


def test_a_rate_and_a_number_of_the_same_thing_are_told_apart() -> None:
    extract = read("Patients sans médecin traitant;12,4 %\n")

    assert value(extract, "WITHOUT_GP").value == 12.4


def test_values_under_a_line_of_indicators_are_read() -> None:
    text = "Territoire;Taux ALD;Taux C2S;Patients sans MT\nVal d’Essai;17,4;8,2;1250\n"

    assert [one.value for one in read(text).figures] == [17.4, 8.2, 1_250]


def test_a_rate_of_a_workbook_is_given_back_its_hundred(tmp_path: Path) -> None:
    path = needs.workbook(
        tmp_path / "e.xlsx", {"Feuille": [["Taux ALD", 0.174], ["Taux C2S", 0.08]]}
    )

    extract = read_extract(path.read_bytes(), name="e.xlsx")

    assert value(extract, "ALD").value == pytest.approx(17.4)


def test_an_extract_by_commune_gives_its_perimeter_and_adds_up(tmp_path: Path) -> None:
    path = needs_ameli.cpam(tmp_path / "cpam.csv", towns())

    extract = read_extract(path.read_bytes(), name="cpam.csv")

    parts = [one.value for _, one in extract.by_commune if one.indicator == "WITHOUT_GP_COUNT"]
    assert extract.perimeter == tuple(town.code for town in towns())
    assert extract.as_of == date(2026, 6, 30)
    assert value(extract, "WITHOUT_GP_COUNT").value == sum(part or 0 for part in parts)
    assert 6 < (value(extract, "WITHOUT_GP").value or 0) < 19


def test_an_extract_without_any_known_indicator_is_refused_with_examples() -> None:
    with pytest.raises(NothingInExtract, match="Taux ALD"):
        read("Nom;Valeur\nautre chose;12\n")


def test_an_extract_too_big_is_refused() -> None:
    with pytest.raises(ExtractTooBig):
        read_extract(b"a" * 5_000_001, name="gros.csv")
