"""What does an operator do with the supply and the needs? One function and transaction each."""

from maillage.apps.health.actions.establishments import load_establishments
from maillage.apps.health.actions.origin import FINESS, RPPS, Origin
from maillage.apps.health.actions.professionals import load_professionals

__all__ = ["FINESS", "RPPS", "Origin", "load_establishments", "load_professionals"]
