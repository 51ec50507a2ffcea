"""What surrounds the text of a document: title, author, date, and the colours of its échelon."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self, TypeAlias

from maillage.documents.text import clean

LANGUAGE = "fr-FR"
_LONGEST = 300


Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Emblem:
    """The mesh of an échelon, drawn on a square of 24: its hue, its knots and their threads."""

    hue: str = "0d6a6a"
    knots: tuple[Point, ...] = ()
    threads: tuple[tuple[Point, Point], ...] = ()
    radius: float = 4

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[0-9a-f]{6}", self.hue):
            raise ValueError(f"Not a colour: {self.hue!r}")


@dataclass(frozen=True, slots=True)
class Furniture:
    """The metadata and page furniture of a document, safe to write in any format."""

    title: str
    author: str
    at: datetime
    emblem: Emblem

    @classmethod
    def of(cls, *, title: str, author: str, at: datetime, emblem: Emblem) -> Self:
        """Build from raw values: one line each, of a length a properties window can show.

        :raises ValueError: `at` without a time zone.
        """
        if at.tzinfo is None:
            raise ValueError("The date of a document needs its time zone")
        # Office formats keep whole seconds.
        instant = at.astimezone(UTC).replace(microsecond=0)
        return cls(_line(title) or "Document", _line(author), instant, emblem)

    @property
    def stamp(self) -> str:
        """Return the date as the three formats write it."""
        return f"{self.at:%Y-%m-%dT%H:%M:%SZ}"


def _line(words: str) -> str:
    line = " ".join(clean(words).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
