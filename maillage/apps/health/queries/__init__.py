"""What do the other subjects ask of the supply and the needs of care?"""

from maillage.apps.health.queries.supply import (
    UNKNOWN,
    Figure,
    Headcount,
    Offer,
    PlacedEstablishment,
    Practice,
    establishments_in,
    loads,
    practices_in,
    specialties,
    supply_by,
    supply_in,
    supply_of,
)

__all__ = [
    "UNKNOWN",
    "Figure",
    "Headcount",
    "Offer",
    "PlacedEstablishment",
    "Practice",
    "establishments_in",
    "loads",
    "practices_in",
    "specialties",
    "supply_by",
    "supply_in",
    "supply_of",
]
