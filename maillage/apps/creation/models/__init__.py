"""Which steps did a CPTS go through, when, recorded by whom?"""

from maillage.apps.creation.models.journey import ClockPause, JourneyMove
from maillage.apps.creation.models.letter import Letter, LetterVersion
from maillage.apps.creation.models.standing import (
    NoJourney,
    clock_of,
    last_move,
    legal_term,
    pauses_since,
    standing_of,
)

__all__ = [
    "ClockPause",
    "JourneyMove",
    "Letter",
    "LetterVersion",
    "NoJourney",
    "clock_of",
    "last_move",
    "legal_term",
    "pauses_since",
    "standing_of",
]
