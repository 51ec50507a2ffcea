"""Do different spellings of one name meet, and do different names stay apart?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.names import fold, normalise, spellings, without_article


@pytest.mark.parametrize(
    "spelling",
    [
        "Saint-Étienne",
        "SAINT ETIENNE",
        "saint etienne",
        "St-Étienne",
        "st  etienne",
        " St. Étienne ",
    ],
)
def test_spellings_of_saint_etienne_meet(spelling: str) -> None:
    assert normalise(spelling) == "saint etienne"


@pytest.mark.parametrize(
    ("name", "normalised"),
    [
        ("L'Haÿ-les-Roses", "l hay les roses"),
        ("L’Haÿ les Roses", "l hay les roses"),
        ("Œuilly", "oeuilly"),
        ("Ste-Maxime", "sainte maxime"),
        ("Villiers s/ Marne", "villiers sur marne"),
        ("Villiers S/Marne", "villiers sur marne"),
        ("Stenay", "stenay"),
        ("Y", "y"),
        ("---", ""),
        ("", ""),
    ],
)
def test_a_name_is_reduced_to_its_words(name: str, normalised: str) -> None:
    assert normalise(name) == normalised


def test_st_alone_stays_what_was_typed_when_only_folded() -> None:
    assert fold("St") == "st"
    assert normalise("St") == "saint"


def test_an_article_can_be_left_out() -> None:
    assert without_article("la rochelle") == "rochelle"
    assert without_article("les") == "les"
    assert "la rochelle" in spellings("Rochelle")


@pytest.mark.parametrize(
    "text", ["Paris 13", "paris 13e", "PARIS 13ème", "Paris 13e arrondissement"]
)
def test_an_arrondissement_is_known_by_its_number(text: str) -> None:
    assert "paris 13e arrondissement" in spellings(text)


def test_the_first_arrondissement_is_the_premier() -> None:
    assert "lyon 1er arrondissement" in spellings("Lyon 01")


def test_a_name_that_only_begins_like_a_city_is_no_arrondissement() -> None:
    assert spellings("Paris 13 Habitat")[0] == "paris 13 habitat"
    assert "paris 13e arrondissement" not in spellings("Paris 13 Habitat")


@given(st.text(max_size=40))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)

    assert normalise(once) == once
    assert set(once) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
    assert "  " not in once
