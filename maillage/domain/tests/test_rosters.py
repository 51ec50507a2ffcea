"""What lists of members hold, and what is understood of it."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.cells import read_day, read_phone
from maillage.domain.headings import Column, NoHeadings, find_headings
from maillage.domain.membership import Category
from maillage.domain.professions import recognise
from maillage.domain.refusal import Refusal
from maillage.domain.rosters import Line, Rejected, read_line, split_name


def read(headings: str, row: str) -> Line | Rejected | None:
    found = find_headings([headings.split(";")])
    return read_line(2, row.split(";"), found)


def line(headings: str, row: str) -> Line:
    found = read(headings, row)
    assert isinstance(found, Line), found
    return found


@pytest.mark.parametrize(
    "written",
    ["13/02/2026", "13-02-26", "13.02.2026", "2026-02-13", "13 février 2026", "13 févr. 2026",
     "vendredi 13 février 2026", "46066", "2026-02-13 00:00:00", "13/2/2026"],
)  # fmt: skip
def test_a_day_is_read_however_the_french_write_it(written: str) -> None:
    assert read_day(written) == date(2026, 2, 13)


@pytest.mark.parametrize("written", ["31/02/2026", "février", "13/13/2026", "=1+1", "0/0/0"])
def test_what_is_no_day_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(Refusal, match="jour/mois/année"):
        read_day(written)


@given(st.text(max_size=60))
def test_any_text_is_a_day_or_a_refusal(written: str) -> None:
    with suppress(Refusal):
        assert read_day(written).year > 0


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_a_day_written_in_figures_is_read_back(day: date) -> None:
    assert read_day(f"{day:%d/%m/%Y}") == read_day(f"{day:%Y-%m-%d}") == day


@pytest.mark.parametrize(
    "written", ["0612345678", "06.12.34.56.78", "+33 6 12 34 56 78", "+33 (0)6 12 34 56 78",
                "612345678", "06 12 34 56 78 / 05 00 00 00 00", "0033612345678"],
)  # fmt: skip
def test_a_telephone_is_read_however_it_is_grouped(written: str) -> None:
    assert read_phone(written) == "06 12 34 56 78"


@pytest.mark.parametrize(
    ("written", "code"),
    [("MG", "10"), ("IDEL", "60"), ("MK", "70"), ("kiné", "70"), ("SF", "50"), ("pharma", "21"),
     ("Pharmacienne", "21"), ("infirmières", "60"), ("Médecin généraliste libéral", "10"),
     ("ortophoniste", "91"), ("IPA", "60"), ("cardiologue", "10"), ("Chirurgien dentiste", "40")],
)  # fmt: skip
def test_professions_are_known_by_what_lists_call_them(written: str, code: str) -> None:
    found = recognise(written)

    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("written", ["secrétaire", "directrice", "ok", "x", "="])
def test_a_trade_of_no_register_is_not_guessed(written: str) -> None:
    assert recognise(written) is None


def test_interns_and_students_have_their_place() -> None:
    headings = "Nom;Prénom;Profession"

    assert line(headings, "A;B;interne en médecine générale").category is Category.INTERN
    assert line(headings, "A;B;étudiante infirmière").category is Category.STUDENT


def test_headings_are_found_under_a_title_and_in_two_merged_lines() -> None:
    rows = [
        ["Liste des adhérents de la CPTS", "", "", ""],
        ["", "", "", ""],
        ["Nom", "Coordonnées", "", "Profession"],
        ["", "Mail", "Téléphone", ""],
        ["DRAVEL Luc", "", "", "MG"],
    ]

    found = find_headings(rows)

    assert found.row == 3
    assert found.places == {
        Column.LAST_NAME: 0, Column.EMAIL: 1, Column.PHONE: 2, Column.PROFESSION: 3,
    }  # fmt: skip


def test_a_list_without_headings_says_what_it_needs() -> None:
    with pytest.raises(NoHeadings, match="Nom"):
        find_headings([["Dravel", "Luc"], ["Brévolle", "Inès"]])


def test_a_role_in_the_column_of_structures_is_remarked_upon_and_kept_out() -> None:
    found = line("Nom;Prénom;Structure", "Dravel;Luc;Présidente CPST du Pont")

    assert found.structure == ""
    assert any("rôle" in remark for remark in found.remarks)


def test_cpst_is_read_cpts() -> None:
    assert line("Nom;Prénom;Structure", "D;L;CPST du Pont").structure == "CPTS du Pont"


@pytest.mark.parametrize(
    ("whole", "names"),
    [("DUPRAVEL Marie", ("Marie", "DUPRAVEL")), ("Marie DUPRAVEL", ("Marie", "DUPRAVEL")),
     ("Dupravel, Marie", ("Marie", "Dupravel")), ("Dr DE LAVALLE Anne", ("Anne", "DE LAVALLE")),
     ("Dupravel Marie", ("Marie", "Dupravel"))],
)  # fmt: skip
def test_a_name_in_one_cell_is_set_apart(whole: str, names: tuple[str, str]) -> None:
    assert split_name(whole) == names


def test_an_empty_line_is_nothing_and_a_line_without_a_name_is_refused() -> None:
    assert read("Nom;Prénom;Mail", ";;") is None
    refused = read("Nom;Prénom;Mail", ";;x@exemple.test")
    assert isinstance(refused, Rejected)
    assert (refused.number, "nom" in refused.reason) == (2, True)


@pytest.mark.parametrize(
    ("heading", "cell", "words"),
    [("Mail", "pas une adresse", "adresse électronique"), ("RPPS", "12345678901", "RPPS"),
     ("MSSanté", "a@exemple.test", ".mssante.fr"), ("Tél", "12", "dix chiffres"),
     ("Date d'adhésion", "bientôt", "date")],
)  # fmt: skip
def test_a_wrong_cell_refuses_its_line_with_the_reason(heading: str, cell: str, words: str) -> None:
    refused = read(f"Nom;Prénom;{heading}", f"Dravel;Luc;{cell}")

    assert isinstance(refused, Rejected)
    assert words in refused.reason


def test_a_secure_address_in_the_ordinary_column_finds_its_place() -> None:
    found = line("Nom;Prénom;Mail", "Dravel;Luc;luc.dravel@medecin.mssante.fr")

    assert (found.email, found.mssante) == ("", "luc.dravel@medecin.mssante.fr")


@pytest.mark.parametrize("cell", ["oui", "X", "en attente", "2026", "mars 2026"])
def test_a_charter_said_signed_without_its_day_is_left_empty_and_told(cell: str) -> None:
    found = line("Nom;Prénom;Charte", f"Dravel;Luc;{cell}")

    assert found.accepted_on is None
    assert cell in found.remarks[0]


@pytest.mark.parametrize("cell", ["2026", "01/2026", "janvier 2026"])
def test_a_member_since_a_month_is_told_since_its_first_day(cell: str) -> None:
    found = line("Nom;Prénom;Adhésion", f"Dravel;Luc;{cell}")

    assert found.since == date(2026, 1, 1)
    assert "faute de jour" in found.remarks[0]


@pytest.mark.parametrize("cell", ["-", "NC", "néant", "?", "  "])
def test_what_says_nothing_is_an_empty_cell(cell: str) -> None:
    found = line("Nom;Prénom;Tél;Mail;RPPS;Structure", f"Dravel;Luc;{';'.join([cell] * 4)}")

    assert (found.phone, found.email, found.rpps, found.structure) == ("", "", "", "")


@pytest.mark.parametrize(
    ("cell", "structure"),
    [("Membre du bureau / MSP des Tilleuls", "MSP des Tilleuls"),
     ("MSP des Tilleuls (présidente)", "MSP des Tilleuls"), ("Trésorier - CPST du Pont", ""),
     ("Coordination gérontologique du Val", "Coordination gérontologique du Val"),
     ("Coordination CPTS", "")],
)  # fmt: skip
def test_a_role_beside_a_structure_leaves_the_structure(cell: str, structure: str) -> None:
    assert line("Nom;Prénom;Structure", f"Dravel;Luc;{cell}").structure == structure


def test_a_structure_of_the_list_is_one() -> None:
    found = line("Nom;Prénom;Catégorie", "EHPAD des Tilleuls;;Structure partenaire")

    assert (found.first_name, found.last_name) == ("", "EHPAD des Tilleuls")
    assert (found.structure, found.category) == ("EHPAD des Tilleuls", Category.STRUCTURE)


@given(st.lists(st.text(max_size=40), min_size=3, max_size=3))
def test_any_line_is_understood_empty_or_refused(row: list[str]) -> None:
    found = read_line(7, row, find_headings([["Nom", "Prénom", "Téléphone"]]))

    assert found is None or found.number == 7
