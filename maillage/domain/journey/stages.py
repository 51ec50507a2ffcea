"""Where does a CPTS stand between its first idea and its running contract?"""

from enum import Enum


class Stage(Enum):
    """The stages of a CPTS, in their usual order."""

    EMERGENCE = "EMERGENCE"
    LETTER_DRAFTED = "LETTER_DRAFTED"
    LETTER_SENT = "LETTER_SENT"
    LETTER_VALIDATED = "LETTER_VALIDATED"
    PROJECT_DRAFTED = "PROJECT_DRAFTED"
    PROJECT_SENT = "PROJECT_SENT"
    PROJECT_OPPOSED = "PROJECT_OPPOSED"
    PROJECT_VALIDATED = "PROJECT_VALIDATED"
    NEGOTIATION = "NEGOTIATION"
    ACI_SIGNED = "ACI_SIGNED"
    MISSIONS_STARTED = "MISSIONS_STARTED"

    @property
    def label(self) -> str:
        """French name of the stage."""
        return {
            Stage.EMERGENCE: "émergence",
            Stage.LETTER_DRAFTED: "lettre d’intention en rédaction",
            Stage.LETTER_SENT: "lettre d’intention envoyée",
            Stage.LETTER_VALIDATED: "lettre d’intention validée",
            Stage.PROJECT_DRAFTED: "projet de santé en rédaction",
            Stage.PROJECT_SENT: "projet de santé envoyé",
            Stage.PROJECT_OPPOSED: "projet de santé refusé",
            Stage.PROJECT_VALIDATED: "projet de santé validé",
            Stage.NEGOTIATION: "négociation de l’ACI",
            Stage.ACI_SIGNED: "ACI signé",
            Stage.MISSIONS_STARTED: "missions démarrées",
        }[self]
