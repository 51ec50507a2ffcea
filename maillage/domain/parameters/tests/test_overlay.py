"""Can an operator fill or replace values, and is a badly written file refused?"""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.domain.parameters import (
    MalformedParameter,
    ParametersNotFound,
    load,
    registry,
    value_on,
)

TODAY = date(2026, 11, 23)
FILE = """\
label: Accès aux soins, part fixe
unit: €/an
checked_on: 2026-09-01
values:
  - since: 2022-03-31
    level: A
    sources:
      - title: Contrat signé
    by_size:
      2: 70000
"""


def written(directory: Path, text: str, key: str = "aci/access_to_care_fixed") -> Path:
    path = directory / f"{key}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return directory


def test_an_operator_fills_an_unknown_cell(tmp_path: Path) -> None:
    ours = registry().overlaid_by(load(written(tmp_path, FILE)))

    assert ours.value_on(TODAY, "aci/access_to_care_fixed", size=2).amount == 70_000


def test_the_cells_an_operator_does_not_name_stay_as_they_are(tmp_path: Path) -> None:
    ours = registry().overlaid_by(load(written(tmp_path, FILE)))

    assert ours.value_on(TODAY, "aci/access_to_care_fixed", size=3).amount == 90_000
    assert ours.value_on(TODAY, "aci/access_to_care_fixed", size=1).amount is None


def test_filling_a_cell_here_does_not_fill_it_for_others(tmp_path: Path) -> None:
    registry().overlaid_by(load(written(tmp_path, FILE)))

    assert value_on(TODAY, "aci/access_to_care_fixed", size=2).amount is None


def test_an_operator_adds_a_parameter_of_its_own(tmp_path: Path) -> None:
    text = FILE.replace("by_size:\n      2: 70000", "amount: 12000")

    ours = registry().overlaid_by(load(written(tmp_path, text, "creation/regional_aid/occitanie")))

    assert ours.value_on(TODAY, "creation/regional_aid/occitanie").amount == 12_000


def test_a_value_that_ends_is_unknown_from_that_day(tmp_path: Path) -> None:
    text = FILE + (
        "  - since: 2026-01-01\n    reason: abrogé\n    sources: [{title: Avenant}]\n"
        "    by_size: {2: null}\n"
    )

    ended = load(written(tmp_path, text))

    assert ended.value_on(date(2025, 12, 31), "aci/access_to_care_fixed", size=2).amount == 70_000
    assert ended.value_on(date(2026, 1, 1), "aci/access_to_care_fixed", size=2).reason == "abrogé"


def test_a_directory_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ParametersNotFound, match="MAILLAGE_PARAMETERS"):
        load(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("written_so", "instead_of", "defect"),
    [
        ("values: []", FILE[FILE.index("values:") :], "liste de valeurs datées"),
        ("level: Z9", "level: A", "niveau de confiance"),
        ("level: C1", "level: A", "niveau de confiance"),
        ("level: D", "level: A", "montrer son calcul"),
        ("2: null", "2: 70000", "dire pourquoi"),
        ("2: -1", "2: 70000", "positif"),
        ("2: .nan", "2: 70000", "positif"),
        ("2: beaucoup", "2: 70000", "pas un nombre"),
        ("2: true", "2: 70000", "pas un nombre"),
        ("2: {level: A}", "2: 70000", "pas de montant"),
        ("5: 70000", "2: 70000", "tailles 1 à 4"),
        ("since: demain", "since: 2022-03-31", "AAAA-MM-JJ"),
        ("since: 2022-03-31 10:00:00", "since: 2022-03-31", "AAAA-MM-JJ"),
        ("sources: []", "sources:\n      - title: Contrat signé", "au moins une source"),
        ("- url: http://x", "- title: Contrat signé", "title"),
        ("- Contrat", "- title: Contrat signé", "champs nommés"),
        ("unite: €", "unit: €/an", "champ inconnu"),
        ("label: [", "label: Accès aux soins, part fixe", "YAML"),
    ],
)
def test_a_badly_written_file_is_refused_by_name(
    tmp_path: Path, written_so: str, instead_of: str, defect: str
) -> None:
    directory = written(tmp_path, FILE.replace(instead_of, written_so))

    with pytest.raises(MalformedParameter, match=defect) as refusal:
        load(directory)

    assert "aci/access_to_care_fixed.yaml" in str(refusal.value)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    directory = written(tmp_path, "")
    (directory / "aci/access_to_care_fixed.yaml").write_bytes(FILE.encode("latin-1", "ignore"))

    with pytest.raises(MalformedParameter, match="UTF-8"):
        load(directory)


@given(st.dates(min_value=date(2019, 8, 25), max_value=date(2090, 1, 1)))
def test_the_value_of_a_day_is_never_one_of_the_future(day: date) -> None:
    assert value_on(day, "aci/functioning", size=3).since <= day


def test_what_the_instance_knows_holds_the_texts_and_the_overlay(tmp_path: Path) -> None:
    ours = registry(written(tmp_path, FILE))

    assert ours.value_on(TODAY, "aci/access_to_care_fixed", size=2).is_known
    assert ours.value_on(TODAY, "aci/functioning", size=2).amount == 60_000
