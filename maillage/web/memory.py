"""What is remembered from one page to the next, in this process alone?

For what takes long to work out and seldom changes. What is remembered is made again as soon as
what it was made from is no longer the same: whoever asks says what that is.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Made = TypeVar("Made")
MOST = 600

_kept: dict[Hashable, tuple[Hashable, Any]] = {}


def recalled(key: Hashable, *, since: Hashable, make: Callable[[], Made]) -> Made:
    """Return what was made under `key` if `since` is still the same, or make it again."""
    found = _kept.get(key)
    if found is not None and found[0] == since:
        made: Made = found[1]
        return made
    made = make()
    if len(_kept) >= MOST:
        _kept.clear()
    _kept[key] = (since, made)
    return made


def forget() -> None:
    """Forget everything: for tests, whose databases look alike."""
    _kept.clear()
