"""What is printed around a meeting: its sheet to sign, its relevé, the proof that one came?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from maillage.documents.furniture import Emblem
from maillage.documents.text import clean

_REFUSED_IN_NAMES = re.compile(r"""[/\\:*?"<>|]""")


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the summary at the head."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Attendee:
    """One line of the table of those present, excused, represented and absent."""

    name: str
    capacity: str
    status: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What someone is to do, and by when."""

    words: str
    owner: str
    due_on: date | None
    state: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One item of the agenda and what was said, concluded, decided and shared out."""

    title: str
    exchanges: str = ""
    conclusions: str = ""
    decisions: str = ""
    follow_ups: tuple[FollowUp, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written under it."""
        return not (self.exchanges or self.conclusions or self.decisions or self.follow_ups)


@dataclass(frozen=True, slots=True)
class Correction:
    """A text changed after it was approved."""

    on: date
    point: str
    reason: str


def file_name(*words: str) -> str:
    """Name a file, without its extension and without what a file system refuses."""
    joined = " - ".join(word for word in words if word)
    return " ".join(_REFUSED_IN_NAMES.sub(" ", clean(joined)).split())[:150].strip(" .")


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """A relevé de conclusions, complete: agenda, attendance, decisions, actions, next meeting."""

    community: str
    echelon: str
    meeting: str
    held_on: date
    reference: str
    state: str
    facts: tuple[Fact, ...] = ()
    attendees: tuple[Attendee, ...] = ()
    attendance: str = ""
    seal: str = ""
    points: tuple[Point, ...] = ()
    former: tuple[FollowUp, ...] = ()
    next_meeting: str = ""
    corrections: tuple[Correction, ...] = ()
    emblem: Emblem = field(default_factory=Emblem)

    template: ClassVar[str] = "minutes.md"
    kind: ClassVar[str] = "Relevé de conclusions"

    @property
    def author(self) -> str:
        """Name the community as the author."""
        return self.community

    @property
    def title(self) -> str:
        """Name the document as its metadata does."""
        number = f" n° {self.reference}" if self.reference else ""
        return f"{self.kind}{number} – {self.community}"

    @property
    def file_name(self) -> str:
        """Name the file."""
        return file_name(self.kind, self.reference, self.community, f"{self.held_on:%Y-%m-%d}")

    @property
    def follow_ups(self) -> tuple[FollowUp, ...]:
        """Gather the actions of every point."""
        return tuple(each for point in self.points for each in point.follow_ups)

    def values(self) -> Mapping[str, object]:
        """Return what the template names."""
        return {"minutes": self}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """A line to sign, with the number that finds it again on the page."""

    name: str
    number: int
    capacity: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPart:
    """A table of the paper sheet: everyone, or one profession."""

    title: str
    people: tuple[Signatory, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSheet:
    """A sheet to print, pass round and sign."""

    community: str
    echelon: str
    meeting: str
    held_on: date
    facts: tuple[Fact, ...] = ()
    parts: tuple[SheetPart, ...] = ()
    guest_lines: int = 5
    address: str = ""
    emblem: Emblem = field(default_factory=Emblem)

    template: ClassVar[str] = "attendance_sheet.md"
    kind: ClassVar[str] = "Feuille d’émargement"

    @property
    def author(self) -> str:
        """Name the community as the author."""
        return self.community

    @property
    def title(self) -> str:
        """Name the document as its metadata does."""
        return f"{self.kind} – {self.community}"

    @property
    def file_name(self) -> str:
        """Name the file."""
        return file_name(self.kind, self.community, f"{self.held_on:%Y-%m-%d}")

    @property
    def guest_numbers(self) -> range:
        """Number the empty lines after those expected."""
        expected = sum(len(part.people) for part in self.parts)
        return range(expected + 1, expected + 1 + self.guest_lines)

    def values(self) -> Mapping[str, object]:
        """Return what the template names."""
        return {"sheet": self}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """The proof that someone attended a meeting; anyone may check its code."""

    community: str
    echelon: str
    person: str
    words: str
    facts: tuple[Fact, ...]
    code: str
    address: str
    issued_on: date
    seal: str = ""
    emblem: Emblem = field(default_factory=Emblem)

    template: ClassVar[str] = "attestation.md"
    kind: ClassVar[str] = "Attestation de présence"

    @property
    def author(self) -> str:
        """Name the community as the author."""
        return self.community

    @property
    def title(self) -> str:
        """Name the document as its metadata does."""
        return f"{self.kind} – {self.person}"

    @property
    def file_name(self) -> str:
        """Name the file."""
        return file_name(self.kind, self.person, f"{self.issued_on:%Y-%m-%d}")

    def values(self) -> Mapping[str, object]:
        """Return what the template names."""
        return {"attestation": self}
