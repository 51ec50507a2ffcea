"""What does an operator read when asking the journal?"""

import json
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from maillage.apps.journal.models import Head
from maillage.apps.journal.tests import make

pytestmark = pytest.mark.django_db


def test_verify_says_how_many_entries_hold(capsys: pytest.CaptureFixture[str]) -> None:
    make.entry()
    last = make.entry()

    call_command("journal", "verify")

    said = capsys.readouterr()
    assert json.loads(said.out) == {"entries": 2, "digest": last.digest}
    assert "2 écritures vérifiées, aucune altération." in said.err
    assert f"2:{last.digest}" in said.err


def test_verify_refuses_a_broken_chain() -> None:
    make.entry()
    Head.objects.update(digest="a" * 64)

    with pytest.raises(CommandError, match="sa tête annonce") as refused:
        call_command("journal", "verify")
    assert refused.value.returncode == 1


def test_verify_takes_the_witness_it_gave(capsys: pytest.CaptureFixture[str]) -> None:
    noted = make.entry()
    make.entry()

    call_command("journal", "verify", f"--witness=1:{noted.digest}")

    assert json.loads(capsys.readouterr().out)["entries"] == 2


@pytest.mark.parametrize("witness", ["1", "1:abc", "x:" + "a" * 64])
def test_a_malformed_witness_is_refused(witness: str) -> None:
    with pytest.raises(CommandError, match="n’est pas un témoin"):
        call_command("journal", "verify", f"--witness={witness}")


def test_show_tells_the_last_entries_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    for what in ("un", "deux", "trois"):
        make.entry(what=what)

    call_command("journal", "show", "--last=2")

    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["2", "3"]
    assert "02/03/2026 12:00" in lines[0]
    assert lines[1].endswith("trois.")


def test_show_keeps_to_one_community(capsys: pytest.CaptureFixture[str]) -> None:
    community = uuid4()
    make.entry(community=community)
    make.entry()

    call_command("journal", "show", f"--community={community}")

    assert len(capsys.readouterr().out.splitlines()) == 1


def test_show_refuses_what_is_not_a_community() -> None:
    with pytest.raises(CommandError, match="n’est pas l’identifiant d’une communauté"):
        call_command("journal", "show", "--community=cpts-de-nulle-part")
