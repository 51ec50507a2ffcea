"""Does the spreadsheet hold the forecast, and never a formula somebody typed?"""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from python_calamine import CalamineWorkbook

from maillage.documents.funding_sheet import funding_workbook
from maillage.domain.aci import Mission, forecast


def rows(
    name: str, *, population: int = 146_000, title: str = "CPTS d’essai"
) -> Sequence[Sequence[object]]:
    made = forecast(
        population=population,
        signed_on=date(2026, 1, 1),
        missions={Mission.PREVENTION: date(2026, 1, 1)},
    )
    book = CalamineWorkbook.from_filelike(BytesIO(funding_workbook(made, title=title)))
    return book.get_sheet_by_name(name).to_python()


def test_each_envelope_has_its_year_its_bounds_and_its_source() -> None:
    first = rows("Années")[3]

    assert first[0] == 1
    assert first[1] == date(2026, 1, 1)
    assert first[3:6] == ["Fonctionnement", 75_000.0, 75_000.0]


def test_an_unknown_amount_is_a_word_and_never_zero() -> None:
    amounts = [row[2] for row in rows("Versements", population=60_000)[3:]]

    assert "inconnu" in amounts


def test_a_deadline_is_a_date() -> None:
    assert rows("Échéances")[3][2] == date(2026, 7, 1)


def test_a_name_that_looks_like_a_formula_stays_a_name() -> None:
    title = rows("Années", title="=1+1")[0][0]

    assert str(title).startswith("=1+1 — ")
