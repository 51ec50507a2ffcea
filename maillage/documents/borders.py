"""What does the printed account of a border survey hold?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from maillage.documents.furniture import Emblem


@dataclass(frozen=True, slots=True)
class BorderRow:
    """A commune, or those told together: what its professionals want."""

    communes: str
    answers: int
    preferred: str
    share: str
    firsts: str
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BorderReport:
    """A border survey and its results by commune, never by person."""

    title: str
    community: str
    area: str
    dated: str
    written_on: date
    summary: tuple[str, ...]
    rows: tuple[BorderRow, ...]
    silent: tuple[str, ...] = ()
    svg: str = ""
    said: str = ""
    source: str = ""
    emblem: Emblem = field(default_factory=Emblem)

    template: ClassVar[str] = "borders.md"
    kind: ClassVar[str] = "Enquête de bordure"

    @property
    def author(self) -> str:
        """Say who speaks."""
        return self.community

    def values(self) -> Mapping[str, object]:
        """Return what the template names."""
        return {"report": self}
