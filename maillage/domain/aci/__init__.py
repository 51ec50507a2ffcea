"""What does the ACI contract of a CPTS bring, when, and by which rule?

Pure functions over dated, sourced parameters; amounts in `Decimal` euros, rounded to the cent.
"""

from maillage.domain.aci.deadlines import (
    Deadline,
    DeadlineStatus,
    Milestone,
    deadlines_of,
    latest_starts,
)
from maillage.domain.aci.envelopes import Envelope
from maillage.domain.aci.forecasting import (
    Forecast,
    MissionAfterContract,
    MissionBeforeContract,
    SignedBeforeAssociation,
    YearForecast,
    forecast,
)
from maillage.domain.aci.grid import (
    CELLS,
    FUNCTIONING,
    Cell,
    NotAnAmount,
    Part,
    UnknownCell,
    cell_of,
    cells_of,
    checked_amount,
)
from maillage.domain.aci.missions import Mission, UnknownMission, mission_of
from maillage.domain.aci.money import Amount, Total, total
from maillage.domain.aci.payments import Payment, PaymentKind
from maillage.domain.aci.rules import RULES, Rule
from maillage.domain.aci.years import ContractYear, years_of_contract

__all__ = [
    "CELLS",
    "FUNCTIONING",
    "RULES",
    "Amount",
    "Cell",
    "ContractYear",
    "Deadline",
    "DeadlineStatus",
    "Envelope",
    "Forecast",
    "Milestone",
    "Mission",
    "MissionAfterContract",
    "MissionBeforeContract",
    "NotAnAmount",
    "Part",
    "Payment",
    "PaymentKind",
    "Rule",
    "SignedBeforeAssociation",
    "Total",
    "UnknownCell",
    "UnknownMission",
    "YearForecast",
    "cell_of",
    "cells_of",
    "checked_amount",
    "deadlines_of",
    "forecast",
    "latest_starts",
    "mission_of",
    "total",
    "years_of_contract",
]
