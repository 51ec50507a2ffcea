"""What does a territory offer and need, beside its département, its région and the CPTS like it?

Sums come from the files (`tally`), figures follow from them (`assembly`), sentences from figures
(`summary`); what resembles what is `likeness`; a diagnosis is kept whole (`keeping`).
"""

from maillage.domain.diagnosis.shape import (
    DEPARTEMENT,
    FRANCE,
    REGION,
    SIMILAR,
    TERRITORY,
    Alike,
    Column,
    Diagnosis,
    Line,
    Nearby,
    Origin,
    Place,
    Section,
    Typed,
)
from maillage.domain.diagnosis.tally import Settlement, Tally, settled
from maillage.domain.diagnosis.values import State, Value, known, secret, unknown, written

__all__ = [
    "DEPARTEMENT",
    "FRANCE",
    "REGION",
    "SIMILAR",
    "TERRITORY",
    "Alike",
    "Column",
    "Diagnosis",
    "Line",
    "Nearby",
    "Origin",
    "Place",
    "Section",
    "Settlement",
    "State",
    "Tally",
    "Typed",
    "Value",
    "known",
    "secret",
    "settled",
    "unknown",
    "written",
]
