"""Who may represent a community elsewhere, from when to when, and who must approve?

Regional inter-CPTS: each départemental inter-CPTS co-opts two people of different professions;
the federation validates each mandate, or refuses it and says why.
"""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from maillage.domain.echelon import Echelon
from maillage.domain.names import fold
from maillage.domain.refusal import Refusal

REGIONAL_SEATS = 2


class Body(Enum):
    """The body where the seat is."""

    INTER_CPTS = "INTER_CPTS"
    REGIONAL = "REGIONAL"
    FEDERATION = "FEDERATION"
    CTS = "CTS"
    CRSA = "CRSA"
    CME = "CME"
    SAS = "SAS"
    CPR = "CPR"
    CPL = "CPL"
    OTHER = "OTHER"

    @property
    def label(self) -> str:
        """French name of the body."""
        return {
            Body.INTER_CPTS: "inter-CPTS",
            Body.REGIONAL: "inter-CPTS régionale (i-CPTS)",
            Body.FEDERATION: "fédération (FCPTS)",
            Body.CTS: "conseil territorial de santé (CTS)",
            Body.CRSA: "conférence régionale de la santé et de l’autonomie (CRSA)",
            Body.CME: "commission médicale d’établissement (CME)",
            Body.SAS: "gouvernance du service d’accès aux soins (SAS)",
            Body.CPR: "commission paritaire régionale (CPR)",
            Body.CPL: "commission paritaire locale (CPL)",
            Body.OTHER: "autre instance",
        }[self]


class Seat(Enum):
    """Whether one sits, or replaces who sits."""

    TITULAR = "TITULAR"
    SUBSTITUTE = "SUBSTITUTE"

    @property
    def label(self) -> str:
        """French name, valid for a woman and a man."""
        return {Seat.TITULAR: "titulaire", Seat.SUBSTITUTE: "suppléance"}[self]


class Approval(Enum):
    """Whether a mandate that must be validated has been."""

    NOT_NEEDED = "NOT_NEEDED"
    WAITING = "WAITING"
    VALIDATED = "VALIDATED"
    REFUSED = "REFUSED"

    @property
    def label(self) -> str:
        """French name of the state."""
        return {
            Approval.NOT_NEEDED: "en cours",
            Approval.WAITING: "en attente de validation",
            Approval.VALIDATED: "validé",
            Approval.REFUSED: "refusé",
        }[self]


class ProfessionUnknown(Refusal):
    """Two professions cannot be told apart when one is unknown."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"La profession de {name} n’est pas connue : renseignez-la d’abord, les deux "
            "représentants d’une inter-CPTS doivent être de professions différentes."
        )


class SameProfession(Refusal):
    """The two representatives share a profession."""

    def __init__(self, other: str, profession: str) -> None:
        super().__init__(
            f"{other} représente déjà cette inter-CPTS et exerce la même profession "
            f"({profession}) : cooptez quelqu’un d’une autre profession."
        )


class SeatsTaken(Refusal):
    """There is no seat left for these dates."""

    def __init__(self, seats: int, body: Body) -> None:
        number = "Le siège est déjà pourvu" if seats == 1 else f"Les {seats} sièges sont pourvus"
        super().__init__(
            f"{number} à ces dates ({body.label}) : mettez d’abord fin à un mandat en cours."
        )


class SitsAlready(Refusal):
    """Someone holds one seat of a body at a time."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} tient déjà un siège de cette délégation à ces dates : nommez quelqu’un "
            "d’autre, ou mettez d’abord fin à ce mandat."
        )


class EndsBeforeItBegins(Refusal):
    """The dates are the wrong way round."""

    def __init__(self) -> None:
        super().__init__("Un mandat finit après avoir commencé : vérifiez les deux dates.")


class NotForThisEchelon(Refusal):
    """Only a départemental inter-CPTS co-opts to the regional one."""

    def __init__(self) -> None:
        super().__init__(
            "À l’inter-CPTS régionale, ce sont les inter-CPTS de département qui cooptent : "
            "nommez ce mandat depuis l’une d’elles."
        )


class NotWaiting(Refusal):
    """The mandate has been validated or refused, or needs neither."""

    def __init__(self, approval: Approval) -> None:
        super().__init__(f"Ce mandat est déjà « {approval.label} » : rien n’a été modifié.")


class RefusalWithoutReason(Refusal):
    """A mandate is refused with a reason."""

    def __init__(self) -> None:
        super().__init__("Écrivez le motif du refus : l’inter-CPTS le lira.")


@dataclass(frozen=True)
class Term:
    """From when to when; `until` is the last day of the mandate, None when none is fixed.

    :raises EndsBeforeItBegins: it would end before it begins.
    """

    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise EndsBeforeItBegins

    def meets(self, other: "Term") -> bool:
        """Tell whether the two share a day."""
        return (self.until is None or other.since <= self.until) and (
            other.until is None or self.since <= other.until
        )

    def holds(self, day: date) -> bool:
        """Tell whether the mandate runs that day."""
        return self.meets(Term(day, day))


@dataclass(frozen=True)
class Holder:
    """Someone who holds, or would hold, a seat; `key` tells two people of one name apart."""

    name: str
    profession: str
    seat: Seat
    term: Term
    key: Hashable = None


