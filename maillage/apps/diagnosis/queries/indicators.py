"""Which indicators of needs and of access are known of these communes, and of whole areas?"""

from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

from maillage.domain.diagnosis import Origin, Value
from maillage.domain.diagnosis.assembly import Need

Key = TypeVar("Key", bound=Hashable)


def told() -> tuple[Need, ...]:
    """Return the indicators that a diagnosis tells, in the order of the catalogue."""
    return ()


def origins() -> dict[str, Origin]:
    """Return where each of them comes from."""
    return {}


def needs_of_sets(sets: Mapping[Key, Collection[str]]) -> dict[Key, dict[str, Value]]:
    """Return the indicators of several sets of communes."""
    return {key: {} for key in sets}


def needs_of_area(level: str, code: str) -> dict[str, Value]:
    """Return the indicators of a whole area."""
    return {}


def aged_shares(sets: Mapping[Key, Collection[str]]) -> dict[Key, dict[str, Value]]:
    """Return the share of people aged 75 and over in many sets of communes."""
    return {key: {} for key in sets}
