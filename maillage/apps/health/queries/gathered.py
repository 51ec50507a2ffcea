"""What is known of a set of communes, added up, whichever way it was read?"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from maillage.domain.health.adding import Sums

# Profession, tier, extent, load.
Zoned = tuple[str, str, str, int]
# Indicator, load.
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class ZonePart:
    """A bassin de vie, and what of it is in the set."""

    code: str
    name: str
    communes: int
    population: int


@dataclass(frozen=True)
class Gathered:
    """Sums by indicator and load, people by class, communes and people by zone and by bassin."""

    asked: int = 0
    departements: tuple[str, ...] = ()
    sums: Mapping[Key, Sums] = field(default_factory=dict)
    classes: Mapping[Key, Mapping[int, float]] = field(default_factory=dict)
    zoned: Mapping[Zoned, tuple[tuple[str, ...], int]] = field(default_factory=dict)
    basins: tuple[ZonePart, ...] = ()


def in_order(parts: list[ZonePart]) -> tuple[ZonePart, ...]:
    """Return bassins de vie, the most peopled first."""
    return tuple(sorted(parts, key=lambda part: (-part.population, part.code)))
