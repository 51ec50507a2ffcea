"""Which gestures does this subject add to ``maillage geography``?

The command itself stands above, with the communities that follow a new vintage; it takes these as
they are.
"""

from collections.abc import Mapping

from maillage.web import commands


def gestures(command: commands.Command) -> Mapping[str, commands.Command.Gesture]:
    """Return the gestures of the supply and of the needs, which speak through `command`."""
    return {}
