"""``maillage members``: the same import as on screen, for other programs."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from maillage.apps.members.models import ImportBatch, Membership
from maillage.apps.members.tests import make

pytestmark = pytest.mark.django_db


def run(*arguments: object) -> dict[str, list[dict[str, object]]]:
    out = StringIO()
    call_command("members", *map(str, arguments), stdout=out)
    answer: dict[str, list[dict[str, object]]] = json.loads(out.getvalue())
    return answer


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "liste.csv"
    path.write_text("Nom;Prénom;Mail\nDravel;Luc;\nDRAVEL;Luk;\nBrévolle;Inès;x\n")
    return path


def test_without_accept_the_answer_is_whole_and_nothing_is_written(listed: Path) -> None:
    community = make.cpts()

    answer = run("import", community.slug, listed, "--json")

    assert [line["name"] for line in answer["created"]] == ["Luc Dravel"]
    assert answer["duplicates"][0]["candidates"] == [
        {"name": "Luc Dravel", "line": 2, "reasons": ["noms à une lettre près"]}
    ]
    assert [line["line"] for line in answer["rejected"]] == [4]
    assert "adresse électronique" in str(answer["rejected"][0]["reason"])
    assert not Membership.objects.exists()
    assert not ImportBatch.objects.exists()


def test_accept_writes_what_is_sure_and_leaves_duplicates_aside(listed: Path) -> None:
    community = make.cpts()

    run("import", community.slug, listed, "--accept", "--json")

    assert [str(held.person) for held in Membership.objects.all()] == ["Luc Dravel"]


def test_without_json_a_person_reads_sentences(listed: Path) -> None:
    out = StringIO()

    call_command("members", "import", make.cpts().slug, str(listed), stdout=out)

    assert "Rien n’est écrit" in out.getvalue()
    assert "ligne 4" in out.getvalue()


@pytest.mark.parametrize("missing", ["community", "file"])
def test_a_wrong_community_or_file_is_said_in_french(missing: str, listed: Path) -> None:
    arguments = {"community": make.cpts().slug, "file": str(listed)} | {missing: "nulle-part"}

    with pytest.raises(CommandError, match="nulle-part"):
        call_command("members", "import", *arguments.values())
