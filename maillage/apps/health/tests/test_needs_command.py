"""Does `maillage geography needs` say what it put in place, and refuse in French?"""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from maillage.apps.geography.tests import make as places
from maillage.apps.health.models import HealthLoad
from maillage.apps.health.synthetic import needs
from maillage.apps.health.tests import towns as here

pytestmark = pytest.mark.django_db


def run(*arguments: object) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("geography", "needs", *map(str, arguments), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_several_files_are_known_and_told_one_by_one(tmp_path: Path) -> None:
    towns = here.placed()
    files = [needs.apl(tmp_path / "a.xlsx", towns), needs.incomes(tmp_path / "b.csv", towns)]

    out, err = run(*files, "--json")

    assert [(one["kind"], one["status"]) for one in json.loads(out)] == [
        ("APL", "loaded"), ("LIVING", "loaded"),
    ]  # fmt: skip
    assert "APL 2023. Source\u00a0: DREES" in err
    assert "Valeurs sous secret statistique, gardées secrètes\u00a0: 2." in err


def test_what_did_not_match_is_said(tmp_path: Path) -> None:
    towns = here.placed()
    places.commune("34030", "Sans donnée")
    lost = needs.Town("34999", "Oubliée", "34", "R34", 80)

    _, err = run(needs.structure(tmp_path / "s.csv", [*towns, lost]))

    assert "Codes inconnus, laissés de côté\u00a0: 34999" in err
    assert "Communes en place dont le fichier ne dit rien\u00a0: 1." in err


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    out, err = run(needs.apl(tmp_path / "a.xlsx", here.placed()), "--dry-run", "--json")

    assert json.loads(out)[0]["status"] == "read"
    assert "Rien n’a été écrit" in err
    assert not HealthLoad.objects.exists()


def test_a_refused_file_does_not_stop_the_others(tmp_path: Path) -> None:
    good = needs.apl(tmp_path / "a.xlsx", here.placed())
    bad = needs.text(tmp_path / "autre.csv", [["a", "b"], [1, 2]])

    with pytest.raises(CommandError, match=r"autre\.csv"):
        run(bad, good)

    assert HealthLoad.objects.current().get().kind == "APL"
