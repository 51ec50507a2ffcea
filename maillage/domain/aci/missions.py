"""Which missions does a CPTS carry under the ACI, and by which names are they known?"""

from enum import Enum

from maillage.domain.refusal import Refusal


class UnknownMission(Refusal):
    """The code is not one of a mission's."""

    def __init__(self, code: str) -> None:
        known = ", ".join(mission.code for mission in Mission)
        super().__init__(f"La mission « {code} » n’existe pas : choisissez parmi {known}.")


class Mission(Enum):
    """The six missions: four every CPTS must start (socle), two it may choose (options)."""

    ACCESS_TO_CARE = "ACCESS_TO_CARE"
    CARE_PATHWAYS = "CARE_PATHWAYS"
    PREVENTION = "PREVENTION"
    CRISIS = "CRISIS"
    QUALITY = "QUALITY"
    SUPPORT = "SUPPORT"

    @property
    def is_core(self) -> bool:
        """Whether every CPTS must start it (« mission socle »)."""
        return self not in {Mission.QUALITY, Mission.SUPPORT}

    @property
    def code(self) -> str:
        """French short name, for commands and addresses."""
        return _CODES[self]

    @property
    def label(self) -> str:
        """French name, for the screen."""
        return _LABELS[self]

    @property
    def key(self) -> str:
        """Name of its parameters: ``aci/<key>_fixed``."""
        return self.value.lower()


_CODES = {
    Mission.ACCESS_TO_CARE: "acces_soins",
    Mission.CARE_PATHWAYS: "parcours",
    Mission.PREVENTION: "prevention",
    Mission.CRISIS: "crise",
    Mission.QUALITY: "qualite",
    Mission.SUPPORT: "accompagnement",
}
_LABELS = {
    Mission.ACCESS_TO_CARE: "Accès aux soins",
    Mission.CARE_PATHWAYS: "Parcours",
    Mission.PREVENTION: "Prévention",
    Mission.CRISIS: "Crise sanitaire grave",
    Mission.QUALITY: "Qualité et pertinence",
    Mission.SUPPORT: "Accompagnement des professionnels",
}


def mission_of(code: str) -> Mission:
    """Return the mission of a French short name (``acces_soins``).

    :raises UnknownMission: no mission has that name.
    """
    for mission in Mission:
        if mission.code == code:
            return mission
    raise UnknownMission(code)
