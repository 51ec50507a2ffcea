"""Is a column pasted from a spreadsheet understood, and each doubt named with its line?"""

import pytest
from pytest_django import DjangoAssertNumQueries

from maillage.apps.geography import queries
from maillage.apps.geography.queries import LineStatus, ResolvedLine
from maillage.apps.geography.tests import make

pytestmark = pytest.mark.django_db


def one(text: str, **options: str) -> ResolvedLine:
    (line,) = queries.resolve_lines([text], **options)
    return line


def found(text: str, **options: str) -> str | None:
    line = one(text, **options)
    return line.commune.code if line.status is LineStatus.FOUND and line.commune else None


@pytest.mark.parametrize(
    "text",
    [
        "34172",
        "'34172",
        "34172 Montpellier",
        "34172\tMontpellier\t310240",
        "34172;Montpellier",
        "Montpellier 34172",
        "Montpellier (34172)",
        "34172.0",
        "34172,0",
        "\u00a034172 ",
        '"34172"',
        "montpellier",
        "MONTPELLIER (34)",
        "Montpellier (Hérault)",
        "310240\t34172",
        "34172 - Montpellier",
    ],
)
def test_a_commune_is_understood_however_it_was_pasted(text: str) -> None:
    make.commune("34172", "Montpellier", within=make.departement("34", "Hérault"))

    assert found(text) == "34172"


@pytest.mark.parametrize("text", ["1001", "'1001", "1001 L’Abergement", "1001.0"])
def test_a_leading_zero_lost_is_given_back_and_said(text: str) -> None:
    make.commune("01001", "L'Abergement", within=make.departement("01"))

    assert found(text) == "01001"
    assert "Zéro initial rétabli" in one(text).note


def test_blank_lines_and_headings_are_left_out_and_numbers_kept() -> None:
    make.commune("34172", "Montpellier")

    lines = queries.resolve_lines(["Code INSEE\tCommune", "", "  ", "34172"])

    assert [(line.number, line.status) for line in lines] == [(4, LineStatus.FOUND)]


def test_a_name_borne_by_several_communes_asks_for_a_choice() -> None:
    make.commune("34001", "Mont")
    make.commune("35001", "Mont")

    line = one("Mont")

    assert line.status is LineStatus.AMBIGUOUS
    assert [commune.code for commune in line.candidates] == ["34001", "35001"]
    assert line.commune is None


def test_the_departement_settles_namesakes() -> None:
    make.commune("34001", "Mont")
    make.commune("35001", "Mont")

    assert found("Mont (35)") == "35001"
    assert found("Mont", departement="34") == "34001"
    assert found("Mont (35)", departement="34") == "35001"


def test_a_departement_where_no_commune_has_that_name_asks_for_a_choice() -> None:
    make.commune("35001", "Mont")

    line = one("Mont (34)")

    assert line.status is LineStatus.AMBIGUOUS
    assert [commune.code for commune in line.candidates] == ["35001"]


def test_a_name_without_its_article_is_found_and_the_exact_one_wins() -> None:
    make.commune("34001", "La Rochelle")
    assert found("Rochelle") == "34001"

    make.commune("34002", "Rochelle")
    assert found("Rochelle") == "34002"


@pytest.mark.parametrize("text", ["34009", "Petit-Mont", "34009 Petit-Mont"])
def test_a_commune_merged_is_found_in_its_successor_and_said(text: str) -> None:
    make.former("34009", make.commune("34001", "Valfleuri"), "Petit-Mont")

    line = one(text)

    assert line.status is LineStatus.MERGED
    assert line.commune is not None
    assert line.commune.code == "34001"
    assert "aujourd’hui Valfleuri" in line.note


def test_a_former_name_beside_the_code_of_today_is_no_doubt() -> None:
    make.former("34001", make.commune("34001", "Valfleuri"), "Val")

    assert found("34001 Val") == "34001"


def test_a_commune_split_asks_for_a_choice() -> None:
    for code in ("34001", "34002"):
        make.former("34009", make.commune(code))

    assert one("34009").status is LineStatus.AMBIGUOUS


