"""Which acts lead from which stage to which, and who may record them?

`MOVES` is the one table of the journey: screen, acts, rules and documentation read it.
"""

from collections.abc import Mapping
from enum import Enum

from maillage.domain.journey.stages import Stage
from maillage.domain.roles import Right


class Act(Enum):
    """What happens to a CPTS on its way."""

    START_LETTER = "START_LETTER"
    SEND_LETTER = "SEND_LETTER"
    VALIDATE_LETTER = "VALIDATE_LETTER"
    RETURN_LETTER = "RETURN_LETTER"
    DECLINE_LETTER = "DECLINE_LETTER"
    START_PROJECT = "START_PROJECT"
    SEND_PROJECT = "SEND_PROJECT"
    TAKE_PROJECT_BACK = "TAKE_PROJECT_BACK"
    VALIDATE_PROJECT = "VALIDATE_PROJECT"
    OPPOSE_PROJECT = "OPPOSE_PROJECT"
    TACIT_VALIDATION = "TACIT_VALIDATION"
    REVISE_PROJECT = "REVISE_PROJECT"
    OPEN_NEGOTIATION = "OPEN_NEGOTIATION"
    SIGN_ACI = "SIGN_ACI"
    START_MISSIONS = "START_MISSIONS"

    @property
    def label(self) -> str:
        """French name of what happened, as written in a history."""
        return {
            Act.START_LETTER: "rédaction de la lettre d’intention commencée",
            Act.SEND_LETTER: "lettre d’intention envoyée",
            Act.VALIDATE_LETTER: "lettre d’intention validée",
            Act.RETURN_LETTER: "lettre d’intention renvoyée pour être complétée",
            Act.DECLINE_LETTER: "lettre d’intention non retenue",
            Act.START_PROJECT: "rédaction du projet de santé commencée",
            Act.SEND_PROJECT: "projet de santé envoyé",
            Act.TAKE_PROJECT_BACK: "projet de santé repris par les porteurs",
            Act.VALIDATE_PROJECT: "projet de santé validé",
            Act.OPPOSE_PROJECT: "projet de santé refusé",
            Act.TACIT_VALIDATION: "projet de santé réputé validé",
            Act.REVISE_PROJECT: "projet de santé remis en rédaction",
            Act.OPEN_NEGOTIATION: "négociation de l’ACI ouverte",
            Act.SIGN_ACI: "ACI signé",
            Act.START_MISSIONS: "première mission démarrée",
        }[self]

    @property
    def gesture(self) -> str:
        """French name of what a person records by pressing the button."""
        return {
            Act.START_LETTER: "Commencer la lettre d’intention",
            Act.SEND_LETTER: "Enregistrer l’envoi de la lettre",
            Act.VALIDATE_LETTER: "Enregistrer la validation de la lettre",
            Act.RETURN_LETTER: "Renvoyer la lettre pour complément",
            Act.DECLINE_LETTER: "Ne pas retenir la lettre",
            Act.START_PROJECT: "Commencer le projet de santé",
            Act.SEND_PROJECT: "Enregistrer l’envoi du projet",
            Act.TAKE_PROJECT_BACK: "Reprendre le projet pour le modifier",
            Act.VALIDATE_PROJECT: "Enregistrer la validation du projet",
            Act.OPPOSE_PROJECT: "Enregistrer l’opposition de l’ARS",
            Act.TACIT_VALIDATION: "Constater la validation tacite",
            Act.REVISE_PROJECT: "Remettre le projet en rédaction",
            Act.OPEN_NEGOTIATION: "Enregistrer l’ouverture de la négociation",
            Act.SIGN_ACI: "Enregistrer la signature de l’ACI",
            Act.START_MISSIONS: "Enregistrer la première mission démarrée",
        }[self]

    @property
    def asks_why(self) -> bool:
        """Whether the act is refused without its reasons: those it stops must read them."""
        return self in {
            Act.RETURN_LETTER,
            Act.DECLINE_LETTER,
            Act.TAKE_PROJECT_BACK,
            Act.OPPOSE_PROJECT,
        }


