"""How are numbers written for people? Thin spaces inside, a no-break space before the unit."""

from decimal import Decimal

import pytest

from maillage.ui.templatetags.ui import browser, euros, integer, plural


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (Decimal("1234.56"), "1\u202f234,56\u00a0€"),
        (Decimal("75000.00"), "75\u202f000\u00a0€"),
        (Decimal("0.5"), "0,50\u00a0€"),
        (Decimal("-1200"), "−1\u202f200\u00a0€"),
        (0, "0\u00a0€"),
        (1_500_000, "1\u202f500\u202f000\u00a0€"),
    ],
)
def test_an_amount_shows_cents_only_when_there_are_some(amount: Decimal, said: str) -> None:
    assert euros(amount) == said


def test_an_unknown_amount_is_said_unknown_and_never_zero() -> None:
    assert euros(None) == "inconnu"


def test_thousands_are_set_apart_by_a_thin_space() -> None:
    assert integer(12_345) == "12\u202f345"


def test_an_unknown_number_is_said_unknown() -> None:
    assert integer(None) == "inconnu"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0\u00a0commune"),
        (1, "1\u00a0commune"),
        (2, "2\u00a0communes"),
        (34_969, "34\u202f969\u00a0communes"),
        (None, "inconnu"),
    ],
)
def test_a_noun_agrees_with_its_number(number: int | None, said: str) -> None:
    assert plural(number, "commune") == said


def test_an_irregular_noun_gives_its_plural() -> None:
    assert plural(3, "réseau,réseaux") == "3\u00a0réseaux"


@pytest.mark.parametrize(
    ("user_agent", "said"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox, Linux",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) Version/19.0 Safari/604.1", "Safari, iPhone"),
        ("curl/8", "Navigateur inconnu"),
    ],
)
def test_a_browser_is_named_as_people_name_it(user_agent: str, said: str) -> None:
    assert browser(user_agent) == said