@dataclass(frozen=True)
class Seating:
    """How many sit in a body for one community, and whether someone must approve."""

    titulars: int
    substitutes: int
    professions_differ: bool = False
    is_validated: bool = False

    def number_of(self, seat: Seat) -> int:
        """Return how many seats of the kind there are."""
        return self.titulars if seat is Seat.TITULAR else self.substitutes


# Two people of different professions, co-opted; the federation validates. The rule sets it, not
# the statutes of each body.
SET_BY_RULE: Mapping[Body, Seating] = {
    Body.REGIONAL: Seating(
        REGIONAL_SEATS, REGIONAL_SEATS, professions_differ=True, is_validated=True
    ),
}


def seating(body: Body, *, titulars: int, substitutes: int) -> Seating:
    """Return the seats of a community in a body: those of the rule, or those of its statutes."""
    return SET_BY_RULE.get(body) or Seating(titulars, substitutes)


# How people write a profession, and the one word that names it.
_ALIASES: Mapping[str, str] = {
    "mg": "medecin",
    "generaliste": "medecin",
    "docteur": "medecin",
    "ide": "infirmier",
    "idel": "infirmier",
    "ipa": "infirmier",
    "kinesitherapeute": "masseur",
    "kine": "masseur",
    "mk": "masseur",
    "dentiste": "chirurgien",
    "sf": "sage",
    "maieuticien": "sage",
}
_FEMININE = (("iere", "ier"), ("ienne", "ien"), ("trice", "teur"), ("euse", "eur"))


def same_profession(one: str, other: str) -> bool:
    """Tell whether two professions are one, in the feminine or by its usual abbreviation."""
    return _named(one) == _named(other)


def _named(profession: str) -> str:
    word = fold(profession).partition(" ")[0]
    for feminine, masculine in _FEMININE:
        if word.endswith(feminine):
            word = word.removesuffix(feminine) + masculine
    return _ALIASES.get(word, word)


def first_approval(rule: Seating) -> Approval:
    """Return the state in which a mandate begins."""
    return Approval.WAITING if rule.is_validated else Approval.NOT_NEEDED


def demand_echelon(body: Body, echelon: Echelon) -> None:
    """Refuse a delegation to a community that has none to send.

    :raises NotForThisEchelon: only a départemental inter-CPTS co-opts to the regional one.
    """
    if body is Body.REGIONAL and echelon is not Echelon.DEPARTMENTAL:
        raise NotForThisEchelon


def check_appointment(
    *, body: Body, rule: Seating, named: Holder, others: Collection[Holder]
) -> None:
    """Refuse a mandate the rules do not allow; `others` hold or await one in the same body.

    :raises SitsAlready: the same person holds a seat there at those dates.
    :raises SeatsTaken: no seat of the kind is free, one day at least, at those dates.
    :raises ProfessionUnknown: the professions must differ, and one is unknown.
    :raises SameProfession: a titular of the same profession sits at those dates.
    """
    met = [held for held in others if held.term.meets(named.term)]
    if named.key is not None and any(held.key == named.key for held in met):
        raise SitsAlready(named.name)
    together = [held for held in met if held.seat is named.seat]
    if _most_at_once(named.term, [held.term for held in together]) >= rule.number_of(named.seat):
        raise SeatsTaken(rule.number_of(named.seat), body)
    if not rule.professions_differ:
        return
    if not named.profession.strip():
        raise ProfessionUnknown(named.name)
    for held in together:
        if not held.profession.strip():
            raise ProfessionUnknown(held.name)
        if same_profession(held.profession, named.profession):
            raise SameProfession(held.name, named.profession)


def _most_at_once(term: Term, others: Collection[Term]) -> int:
    """Return how many of these terms run together, on the busiest day of `term`.

    Terms that follow one another share a seat; the busiest day is the first of one of them.
    """
    days = {term.since} | {other.since for other in others if term.holds(other.since)}
    return max(sum(other.holds(day) for other in others) for day in days)


def decided(approval: Approval, to: Approval, reason: str = "") -> str:
    """Return the tidied reason of a validation or of a refusal.

    :raises NotWaiting: it is not for anyone to decide any more.
    :raises RefusalWithoutReason: a refusal says why.
    """
    if approval is not Approval.WAITING:
        raise NotWaiting(approval)
    said = reason.strip()
    if to is Approval.REFUSED and not said:
        raise RefusalWithoutReason
    return said


def vacant(rule: Seating, holders: Collection[Holder], *, on: date) -> Mapping[Seat, int]:
    """Return how many seats of each kind are empty that day; only those that are."""
    free = {
        seat: rule.number_of(seat)
        - sum(held.seat is seat and held.term.holds(on) for held in holders)
        for seat in Seat
    }
    return {seat: number for seat, number in free.items() if number > 0}


def warns_on(term: Term, *, days: int) -> date | None:
    """Return the day from which the end of a mandate is announced, `days` before it."""
    return term.until - timedelta(days=days) if term.until else None


def is_ending(term: Term, *, on: date, days: int) -> bool:
    """Tell whether the mandate runs and its announced end is near."""
    warned = warns_on(term, days=days)
    return warned is not None and term.holds(on) and warned <= on
