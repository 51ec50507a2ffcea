"""Does ``maillage territory --diagnosis`` tell the diagnosis to a program?"""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from maillage.apps.diagnosis.tests import make

pytestmark = pytest.mark.django_db


def told(*options: str) -> str:
    answer = StringIO()
    call_command("territory", *options, stdout=answer)
    return answer.getvalue()


def test_the_diagnosis_joins_the_answer_only_when_asked() -> None:
    codes = ",".join(make.places(2))

    assert "diagnosis" not in json.loads(told("--communes", codes, "--json"))
    assert "diagnosis" in json.loads(told("--communes", codes, "--diagnosis", "--json"))


def test_figures_say_their_state_and_their_source() -> None:
    codes = make.places(2)
    make.general_practitioners(4, at=codes[0])

    answer = json.loads(told("--communes", ",".join(codes), "--diagnosis", "--json"))

    diagnosis = answer["diagnosis"]
    supply = next(section for section in diagnosis["sections"] if section["key"] == "supply")
    gp = next(figure for figure in supply["figures"] if figure["key"] == "GP")
    assert gp["count"] == {"value": 4.0, "state": "known", "note": ""}
    assert gp["values"]["territory"]["value"] == 4.0
    assert diagnosis["sources"][gp["source"]]["licence"] == "Licence Ouverte 2.0"


def test_without_json_the_summary_follows_the_sentence() -> None:
    codes = ",".join(make.places(2))

    assert "10\u202f000 habitants dans 2 communes" in told("--communes", codes, "--diagnosis")
