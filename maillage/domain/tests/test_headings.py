"""A heading is understood as it was typed, or left aside; never taken for another."""

import pytest

from maillage.domain.headings import Column, column_of, find_headings, understood


@pytest.mark.parametrize(
    ("heading", "column"),
    [("PROFESSION / SPECIALITE", Column.PROFESSION),
     ("Quelle est votre profession ?", Column.PROFESSION), ("Adresse e-mail pro", Column.EMAIL),
     ("N° de portable", Column.PHONE), ("Tél. fixe cabinet", Column.PHONE),
     ("Nom du cabinet", Column.STRUCTURE), ("Prénom NOM du professionnel", Column.FULL_NAME),
     ("Nom de l’adhérent", Column.LAST_NAME), ("Numéro RPPS ou ADELI", Column.RPPS),
     ("Date d’adhésion à la CPTS", Column.SINCE), ("Charte signée (O/N)", Column.ACCEPTED),
     ("Adresse mail sécurisée", Column.MSSANTE), ("Collège électoral", Column.COLLEGE)],
)  # fmt: skip
def test_a_heading_is_understood_from_its_words(heading: str, column: Column) -> None:
    assert (column_of(heading) or understood(heading)) is column


@pytest.mark.parametrize(
    "heading",
    ["Nom de naissance", "Date de naissance", "Adresse du cabinet", "Nom du conjoint", "N°",
     "Fonction dans la CPTS", "Numéro d’adhésion", "Mail de la structure", "Horodateur", "Date",
     "Liste des membres de la CPTS"],
)  # fmt: skip
def test_a_heading_that_says_something_else_is_left_aside(heading: str) -> None:
    assert (column_of(heading) or understood(heading)) is None


def test_a_heading_known_by_heart_goes_before_one_that_is_understood() -> None:
    found = find_headings([["Nom", "Prénom", "Mail perso", "Mail"]])

    assert found.places[Column.EMAIL] == 3
    assert found.unknown == ("Mail perso",)


def test_a_heading_over_two_columns_tells_what_they_hold() -> None:
    found = find_headings([["", "", "Adhésion", ""], ["Nom", "Prénom", "Montant", "Date"]])

    assert found.places[Column.SINCE] == 3
