"""Which steps did a CPTS go through, when, recorded by whom?"""

from maillage.apps.creation.models.journey import ClockPause, JourneyMove

__all__ = ["ClockPause", "JourneyMove"]
