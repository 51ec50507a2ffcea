"""What surrounds the text of a document: title, author, date, and the colours of its échelon."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from maillage.documents.text import clean

LANGUAGE = "fr-FR"
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Furniture:
    """The metadata and page furniture of a document, safe to write in any format."""

    title: str
    author: str
    at: datetime
    knots: int
    hue: str

    @classmethod
    def of(cls, *, title: str, author: str, at: datetime, knots: int, hue: str) -> Self:
        """Build from raw values: one line each, of a length a properties window can show.

        :raises ValueError: `at` without a time zone, or `hue` that is not six hexadecimal digits.
        """
        if at.tzinfo is None:
            raise ValueError("The date of a document needs its time zone")
        if not re.fullmatch(r"[0-9a-fA-F]{6}", hue):
            raise ValueError(f"Not a colour: {hue!r}")
        # Office formats keep whole seconds.
        instant = at.astimezone(UTC).replace(microsecond=0)
        return cls(_line(title) or "Document", _line(author), instant, max(1, knots), hue.lower())

    @property
    def stamp(self) -> str:
        """Return the date as the three formats write it."""
        return f"{self.at:%Y-%m-%dT%H:%M:%SZ}"


def _line(words: str) -> str:
    line = " ".join(clean(words).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
