"""Who is a member of a community, under which regime, and who may vote?

Two regimes, each dated. By *adhésion*: one fills a form, accepts the charter and the règlement on a
date, and pays a yearly fee if the community asks one. *By right*: every professional who practises
on the territory is a member unless they object (a choice of the association's statutes: the law
does not impose it, see docs/regles/membres.md). Interns, students and structures always join by
adhésion; partners sit in the comité de suivi, without a vote.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from maillage.domain.dates import years_after
from maillage.domain.refusal import Refusal


class Regime(Enum):
    """How one becomes a member."""

    ADHESION = "ADHESION"
    BY_RIGHT = "BY_RIGHT"

    @property
    def label(self) -> str:
        """French name."""
        return {
            Regime.ADHESION: "adhésion",
            Regime.BY_RIGHT: "membres de droit, sauf opposition",
        }[self]


class Renewal(Enum):
    """Until when a yearly fee is paid."""

    CIVIL_YEAR = "CIVIL_YEAR"
    ANNIVERSARY = "ANNIVERSARY"

    @property
    def label(self) -> str:
        """French name."""
        return {
            Renewal.CIVIL_YEAR: "l’année civile",
            Renewal.ANNIVERSARY: "un an après le paiement",
        }[self]


class Category(Enum):
    """In which quality one belongs."""

    PROFESSIONAL = "PROFESSIONAL"
    INTERN = "INTERN"
    STUDENT = "STUDENT"
    STRUCTURE = "STRUCTURE"
    PARTNER = "PARTNER"

    @property
    def label(self) -> str:
        """French name."""
        return {
            Category.PROFESSIONAL: "professionnel",
            Category.INTERN: "interne",
            Category.STUDENT: "étudiant",
            Category.STRUCTURE: "structure",
            Category.PARTNER: "partenaire (comité de suivi)",
        }[self]


class State(Enum):
    """Where someone stands on a day."""

    ACTIVE = "ACTIVE"
    FEE_DUE = "FEE_DUE"
    AWAITING = "AWAITING"
    TO_COME = "TO_COME"
    OBJECTED = "OBJECTED"
    FORMER = "FORMER"

    @property
    def label(self) -> str:
        """French name."""
        return {
            State.ACTIVE: "membre",
            State.FEE_DUE: "cotisation à régler",
            State.AWAITING: "adhésion à accepter",
            State.TO_COME: "à venir",
            State.OBJECTED: "s’y est opposé",
            State.FORMER: "ancien membre",
        }[self]


VOTERS = frozenset(Category) - {Category.PARTNER}
COUNTED = frozenset({State.ACTIVE, State.FEE_DUE})


class NotMssante(Refusal):
    """The address is not one of the secure messaging of health (MSSanté)."""


@dataclass(frozen=True)
class Terms:
    """What a community asks of its members, during one dated period."""

    regime: Regime
    yearly_fee: Decimal | None = None
    renewal: Renewal = Renewal.CIVIL_YEAR


@dataclass(frozen=True)
class Belonging:
    """What is known of one membership; `paid_until` is the last day the fee covers."""

    category: Category
    since: date
    until: date | None = None
    accepted_on: date | None = None
    objected_on: date | None = None
    paid_until: date | None = None


def state_on(day: date, belonging: Belonging, terms: Terms | None) -> State:
    """Return where a membership stands that day under the terms then in force.

    Without terms nobody has yet said how one becomes a member: adhésion, without a fee.
    """
    if belonging.objected_on is not None and belonging.objected_on <= day:
        return State.OBJECTED
    if belonging.until is not None and belonging.until <= day:
        return State.FORMER
    if belonging.since > day:
        return State.TO_COME
    regime = terms.regime if terms else Regime.ADHESION
    if belonging.category is Category.PARTNER:
        return State.ACTIVE
    if regime is Regime.BY_RIGHT and belonging.category is Category.PROFESSIONAL:
        return State.ACTIVE
    if belonging.accepted_on is None or belonging.accepted_on > day:
        return State.AWAITING
    if terms and terms.yearly_fee and (belonging.paid_until or date.min) < day:
        return State.FEE_DUE
    return State.ACTIVE


def may_vote(state: State, category: Category) -> bool:
    """Tell who votes: members in good standing, partners never."""
    return state is State.ACTIVE and category in VOTERS


def paid_until(paid_on: date, renewal: Renewal) -> date:
    """Return the last day a fee covers."""
    if renewal is Renewal.CIVIL_YEAR:
        return date(paid_on.year, 12, 31)
    anniversary = years_after(paid_on, 1)
    return date.fromordinal(anniversary.toordinal() - 1)


def check_mssante(address: str) -> str:
    """Return an address of the secure messaging, in small letters.

    :raises NotMssante: it ends otherwise than in « .mssante.fr ».
    """
    cleaned = address.strip().lower()
    local, _, domain = cleaned.rpartition("@")
    if not local or " " in cleaned or not domain.endswith(".mssante.fr"):
        raise NotMssante(
            f"«\u00a0{address}\u00a0» n’est pas une adresse MSSanté\u00a0: "
            "elle se termine par .mssante.fr, après un @."
        )
    return cleaned


@dataclass(frozen=True)
class Rate:
    """How many members of a profession, out of how many who practise; None is unknown."""

    members: int
    practising: int | None

    @property
    def share(self) -> Decimal | None:
        """Between 0 and 1; None where nobody knows how many practise, or none do."""
        if not self.practising:
            return None
        return (Decimal(self.members) / self.practising).quantize(Decimal("0.01"))

    @property
    def is_doubtful(self) -> bool:
        """More members than professionals: the denominator is out of date."""
        return self.practising is not None and self.members > self.practising
