"""What does the table of all the seats of a community hold?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import ClassVar

from maillage.documents.furniture import Emblem


@dataclass(frozen=True, slots=True)
class SeatRow:
    """One seat; without a name, it is empty."""

    body: str
    community: str
    seat: str
    name: str = ""
    profession: str = ""
    since: date | None = None
    until: date | None = None
    decided: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Delegation:
    """The seats that one community holds in one body."""

    title: str
    rows: tuple[SeatRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatsTable:
    """All the seats of a community, those who sit there and those that are empty."""

    community: str
    echelon: str
    written_on: date
    rows: tuple[SeatRow, ...]
    emblem: Emblem = field(default_factory=Emblem)

    template: ClassVar[str] = "mandates.md"
    kind: ClassVar[str] = "Mandats et représentations"

    @property
    def title(self) -> str:
        """Name the document as its metadata and its file do."""
        return f"{self.kind} – {self.community}"

    @property
    def author(self) -> str:
        """Say who speaks."""
        return self.community

    @property
    def vacant(self) -> int:
        """How many seats are empty."""
        return sum(not row.name for row in self.rows)

    @property
    def delegations(self) -> tuple[Delegation, ...]:
        """The rows of each body together, in the order given; who sends them, if others do."""
        return tuple(
            Delegation(_titled(body, "" if sender == self.community else sender), tuple(held))
            for (body, sender), held in groupby(
                self.rows, key=lambda row: (row.body, row.community)
            )
        )

    def values(self) -> Mapping[str, object]:
        """Return what the template names."""
        return {"table": self}


def _titled(body: str, sender: str) -> str:
    title = f"{body}, pour {sender}" if sender else body
    return title[:1].upper() + title[1:]
