"""How does the engine run as fast as the machine, where it can?

The functions of the engine are plain Python over arrays. numba, where it is installed, compiles
them to machine code that is kept on disk; without it, or under `NUMBA_DISABLE_JIT`, the very same
functions run as they are written: same answers, a hundred times slower.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])

try:
    from numba import njit
except ImportError:
    njit = None  # type: ignore[assignment]  # no numba for this machine


def compiled(function: F) -> F:
    """Compile a function at its first call, without the interpreter's lock, and keep the code."""
    if njit is None:
        return function  # type: ignore[unreachable]  # the checker has numba
    try:
        found = njit(cache=True, nogil=True, error_model="numpy")(function)
    except RuntimeError:
        # No folder to keep the code in: each process compiles anew.
        found = njit(nogil=True, error_model="numpy")(function)
    return cast(F, found)  # called as the function it compiles
