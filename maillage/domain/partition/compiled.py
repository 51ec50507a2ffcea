"""How does the engine run as fast as the machine, where it can?

The functions of the engine are plain Python over arrays. numba, where it is installed, compiles
them to machine code that is kept on disk; without it, or under `NUMBA_DISABLE_JIT`, the very same
functions run as they are written: same answers, a hundred times slower.
"""

import os
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])
PREFIX = "maillage-"

try:
    from numba import config as settings
    from numba import njit
except ImportError:
    njit = None  # type: ignore[assignment]  # no numba for this machine
    settings = None  # type: ignore[assignment]  # the same
config: Any = settings


def _folder() -> Path | None:
    """Where the code of this version of the engine is kept, under `NUMBA_CACHE_DIR`.

    A folder for each version: numba looks whether the file of a function changed, not whether those
    of the functions that it calls did.
    """
    root = os.environ.get("NUMBA_CACHE_DIR")
    if not root:
        return None
    digest = sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        source = path.read_bytes()
        if b"@compiled" in source:
            digest.update(source)
    return Path(root) / f"{PREFIX}{digest.hexdigest()[:12]}"


FOLDER = _folder()


def compiled(function: F) -> F:
    """Compile a function at its first call, without the interpreter's lock, and keep the code."""
    if njit is None:
        return function  # type: ignore[unreachable]  # the checker has numba
    if FOLDER:
        config.CACHE_DIR = str(FOLDER)
    try:
        found = njit(cache=True, nogil=True, error_model="numpy")(function)
    except RuntimeError:
        # No folder to keep the code in: each process compiles anew.
        found = njit(nogil=True, error_model="numpy")(function)
    return cast(F, found)  # called as the function it compiles


def is_interpreted() -> bool:
    """Say whether the engine runs as it is written, for want of numba or because that is asked."""
    return config is None or bool(config.DISABLE_JIT)


def is_kept() -> bool:
    """Say whether all the code of this version is on disk: nobody waits for the compiler."""
    if is_interpreted():
        return True
    return FOLDER is not None and _mark(FOLDER).exists()


def keep() -> None:
    """Record that all of the code is on disk, and throw away that of other versions."""
    if FOLDER is None or not FOLDER.is_dir():
        return
    _mark(FOLDER).touch()
    for other in FOLDER.parent.glob(f"{PREFIX}*"):
        if other != FOLDER:
            shutil.rmtree(other, ignore_errors=True)


def _mark(folder: Path) -> Path:
    return folder / "whole"
