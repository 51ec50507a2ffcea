"""At which échelon does a community stand, and which may it join?"""

from enum import Enum


class Echelon(Enum):
    """The four échelons of the system, from the territory to the nation."""

    LOCAL = "LOCAL"
    DEPARTMENTAL = "DEPARTMENTAL"
    REGIONAL = "REGIONAL"
    NATIONAL = "NATIONAL"

    @property
    def rank(self) -> int:
        """Height in the system: 0 for a CPTS, 3 for the national federation."""
        return list(Echelon).index(self)

    @property
    def label(self) -> str:
        """French name of a community of this échelon."""
        return {
            Echelon.LOCAL: "CPTS",
            Echelon.DEPARTMENTAL: "inter-CPTS",
            Echelon.REGIONAL: "inter-CPTS régionale",
            Echelon.NATIONAL: "fédération nationale",
        }[self]


def may_join(*, member: Echelon, body: Echelon) -> bool:
    """Tell whether a community may be a member of a body: only of a higher échelon.

    Higher échelons only, so belonging can never form a cycle; a CPTS may join several bodies,
    at the same échelon or not (``design.md`` § 1: belonging is a graph, not a tree).
    """
    return member.rank < body.rank
