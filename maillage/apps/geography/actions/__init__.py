"""What an operator does with the geography: one function per act, one transaction each."""

from maillage.apps.geography.actions.contours import (
    LoadedContours,
    Origin,
    draw_communes,
    load_contours,
)
from maillage.apps.geography.actions.reference import Loaded, OlderVintage, load_reference

__all__ = [
    "Loaded",
    "LoadedContours",
    "OlderVintage",
    "Origin",
    "draw_communes",
    "load_contours",
    "load_reference",
]
