"""What does a letter of intent hold, and in which order?

The headings are those the field's templates share: territory, first elements of diagnosis,
people involved, orientations on the core missions, calendar, support and budget asked.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar

from maillage.documents.furniture import Emblem
from maillage.documents.text import clean

_REFUSED_IN_NAMES = re.compile(r"""[/\\:*?"<>|]""")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the letter written by people: its key, its heading, what is expected in it."""

    key: str
    title: str
    help: str


BEARERS = Section(
    "bearers",
    "La communauté et celles et ceux qui la portent",
    "Qui a eu l’initiative, d’où vient le groupe, ce que vous faites déjà ensemble, "
    "et qui parle au nom du projet.",
)
TERRITORY = Section(
    "territory",
    "Ce qui fait l’unité du territoire",
    "Pourquoi ces communes : bassins de vie, habitudes de soins, transports, relief, "
    "communautés voisines et limites encore en discussion. Le tableau des communes est ajouté.",
)
DIAGNOSIS = Section(
    "diagnosis",
    "Premiers éléments de diagnostic",
    "Ce que vous savez déjà des besoins et de l’offre : âge de la population, accès au médecin "
    "traitant, délais, départs prévus, ruptures de parcours constatées.",
)
PARTNERS = Section(
    "partners",
    "Professionnels et partenaires associés",
    "Professions déjà engagées et à associer, maisons et centres de santé, hôpital, "
    "médico-social, collectivités, usagers. Une ligne par partenaire si vous le souhaitez.",
)
ACCESS = Section(
    "access",
    "Accès aux soins",
    "Accès au médecin traitant et soins non programmés : ce que vous voulez tenter en premier.",
)
PATHWAYS = Section(
    "pathways",
    "Parcours pluriprofessionnels autour du patient",
    "Un ou deux parcours prioritaires, et les professions qui y prendraient part.",
)
PREVENTION = Section(
    "prevention",
    "Actions territoriales de prévention",
    "Thèmes et publics visés, avec les partenaires qui agissent déjà sur le territoire.",
)
CRISIS = Section(
    "crisis",
    "Réponse aux crises sanitaires graves",
    "Qui se mobiliserait, avec qui (inter-CPTS, hôpital, communes), et ce qui existe déjà.",
)
CALENDAR = Section(
    "calendar",
    "Calendrier prévu",
    "Réunions, création de l’association, diagnostic partagé, dépôt du projet de santé. "
    "Les dates déjà connues sont ajoutées.",
)
SUPPORT = Section(
    "support",
    "Appui et budget demandés",
    "L’accompagnement attendu de l’ARS, de l’Assurance maladie, de l’URPS ou du Guichet CPTS, "
    "et la somme demandée avec son emploi.",
)
SIGNATORIES = Section(
    "signatories",
    "Signataires",
    "Une personne par ligne : prénom et nom, puis sa qualité après une virgule.",
)

ORIENTATIONS = (ACCESS, PATHWAYS, PREVENTION, CRISIS)
SECTIONS = (
    BEARERS,
    TERRITORY,
    DIAGNOSIS,
    PARTNERS,
    *ORIENTATIONS,
    CALENDAR,
    SUPPORT,
)
# Everything people write, the signatories included: they have their own place in the document.
WRITTEN = (*SECTIONS, SIGNATORIES)
_BY_NAME: Mapping[str, object] = {
    "BEARERS": BEARERS,
    "TERRITORY": TERRITORY,
    "DIAGNOSIS": DIAGNOSIS,
    "PARTNERS": PARTNERS,
    "ORIENTATIONS": ORIENTATIONS,
    "CALENDAR": CALENDAR,
    "SUPPORT": SUPPORT,
    "SIGNATORIES": SIGNATORIES,
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the summary at the head: a name, its value as written, and where it is from."""

    label: str
    value: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class CommuneRow:
    """One commune of the perimeter; an unknown population is None, never zero."""

    name: str
    code: str
    epci: str
    population: int | None


@dataclass(frozen=True, slots=True)
class FundingLine:
    """One envelope of the forecast; an amount that no text gives is None, with its reason."""

    label: str
    amount: Decimal | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Funding:
    """The yearly forecast in euros; `is_at_least` when a line is unknown."""

    lines: tuple[FundingLine, ...]
    total: Decimal | None
    is_at_least: bool = False
    basis: str = ""
    total_label: str = "Total"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step of the journey, with its date when it is known."""

    label: str
    on: date | None
    state: str = ""


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs, and as what."""

    name: str
    capacity: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a figure comes from: its rule, the text or file, its vintage, the day it was read."""

    figure: str
    rule: str
    source: str
    url: str = ""
    vintage: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterOfIntent:
    """A letter of intent, complete: `render` needs nothing else.

    `sections` maps the keys of `SECTIONS` to what people wrote.
    """

    community: str
    author: str
    echelon: str
    state: str
    written_on: date
    place: str = ""
    facts: tuple[Fact, ...] = ()
    sections: Mapping[str, str] = field(default_factory=dict)
    communes: tuple[CommuneRow, ...] = ()
    population: int | None = None
    funding: Funding | None = None
    milestones: tuple[Milestone, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    origins: tuple[Origin, ...] = ()
    emblem: Emblem = field(default_factory=Emblem)

    template: ClassVar[str] = "letter_of_intent.md"
    kind: ClassVar[str] = "Lettre d’intention"

    @property
    def title(self) -> str:
        """Name the document as its metadata and its file do."""
        return f"{self.kind} – {self.community}"

    @property
    def file_name(self) -> str:
        """Name the file, without its extension and without what a file system refuses."""
        words = " - ".join(word for word in (self.kind, self.community, self.state) if word)
        return " ".join(_REFUSED_IN_NAMES.sub(" ", clean(words)).split())[:150].strip(" .")

    def values(self) -> Mapping[str, object]:
        """Return what the template names."""
        return {"letter": self, "sections": _BY_NAME}

    def text_of(self, section: Section) -> str:
        """Return what people wrote under `section`, empty when they wrote nothing."""
        return self.sections.get(section.key, "").strip()
