"""What does the document of a scenario of partition hold?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from maillage.documents.furniture import Emblem
from maillage.documents.pictures import Picture, svg


@dataclass(frozen=True, slots=True)
class TerritoryRow:
    """One territory: its number and name, what it continues, and what is said of it."""

    label: str
    population: int
    communes: int
    continues: str
    sentences: tuple[str, ...]
    towns: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartitionReport:
    """A scenario as it stood: its map, its quality, its territories, what it changes."""

    place: str
    scenario: str
    why: str
    study: str
    written_on: date
    version: int
    figures: tuple[tuple[str, str], ...]
    asked: tuple[str, ...]
    changes: tuple[str, ...]
    rows: tuple[TerritoryRow, ...]
    picture: Picture | None
    rule: str
    vintage: str
    engine: str
    seed: int
    wishes: tuple[str, ...] = ()
    emblem: Emblem = field(default_factory=Emblem)

    template: ClassVar[str] = "partition.md"
    kind: ClassVar[str] = "Scénario de découpage en CPTS"

    @property
    def title(self) -> str:
        """Name the document as its metadata and its file do."""
        return f"{self.kind} – {self.place}, {self.scenario}"

    @property
    def author(self) -> str:
        """Say who speaks."""
        return self.study

    @property
    def map(self) -> str:
        """Draw the map with its legend under it; empty without contours."""
        return svg(self.picture, name="carte", with_legend=True) if self.picture else ""

    def values(self) -> Mapping[str, object]:
        """Return what the template names."""
        return {"report": self}
