"""Is the code of one version of the engine never run for another?"""

from pathlib import Path

import pytest

from maillage.domain.partition import compiled


def test_the_code_is_kept_in_a_folder_of_this_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))

    folder = compiled._folder()

    assert folder
    assert folder.parent == tmp_path
    assert folder == compiled._folder()


def test_what_is_whole_is_said_and_other_versions_are_thrown_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, former, foreign = (tmp_path / name for name in ("maillage-b", "maillage-a", "other"))
    for folder in (own, former, foreign):
        folder.mkdir()
    monkeypatch.setattr(compiled, "FOLDER", own)
    monkeypatch.setattr(compiled.config, "DISABLE_JIT", 0)

    before = compiled.is_kept()
    compiled.keep()

    assert not before
    assert compiled.is_kept()
    assert (former.exists(), foreign.exists()) == (False, True)


def test_without_a_compiler_nothing_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "config", None)

    assert compiled.is_kept()
