"""``maillage letter`` writes the letter of a CPTS, or says why not."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from maillage.apps.creation.tests import letters, make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("format", "signature"), [("docx", b"PK"), ("odt", b"PK"), ("pdf", b"%P")])
def test_the_letter_is_written_and_told_in_json(
    format: str, signature: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cpts, target = make.cpts(), tmp_path / f"lettre.{format}"
    letters.saved(cpts, by=make.holder(cpts).person, bearers="Nous")

    call_command("letter", cpts.slug, "--format", format, "--out", str(target))

    told = json.loads(capsys.readouterr().out)
    assert target.read_bytes().startswith(signature)
    assert told == {
        "community": cpts.slug,
        "file": str(target),
        "format": format,
        "version": 1,
        "bytes": target.stat().st_size,
    }


def test_a_letter_never_saved_is_written_from_what_is_known(tmp_path: Path) -> None:
    cpts, target = make.cpts(), tmp_path / "lettre.pdf"

    call_command("letter", str(cpts.uuid), "--out", str(target))

    assert target.exists()


def test_an_unknown_community_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Aucune communauté ne s’appelle « rien »"):
        call_command("letter", "rien", "--out", str(tmp_path / "x.pdf"))


def test_an_inter_cpts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="n’est pas une CPTS"):
        call_command("letter", make.inter_cpts().slug, "--out", str(tmp_path / "x.pdf"))


def test_a_place_where_nothing_can_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="vérifiez que le dossier existe"):
        call_command("letter", make.cpts().slug, "--out", str(tmp_path / "absent" / "x.pdf"))
