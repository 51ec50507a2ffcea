"""What an operator does with the geography: one function per act, one transaction each."""

from maillage.apps.geography.actions.contours import (
    LoadedContours,
    Origin,
    draw_communes,
    load_contours,
)
from maillage.apps.geography.actions.reference import Loaded, OlderVintage, load_reference
from maillage.apps.geography.actions.zones import ZoneLine, replace_zones

__all__ = [
    "Loaded",
    "LoadedContours",
    "OlderVintage",
    "Origin",
    "ZoneLine",
    "draw_communes",
    "load_contours",
    "load_reference",
    "replace_zones",
]
