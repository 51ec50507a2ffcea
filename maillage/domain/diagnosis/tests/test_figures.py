"""Are the figures of a territory counted as the rule says, and never zero for unknown?"""

from decimal import Decimal

from maillage.domain.diagnosis import Settlement, State, Tally, known, secret, settled, unknown
from maillage.domain.diagnosis.assembly import TO_LOAD, Need
from maillage.domain.diagnosis.tally import place_figures
from maillage.domain.diagnosis.tests import make
from maillage.domain.diagnosis.values import middle, written


def test_a_commune_of_unknown_population_makes_a_minimum_never_a_zero() -> None:
    tally = settled([Settlement(1000, Decimal(10)), Settlement(None, Decimal(5))])

    figures = place_figures(tally)

    assert (figures["population"].amount, figures["population"].state) == (
        Decimal(1000),
        State.AT_LEAST,
    )
    assert figures["density"].state is State.UNKNOWN
    assert figures["sparse"].state is State.UNKNOWN


def test_a_few_communes_without_area_are_left_out_of_the_density_and_said() -> None:
    measured = [Settlement(1000, Decimal(10))] * 19

    few = place_figures(settled([*measured, Settlement(None, None)]))
    many = place_figures(settled([*measured, Settlement(500, None), Settlement(500, None)]))

    assert few["density"].amount == Decimal(100)
    assert "une commune" in few["density"].note
    assert (few["area"].amount, few["area"].state) == (Decimal("190.0"), State.AT_LEAST)
    assert many["density"].state is State.UNKNOWN
    assert "2 communes" in many["density"].note


def test_where_no_population_is_known_there_is_not_even_a_minimum() -> None:
    figures = place_figures(settled([Settlement(None, None)]))

    assert figures["population"].state is State.UNKNOWN
    assert figures["area"].state is State.UNKNOWN


def test_inhabitants_of_sparse_communes_are_counted_by_commune() -> None:
    town, village = Settlement(9000, Decimal(20)), Settlement(1000, Decimal(40))

    figures = place_figures(settled([town, village]))

    assert figures["sparse"].amount == Decimal("10.0")


def test_general_practitioners_are_counted_for_ten_thousand_inhabitants() -> None:
    line = make.diagnosis(make.tally(20_000, gp="14"), beside=make.tally(10_000, gp="9")).line("GP")

    assert line
    assert line.text_of("territory") == "7,0"
    assert line.text_of("departement") == "9,0"
    assert line.count_text == "14"


def test_a_trade_looked_for_everywhere_and_found_nowhere_counts_zero() -> None:
    line = make.diagnosis(make.tally()).line("MIDWIFE")

    assert line
    assert (line.own.amount, line.own.state) == (Decimal(0), State.KNOWN)


def test_without_a_file_of_professionals_the_section_says_what_to_load() -> None:
    section = make.diagnosis(make.tally(gp=None)).section("supply")

    assert section
    assert section.lines == ()
    assert section.missing == TO_LOAD["supply"]


def test_a_kind_of_structure_of_which_there_is_none_is_said() -> None:
    line = make.diagnosis(make.tally()).line("ehpad")

    assert line
    assert line.count_text == "0"


def test_a_secret_of_the_source_stays_a_secret() -> None:
    need = Need("c2s", "Bénéficiaires de la C2S", "%", 1, "needs")
    own = make.tally(needs={"c2s": secret("Moins de 11 personnes.")})

    line = make.diagnosis(own, needs=(need,)).line("c2s")

    assert line
    assert line.text_of("territory") == "secret"
    assert line.text_of("region") == "inconnu"


def test_the_cpts_alike_are_said_by_the_median_of_what_is_known_of_them() -> None:
    values = [known(8, decimals=1), known(12, decimals=1), unknown(), known(10, decimals=1)]

    found = middle(values, decimals=1)

    assert found.amount == Decimal("10.0")
    assert found.note == "Médiane de 3 valeurs, 1 inconnues."


def test_two_values_make_no_median() -> None:
    assert middle([known(1), known(2)], decimals=0).state is State.UNKNOWN


def test_a_figure_is_written_as_in_french() -> None:
    assert written(known(Decimal("12345.67"), decimals=1), decimals=1) == "12\u202f345,7"
    assert written(known(1200, is_least=True)) == "au moins 1\u202f200"


def test_nothing_is_said_of_no_commune() -> None:
    assert place_figures(Tally()) == {}
