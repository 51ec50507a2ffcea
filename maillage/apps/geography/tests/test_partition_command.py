"""Does `maillage partition` cut a place, write it, and score what others made?"""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from maillage.apps.geography import actions
from maillage.apps.geography.management import partition
from maillage.apps.geography.models import Commune
from maillage.apps.geography.tests import make, mosaics

pytestmark = pytest.mark.django_db

CODES = [f"34{number:03}" for number in range(1, 9)]


def eight_in_a_row(folder: Path) -> Path:
    """Eight communes of 10 000 inhabitants in a row, drawn in a file."""
    for code in CODES:
        make.commune(code, population=10_000)
    return mosaics.file(folder, mosaics.row(*CODES))


def run(*words: object) -> dict[str, Any]:
    """Run the command for a program."""
    said = StringIO()
    call_command("partition", *map(str, words), "--json", stdout=said, stderr=StringIO())
    found: dict[str, Any] = json.loads(said.getvalue())
    return found


def written(path: Path) -> dict[str, str]:
    lines = path.read_text("utf-8").split()
    assert lines[0] == "code,territory"
    return dict(line.split(",") for line in lines[1:])


def cut(folder: Path, *words: object) -> tuple[dict[str, Any], dict[str, str]]:
    out = folder / "out.csv"
    answer = run("--departement", "34", "--window", "15000:60000", "--out", out, *words)
    return answer, written(out)


def test_a_departement_is_cut_in_territories_that_hold(tmp_path: Path) -> None:
    contours = eight_in_a_row(tmp_path)

    answer, territories = cut(tmp_path, "--contours", contours, "--count", 2)

    assert (answer["count"], answer["in_window"], answer["broken"]) == (2, 2, 0)
    assert set(answer) == {"count", "in_window", "j", "parts", "broken", "seconds"}
    assert [territories[code] for code in CODES] == ["0"] * 4 + ["1"] * 4


def test_the_contours_in_place_serve_when_no_file_is_given(tmp_path: Path) -> None:
    eight_in_a_row(tmp_path)
    actions.load_contours(
        drawn=mosaics.drawn(tmp_path, *mosaics.row(*CODES)),
        origin=actions.Origin(vintage="2026"),
        at=make.NOW,
    )

    answer, territories = cut(tmp_path, "--count", 2)

    assert answer["in_window"] == 2
    assert [territories[code] for code in CODES] == ["0"] * 4 + ["1"] * 4


def test_as_many_territories_as_possible_may_be_asked_for(tmp_path: Path) -> None:
    contours = eight_in_a_row(tmp_path)

    answer, _ = cut(tmp_path, "--contours", contours, "--count", "max")

    assert (answer["count"], answer["in_window"]) == (4, 4)


def test_the_score_command_finds_the_same_score(tmp_path: Path) -> None:
    contours = eight_in_a_row(tmp_path)
    answer, _ = cut(tmp_path, "--contours", contours, "--count", 2)

    scored = run("score", tmp_path / "out.csv", "--contours", contours, "--window", "15000:60000")

    assert {**scored, "seconds": 0} == {**answer, "seconds": 0}


def test_a_commune_that_merged_is_cut_with_its_successor(tmp_path: Path) -> None:
    contours = eight_in_a_row(tmp_path)
    gone = Commune.objects.get(code=CODES[3])
    gone.delete()
    make.former(CODES[3], Commune.objects.get(code=CODES[4]))

    _, territories = cut(tmp_path, "--contours", contours, "--count", 2)

    assert CODES[3] not in territories
    assert len(territories) == 7


def test_communes_that_wish_to_be_together_are_heard(tmp_path: Path) -> None:
    contours = eight_in_a_row(tmp_path)
    wishes = ("--wish", f"{CODES[0]}+{CODES[4]}", "--wish", "epci=5")

    _, territories = cut(tmp_path, "--contours", contours, "--count", 2, *wishes)

    assert territories[CODES[0]] == territories[CODES[4]]


def test_frozen_territories_are_read_from_a_file_and_the_open_ones_grow(tmp_path: Path) -> None:
    contours, frozen = eight_in_a_row(tmp_path), tmp_path / "frozen.csv"
    rows = [(CODES[0], "A", ""), (CODES[1], "A", ""), (CODES[7], "B", "oui")]
    lines = ["code,territory,open", *(",".join(row) for row in rows)]
    frozen.write_text("\n".join(lines), "utf-8")

    _, held = cut(tmp_path, "--contours", contours, "--count", 3, "--frozen", frozen)

    assert {code for code in CODES if held[code] == held[CODES[0]]} == set(CODES[:2])
    assert held[CODES[7]] == held[CODES[6]]


def test_territories_of_today_are_changed_as_little_as_possible(tmp_path: Path) -> None:
    contours, today = eight_in_a_row(tmp_path), tmp_path / "today.csv"
    lines = ["code,territory", *(f"{code},{'A' if code < CODES[3] else 'B'}" for code in CODES)]
    today.write_text("\n".join(lines), "utf-8")

    _, held = cut(tmp_path, "--contours", contours, "--count", 2, "--existing", today)

    assert [held[code] == held[CODES[0]] for code in CODES] == [True] * 3 + [False] * 5


def test_the_work_is_told_after_two_seconds_and_stopped_when_asked() -> None:
    said: list[str] = []
    times = iter([0.0, 1.0, 2.5, 3.0, 5.0])
    progress = partition.Progress(said.append, lambda: next(times), 4.0)

    assert [progress(done) for done in (0.1, 0.4, 0.5, 0.9)] == [True, True, True, False]
    assert said == ["40\u00a0% en 2\u00a0s…", "90\u00a0% en 5\u00a0s…"]


def refused(*words: object) -> str:
    with pytest.raises(CommandError) as refusal:
        run(*words)
    return str(refusal.value)


def test_without_contours_the_refusal_says_how_to_load_them() -> None:
    make.commune("34001")

    assert "maillage geography contours" in refused("--departement", "34")


def test_an_unknown_place_is_refused() -> None:
    assert "Aucune commune en place pour" in refused("--departement", "99")


def test_nothing_asked_is_refused() -> None:
    assert "Dites quoi découper" in refused()


def test_a_window_upside_down_is_refused(tmp_path: Path) -> None:
    assert "fenêtre" in refused("--departement", "34", "--window", "9:3")


@pytest.mark.parametrize("wish", ["epci", "34172", "34172+", "taille=3"])
def test_a_wish_in_no_known_form_is_refused(tmp_path: Path, wish: str) -> None:
    contours = eight_in_a_row(tmp_path)

    assert "n’est pas compris" in refused(
        "--departement", "34", "--contours", contours, "--wish", wish
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "vide"),
        ("insee,zone\n34001,1\n", "ligne 2"),
        ("code,territory\n34001,1\n34001,2\n", "deux fois"),
        ("code,territory\n34001,\n", "ligne 2"),
    ],
)
def test_a_csv_that_is_no_partition_is_refused(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "other.csv"
    path.write_text(text, "utf-8")

    assert why in refused("score", path)


def test_a_csv_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "introuvable" in refused("score", tmp_path / "nowhere.csv")


def test_an_answer_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    contours = eight_in_a_row(tmp_path)

    said = refused(
        "--departement", "34", "--contours", contours, "--out", tmp_path / "no" / "out.csv"
    )

    assert "--out" in said
