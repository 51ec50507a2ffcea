"""Which partition of a land into CPTS: contiguous, within a window of population, compact, kind to
EPCI and to what people wish?

Pure: arrays in, arrays out. `solve` proposes, `score` judges any partition, `explain` puts it in
words. Populations in inhabitants, distances in km, areas in km².
"""

from maillage.domain.partition.constraints import (
    Constraints,
    Frozen,
    FrozenTwice,
    TogetherAndApart,
    TogetherInTwo,
    TogetherTooLarge,
    UnknownCommune,
    Wish,
)
from maillage.domain.partition.engine import CountOutOfReach, Partition, Request, solve
from maillage.domain.partition.explanation import Explanation, explain
from maillage.domain.partition.frame import default_count
from maillage.domain.partition.graph import Weights
from maillage.domain.partition.land import IncoherentLand, Land, labels
from maillage.domain.partition.most import solve_most
from maillage.domain.partition.score import (
    ImpossibleWindow,
    Parts,
    Score,
    Window,
    cut_groups,
    score,
)

__all__ = [
    "Constraints",
    "CountOutOfReach",
    "Explanation",
    "Frozen",
    "FrozenTwice",
    "ImpossibleWindow",
    "IncoherentLand",
    "Land",
    "Partition",
    "Parts",
    "Request",
    "Score",
    "TogetherAndApart",
    "TogetherInTwo",
    "TogetherTooLarge",
    "UnknownCommune",
    "Weights",
    "Window",
    "Wish",
    "cut_groups",
    "default_count",
    "explain",
    "labels",
    "score",
    "solve",
    "solve_most",
]
