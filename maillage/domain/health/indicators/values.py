"""What is an indicator?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from maillage.domain.parameters.values import Source


class Section(Enum):
    """The subjects of a diagnosis, in the order it tells them."""

    AGES = "AGES"
    PLACE = "PLACE"
    ACCESS = "ACCESS"
    NEEDS = "NEEDS"
    LIVING = "LIVING"
    DEMOGRAPHY = "DEMOGRAPHY"

    @property
    def label(self) -> str:
        """French heading."""
        return {
            Section.AGES: "Population et âges",
            Section.PLACE: "Densité et ruralité",
            Section.ACCESS: "Accessibilité aux soins",
            Section.NEEDS: "Besoins de santé",
            Section.LIVING: "Niveau de vie",
            Section.DEMOGRAPHY: "Âge des professionnels libéraux",
        }[self]


class Adding(Enum):
    """What may be told of a set of communes from the figure of each."""

    SUM = "SUM"
    MEAN = "MEAN"
    SHARE = "SHARE"
    CLASSES = "CLASSES"
    NEVER = "NEVER"

    @property
    def label(self) -> str:
        """French words for a page of the rules."""
        return {
            Adding.SUM: "somme des communes",
            Adding.MEAN: "moyenne pondérée",
            Adding.SHARE: "rapport de deux sommes",
            Adding.CLASSES: "habitants par classe",
            Adding.NEVER: "ne s’additionne pas\u00a0: étendue des communes",
        }[self]


class Finest(Enum):
    """The smallest place for which the publisher gives the figure."""

    COMMUNE = "COMMUNE"
    DEPARTEMENT = "DEPARTEMENT"

    @property
    def label(self) -> str:
        """French words for a page of the rules."""
        return {Finest.COMMUNE: "commune", Finest.DEPARTEMENT: "département"}[self]


@dataclass(frozen=True)
class Indicator:
    """One entry of the catalogue.

    `parts` of a SHARE are the indicators it sums over their common base. `weight` names the base
    of a mean in French. `secrecy` says what the publisher hides and below what; empty: nothing.
    `better`: « HIGH » or « LOW » when one direction is clearly better, empty otherwise.
    """

    code: str
    name: str
    section: Section
    unit: str
    adding: Adding
    rule: str
    sources: tuple[Source, ...]
    checked_on: date
    finest: Finest = Finest.COMMUNE
    decimals: int = 0
    weight: str = ""
    divergence: str = ""
    secrecy: str = ""
    better: str = ""
    can_be_typed: bool = False
    parts: tuple[str, ...] = ()
    classes: Mapping[int, str] = field(default_factory=dict)
    # How files of varying layouts write it: folded words, all of which a heading holds.
    written: tuple[str, ...] = ()

    @property
    def source(self) -> Source:
        """The first source: the one to open."""
        return self.sources[0]
