"""What changed between two texts, word by word?"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

_WORDS = re.compile(r"\s+|\w+|[^\w\s]+")


class Change(Enum):
    """What became of a piece of text."""

    KEPT = "KEPT"
    ADDED = "ADDED"
    REMOVED = "REMOVED"


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed, came or went."""

    change: Change
    text: str

    @property
    def is_added(self) -> bool:
        """Whether the words are new."""
        return self.change is Change.ADDED

    @property
    def is_removed(self) -> bool:
        """Whether the words are gone."""
        return self.change is Change.REMOVED


def differences(before: str, after: str) -> list[Piece]:
    """Return the pieces that make both texts: kept and removed ones make the first, kept and
    added ones the second; a replacement is what went, then what came."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    pieces: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece(Change.KEPT, "".join(old[a:b])))
            continue
        if b > a:
            pieces.append(Piece(Change.REMOVED, "".join(old[a:b])))
        if d > c:
            pieces.append(Piece(Change.ADDED, "".join(new[c:d])))
    return pieces