@pytest.mark.parametrize("text", ["99999", "Nulle-Part", "12", "!!!", "99999 Nulle-Part"])
def test_what_leads_nowhere_is_unknown_and_says_what_to_do(text: str) -> None:
    line = one(text)

    assert line.status is LineStatus.UNKNOWN
    assert line.text == text
    assert "corrigez" in line.note or "vérifiez" in line.note


def test_an_unknown_code_beside_a_known_name_is_found_by_the_name() -> None:
    make.commune("34301", "Sète")

    assert found("Sète\t44558") == "34301"


def test_a_code_and_the_name_of_another_commune_ask_for_a_choice() -> None:
    make.commune("34172", "Montpellier")
    make.commune("69123", "Lyon")

    line = one("34172 Lyon")

    assert line.status is LineStatus.AMBIGUOUS
    assert [commune.code for commune in line.candidates] == ["34172", "69123"]


def test_a_name_misspelt_beside_a_code_is_found_by_the_code() -> None:
    make.commune("34172", "Montpellier")

    assert found("34172 Montpelier") == "34172"
    assert "son nom officiel est Montpellier" in one("34172 Montpelier").note


def test_a_postcode_is_understood_when_it_cannot_be_a_code() -> None:
    make.commune("34172", "Montpellier", postcodes=["34000"])

    assert found("34000") == "34172"
    assert found("34000 Montpellier") == "34172"


def test_a_postcode_of_several_communes_asks_for_a_choice_unless_named() -> None:
    make.commune("34001", "Valfleuri", postcodes=["34000"])
    make.commune("34002", "Mont", postcodes=["34000"])

    assert one("34000").status is LineStatus.AMBIGUOUS
    assert found("34000 Mont") == "34002"


def test_a_postcode_that_is_also_a_code_is_settled_by_the_name() -> None:
    make.commune("34130", "Laurens")
    make.commune("34154", "Mauguio", postcodes=["34130"])

    assert found("34130") == "34130"
    assert found("34130 Mauguio") == "34154"


def test_the_same_commune_twice_names_the_first_line() -> None:
    make.commune("34172", "Montpellier")

    first, second = queries.resolve_lines(["34172", "Montpellier"])

    assert first.same_as is None
    assert second.same_as == 1
    assert "ligne 1" in second.note


def test_an_arrondissement_is_known_by_its_number() -> None:
    city = make.commune("75056", "Paris", within=make.departement("75"))
    make.arrondissement("75113", "Paris 13e Arrondissement", city)

    assert found("Paris 13") == "75113"
    assert found("Paris") == "75056"


def test_more_lines_than_a_territory_has_communes_are_refused() -> None:
    with pytest.raises(queries.TooManyLines, match="maximum"):
        queries.resolve_lines(["34172"] * 5_001)


def test_hostile_text_is_only_unknown() -> None:
    for text in ("<script>alert(1)</script>", "'; DROP TABLE x; --", "=1+1", "\x00", "%"):
        assert all(line.status is LineStatus.UNKNOWN for line in queries.resolve_lines([text]))


def test_many_lines_take_no_more_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    lines = [make.commune().code for _ in range(50)] + ["Mont", "99999"]

    with django_assert_max_num_queries(3):
        queries.resolve_lines(lines)


def test_brackets_may_be_part_of_the_name() -> None:
    make.commune("58062", "Château-Chinon (Ville)")
    make.commune("58063", "Château-Chinon (Campagne)")

    assert found("Château-Chinon (Ville)") == "58062"
    assert found("Château-Chinon (Campagne) (58)") == "58063"
    assert found("58062 Château-Chinon (Ville)") == "58062"


def test_the_shortest_name_of_france_is_a_name() -> None:
    make.commune("80829", "Y")

    assert found("Y") == "80829"


def test_only_the_first_line_may_be_a_heading() -> None:
    make.commune("34001", "Nom")

    assert [line.number for line in queries.resolve_lines(["Commune", "Nom"])] == [2]
