"""Who is a member of a community, under which regime, and who may vote?

Two regimes, each dated. By *adhésion*: one fills a form, accepts the charter and the règlement on a
date, and pays a yearly fee if the community asks one. *By right*: every professional who practises
on the territory is a member unless they object (a choice of the association's statutes: the law
does not impose it, see docs/regles/membres.md). Interns, students and structures always join by
adhésion; partners sit in the comité de suivi, without a vote.
"""

from dataclasses import dataclass
from datetime import date, timedelta
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


class Scope(Enum):
    """Whom the statutes mean by « who practises on the territory »; no text settles it."""

    OWN_ACCOUNT = "OWN_ACCOUNT"
    OUTSIDE_HOSPITAL = "OUTSIDE_HOSPITAL"
    ALL = "ALL"

    @property
    def label(self) -> str:
        """French name."""
        return {
            Scope.OWN_ACCOUNT: "en exercice libéral",
            Scope.OUTSIDE_HOSPITAL: "libéraux et salariés, hors hôpital public",
            Scope.ALL: "tous modes et tous lieux d’exercice",
        }[self]

    def takes(self, mode: str, sector: str) -> bool:
        """Tell whether someone who practises so, in that sector of the register, is meant."""
        if self is Scope.OWN_ACCOUNT:
            return mode == "L"
        return self is Scope.ALL or sector != "SA01"


class State(Enum):
    """Where someone stands on a day."""

    ACTIVE = "ACTIVE"
    FEE_DUE = "FEE_DUE"
    TO_RENEW = "TO_RENEW"
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
            State.TO_RENEW: "adhésion à renouveler",
            State.AWAITING: "adhésion à accepter",
            State.TO_COME: "à venir",
            State.OBJECTED: "s’y est opposé",
            State.FORMER: "ancien membre",
        }[self]


VOTERS = frozenset(Category) - {Category.PARTNER}
# A fee or a renewal that is late takes the vote away, not the membership.
COUNTED = frozenset({State.ACTIVE, State.FEE_DUE, State.TO_RENEW})
# In the last days of a period one pays, or accepts, for the next (choice of Maillage).
EARLY = timedelta(days=60)


class PeriodCovered(Refusal):
    """The fee of the period is paid, and the next cannot be paid yet."""

    def __init__(self, until: date) -> None:
        super().__init__(
            f"La cotisation est déjà réglée jusqu’au {until:%d/%m/%Y}\u00a0: la suivante "
            f"s’enregistre dans les {EARLY.days} derniers jours."
        )


class NotMssante(Refusal):
    """The address is not one of the secure messaging of health (MSSanté)."""


@dataclass(frozen=True)
class Terms:
    """What a community asks of its members, during one dated period."""

    regime: Regime
    yearly_fee: Decimal | None = None
    renewal: Renewal = Renewal.CIVIL_YEAR
    # The charter is accepted again each period, a fee or not.
    is_renewed: bool = False


@dataclass(frozen=True)
class Belonging:
    """What is known of one membership; `paid_until` is the last day the fee covers."""

    category: Category
    since: date
    until: date | None = None
    accepted_on: date | None = None
    objected_on: date | None = None
    paid_until: date | None = None


def signs(category: Category, terms: Terms | None) -> bool:
    """Tell whether one belongs by adhésion: a partner never, a professional unless by right."""
    is_by_right = terms is not None and terms.regime is Regime.BY_RIGHT
    return category is not Category.PARTNER and not (
        is_by_right and category is Category.PROFESSIONAL
    )


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
    if not signs(belonging.category, terms):
        return State.ACTIVE
    if belonging.accepted_on is None or belonging.accepted_on > day:
        return State.AWAITING
    if terms and terms.is_renewed and accepted_until(belonging.accepted_on, terms.renewal) < day:
        return State.TO_RENEW
    if terms and terms.yearly_fee and (belonging.paid_until or date.min) < day:
        return State.FEE_DUE
    return State.ACTIVE


def may_vote(state: State, category: Category) -> bool:
    """Tell who votes: members in good standing, partners never."""
    return state is State.ACTIVE and category in VOTERS


def _period_end(day: date, renewal: Renewal) -> date:
    if renewal is Renewal.CIVIL_YEAR:
        return date(day.year, 12, 31)
    return years_after(day, 1) - timedelta(days=1)


def paid_until(paid_on: date, renewal: Renewal, already: date | None = None) -> date:
    """Return the last day a fee covers; `already` is that of the fee paid before.

    :raises PeriodCovered: the period is paid, and it is too early for the next.
    """
    if already is None or already < paid_on:
        return _period_end(paid_on, renewal)
    if already - paid_on > EARLY:
        raise PeriodCovered(already)
    return _period_end(already + timedelta(days=1), renewal)


def accepted_until(accepted_on: date, renewal: Renewal) -> date:
    """Return the last day an acceptance covers where it is given again each period.

    Given in the last days of a civil year, it is for the year that comes.
    """
    end = _period_end(accepted_on, renewal)
    if renewal is Renewal.CIVIL_YEAR and end - accepted_on <= EARLY:
        return _period_end(end + timedelta(days=1), renewal)
    return end


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


def may_renew(accepted_on: date, day: date, terms: Terms | None) -> bool:
    """Tell whether one may accept again that day: each period, in its last days or after."""
    return (
        terms is not None
        and terms.is_renewed
        and accepted_until(accepted_on, terms.renewal) - day <= EARLY
    )


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
