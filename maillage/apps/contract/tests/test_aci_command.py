"""Can another program rely on `maillage aci forecast`?"""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

SIZE_3 = ("--population", "146000", "--signed", "2026-01-01")


def answer(*options: str) -> str:
    out = StringIO()
    call_command("aci", "forecast", *options, stdout=out)
    return out.getvalue()


def answer_json(*options: str) -> Any:
    return json.loads(answer(*options, "--json"))


def test_each_payment_has_its_date_amount_rule_and_source() -> None:
    made = answer_json(*SIZE_3, "--mission", "acces_soins=2026-07-02")

    advance = next(each for each in made["payments"] if each["mission"] == "acces_soins")

    assert advance["date"] == "2026-07-02"
    assert advance["amount"] == 33842.47
    assert "183 jours sur 365" in advance["rule"]
    assert advance["source"]["title"]
    assert advance["level"] == "C2"


def test_an_unknown_amount_is_null_with_its_reason() -> None:
    made = answer_json(
        "--population", "60000", "--signed", "2026-01-01", "--mission", "parcours=2026-01-01"
    )

    unknown = next(each for each in made["payments"] if each["mission"] == "parcours")

    assert unknown["amount"] is None
    assert unknown["reason"]
    assert made["total"]["at_least"] is True
    assert made["unknown"] == ["CARE_PATHWAYS/FIXED", "CARE_PATHWAYS/VARIABLE"]


def test_a_range_has_its_bounds() -> None:
    made = answer_json(*SIZE_3, "--mission", "parcours=2026-01-01")

    variable = next(each for each in made["payments"] if each["kind"] == "VARIABLE")

    assert (variable["amount"], variable["minimum"], variable["maximum"]) == (None, 0, 45000)


def test_the_payments_of_a_known_contract_add_up_to_its_envelopes() -> None:
    codes = ["acces_soins", "parcours", "prevention", "crise", "qualite", "accompagnement"]
    given = [text for code in codes for text in ("--mission", f"{code}=2026-03-15")]

    made = answer_json(*SIZE_3, *given)

    paid = round(sum(each["maximum"] for each in made["payments"]), 2)
    assert paid == round(sum(each["maximum"] for each in made["envelopes"]), 2)
    assert made["total_if_crisis"]["maximum"] == paid


def test_the_deadlines_are_dated_and_the_options_have_none() -> None:
    made = answer_json(*SIZE_3)

    assert {each["mission"] for each in made["deadlines"]} == {
        "acces_soins",
        "parcours",
        "prevention",
        "crise",
    }
    assert made["deadlines"][0]["date"] == "2026-07-01"


def test_missions_may_be_supposed_to_start_at_their_deadline() -> None:
    made = answer_json(*SIZE_3, "--latest-starts", "--mission", "parcours=2026-02-01")

    assert made["missions"]["parcours"] == "2026-02-01"
    assert made["missions"]["prevention"] == "2027-01-01"
    assert made["missions"]["qualite"] is None


def test_a_person_reads_sentences() -> None:
    said = answer(*SIZE_3)

    assert "taille 3" in said
    assert "01/01/2026  Fonctionnement" in said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--population", "0", "--signed", "2026-01-01"), "population de zéro"),
        (("--population", "-5", "--signed", "2026-01-01"), "supérieur à zéro"),
        (("--population", "9000", "--signed", "2018-01-01"), "en vigueur"),
        ((*SIZE_3, "--mission", "soins=2026-02-01"), "n’existe pas"),
        ((*SIZE_3, "--mission", "parcours"), "ne se lit pas"),
        ((*SIZE_3, "--mission", "parcours=demain"), "ne se lit pas"),
        ((*SIZE_3, "--mission", "parcours=2025-01-01"), "avant la signature"),
        (
            (*SIZE_3, "--mission", "parcours=2026-02-01", "--mission", "parcours=2026-03-01"),
            "deux fois",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_french(options: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        answer(*options)


def test_what_the_operator_knows_fills_an_unknown_line(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "aci").mkdir()
    (tmp_path / "aci" / "care_pathways_fixed.yaml").write_text(
        "label: Parcours, part fixe\nunit: €/an\nchecked_on: 2026-09-01\nvalues:\n"
        "  - {since: 2022-03-31, level: A, sources: [{title: Avenant}], by_size: {2: 36000}}\n",
        encoding="utf-8",
    )
    settings.PARAMETERS_DIR = tmp_path

    made = answer_json(
        "--population", "60000", "--signed", "2026-01-01", "--mission", "parcours=2026-01-01"
    )

    assert made["unknown"] == ["CARE_PATHWAYS/VARIABLE"]


def test_a_badly_written_file_of_the_operator_is_named(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "functioning.yaml").write_text("montant: 12")
    settings.PARAMETERS_DIR = tmp_path

    with pytest.raises(CommandError, match=r"functioning\.yaml"):
        answer(*SIZE_3)
