"""Does the summary say what the figures say, and nothing else?"""

from dataclasses import replace
from decimal import Decimal

from maillage.domain.diagnosis import known
from maillage.domain.diagnosis.assembly import Need
from maillage.domain.diagnosis.tally import Carers
from maillage.domain.diagnosis.tests import make

AGED = Need("AGE_75_SHARE", "75 ans et plus", "% des habitants", 1, "population")


def test_the_place_comes_first_beside_its_departement() -> None:
    said = make.diagnosis(make.tally(), beside=make.tally(50_000)).summary

    assert said[0].startswith(
        "20\u202f000 habitants dans 4 communes, 200 habitants au km², "
        "moins que dans le département (500)."
    )


def test_figures_near_one_another_are_said_alike() -> None:
    own = make.tally(needs={"AGE_75_SHARE": known(12.4, decimals=1)})
    beside = make.tally(needs={"AGE_75_SHARE": known(12.0, decimals=1)})

    said = make.diagnosis(own, beside=beside, needs=(AGED,)).summary

    assert (
        "12,4\u00a0% des habitants ont 75 ans ou plus, comme dans le département (12,0\u00a0%)."
        in said[0]
    )


def test_carers_are_said_by_their_number_and_their_density() -> None:
    said = make.diagnosis(make.tally(), beside=make.tally(20_000, gp="20")).summary

    assert (
        "14 médecins généralistes\u00a0: 7,0 pour 10\u202f000 habitants, "
        "moins que dans le département (10,0)." in said[1]
    )


def test_people_who_practise_elsewhere_too_are_said_to_count_for_a_part() -> None:
    shared = replace(make.tally(), supply={"GP": Carers(14, Decimal("11.5"))})

    assert "compte ici pour sa part" in make.diagnosis(shared).summary[1]
    assert "compte ici pour sa part" not in make.diagnosis(make.tally()).summary[1]


def test_what_is_not_known_is_not_said() -> None:
    said = " ".join(make.diagnosis(make.tally(gp=None, area=None, sparse=None)).summary)

    assert "inconnu" not in said
    assert "médecins" not in said
    assert "km²" not in said
