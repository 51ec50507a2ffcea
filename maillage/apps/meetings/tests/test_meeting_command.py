"""``maillage meeting`` writes the document of a session, or says why not."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from maillage.apps.meetings.tests import signing

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("format", "magic"), [("docx", b"PK"), ("odt", b"PK"), ("pdf", b"%P")])
def test_the_document_is_written_and_told_in_json(
    format: str, magic: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet, secretary = signing.room()
    made = signing.minutes(sheet.meeting, secretary)
    signing.written(made.items.get(position=1), secretary, "Conclu")
    target = tmp_path / f"releve.{format}"

    call_command(
        "meeting", "document", str(sheet.meeting.uuid), "--format", format, "--out", str(target)
    )

    assert target.read_bytes().startswith(magic)
    told = json.loads(capsys.readouterr().out)
    assert told["bytes"] == target.stat().st_size
    assert told["reference"] is None


@pytest.mark.parametrize("name", ["rien", "00000000-0000-0000-0000-000000000001", "' OR 1=1"])
def test_an_unknown_meeting_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Aucune réunion n’a l’identifiant"):
        call_command("meeting", "document", name, "--out", str(tmp_path / "x.pdf"))


def test_a_place_where_nothing_can_be_written_is_refused(tmp_path: Path) -> None:
    sheet, _ = signing.room()

    with pytest.raises(CommandError, match="vérifiez que le dossier existe"):
        call_command(
            "meeting",
            "document",
            str(sheet.meeting.uuid),
            "--out",
            str(tmp_path / "absent" / "x.pdf"),
        )


def test_reminders_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("meeting", "remind")

    assert json.loads(capsys.readouterr().out) == {"reminded": 0}
