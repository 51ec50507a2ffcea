"""What is in the printed diagnosis of a territory?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from maillage.documents.furniture import Emblem
from maillage.documents.text import clean
from maillage.domain import french
from maillage.domain.diagnosis import Column, Diagnosis, Line, Origin, Section, State

# Where the map of the territory stands: on the first page, under the summary.
BRIEF = "brief"
# What a page of paper can hold beside the name of a figure.
MOST_COLUMNS = 5
MOST_PLACES = 420


@dataclass(frozen=True, slots=True)
class Drawing:
    """A map or a chart: the section it belongs to, its picture, and what is said of it."""

    place: str
    title: str
    said: str
    svg: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Sourced:
    """An origin, and the figures that come from it."""

    figures: str
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDiagnosis:
    """A diagnosis complete: `render` needs nothing else."""

    diagnosis: Diagnosis
    drawings: tuple[Drawing, ...]
    author: str
    state: str = ""
    emblem: Emblem = field(default_factory=Emblem)

    template: ClassVar[str] = "diagnosis.md"
    kind: ClassVar[str] = "Diagnostic de territoire"

    @property
    def title(self) -> str:
        """Name the document as its metadata and its file do."""
        return f"{self.kind} – {self.diagnosis.name}"

    @property
    def file_name(self) -> str:
        """Name the file, without its extension and without what a file system refuses."""
        words = " - ".join(word for word in (self.kind, self.diagnosis.name, self.state) if word)
        kept = "".join(" " if sign in '/\\:*?"<>|' else sign for sign in clean(words))
        return " ".join(kept.split())[:150].strip(" .")

    def values(self) -> Mapping[str, object]:
        """Return what the template names."""
        return {"printed": self, "diagnosis": self.diagnosis}

    @property
    def dated(self) -> str:
        """Return « au 23/11/2026 », and which version it is."""
        return " · ".join(
            words for words in (f"Au {french.day(self.diagnosis.on)}", self.state) if words
        )

    def drawings_at(self, place: str) -> list[Drawing]:
        """Return the pictures of a section, by its key, or of the summary, by `BRIEF`."""
        return [drawing for drawing in self.drawings if drawing.place == place]

    def columns_of(self, section: Section) -> list[Column]:
        """Return the columns of a section, those where nothing is known left out."""
        return [
            column
            for place, column in enumerate(self.diagnosis.columns)
            if not place or any(_says(line, column.key) for line in section.lines)
        ][:MOST_COLUMNS]

    @property
    def places(self) -> Sequence[object]:
        """The communes, unless they are too many for paper."""
        places = self.diagnosis.places
        return places if len(places) <= MOST_PLACES else ()

    @property
    def sources(self) -> list[Sourced]:
        """The origins, each once, with the figures that come from it."""
        named: dict[str, list[str]] = {}
        for section in self.diagnosis.sections:
            for line in section.lines:
                named.setdefault(line.origin, []).append(line.label)
        found: dict[Origin, list[str]] = {}
        for key, labels in named.items():
            if key in self.diagnosis.origins:
                found.setdefault(self.diagnosis.origins[key], []).extend(labels)
        return [Sourced(_few(labels), origin) for origin, labels in found.items()]


def _says(line: Line, column: str) -> bool:
    value = line.of(column)
    return value.is_known or value.state is State.SECRET


def _few(labels: Sequence[str]) -> str:
    more = len(labels) - 4
    return ", ".join(labels[:4]) + (f", et {more} autres" if more > 0 else "")
