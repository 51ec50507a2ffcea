"""In which zone did the regional agency put a commune, for which profession?

Doctors have their own words (ZIP, ZAC, vigilance, outside), the other professions five steps from
« très sous-dotée » to « sur-dotée ». A large commune may be zoned by districts: only a part of it
is then in the zone.
"""

import re
from dataclasses import dataclass
from enum import Enum

from maillage.domain.names import fold


class Tier(Enum):
    """The zones, the most in need first within each family."""

    ZIP = "ZIP"
    ZAC = "ZAC"
    VIGILANCE = "VIGILANCE"
    OUTSIDE = "OUTSIDE"
    VERY_LOW = "VERY_LOW"
    LOW = "LOW"
    MIDDLE = "MIDDLE"
    HIGH = "HIGH"
    VERY_HIGH = "VERY_HIGH"

    @property
    def label(self) -> str:
        """French words, as people of the field say them."""
        return {
            Tier.ZIP: "zone d’intervention prioritaire (ZIP)",
            Tier.ZAC: "zone d’action complémentaire (ZAC)",
            Tier.VIGILANCE: "zone de vigilance",
            Tier.OUTSIDE: "hors zonage",
            Tier.VERY_LOW: "zone très sous-dotée",
            Tier.LOW: "zone sous-dotée",
            Tier.MIDDLE: "zone intermédiaire",
            Tier.HIGH: "zone très dotée",
            Tier.VERY_HIGH: "zone sur-dotée",
        }[self]

    @property
    def opens_aid(self) -> bool:
        """Whether the zone opens help to settle."""
        return self in {Tier.ZIP, Tier.ZAC, Tier.VERY_LOW, Tier.LOW}


class Extent(Enum):
    """How much of the commune is in the zone."""

    WHOLE = "WHOLE"
    PART = "PART"

    @property
    def label(self) -> str:
        """French words."""
        return {Extent.WHOLE: "toute la commune", Extent.PART: "une partie de la commune"}[self]


@dataclass(frozen=True, slots=True)
class Zoned:
    """A zone, over the whole commune or a part of it."""

    tier: Tier
    extent: Extent = Extent.WHOLE


# Longest first: « tres sous dote » holds « sous dote ».
_SPELLINGS: tuple[tuple[str, Tier], ...] = (
    (r"zone d intervention prioritaire|\bzip\b", Tier.ZIP),
    (r"zone d action complementaire|\bzac\b", Tier.ZAC),
    (r"vigilance|\bzv\b", Tier.VIGILANCE),
    (r"hors vivier|hors zon|\bhv\b|\bhz\b", Tier.OUTSIDE),
    (r"tres sous dote|\bvud\b", Tier.VERY_LOW),
    (r"sous dote|\bud\b", Tier.LOW),
    (r"intermediaire|\bint\b", Tier.MIDDLE),
    (r"tres dote|\bvd\b", Tier.HIGH),
    (r"sur dote|surdote|\bod\b", Tier.VERY_HIGH),
)
_PART = re.compile(r"\b(qpv|gq|quartiers?)\b")


def read_zone(text: str) -> Zoned | None:
    """Read a zone as any of the files writes it; None when it is none of them.

    « 1 -Zone d'intervention prioritaire », « 3_QPV_ZIP », « Hors vivier », « VUD ».
    """
    words = fold(text)
    for spelling, tier in _SPELLINGS:
        if re.search(spelling, words):
            return Zoned(tier, Extent.PART if _PART.search(words) else Extent.WHOLE)
    return None
