"""Are our own parameter files complete, sourced and looked at recently?"""

from datetime import date
from decimal import Decimal

import pytest

from maillage.domain.dates import years_after
from maillage.domain.parameters import (
    NotYetInForce,
    Parameter,
    UnknownAmount,
    UnknownParameter,
    meaning_of,
    registry,
    value_on,
)

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("parameter", list(registry()), ids=lambda parameter: parameter.key)
def test_every_value_has_a_source_that_can_be_opened_or_says_it_has_none(
    parameter: Parameter,
) -> None:
    for value in parameter.values:
        has_address = any(source.url.startswith("http") for source in value.sources)

        assert value.sources
        assert (
            has_address or value.level in {"A", "K", "NT"} or "contrats" in value.sources[0].title
        )


def test_no_file_was_left_unchecked_for_a_year_more_than_the_others() -> None:
    days = {parameter.key: parameter.checked_on for parameter in registry()}
    newest = max(days.values())

    late = [key for key, day in days.items() if years_after(day, 1) < newest]

    assert not late


def test_a_value_derived_by_calculation_shows_it() -> None:
    derived = [value for file in registry() for value in file.values if value.level == "D"]

    assert derived
    assert all(value.calculation for value in derived)


@pytest.mark.parametrize(("size", "amount"), [(1, 50_000), (2, 60_000), (3, 75_000), (4, 90_000)])
def test_the_functioning_amount_follows_the_size(size: int, amount: int) -> None:
    value = value_on(TODAY, "aci/functioning", size=size)

    assert value.amount == Decimal(amount)
    assert value.level == "C2"


@pytest.mark.parametrize("size", [1, 2, 4])
@pytest.mark.parametrize("mission", ["access_to_care", "care_pathways", "prevention", "quality"])
def test_a_cell_that_no_source_gives_is_unknown_and_says_why(mission: str, size: int) -> None:
    value = value_on(TODAY, f"aci/{mission}_fixed", size=size)

    assert value.amount is None
    assert value.reason
    assert value.level == "NT"


def test_the_crisis_mission_did_not_exist_before_the_second_amendment() -> None:
    with pytest.raises(NotYetInForce, match="31/03/2022"):
        value_on(date(2021, 6, 1), "aci/crisis_fixed", size=3)


def test_the_ceiling_rose_with_the_second_amendment() -> None:
    before = value_on(date(2022, 3, 30), "aci/ceiling", size=4)
    after = value_on(date(2022, 3, 31), "aci/ceiling", size=4)

    assert before.amount == 450_000
    assert after.amount == 580_000


def test_the_pass_of_a_year_not_yet_published_is_unknown() -> None:
    assert value_on(date(2026, 12, 31), "pass/annual_amount").amount == 48_060
    assert value_on(date(2027, 1, 1), "pass/annual_amount").amount is None


def test_a_calculation_that_needs_an_unknown_amount_is_refused() -> None:
    with pytest.raises(UnknownAmount, match="MAILLAGE_PARAMETERS"):
        registry().amount_on(date(2027, 6, 1), "pass/annual_amount")


def test_a_parameter_nobody_gives_is_refused_by_name() -> None:
    with pytest.raises(UnknownParameter, match="aci/bonus"):
        value_on(TODAY, "aci/bonus")


def test_a_parameter_that_depends_on_the_size_is_refused_without_it() -> None:
    with pytest.raises(UnknownParameter):
        value_on(TODAY, "aci/functioning")


def test_a_size_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownParameter, match="taille 5"):
        value_on(TODAY, "aci/functioning", size=5)


@pytest.mark.parametrize(
    ("level", "meaning"),
    [("C3", "confirmé par 3 sources"), ("S1", "une seule source"), ("NT", "non trouvé")],
)
def test_a_mark_of_confidence_has_a_meaning(level: str, meaning: str) -> None:
    assert meaning_of(level).startswith(meaning)


def test_the_first_source_of_a_value_is_the_one_to_open() -> None:
    value = value_on(TODAY, "aci/advance_rate")

    assert value.source == value.sources[0]
