"""Which gestures does this subject add to ``maillage geography``?

The command itself stands above, with the communities that follow a new vintage; it takes these as
they are.
"""

from collections.abc import Mapping

from maillage.apps.health.management import establishments, needs, professionals
from maillage.web import commands


def gestures(command: commands.Command) -> Mapping[str, commands.Command.Gesture]:
    """Return the gestures of the supply and of the needs, which speak through `command`."""
    return {
        "professionals": (
            "charge les professionnels de santé et leurs lieux d’exercice (RPPS)",
            professionals.add_arguments,
            lambda **options: professionals.load(command, **options),
        ),
        "establishments": (
            "charge les établissements et structures de santé (FINESS)",
            establishments.add_arguments,
            lambda **options: establishments.load(command, **options),
        ),
        "needs": (
            "charge âges, APL, ALD, C2S, revenus, densité, zonages et bassins de vie",
            needs.add_arguments,
            lambda **options: needs.load(command, **options),
        ),
    }
