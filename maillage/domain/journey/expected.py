"""At each stage, what is expected, with which documents, and who must act next?

Gathered from the guides of several regions (ARS, URPS, regional federations) and from the code de
la santé publique, L1434-12; the durations the law sets are parameters, never written here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from maillage.domain.journey.moves import MOVES, acts_from
from maillage.domain.journey.stages import Stage


class Party(Enum):
    """Whose move is it?"""

    CARRIERS = "CARRIERS"
    COMMITTEE = "COMMITTEE"
    ARS = "ARS"
    ARS_AND_CPAM = "ARS_AND_CPAM"
    ALL_THREE = "ALL_THREE"

    @property
    def label(self) -> str:
        """French name of those who must act."""
        return {
            Party.CARRIERS: "les porteurs du projet",
            Party.COMMITTEE: "l’ARS, l’Assurance maladie et l’URPS",
            Party.ARS: "l’ARS",
            Party.ARS_AND_CPAM: "l’ARS et l’Assurance maladie",
            Party.ALL_THREE: "la CPTS, l’ARS et l’Assurance maladie",
        }[self]

    @property
    def turn(self) -> str:
        """French name of those whose turn it is, after « c’est »."""
        return {
            Party.CARRIERS: "aux porteurs du projet",
            Party.COMMITTEE: "à l’ARS, à l’Assurance maladie et à l’URPS",
            Party.ARS: "à l’ARS",
            Party.ARS_AND_CPAM: "à l’ARS et à l’Assurance maladie",
            Party.ALL_THREE: "à la CPTS, à l’ARS et à l’Assurance maladie",
        }[self]

    @property
    def is_outside(self) -> bool:
        """Whether the carriers can only wait for it."""
        return self in {Party.COMMITTEE, Party.ARS, Party.ARS_AND_CPAM}


@dataclass(frozen=True)
class Expectation:
    """What a stage asks for: sentences, documents, and who must act to leave it."""

    awaited: Party
    sentences: tuple[str, ...]
    documents: tuple[str, ...] = ()
    is_the_end: bool = False


EXPECTED: Mapping[Stage, Expectation] = {
    Stage.EMERGENCE: Expectation(
        Party.CARRIERS,
        (
            "Réunir des professionnels de plusieurs métiers et tenir une réunion d’information.",
            "Chercher le bon territoire et en parler avec les CPTS voisines.",
            "Se faire connaître du Guichet CPTS, de l’ARS ou de la CPAM, qui peuvent accompagner.",
        ),
    ),
    Stage.LETTER_DRAFTED: Expectation(
        Party.CARRIERS,
        (
            "Dire en quelques pages le territoire, les premiers besoins constatés, "
            "qui s’associe et ce que la CPTS veut faire.",
            "Y joindre un calendrier, l’appui souhaité et le budget demandé.",
        ),
        ("Lettre d’intention",),
    ),
    Stage.LETTER_SENT: Expectation(
        Party.COMMITTEE,
        (
            "L’ARS, l’Assurance maladie et l’URPS examinent la lettre et reçoivent les porteurs.",
            "La réponse vient d’un courrier commun de l’ARS et de l’Assurance maladie ; "
            "aucun texte connu n’en fixe le délai.",
        ),
        ("Courrier commun de l’ARS et de l’Assurance maladie",),
    ),
    Stage.LETTER_VALIDATED: Expectation(
        Party.CARRIERS,
        (
            "Créer l’association et ouvrir son compte : les aides ne sont versées qu’à elle.",
            "Lancer le diagnostic du territoire, puis la rédaction du projet de santé.",
        ),
        ("Statuts et récépissé de déclaration de l’association", "Relevé d’identité bancaire"),
    ),
    Stage.PROJECT_DRAFTED: Expectation(
        Party.CARRIERS,
        (
            "Écrire le projet de santé : diagnostic, missions, fiches action, gouvernance, budget.",
            "Y préciser le territoire d’action, que la loi exige.",
        ),
        ("Projet de santé", "Fiches action"),
    ),
    Stage.PROJECT_SENT: Expectation(
        Party.ARS,
        (
            "L’ARS examine le projet. Sans opposition dans le délai légal, il est réputé validé.",
            "Elle ne peut s’y opposer que s’il ne respecte pas le projet régional de santé "
            "ou si le territoire n’est pas pertinent.",
        ),
        ("Accusé de réception de l’ARS",),
    ),
    Stage.PROJECT_OPPOSED: Expectation(
        Party.CARRIERS,
        ("Lire les motifs du refus avec l’ARS, puis reprendre le projet.",),
        ("Décision motivée de l’ARS",),
    ),
    Stage.PROJECT_VALIDATED: Expectation(
        Party.ARS_AND_CPAM,
        (
            "L’ARS et l’Assurance maladie se concertent et proposent une première réunion à trois.",
            "Les premières actions peuvent commencer sans attendre la signature.",
        ),
        ("Décision de l’ARS, ou attestation de validation tacite à lui demander",),
    ),
    Stage.NEGOTIATION: Expectation(
        Party.ALL_THREE,
        (
            "Fixer à trois, réunion après réunion, les objectifs, les moyens et les indicateurs "
            "de chaque mission.",
        ),
        ("Projet de contrat ACI", "Fiches action chiffrées"),
    ),
    Stage.ACI_SIGNED: Expectation(
        Party.CARRIERS,
        ("Démarrer chaque mission dans les délais du contrat.",),
        ("Contrat ACI signé",),
    ),
    Stage.MISSIONS_STARTED: Expectation(
        Party.CARRIERS,
        ("La création est terminée : le contrat vit, et se revoit chaque année.",),
        is_the_end=True,
    ),
}


def awaited(stage: Stage, *, is_paused: bool = False) -> Party:
    """Return who must act next: the carriers, when the legal clock is paused for them."""
    return Party.CARRIERS if is_paused else EXPECTED[stage].awaited


def next_milestone(stage: Stage) -> Stage | None:
    """Return the stage that usually comes next, none after the last."""
    acts = acts_from(stage)
    return MOVES[stage, acts[0]] if acts else None


def usual_way(stage: Stage) -> tuple[Stage, ...]:
    """Return the stages that usually come after this one, in order."""
    way: list[Stage] = []
    following = next_milestone(stage)
    while following is not None:
        way.append(following)
        following = next_milestone(following)
    return tuple(way)
