"""Sums, counts and dates are written as French documents write them."""

from datetime import date
from decimal import Decimal

import pytest

from maillage.documents import wording


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (Decimal("75000"), "75\u202f000\u00a0€"),
        (Decimal("1234.5"), "1\u202f234,50\u00a0€"),
        (Decimal("0"), "0\u00a0€"),
        (None, "inconnu"),
    ],
)
def test_an_amount(amount: Decimal | None, written: str) -> None:
    assert wording.euros(amount) == written


def test_a_count() -> None:
    assert wording.integer(1234567) == "1\u202f234\u202f567"
    assert wording.integer(None) == "inconnu"


def test_a_day() -> None:
    assert wording.short_day(date(2026, 2, 3)) == "03/02/2026"
    assert wording.short_day(None) == "à préciser"
    assert wording.long_day(date(2026, 8, 1)) == "1er\u00a0août 2026"
