"""Are the envelopes those of the published contracts, and is the unknown never zero?"""

from datetime import date
from decimal import Decimal

import pytest

from maillage.domain.aci import FUNCTIONING, Cell, Mission, NotAnAmount, Part
from maillage.domain.aci.tests import make
from maillage.domain.parameters import NotYetInForce

ACCESS = Mission.ACCESS_TO_CARE


def test_the_size_3_contract_is_worth_375_000_euros_without_the_crisis_mission() -> None:
    missions = make.all_missions()
    del missions[Mission.CRISIS]

    year = make.some_forecast(missions=missions).years[4]

    assert year.total.maximum == 375_000
    assert not year.total.is_at_least


def test_the_size_3_contract_is_worth_397_500_euros_with_the_update_of_the_crisis_plan() -> None:
    assert make.some_forecast().years[4].total.maximum == 397_500


def test_the_drafting_of_the_crisis_plan_is_paid_in_its_first_year_only() -> None:
    years = make.some_forecast().years

    fixed = [
        each.amount.exact
        for year in years
        for each in year.envelopes
        if each.cell.mission is Mission.CRISIS and each.cell.part is not Part.VARIABLE
    ]

    assert fixed == [45_000, 22_500, 22_500, 22_500, 22_500]


def test_a_recognised_crisis_is_counted_apart() -> None:
    year = make.some_forecast().years[4]

    assert year.total_if_crisis.maximum - year.total.maximum == 67_500
    assert year.total_if_crisis.minimum == year.total.minimum


def test_the_size_3_total_stays_under_its_ceiling() -> None:
    for year in make.some_forecast().years:
        assert year.ceiling.amount is not None
        assert year.total_if_crisis.maximum <= year.ceiling.amount


def test_a_mission_started_during_the_year_has_a_prorated_fixed_part() -> None:
    made = make.some_forecast(
        signed_on=date(2025, 1, 1), missions={Mission.PREVENTION: date(2025, 7, 2)}
    )

    fixed, variable = made.years[0].envelopes[1:]

    assert fixed.amount.exact == Decimal("8773.97")  # 17 500 × 183 / 365
    assert "183 jours sur 365" in fixed.calculation
    assert variable.amount.maximum == 17_500


def test_the_years_after_the_start_are_whole() -> None:
    made = make.some_forecast(
        signed_on=date(2025, 1, 1), missions={Mission.PREVENTION: date(2025, 7, 2)}
    )

    assert made.years[1].envelopes[1].amount.exact == 17_500


def test_a_year_before_the_start_of_a_mission_holds_nothing_of_it() -> None:
    made = make.some_forecast(missions={ACCESS: date(2026, 6, 1)})

    assert [each.cell for each in made.years[0].envelopes] == [FUNCTIONING]


def test_a_mission_without_a_start_is_not_paid_and_is_named() -> None:
    made = make.some_forecast(missions={ACCESS: make.SIGNED})

    assert Mission.PREVENTION in made.not_started
    assert all(each.mission in {None, ACCESS} for each in (e.cell for e in made.envelopes))


def test_a_cell_that_no_source_gives_is_unknown_and_the_total_is_at_least() -> None:
    year = make.some_forecast(population=make.SIZE_2, missions={ACCESS: make.SIGNED}).years[0]
    unknown = year.envelopes[1]

    assert not unknown.amount.is_known
    assert unknown.amount.reason
    assert year.total.is_at_least
    assert year.total.minimum == 60_000


def test_an_agreed_amount_fills_an_unknown_cell() -> None:
    cell = Cell(Part.FIXED, ACCESS)
    made = make.some_forecast(
        population=make.SIZE_2,
        missions={ACCESS: make.SIGNED},
        agreed={cell: Decimal("70000.50")},
    )

    filled = made.years[0].envelopes[1]

    assert filled.amount.exact == Decimal("70000.50")
    assert filled.value.level == "A"
    assert cell not in made.unknown_cells


def test_an_agreed_amount_replaces_a_known_one() -> None:
    made = make.some_forecast(missions={}, agreed={FUNCTIONING: Decimal(80_000)})

    assert made.years[0].envelopes[0].amount.exact == 80_000


@pytest.mark.parametrize("amount", ["-0.01", "NaN", "Infinity", "1E+20"])
def test_an_agreed_amount_that_cannot_be_one_is_refused(amount: str) -> None:
    with pytest.raises(NotAnAmount, match="Fonctionnement"):
        make.some_forecast(agreed={FUNCTIONING: Decimal(amount)})


def test_a_crisis_mission_before_the_second_amendment_is_refused() -> None:
    signed_on = date(2020, 1, 1)

    with pytest.raises(NotYetInForce, match="31/03/2022"):
        make.some_forecast(signed_on=signed_on, missions={Mission.CRISIS: date(2021, 1, 1)})


def test_a_crisis_mission_started_after_the_second_amendment_joins_an_older_contract() -> None:
    made = make.some_forecast(
        signed_on=date(2020, 1, 1), missions={Mission.CRISIS: date(2022, 4, 1)}
    )

    assert [len(year.envelopes) for year in made.years] == [1, 1, 3, 3, 3]


def test_the_grid_is_that_of_the_year() -> None:
    made = make.some_forecast(
        signed_on=date(2021, 4, 1), missions={Mission.PREVENTION: date(2021, 4, 1)}
    )

    assert not made.years[0].envelopes[1].amount.is_known
    assert made.years[1].envelopes[1].amount.exact == 17_500


def test_the_sum_of_the_contract_is_that_of_its_years() -> None:
    made = make.some_forecast()

    assert made.total.maximum == sum(year.total.maximum for year in made.years)
    assert made.total_if_crisis.maximum == made.total.maximum + 5 * 67_500


def test_only_a_variable_part_is_a_range() -> None:
    ranges = [each for each in make.some_forecast().envelopes if each.amount.is_range]

    assert {each.cell.part for each in ranges} == {Part.VARIABLE}
