"""What does a file of needs hold, once read, before anything is written?"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from maillage.apps.health.readers.sheets import Book
from maillage.domain.refusal import Refusal

LICENCE = "Licence Ouverte 2.0"
COMMUNE, EPCI, DEPARTEMENT, REGION, FRANCE = "COMMUNE", "EPCI", "DEPARTEMENT", "REGION", "FRANCE"


class NeedsFileUnknown(Refusal):
    """The content is none of the files that are known."""

    def __init__(self, name: str, known: str) -> None:
        super().__init__(
            f"Le contenu de «\u00a0{name}\u00a0» n’est celui d’aucun fichier connu ({known}). "
            "Prenez-le tel qu’il est publié, sans retirer ses titres ni ses colonnes\u00a0; "
            "docs/exploitation.md dit où. Rien n’a changé."
        )


class NeedsFileEmpty(Refusal):
    """The file is recognised, and no line of it can be used."""

    def __init__(self, name: str, kind: str) -> None:
        super().__init__(
            f"«\u00a0{name}\u00a0» est bien un fichier «\u00a0{kind}\u00a0», mais aucune ligne n’y "
            "donne de valeur\u00a0: téléchargez-le à nouveau. Rien n’a changé."
        )


@dataclass(frozen=True, slots=True)
class Line:
    """The figure of one place, as the file gives it: code and vintage are the file's."""

    indicator: str
    level: str
    code: str
    value: float | None
    base: float | None = None
    is_secret: bool = False


@dataclass(frozen=True, slots=True)
class ZonedLine:
    """The zone of a commune, for a profession; `districts` of it, or all of it."""

    profession: str
    commune: str
    tier: str
    extent: str
    districts: int = 0


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A commune of a zone: bassin de vie, territoire de vie-santé."""

    kind: str
    code: str
    name: str
    commune: str


@dataclass(frozen=True)
class Reading:
    """One load to be made; a file may make several.

    `title` says in French what it is, `read` how many lines were, `left` why others were not.
    """

    kind: str
    variant: str
    title: str
    source: str
    source_url: str
    vintage: str
    as_of: date | None = None
    licence: str = LICENCE
    lines: list[Line] = field(default_factory=list)
    zoned: list[ZonedLine] = field(default_factory=list)
    members: list[MemberLine] = field(default_factory=list)
    read: int = 0
    left: dict[str, int] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.lines or self.zoned or self.members)


@dataclass(frozen=True)
class Hints:
    """What the person says that the file may not: its date, the profession of a zoning."""

    as_of: date | None = None
    profession: str = ""
    low_access: float = 2.5


@dataclass(frozen=True)
class Layout:
    """A file that is known: its French name, how it is recognised, how it is read."""

    name: str
    recognises: Callable[[Book], bool]
    read: Callable[[Book, Hints], list[Reading]]
