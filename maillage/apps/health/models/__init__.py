"""What care is offered and needed, where, according to which file? No community is known here."""

from maillage.apps.health.models.load import HealthLoad
from maillage.apps.health.models.needs import Figure, Zoning
from maillage.apps.health.models.supply import Establishment, PracticeSheet, Supply

__all__ = ["Establishment", "Figure", "HealthLoad", "PracticeSheet", "Supply", "Zoning"]
