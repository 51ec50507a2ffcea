"""Are sums, rates and days written the French way, and terms counted the legal way?"""

from datetime import date
from decimal import Decimal

import pytest

from maillage.domain import french
from maillage.domain.dates import months_after, years_after


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("75000", "75\u202f000\u00a0€"),
        ("75000.00", "75\u202f000\u00a0€"),
        ("1234.56", "1\u202f234,56\u00a0€"),
        ("0.50", "0,50\u00a0€"),
        ("0", "0\u00a0€"),
    ],
)
def test_an_amount_keeps_its_cents_only_when_it_has_some(amount: str, written: str) -> None:
    assert french.euros(Decimal(amount)) == written


def test_a_rate_is_written_as_a_percentage() -> None:
    assert french.percent(Decimal("0.75")) == "75\u00a0%"
    assert french.percent(Decimal("0.125")) == "12,5\u00a0%"
    assert french.percent(Decimal(1)) == "100\u00a0%"


def test_a_day_is_written_day_first() -> None:
    assert french.day(date(2026, 2, 13)) == "13/02/2026"


def test_a_term_that_has_no_such_day_ends_on_the_last_of_its_month() -> None:
    assert months_after(date(2025, 8, 31), 6) == date(2026, 2, 28)
    assert months_after(date(2025, 12, 31), 2) == date(2026, 2, 28)


def test_the_anniversary_of_a_29_february_is_the_28th_until_the_next_leap_year() -> None:
    assert years_after(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert years_after(date(2024, 2, 29), 4) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("name", "of", "the"),
    [
        ("CPTS d’Espindane", "de la CPTS d’Espindane", "la CPTS d’Espindane"),
        ("Inter-CPTS du Gué", "de l’Inter-CPTS du Gué", "l’Inter-CPTS du Gué"),
        ("Fédération inventée", "de la Fédération inventée", "la Fédération inventée"),
        ("Aude", "d’Aude", "Aude"),
        ("Montclair", "de Montclair", "Montclair"),
        ("", "de ", ""),
    ],
)
def test_a_community_is_said_with_its_article(name: str, of: str, the: str) -> None:
    assert (french.of(name), french.the(name)) == (of, the)
