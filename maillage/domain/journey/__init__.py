"""Where does a CPTS stand between its first idea and its running contract?"""

from maillage.domain.journey.expected import (
    EXPECTED,
    Expectation,
    Party,
    awaited,
    next_milestone,
    usual_way,
)
from maillage.domain.journey.latency import Elapsed, Sojourn, Step, elapsed
from maillage.domain.journey.moves import MOVES, RECORDED_BY, Act, Side, acts_from, sides_of
from maillage.domain.journey.stages import Stage
from maillage.domain.journey.steps import Standing, acts_open_to, destination

__all__ = [
    "EXPECTED",
    "MOVES",
    "RECORDED_BY",
    "Act",
    "Elapsed",
    "Expectation",
    "Party",
    "Side",
    "Sojourn",
    "Stage",
    "Standing",
    "Step",
    "acts_from",
    "acts_open_to",
    "awaited",
    "destination",
    "elapsed",
    "next_milestone",
    "sides_of",
    "usual_way",
]
