"""Which partition of a land into CPTS: contiguous, within a window of population, compact, kind to
EPCI and to what people wish?

Pure: arrays in, arrays out. `solve` proposes, `score` judges any partition, `explain` puts it in
words. Populations in inhabitants, distances in km, areas in km².
"""

from maillage.domain.partition.comparison import NOWHERE, Change, Comparison, Match, compare
from maillage.domain.partition.constraints import (
    ApartFromItself,
    ApartInOne,
    Constraints,
    Frozen,
    FrozenTwice,
    TogetherAndApart,
    TogetherInTwo,
    TogetherTooLarge,
    TogetherWithClosed,
    UnknownCommune,
    Wish,
    leaning,
)
from maillage.domain.partition.doubts import Doubt
from maillage.domain.partition.engine import CountOutOfReach, Partition, solve
from maillage.domain.partition.explanation import Explanation, explain
from maillage.domain.partition.feasibility import why_outside
from maillage.domain.partition.frame import default_count
from maillage.domain.partition.frontiers import Border, Nearer
from maillage.domain.partition.graph import Weights
from maillage.domain.partition.land import IncoherentLand, Land, labels
from maillage.domain.partition.most import solve_most
from maillage.domain.partition.request import Request, processors
from maillage.domain.partition.scenarios import Scenario, scenarios
from maillage.domain.partition.schedule import Schedule
from maillage.domain.partition.score import (
    ImpossibleWindow,
    Parts,
    Score,
    Window,
    cut_groups,
    score,
)
from maillage.domain.partition.words import Words
from maillage.domain.partition.workbench import (
    FrozenCommune,
    Move,
    NothingToMove,
    UnknownTerritory,
    Workbench,
)

__all__ = [
    "NOWHERE",
    "ApartFromItself",
    "ApartInOne",
    "Border",
    "Change",
    "Comparison",
    "Constraints",
    "CountOutOfReach",
    "Doubt",
    "Explanation",
    "Frozen",
    "FrozenCommune",
    "FrozenTwice",
    "ImpossibleWindow",
    "IncoherentLand",
    "Land",
    "Match",
    "Move",
    "Nearer",
    "NothingToMove",
    "Partition",
    "Parts",
    "Request",
    "Scenario",
    "Schedule",
    "Score",
    "TogetherAndApart",
    "TogetherInTwo",
    "TogetherTooLarge",
    "TogetherWithClosed",
    "UnknownCommune",
    "UnknownTerritory",
    "Weights",
    "Window",
    "Wish",
    "Words",
    "Workbench",
    "compare",
    "cut_groups",
    "default_count",
    "explain",
    "labels",
    "leaning",
    "processors",
    "scenarios",
    "score",
    "solve",
    "solve_most",
    "why_outside",
]
