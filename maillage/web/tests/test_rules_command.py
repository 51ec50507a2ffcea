"""Are the pages of the rules written, checked and cleaned by one gesture?"""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command


def write(directory: Path, *options: str) -> None:
    call_command("rules", "write", "--directory", str(directory), *options)


def test_the_pages_kept_in_the_repository_say_what_the_rules_do() -> None:
    call_command("rules", "write", "--check")


def test_the_pages_are_written_where_asked(tmp_path: Path) -> None:
    write(tmp_path / "regles")

    assert (tmp_path / "regles" / "financement.md").read_text().startswith("<!--")


def test_a_page_changed_by_hand_is_found_and_named(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "tailles.md").write_text("autre chose")

    with pytest.raises(CommandError, match=r"tailles\.md"):
        write(tmp_path, "--check")

    assert (tmp_path / "tailles.md").read_text() == "autre chose"


def test_a_page_of_a_rule_that_is_gone_is_removed(tmp_path: Path) -> None:
    (tmp_path / "ancienne.md").write_text("# Ancienne")

    write(tmp_path)

    assert not (tmp_path / "ancienne.md").exists()
