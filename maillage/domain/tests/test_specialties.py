"""Trades and savoir-faire are known by what lists call them, and by their codes."""

import pytest

from maillage.domain.headings import find_headings
from maillage.domain.professions import BY_CODE, KNOWN, PROFESSIONS, recognise
from maillage.domain.rosters import Line, read_line
from maillage.domain.specialties import by_code, nomenclature, recognise_specialty


@pytest.mark.parametrize(
    ("written", "profession", "code"),
    [("MG", "10", "SM54"), ("cardio", "10", "SM04"), ("Cardiologue libérale", "10", "SM04"),
     ("psychiatre", "10", "SM42"), ("pédopsychiatre", "10", "SM43"), ("ORL", "10", "SM39"),
     ("gastro-enterologue", "10", "SM24"), ("chirurgienne orthopédiste", "10", "SM08"),
     ("médecine interne", "10", "SM27"), ("IBODE", "60", "SI06"), ("IADE", "60", "SI07"),
     ("puéricultrice", "60", "SI08"), ("orthodontiste", "40", "SCD01"),
     ("dermatologe", "10", "SM15"), ("médecin du travail", "10", "SM25")],
)  # fmt: skip
def test_a_savoir_faire_is_known_from_the_profession_column(
    written: str, profession: str, code: str
) -> None:
    found = recognise(written)

    assert found is not None
    assert (found.code, found.specialty_code) == (profession, code)


@pytest.mark.parametrize("written", ["gynécologue", "chirurgien", "IPA", "médecin coordonnateur"])
def test_a_word_that_several_codes_share_is_kept_without_one(written: str) -> None:
    found = recognise(written)

    assert found is not None
    assert found.specialty
    assert found.specialty_code == ""


@pytest.mark.parametrize(
    ("written", "is_intern", "code"),
    [("interne en psychiatrie", True, "SM42"), ("médecine interne", False, "SM27"),
     ("interne en médecine interne", True, "SM27"), ("interne de médecine générale", True, "SM54")],
)  # fmt: skip
def test_an_intern_is_told_from_internal_medicine(written: str, is_intern: bool, code: str) -> None:
    found = recognise(written)

    assert found is not None
    assert (found.is_intern, found.specialty_code) == (is_intern, code)


def read(headings: str, row: str) -> Line:
    names = headings.split(";")
    found = read_line(2, row.split(";"), find_headings([names]))
    assert isinstance(found, Line)
    return found


def test_the_column_of_specialties_says_more_than_that_of_professions() -> None:
    headings = "Nom;Prénom;Profession;Spécialité"

    assert read(headings, "A;B;médecin;rhumato").specialty_code == "SM48"
    assert read(headings, "A;B;médecin;SM54").specialty == "médecine générale"
    assert read(headings, "A;B;infirmière;anesthésie").specialty_code == "SI07"
    assert read(headings, "A;B;médecin;homéopathie").specialty == "homéopathie"
    assert read(headings, "A;B;médecin;homéopathie").specialty_code == ""


def test_a_savoir_faire_belongs_to_its_profession() -> None:
    assert recognise_specialty("cardiologue", "60") is None
    assert recognise_specialty("anything", "91") is None


def test_every_code_has_one_name_and_its_profession() -> None:
    labels = [(each.profession, each.label) for each in nomenclature().specialties]

    assert len(set(labels)) == len(labels)
    assert {each.profession for each in nomenclature().specialties} <= set(BY_CODE)
    assert all(len(each.label) <= 80 for each in nomenclature().specialties)
    assert {"SM54", "SM95", "SCD03", "SI08"} <= set(by_code())


def test_no_spelling_of_a_profession_hides_another() -> None:
    """« ortho » may name three trades: the one in the file is the one chosen."""
    written = [word for each in PROFESSIONS for word in (each.label, *each.written)]

    assert len(set(written)) == len(written)
    assert KNOWN["mg"] == "10"
