"""What does whoever loads the registers read on the screen?"""

import gzip
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from maillage.apps.health.management.professionals import day_in
from maillage.apps.health.models import HealthLoad
from maillage.apps.health.synthetic import finess, rpps
from maillage.apps.health.synthetic.places import Place
from maillage.apps.health.tests import registers

pytestmark = pytest.mark.django_db

GROUND = (
    Place("34172", "34000", "Montbel", 9000),
    Place("34003", "34300", "Agde-les-Pins", 3000),
    Place("34004", "34300", "Saint-Test", 500),
)


@pytest.fixture(autouse=True)
def _ground() -> None:
    registers.ground()


def test_the_professionals_are_told_with_their_source_and_what_is_unknown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "PS_LibreAcces_Personne_activite_202611200930.txt"
    file = rpps.write(tmp_path / name, GROUND, rows=1000)

    call_command("geography", "professionals", str(file))

    said = capsys.readouterr().err
    assert "RPPS" in said
    assert "mis à jour le 20/11/2026 (Licence Ouverte 2.0)" in said
    assert "Sans lieu d’exercice" in said
    assert "restée inconnue" in said
    load = HealthLoad.objects.get()
    assert (load.counts["lines"], load.as_of) == (1000, date(2026, 11, 20))


def test_the_establishments_are_told_with_what_was_left_aside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = finess.write_new(tmp_path / "finess.json", GROUND, count=50)
    packed = tmp_path / "finess-structures-journalier-20261120.json.gz"
    packed.write_bytes(gzip.compress(file.read_bytes()))

    call_command("geography", "establishments", str(packed))

    said = capsys.readouterr().err
    assert "FINESS" in said
    assert "mis à jour le 20/11/2026" in said
    assert "d’autres catégories" in said


def test_a_refusal_is_a_french_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="n’existe pas"):
        call_command("geography", "professionals", str(tmp_path / "absent.txt"))


def test_the_same_seed_writes_the_same_file(tmp_path: Path) -> None:
    one = rpps.write(tmp_path / "one", GROUND, rows=200, seed=7)
    two = rpps.write(tmp_path / "two", GROUND, rows=200, seed=7)
    other = rpps.write(tmp_path / "other", GROUND, rows=200, seed=8)

    assert one.read_bytes() == two.read_bytes() != other.read_bytes()


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("PS_LibreAcces_Personne_activite_202611200930.txt", date(2026, 11, 20)),
        ("finess-structures-journalier-20260309.json.gz", date(2026, 3, 9)),
        ("ps-libreacces-personne-activite.txt", None),
        ("extraction_20269999.txt", None),
    ],
)
def test_the_day_of_a_file_is_read_in_its_name(name: str, day: date | None) -> None:
    assert day_in(name) == day
