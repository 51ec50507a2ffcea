"""When is a proposal agreed by all, and what becomes of it when it is not?"""

from maillage.documents.rulebook.markdown import Sources, table
from maillage.domain.consensus import (
    AFTER,
    MOST_ROUNDS,
    MOVES,
    Act,
    Ending,
    FallBack,
    Position,
    Silence,
    State,
)
from maillage.domain.parameters import Registry, Source

INTRODUCTION = """\
# Les décisions par consensus

Dans les inter-CPTS, on se met d’accord ou l’on discute jusqu’à y parvenir : ni majorité, ni
rapport de force {practice}. Un texte est adopté quand chaque membre a pris position, que personne
n’objecte et qu’au moins un membre l’approuve. **Une seule objection l’empêche**, quel que soit le
nombre des accords et leur ordre ; retirée, elle ne l’empêche plus.

Qui répond, le texte, ce que dit un silence et ce qui arrive faute d’accord sont fixés avant
l’ouverture, et lus par chacun avant de répondre.
"""
WHO = """\
## Qui répond

Les communautés affiliées (par leur présidence, leur secrétariat ou leur coordination), le bureau,
ou tous les membres : ceux que la liste dit en règle, structures comprises, et qui tient un rôle
sans figurer dans la liste. Coordination et partenaires lisent sans voix. La liste est celle du
jour de l’ouverture. Chacun répond depuis un lien reçu par mail, sans compte, et change sa réponse
jusqu’à la clôture du tour ; une réponse dite au téléphone est saisie par qui mène la décision,
inscrite au journal comme telle, annoncée au membre, qui peut la changer.
"""
SILENCE = """\
## Ce que dit un silence

Rien, sauf si un article des statuts de la communauté le prévoit : il est alors cité avec la
règle.
"""
FALL_BACK = """\
## Si rien n’est convenu

Choisi avant l’ouverture, avec le nombre de tours après lequel la règle s’applique (de 1 à
{most}). Chacun a jusqu’au jour annoncé pour répondre : tant qu’une réponse peut encore venir, un
tour ne décide ni par cette règle ni par un silence ; il peut en ouvrir un autre.
"""
BINDING = """\
## Qui applique une décision

Une décision d’un échelon supérieur n’engage aucune communauté d’office {practice}. Chacune dit si
elle l’applique ou non, depuis quand ; son choix porte le nom de qui l’a fait et sa date, se voit
à chaque échelon, et peut changer : l’ancien choix reste lisible. Une communauté qui rejoint
l’échelon ensuite choisit de même.

## Le registre

Chaque décision prend le numéro suivant de sa communauté. Son contenu ne change plus : son
empreinte est inscrite au journal, et `maillage decisions verify` la contrôle hors ligne. Le
registre nomme les communautés ; les personnes y sont comptées, et nommées seulement si elles sont
élues.
"""
PRACTICE = Source(
    title="Documents d’inter-CPTS et de leur fédération, 2017-2024, lus pour Maillage (usage, "
    "aucun texte ne l’impose)",
    url="",
)


def text(values: Registry) -> str:
    """Return the page of decisions by consensus."""
    sources = Sources()
    practice = sources.marks([PRACTICE])
    positions = [[each.label, each.meaning, "oui" if each.asks_why else "non"] for each in Position]
    silences = [[each.label, each.position.label if each.position else "—"] for each in Silence]
    falls = [[each.label, each.meaning] for each in FallBack]
    return "\n".join(
        (
            INTRODUCTION.format(practice=practice),
            table(["Réponse", "Ce qu’elle fait", "Motif demandé"], positions),
            WHO,
            SILENCE,
            table(["Les statuts disent", "Position comptée"], silences),
            FALL_BACK.format(most=MOST_ROUNDS),
            table(["Règle", "Ce qu’elle fait"], falls),
            _diagram(),
            BINDING.format(practice=practice),
            sources.section(),
        )
    )


_ACTS = {
    Act.OPEN: "ouvrir",
    Act.CLOSE_ROUND: "clore le tour",
    Act.OPEN_ROUND: "nouveau tour, texte amendé",
    Act.WITHDRAW: "retirer",
}
_ENDINGS = {
    Ending.ADOPTED: "accord",
    Ending.ADOPTED_WITH_RESERVES: "accord avec réserve",
    Ending.NEXT_ROUND: "pas d’accord",
    Ending.DROPPED: "pas d’accord au dernier tour",
}


def _diagram() -> str:
    names = "".join(f"    {state.value}: {state.label}\n" for state in State)
    ending = {AFTER[end]: words for end, words in _ENDINGS.items()}
    arrows = "".join(
        f"    {origin.value} --> {to.value}: {_said(act, to, ending)}\n"
        for (origin, act), leads in MOVES.items()
        for to in sorted(leads, key=lambda state: state.value)
    )
    title = "## Les états d’une proposition\n\n"
    return f"{title}```mermaid\nstateDiagram-v2\n{names}    [*] --> DRAFT\n{arrows}```\n"


def _said(act: Act, to: State, ending: dict[State, str]) -> str:
    return f"{_ACTS[act]}, {ending[to]}" if act is Act.CLOSE_ROUND else _ACTS[act]
