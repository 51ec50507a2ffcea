"""Is a pasted table of figures read as people of the field write them?"""

from datetime import date
from decimal import Decimal

import pytest

from maillage.domain.diagnosis.typed import read_table


def test_a_table_with_headings_is_read_in_their_order() -> None:
    text = "Valeur;Indicateur;Unité;Date\n21,4;Taux d’ALD;%;31/12/2025\n"

    line = read_table(text).lines[0]

    assert (line.label, line.value, line.unit, line.as_of) == (
        "Taux d’ALD", Decimal("21.400"), "%", date(2025, 12, 31),
    )  # fmt: skip


def test_without_headings_the_usual_order_holds() -> None:
    line = read_table("Patients sans médecin traitant\t5 210\tpatients").lines[0]

    assert (line.label, line.value, line.unit) == (
        "Patients sans médecin traitant", Decimal(5210), "patients",
    )  # fmt: skip


@pytest.mark.parametrize("written", ["s", "NS", "Secret", "nd"])
def test_a_secret_is_kept_as_a_secret_never_as_zero(written: str) -> None:
    line = read_table(f"C2S;{written};%").lines[0]

    assert line.is_secret
    assert line.value is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ALD;douze;%", "n’est pas un nombre"),
        ("ALD;;%", "aucune valeur"),
        (";12;%", "aucun intitulé"),
        ("ALD;12;%;31/02/2025", "n’est pas une date"),
        ("ALD;1e400;%", "n’est pas un nombre"),
        ("ALD;nan;%", "n’est pas un nombre"),
    ],
)
def test_a_line_not_understood_is_shown_with_its_reason(text: str, reason: str) -> None:
    table = read_table(text)

    assert not table.lines
    assert reason in table.faults[0].reason


def test_a_year_alone_is_its_last_day() -> None:
    assert read_table("ALD;12;%;2024").lines[0].as_of == date(2024, 12, 31)


def test_a_percentage_written_in_its_value_is_its_unit() -> None:
    line = read_table("Taux d’ALD | 21,4 %").lines[0]

    assert (line.value, line.unit) == (Decimal("21.400"), "%")


def test_nothing_pasted_is_no_figure() -> None:
    assert read_table("\n\n").lines == ()