MOVES: Mapping[tuple[Stage, Act], Stage] = {
    (Stage.EMERGENCE, Act.START_LETTER): Stage.LETTER_DRAFTED,
    (Stage.LETTER_DRAFTED, Act.SEND_LETTER): Stage.LETTER_SENT,
    (Stage.LETTER_SENT, Act.VALIDATE_LETTER): Stage.LETTER_VALIDATED,
    (Stage.LETTER_SENT, Act.RETURN_LETTER): Stage.LETTER_DRAFTED,
    (Stage.LETTER_SENT, Act.DECLINE_LETTER): Stage.EMERGENCE,
    (Stage.LETTER_VALIDATED, Act.START_PROJECT): Stage.PROJECT_DRAFTED,
    (Stage.PROJECT_DRAFTED, Act.SEND_PROJECT): Stage.PROJECT_SENT,
    (Stage.PROJECT_SENT, Act.VALIDATE_PROJECT): Stage.PROJECT_VALIDATED,
    (Stage.PROJECT_SENT, Act.TACIT_VALIDATION): Stage.PROJECT_VALIDATED,
    (Stage.PROJECT_SENT, Act.OPPOSE_PROJECT): Stage.PROJECT_OPPOSED,
    (Stage.PROJECT_SENT, Act.TAKE_PROJECT_BACK): Stage.PROJECT_DRAFTED,
    (Stage.PROJECT_OPPOSED, Act.REVISE_PROJECT): Stage.PROJECT_DRAFTED,
    (Stage.PROJECT_VALIDATED, Act.OPEN_NEGOTIATION): Stage.NEGOTIATION,
    (Stage.NEGOTIATION, Act.SIGN_ACI): Stage.ACI_SIGNED,
    (Stage.ACI_SIGNED, Act.START_MISSIONS): Stage.MISSIONS_STARTED,
}


class Side(Enum):
    """On which side of the table does someone sit?"""

    CARRIERS = "CARRIERS"
    REVIEWERS = "REVIEWERS"

    @property
    def label(self) -> str:
        """French name of the side."""
        return {
            Side.CARRIERS: "porteurs du projet",
            Side.REVIEWERS: "instruction",
        }[self]

    @property
    def right(self) -> Right:
        """The right that seats someone on this side."""
        return {Side.CARRIERS: Right.MOVE_JOURNEY, Side.REVIEWERS: Right.REVIEW}[self]


_BOTH = frozenset({Side.CARRIERS, Side.REVIEWERS})
_CARRIERS = frozenset({Side.CARRIERS})
_REVIEWERS = frozenset({Side.REVIEWERS})

# A decision is recorded on the side that takes it. What both sign, and what time alone decides,
# either side records.
RECORDED_BY: Mapping[Act, frozenset[Side]] = {
    Act.START_LETTER: _CARRIERS,
    Act.SEND_LETTER: _CARRIERS,
    Act.VALIDATE_LETTER: _REVIEWERS,
    Act.RETURN_LETTER: _REVIEWERS,
    Act.DECLINE_LETTER: _REVIEWERS,
    Act.START_PROJECT: _CARRIERS,
    Act.SEND_PROJECT: _CARRIERS,
    Act.TAKE_PROJECT_BACK: _CARRIERS,
    Act.VALIDATE_PROJECT: _REVIEWERS,
    Act.OPPOSE_PROJECT: _REVIEWERS,
    Act.TACIT_VALIDATION: _BOTH,
    Act.REVISE_PROJECT: _CARRIERS,
    Act.OPEN_NEGOTIATION: _BOTH,
    Act.SIGN_ACI: _BOTH,
    Act.START_MISSIONS: _CARRIERS,
}


def acts_from(stage: Stage) -> tuple[Act, ...]:
    """Return the acts a stage allows, the usual one first."""
    return tuple(act for origin, act in MOVES if origin is stage)


def sides_of(act: Act) -> frozenset[Side]:
    """Return the sides that may record an act."""
    return RECORDED_BY[act]
