"""Does ``maillage territory`` answer a program, and refuse in plain French?"""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from maillage.apps.geography.tests import make

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("territory", *arguments, "--on", "2026-11-23", stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def answer(*arguments: str) -> Any:
    return json.loads(run(*arguments, "--json")[0])


def test_communes_population_size_vintage_and_source_are_answered() -> None:
    make.dataset(source="Source d’essai", population_vintage="populations d’essai 2023")
    make.commune("34001", "Valfleuri", population=50_000)
    make.commune("34002", "Mont", population=1_270)

    told = answer("--communes", "34002,34001")

    assert told["communes"] == [
        {"code": "34001", "name": "Valfleuri", "population": 50_000},
        {"code": "34002", "name": "Mont", "population": 1_270},
    ]
    assert (told["population"], told["size"]) == (51_270, 2)
    assert told["source"] == "Source d’essai"
    assert "2023" in told["vintage"]


def test_merged_and_unknown_codes_are_told_apart_from_the_answer() -> None:
    make.former("34009", make.commune("34001", population=10))

    out, err = run("--communes", "34009,99999", "--json")

    told = json.loads(out)
    assert (told["merged"], told["unknown"]) == ({"34009": "34001"}, ["99999"])
    assert "34009 n’existe plus" in err
    assert "99999" in err


def test_a_code_split_is_left_to_a_person() -> None:
    make.commune("34003", population=5)
    for code in ("34001", "34002"):
        make.former("34009", make.commune(code, population=10))

    told = answer("--communes", "34009,34003")

    assert told["split"] == {"34009": ["34001", "34002"]}
    assert told["population"] == 5
    assert told["unknown"] == []


def test_an_epci_brings_its_communes_once() -> None:
    epci = make.epci()
    make.commune("34001", population=10, epci=epci)
    make.commune("34002", population=20, epci=epci)

    told = answer("--epci", epci.siren, "--communes", "34001")

    assert [commune["code"] for commune in told["communes"]] == ["34001", "34002"]
    assert told["population"] == 30


def test_a_population_unknown_is_null_and_named() -> None:
    make.commune("34001", population=10)
    make.commune("34002", population=None)

    told = answer("--communes", "34001,34002")

    assert told["communes"][1]["population"] is None
    assert told["population_unknown"] == ["34002"]
    assert "au moins 10 habitants" in run("--communes", "34001,34002")[0]


def test_a_territory_of_which_nothing_is_known_has_no_size() -> None:
    make.commune("34002", population=None)

    assert answer("--communes", "34002")["size"] is None
    assert "population inconnue" in run("--communes", "34002")[0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--communes", "99999"), "Aucune commune trouvée"),
        ((), "Aucune commune trouvée"),
        (("--epci", "123456789"), "Aucun EPCI"),
        (("--epci", "200000001"), "Aucune commune membre"),
        (("--communes", "34003"), "population de zéro"),
    ],
)
def test_what_cannot_be_measured_is_refused(arguments: tuple[str, ...], message: str) -> None:
    make.epci()
    make.commune("34003", population=0)

    with pytest.raises(CommandError, match=message):
        run(*arguments, "--json")
