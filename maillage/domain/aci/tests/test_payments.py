"""Is each envelope paid in full, on its days, with the rule that says so?"""

from datetime import date
from decimal import Decimal

import pytest

from maillage.domain.aci import (
    Cell,
    Mission,
    MissionAfterContract,
    MissionBeforeContract,
    Part,
    SignedBeforeAssociation,
    forecast,
)
from maillage.domain.aci.tests import make
from maillage.domain.parameters import registry

SIGNED = date(2025, 1, 1)
ACCESS = Mission.ACCESS_TO_CARE


def test_the_functioning_is_paid_in_full_at_the_signature() -> None:
    first = make.some_forecast(signed_on=SIGNED).payments[0]

    assert (first.on, first.amount.exact) == (SIGNED, Decimal(75_000))
    assert first.explanation.startswith("Le fonctionnement de la première année")


def test_the_functioning_of_later_years_is_an_advance_then_a_balance_a_year_after() -> None:
    made = make.some_forecast(signed_on=SIGNED, missions={})

    second_year = [
        (each.on, each.amount.exact) for each in made.payments if each.envelope.year.number == 2
    ]

    assert second_year == [
        (date(2026, 1, 1), Decimal(56_250)),
        (date(2027, 1, 1), Decimal(18_750)),
    ]


def test_a_mission_is_paid_from_its_start_then_at_each_anniversary() -> None:
    made = make.some_forecast(signed_on=SIGNED, missions={ACCESS: date(2025, 7, 2)})

    paid = [
        (each.on, each.amount.exact)
        for each in make.payments_of_mission(made, ACCESS, Part.FIXED)
        if each.on <= date(2027, 1, 1)
    ]

    # 90 000 × 183 / 365 = 45 123,29 ; three quarters at the start, the rest at the anniversary.
    assert paid == [
        (date(2025, 7, 2), Decimal("33842.47")),
        (date(2026, 1, 1), Decimal("11280.82")),
        (date(2026, 1, 1), Decimal(67_500)),
        (date(2027, 1, 1), Decimal(22_500)),
        (date(2027, 1, 1), Decimal(67_500)),
    ]


def test_the_last_balance_is_paid_at_the_end_of_the_contract() -> None:
    made = make.some_forecast(signed_on=SIGNED)

    last = make.payments_of_mission(made, ACCESS, Part.FIXED)[-1]

    assert (last.on, last.amount.exact) == (made.ends_on, Decimal(22_500))


def test_a_variable_part_is_a_range_paid_after_the_year() -> None:
    first = make.payments_of_mission(make.some_forecast(signed_on=SIGNED), ACCESS, Part.VARIABLE)[0]

    assert first.on == date(2026, 1, 1)
    assert (first.amount.minimum, first.amount.maximum) == (Decimal(0), Decimal(35_000))
    assert first.amount.exact is None
    assert "objectifs" in first.amount.reason


def test_an_unknown_envelope_is_still_announced_on_its_days() -> None:
    made = make.some_forecast(
        population=make.SIZE_2, signed_on=SIGNED, missions={ACCESS: date(2025, 3, 1)}
    )

    announced = make.payments_of_mission(made, ACCESS, Part.FIXED)

    assert [each.on for each in announced[:3]] == [
        date(2025, 3, 1),
        date(2026, 1, 1),
        date(2026, 1, 1),
    ]
    assert all(each.amount.minimum is None and each.amount.reason for each in announced)


def test_payments_come_in_order_of_date() -> None:
    days = [each.on for each in make.some_forecast(signed_on=SIGNED).payments]

    assert days == sorted(days)


def test_each_payment_says_its_rule_its_calculation_and_its_sources() -> None:
    advance = make.payments_of_mission(make.some_forecast(signed_on=SIGNED), ACCESS, Part.FIXED)[2]

    assert advance.label == "Accès aux soins, part fixe\u00a0: avance, année 2"
    assert "75\u00a0% de 90\u202f000\u00a0€ = 67\u202f500\u00a0€" in advance.explanation
    assert advance.level == "C2"
    assert any("senat.fr" in source.url for source in advance.sources)


def test_a_contract_amount_names_the_contract_as_its_source() -> None:
    cell = Cell(Part.FIXED, ACCESS)
    made = make.some_forecast(agreed={cell: Decimal(91_000)})

    paid = make.payments_of_mission(made, ACCESS, Part.FIXED)[0]

    assert paid.sources[0].title == "Contrat de la CPTS"


def test_a_mission_started_before_the_signature_is_refused() -> None:
    with pytest.raises(MissionBeforeContract, match="avant la signature"):
        make.some_forecast(signed_on=SIGNED, missions={ACCESS: date(2024, 12, 31)})


@pytest.mark.parametrize("started_on", [date(2030, 1, 1), date(2031, 1, 1)])
def test_a_mission_started_when_the_contract_is_over_is_refused(started_on: date) -> None:
    with pytest.raises(MissionAfterContract, match="01/01/2030"):
        make.some_forecast(signed_on=SIGNED, missions={ACCESS: started_on})


def test_a_mission_may_start_on_the_last_day_of_the_contract() -> None:
    made = make.some_forecast(signed_on=SIGNED, missions={ACCESS: date(2029, 12, 31)})

    assert made.envelopes[-2].amount.exact == Decimal("246.58")  # 90 000 / 365


def test_every_rule_that_stands_on_a_figure_names_one_that_exists() -> None:
    made = make.some_forecast()

    for payment in made.payments:
        assert payment.rule.statement
        if payment.rule.parameter:
            registry().parameter(payment.rule.parameter)


def test_a_signature_before_the_association_exists_is_refused() -> None:
    with pytest.raises(SignedBeforeAssociation, match="02/01/2025"):
        forecast(population=make.SIZE_3, signed_on=SIGNED, missions={}, founded_on=date(2025, 1, 2))


def test_an_association_may_sign_the_day_it_is_declared() -> None:
    made = forecast(population=make.SIZE_3, signed_on=SIGNED, missions={}, founded_on=SIGNED)

    assert made.payments[0].on == SIGNED
