"""How far is a relevé de conclusions, and what became of what was agreed?"""

from collections.abc import Mapping
from enum import Enum

from maillage.domain.refusal import Refusal


class MinutesState(Enum):
    """How far a relevé is."""

    DRAFT = "DRAFT"
    APPROVED = "APPROVED"
    SENT = "SENT"

    @property
    def label(self) -> str:
        """French word."""
        return {
            MinutesState.DRAFT: "projet",
            MinutesState.APPROVED: "approuvé",
            MinutesState.SENT: "envoyé",
        }[self]


class MinutesAct(Enum):
    """What is done with a relevé."""

    APPROVE = "APPROVE"
    SEND = "SEND"

    @property
    def label(self) -> str:
        """French words of the button."""
        return "Approuver le relevé" if self is MinutesAct.APPROVE else "Envoyer le relevé"


MINUTES_MOVES: Mapping[tuple[MinutesState, MinutesAct], MinutesState] = {
    (MinutesState.DRAFT, MinutesAct.APPROVE): MinutesState.APPROVED,
    (MinutesState.APPROVED, MinutesAct.SEND): MinutesState.SENT,
    # Sent again once corrected.
    (MinutesState.SENT, MinutesAct.SEND): MinutesState.SENT,
}


class FollowUpState(Enum):
    """What became of an action that a meeting agreed on."""

    OPEN = "OPEN"
    DONE = "DONE"
    DROPPED = "DROPPED"

    @property
    def label(self) -> str:
        """French word."""
        return {
            FollowUpState.OPEN: "à faire",
            FollowUpState.DONE: "faite",
            FollowUpState.DROPPED: "abandonnée",
        }[self]


class NotThatWay(Refusal):
    """The relevé is not where this act begins."""


def state_after(state: MinutesState, act: MinutesAct) -> MinutesState:
    """Return where an act leads.

    :raises NotThatWay: it does not begin there.
    """
    if (state, act) not in MINUTES_MOVES:
        raise NotThatWay(
            "Ce relevé est déjà approuvé : corrigez-le au besoin, ou envoyez-le."
            if act is MinutesAct.APPROVE
            else "Ce relevé est encore un projet : approuvez-le avant de l’envoyer."
        )
    return MINUTES_MOVES[state, act]


def reference(year: int, number: int | None) -> str:
    """Return how a relevé is cited: 2026-03, nothing before it is approved."""
    return f"{year}-{number:02d}" if number else ""
