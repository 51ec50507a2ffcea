"""Who holds what: roles inside a community, and functions over an area from outside?"""

from collections.abc import Mapping
from enum import Enum


class RoleKind(Enum):
    """What someone is in a community (``design.md`` § 5)."""

    CHAIR = "CHAIR"
    TREASURER = "TREASURER"
    SECRETARY = "SECRETARY"
    BOARD = "BOARD"
    COORDINATOR = "COORDINATOR"
    MEMBER = "MEMBER"
    PARTNER = "PARTNER"

    @property
    def label(self) -> str:
        """French name of the role, valid for a woman and a man."""
        return {
            RoleKind.CHAIR: "présidence",
            RoleKind.TREASURER: "trésorerie",
            RoleKind.SECRETARY: "secrétariat",
            RoleKind.BOARD: "bureau ou conseil d’administration",
            RoleKind.COORDINATOR: "coordination",
            RoleKind.MEMBER: "membre",
            RoleKind.PARTNER: "partenaire (comité de suivi)",
        }[self]


class AreaRoleKind(Enum):
    """What someone does for all the communities of an area, from outside."""

    DESK_OFFICER = "DESK_OFFICER"
    FACILITATOR = "FACILITATOR"
    REVIEWER = "REVIEWER"
    REGULATOR = "REGULATOR"

    @property
    def label(self) -> str:
        """French name of the function."""
        return {
            AreaRoleKind.DESK_OFFICER: "chargé de mission",
            AreaRoleKind.FACILITATOR: "facilitateur",
            AreaRoleKind.REVIEWER: "référent instructeur",
            AreaRoleKind.REGULATOR: "régulateur",
        }[self]


class OutsideBody(Enum):
    """The body on whose behalf an outside function is held."""

    GUICHET = "GUICHET"
    URPS = "URPS"
    ACCELERATOR = "ACCELERATOR"
    ARS = "ARS"
    CPAM = "CPAM"
    SAS = "SAS"

    @property
    def label(self) -> str:
        """French name of the body."""
        return {
            OutsideBody.GUICHET: "Guichet CPTS",
            OutsideBody.URPS: "URPS",
            OutsideBody.ACCELERATOR: "accélérateur CPTS",
            OutsideBody.ARS: "ARS",
            OutsideBody.CPAM: "CPAM",
            OutsideBody.SAS: "SAS",
        }[self]


# Which function each body entrusts (``facts``: the Guichet accompanies and never decides; the
# ARS and the Assurance maladie examine with the URPS; the accélérateur facilitates).
FUNCTIONS: Mapping[OutsideBody, frozenset[AreaRoleKind]] = {
    OutsideBody.GUICHET: frozenset({AreaRoleKind.DESK_OFFICER}),
    OutsideBody.URPS: frozenset({AreaRoleKind.DESK_OFFICER, AreaRoleKind.REVIEWER}),
    OutsideBody.ACCELERATOR: frozenset({AreaRoleKind.FACILITATOR}),
    OutsideBody.ARS: frozenset({AreaRoleKind.REVIEWER}),
    OutsideBody.CPAM: frozenset({AreaRoleKind.REVIEWER}),
    OutsideBody.SAS: frozenset({AreaRoleKind.REGULATOR}),
}
