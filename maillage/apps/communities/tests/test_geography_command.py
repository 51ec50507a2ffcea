"""Does ``maillage geography load`` load, say what it did, and refuse in plain French?"""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from maillage.apps.geography.models import Commune, Dataset
from maillage.apps.geography.readers import npm
from maillage.apps.geography.tests import make

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("geography", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def package(tmp_path: Path, settings: Settings) -> Path:
    """A package installed where npm puts it."""
    settings.NODE_MODULES = tmp_path
    rows = [make.npm_commune("34001", "Valfleuri", population=860)]
    return make.npm_package(tmp_path / npm.PACKAGE, rows, members={"200000001": ["34001"]})


@pytest.mark.usefixtures("package")
def test_the_package_is_loaded_and_its_vintage_said() -> None:
    out, err = run("load")

    assert Commune.objects.get().epci_id == "200000001"
    assert "Code officiel géographique au 1er janvier 2026" in err
    assert "Communes et arrondissements" in err
    assert out == ""


@pytest.mark.usefixtures("package")
def test_a_second_load_says_that_nothing_changed() -> None:
    run("load")

    _, err = run("load")

    assert "rien à changer" in err
    assert Dataset.objects.count() == 1


@pytest.mark.usefixtures("package")
def test_what_is_in_place_is_told_to_a_program() -> None:
    run("load")

    told = json.loads(run("show")[0])

    assert (told["communes"], told["epcis"], told["effective_on"]) == (1, 1, "2026-01-01")
    assert told["licence"] == "Licence Ouverte 2.0"


def test_nothing_in_place_is_refused_with_what_to_do() -> None:
    with pytest.raises(CommandError, match="maillage geography load"):
        run("show")


def test_the_files_of_insee_are_loaded_from_their_folder(tmp_path: Path) -> None:
    folder = make.insee_folder(tmp_path)

    _, err = run("load", "--source", "insee", "--from", str(folder), "--populations", "2023")

    assert Commune.objects.whole().count() == 3
    assert "populations légales 2023" in err


def test_a_new_vintage_names_what_merged(package: Path) -> None:
    rows = [make.npm_commune("34001", "Valfleuri"), make.npm_commune("34002", "Mont")]
    old = make.npm_package(package.parent / "ancien", rows, version="5.3.0")
    run("load", "--from", str(old))
    merged = [make.npm_commune("34001", "Valfleuri", anciensCodes=["34002"])]
    new = make.npm_package(package.parent / "nouveau", merged)

    _, err = run("load", "--from", str(new))

    assert "34002 → 34001" in err


def test_insee_without_a_folder_is_refused() -> None:
    with pytest.raises(CommandError, match="--from"):
        run("load", "--source", "insee")


def test_a_missing_package_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="make setup"):
        run("load", "--from", str(tmp_path))


def test_a_file_in_the_wrong_encoding_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    folder = make.insee_folder(tmp_path)
    (folder / "populations.csv").write_bytes(make.POPULATIONS.encode("latin-1"))

    with pytest.raises(CommandError, match=r"populations\.csv.*UTF-8"):
        run("load", "--source", "insee", "--from", str(folder))
    assert not Commune.objects.exists()


def test_an_older_vintage_is_refused_unless_asked_for(package: Path) -> None:
    run("load")
    old = make.npm_package(
        package.parent / "ancien", [make.npm_commune("34001", "V")], version="5.3.0"
    )

    with pytest.raises(CommandError, match="--older"):
        run("load", "--from", str(old))
    assert "2025" in run("load", "--from", str(old), "--older")[1]
