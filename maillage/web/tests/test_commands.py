"""What does someone read when a command refuses?"""

import pytest
from django.core.management import CommandError, call_command, load_command_class


@pytest.mark.django_db
def test_a_refusal_is_its_sentence_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    command = load_command_class("maillage.apps.journal", "person")

    with pytest.raises(SystemExit) as ended:
        command.run_from_argv(["maillage", "person", "close", "--email=x@exemple.test"])

    said = capsys.readouterr()
    assert ended.value.code == 1
    assert said.out == ""
    assert said.err.startswith("Aucun compte ouvert à l’adresse x@exemple.test")


@pytest.mark.django_db
def test_a_refusal_reaches_whoever_calls_the_command_from_python() -> None:
    with pytest.raises(CommandError, match="Aucun compte ouvert"):
        call_command("person", "close", "--email=x@exemple.test")


def test_a_missing_argument_is_named_in_french(capsys: pytest.CaptureFixture[str]) -> None:
    command = load_command_class("maillage.apps.journal", "person")

    with pytest.raises(SystemExit) as ended:
        command.run_from_argv(["maillage", "person", "close"])

    assert ended.value.code == 2
    assert "il manque" in capsys.readouterr().err
