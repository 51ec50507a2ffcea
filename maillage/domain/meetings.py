"""What kinds of meeting are there, what may follow what, who hosts, which date suits most?"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TypeVar

from maillage.domain.attendance import Manner
from maillage.domain.refusal import Refusal

Host = TypeVar("Host", bound=Hashable)


class Kind(Enum):
    """What a meeting is, in the words of the statutes or of the field."""

    BOARD = "BOARD"
    DIRECTORS = "DIRECTORS"
    GENERAL_ASSEMBLY = "GENERAL_ASSEMBLY"
    WORKING_GROUP = "WORKING_GROUP"
    MULTIPROFESSIONAL = "MULTIPROFESSIONAL"
    COMMITTEE = "COMMITTEE"

    @property
    def label(self) -> str:
        """French name."""
        return {
            Kind.BOARD: "bureau",
            Kind.DIRECTORS: "conseil d’administration",
            Kind.GENERAL_ASSEMBLY: "assemblée générale",
            Kind.WORKING_GROUP: "groupe de travail",
            Kind.MULTIPROFESSIONAL: "réunion pluriprofessionnelle",
            Kind.COMMITTEE: "commission",
        }[self]

    @property
    def is_for_all(self) -> bool:
        """Whether every member is expected by habit, rather than those who hold a role."""
        return self in {Kind.GENERAL_ASSEMBLY, Kind.MULTIPROFESSIONAL}

    @property
    def agenda(self) -> Sequence[tuple[str, int]]:
        """Usual points with their minutes, to begin from; everything in it may be changed."""
        return _AGENDAS[self]

    @property
    def minutes(self) -> int:
        """How long such a meeting usually lasts."""
        return sum(minutes for _, minutes in self.agenda)


_OPENING = ("Accueil et émargement", 10)
_FOLLOW_UP = ("Suites données à la réunion précédente", 10)
_NEXT = ("Questions diverses et prochaine réunion", 10)
_AGENDAS: Mapping[Kind, Sequence[tuple[str, int]]] = {
    Kind.BOARD: (_FOLLOW_UP, ("Actualités", 15), ("Avancement des missions", 25), _NEXT),
    Kind.DIRECTORS: (
        _OPENING,
        _FOLLOW_UP,
        ("Avancement des missions", 30),
        ("Budget et indemnités", 20),
        ("Décisions à prendre", 20),
        _NEXT,
    ),
    Kind.GENERAL_ASSEMBLY: (
        _OPENING,
        ("Rapport moral", 15),
        ("Rapport d’activité", 25),
        ("Rapport financier et quitus", 20),
        ("Budget prévisionnel", 15),
        ("Élections", 20),
        ("Questions diverses", 15),
    ),
    Kind.WORKING_GROUP: (
        ("Tour de table", 10),
        _FOLLOW_UP,
        ("Travail du jour", 60),
        ("Qui fait quoi, pour quand", 10),
    ),
    Kind.MULTIPROFESSIONAL: (
        _OPENING,
        ("Présentation du sujet", 30),
        ("Échanges entre professions", 40),
        ("Conclusions", 10),
    ),
    Kind.COMMITTEE: (_FOLLOW_UP, ("Examen des sujets", 45), ("Avis rendus", 15), _NEXT),
}


class Mode(Enum):
    """How one takes part in a meeting."""

    ON_SITE = "ON_SITE"
    REMOTE = "REMOTE"
    MIXED = "MIXED"

    @property
    def label(self) -> str:
        """French words."""
        return {
            Mode.ON_SITE: "sur place",
            Mode.REMOTE: "à distance",
            Mode.MIXED: "sur place ou à distance, au choix",
        }[self]

    @property
    def manners(self) -> Sequence[Manner]:
        """In which ways one may be present."""
        return tuple(Manner) if self is Mode.MIXED else (Manner(self.value),)


class Reply(Enum):
    """What someone convoked announces."""

    ON_SITE = "ON_SITE"
    REMOTE = "REMOTE"
    NO = "NO"

    @property
    def label(self) -> str:
        """French words, as someone says them of oneself."""
        return {
            Reply.ON_SITE: "Je viendrai sur place",
            Reply.REMOTE: "Je participerai à distance",
            Reply.NO: "Je ne pourrai pas venir",
        }[self]


def replies(mode: Mode) -> Sequence[Reply]:
    """Return what may be announced of a meeting."""
    return (*(Reply(manner.value) for manner in mode.manners), Reply.NO)


class State(Enum):
    """Where a meeting stands."""

    DRAFT = "DRAFT"
    CONVOKED = "CONVOKED"
    OPEN = "OPEN"
    CLOSED = "CLOSED"
    CANCELLED = "CANCELLED"

    @property
    def label(self) -> str:
        """French word."""
        return {
            State.DRAFT: "en préparation",
            State.CONVOKED: "convoquée",
            State.OPEN: "en cours",
            State.CLOSED: "tenue",
            State.CANCELLED: "annulée",
        }[self]


class Act(Enum):
    """What moves a meeting from a state to another."""

    CONVOKE = "CONVOKE"
    OPEN = "OPEN"
    CLOSE = "CLOSE"
    CANCEL = "CANCEL"

    @property
    def label(self) -> str:
        """French verb."""
        return {
            Act.CONVOKE: "convoquer",
            Act.OPEN: "ouvrir",
            Act.CLOSE: "clore",
            Act.CANCEL: "annuler",
        }[self]


MOVES: Mapping[tuple[State, Act], State] = {
    (State.DRAFT, Act.CONVOKE): State.CONVOKED,
    # Sent again: to those added since, or to everyone after a change.
    (State.CONVOKED, Act.CONVOKE): State.CONVOKED,
    (State.CONVOKED, Act.OPEN): State.OPEN,
    (State.CONVOKED, Act.CLOSE): State.CLOSED,
    (State.OPEN, Act.CLOSE): State.CLOSED,
    (State.DRAFT, Act.CANCEL): State.CANCELLED,
    (State.CONVOKED, Act.CANCEL): State.CANCELLED,
}


class MeetingNotThere(Refusal):
    """The act has no place in this state."""

    def __init__(self, state: State, act: Act) -> None:
        super().__init__(
            f"Cette réunion est {state.label} : on ne peut plus la {act.label}. "
            "Rechargez la page pour voir ce qu’elle permet."
        )


def destination(state: State, act: Act) -> State:
    """Return the state after an act.

    :raises MeetingNotThere: the act has no place in this state.
    """
    try:
        return MOVES[state, act]
    except KeyError:
        raise MeetingNotThere(state, act) from None


class Answer(Enum):
    """What someone says of a date."""

    YES = "YES"
    IF_NEED_BE = "IF_NEED_BE"
    NO = "NO"

    @property
    def label(self) -> str:
        """French words."""
        return {Answer.YES: "oui", Answer.IF_NEED_BE: "si besoin", Answer.NO: "non"}[self]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many said what of a date."""

    starts_at: datetime
    yes: int = 0
    if_need_be: int = 0
    no: int = 0

    @property
    def able(self) -> int:
        """How many could come."""
        return self.yes + self.if_need_be


def best(tallies: Sequence[Tally]) -> Tally | None:
    """Return the date most could come to; then that most want; then the nearest. None of none."""
    if not any(tally.able for tally in tallies):
        return None
    return min(tallies, key=lambda tally: (-tally.able, -tally.yes, tally.starts_at))


def next_host(hosts: Sequence[Host], past: Sequence[Host]) -> Host | None:
    """Return whose turn it is: who hosted least, then least recently, then as listed.

    `past` is from the oldest to the latest; hosts who left the list no longer count.
    """
    if not hosts:
        return None
    turns = {host: [rank for rank, each in enumerate(past) if each == host] for host in hosts}
    return min(hosts, key=lambda host: (len(turns[host]), turns[host][-1] if turns[host] else -1))
