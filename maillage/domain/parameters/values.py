"""What does a text set, since when, according to whom, and how sure are we?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

NOT_FOUND = "NT"
AGREED = "A"

# What each mark of confidence means; « C2 », « C3 »… are read through `meaning_of`.
LEVELS: Mapping[str, str] = {
    "C": "confirmé par {count} sources lues",
    "S1": "une seule source lue",
    "D": "calculé à partir de valeurs sourcées, à valider",
    "P": "valeur d’un projet de texte, version finale non lue",
    "K": "connaissance générale, à vérifier avant usage",
    AGREED: "arrêté par le contrat ou par l’exploitant de cette instance",
    NOT_FOUND: "non trouvé : aucune source lue ne donne cette valeur",
}


def meaning_of(level: str) -> str:
    """Say in French what a mark of confidence means (« C3 »: confirmed by three sources)."""
    if level.startswith("C"):
        return LEVELS["C"].format(count=level[1:])
    return LEVELS[level]


def is_known_level(level: str) -> bool:
    """Tell whether a mark of confidence is one of ours."""
    if level.startswith("C"):
        return level[1:].isdigit() and int(level[1:]) >= 2
    return level in LEVELS


@dataclass(frozen=True)
class Source:
    """A page or a document where the value was read; `url` is empty when it has no address."""

    title: str
    url: str = ""


@dataclass(frozen=True)
class Value:
    """One value in force, with what is needed to trust it or to contest it.

    `amount` is None when no source gives it; then `reason` says why. `calculation` is written
    whenever the value was derived (level D).
    """

    key: str
    label: str
    unit: str
    amount: Decimal | None
    since: date
    level: str
    sources: tuple[Source, ...]
    checked_on: date
    size: int | None = None
    note: str = ""
    reason: str = ""
    calculation: str = ""

    @property
    def source(self) -> Source:
        """The first source: the one to open."""
        return self.sources[0]

    @property
    def is_known(self) -> bool:
        """Whether a source gives the amount."""
        return self.amount is not None


@dataclass(frozen=True)
class Parameter:
    """One subject of the texts and all its dated values, oldest first."""

    key: str
    label: str
    unit: str
    checked_on: date
    note: str
    values: tuple[Value, ...]

    @property
    def is_by_size(self) -> bool:
        """Whether the value depends on the size of the community."""
        return any(value.size is not None for value in self.values)
