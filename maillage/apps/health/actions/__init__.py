"""What does an operator do with the supply and the needs? One function and transaction each."""

from maillage.apps.health.actions.professionals import Origin, load_professionals

__all__ = ["Origin", "load_professionals"]
