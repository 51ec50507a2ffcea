"""Is a day a holiday, there?"""

from datetime import date

import pytest

from maillage.domain.days_off import day_off


@pytest.mark.parametrize(
    ("day", "departement", "name"),
    [
        (date(2026, 11, 11), None, "Armistice"),
        (date(2026, 11, 11), "34", "Armistice"),
        (date(2027, 5, 6), "2A", "Ascension"),
        # Alsace-Moselle.
        (date(2027, 3, 26), "67", "Vendredi saint"),
        (date(2026, 12, 26), "57", "Saint-Étienne"),
        # Each département overseas commemorates the abolition on its own day.
        (date(2027, 5, 22), "972", "Abolition de l’esclavage"),
        (date(2027, 5, 27), "971", "Abolition de l’esclavage"),
        (date(2026, 12, 20), "974", "Abolition de l’esclavage"),
    ],
)
def test_a_bank_holiday_is_named_where_it_is_one(
    day: date, departement: str | None, name: str
) -> None:
    found = day_off(day, departement)

    assert found is not None
    assert (found.name, found.is_bank_holiday) == (name, True)
    assert found.sentence == f"jour férié ({name})"


@pytest.mark.parametrize(
    ("day", "departement"),
    [(date(2027, 3, 26), "34"), (date(2027, 5, 22), "971"), (date(2027, 3, 9), "75")],
)
def test_an_ordinary_day_elsewhere_says_nothing(day: date, departement: str) -> None:
    assert day_off(day, departement) is None


# Winter 2027, as the arrêté of 22 October 2025 sets it: C first, then A, then B.
@pytest.mark.parametrize(
    ("departement", "first", "last", "zone"),
    [
        ("75", date(2027, 2, 6), date(2027, 2, 21), "C"),
        ("69", date(2027, 2, 13), date(2027, 2, 28), "A"),
        ("67", date(2027, 2, 20), date(2027, 3, 7), "B"),
    ],
)
def test_school_holidays_are_those_of_the_zone(
    departement: str, first: date, last: date, zone: str
) -> None:
    holiday = day_off(first, departement)

    assert holiday is not None
    assert holiday.sentence == f"vacances scolaires de la zone {zone} (Vacances d’hiver)"
    assert day_off(last, departement) == holiday
    assert day_off(date.fromordinal(first.toordinal() - 1), departement) is None
    assert day_off(date.fromordinal(last.toordinal() + 1), departement) is None


@pytest.mark.parametrize("departement", ["2A", "974", "F1", None])
def test_where_the_school_calendar_is_another_nothing_is_said(departement: str | None) -> None:
    assert day_off(date(2026, 12, 22), departement) is None
