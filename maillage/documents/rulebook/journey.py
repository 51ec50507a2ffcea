"""Through which stages does a CPTS go, who moves it, and how is the legal term counted?"""

from maillage.documents.rulebook.markdown import Sources, amount, in_force, table
from maillage.domain.journey import (
    EXPECTED,
    MOVES,
    Act,
    Side,
    Stage,
    acts_from,
    next_milestone,
    sides_of,
)
from maillage.domain.journey.clock import READINGS, TERM
from maillage.domain.parameters import Registry
from maillage.domain.roles import RIGHTS_OF_FUNCTION, RIGHTS_OF_ROLE

INTRODUCTION = """\
# Le parcours de création

Un seul tableau d’actes mène une CPTS d’étape en étape ; les boutons, les refus et cette page le
lisent. Chaque acte porte sa date et reste dans l’historique ; il peut être enregistré après coup,
jamais d’avance, ni avant l’acte précédent. Le dernier acte, saisi par erreur, se retire avec son
motif.
"""
NAMES = {
    Side.CARRIERS: [
        kind.label for kind, held in RIGHTS_OF_ROLE.items() if Side.CARRIERS.right in held
    ],
    Side.REVIEWERS: [
        kind.label for kind, held in RIGHTS_OF_FUNCTION.items() if Side.REVIEWERS.right in held
    ],
}


def text(values: Registry) -> str:
    """Return the page of the journey."""
    sources = Sources()
    who = "".join(f"- {_capital(side.label)}\u00a0: {', '.join(NAMES[side])}\n" for side in Side)
    return (
        f"{INTRODUCTION}\n{_diagram()}\n## Les étapes\n\n{_stages()}\n## Les actes\n\n{_moves()}\n"
        f"Qui enregistre, pour une CPTS ou pour son département\u00a0:\n\n{who}\n"
        f"## Le délai légal\n\n{_clock(values, sources)}\n{sources.section()}"
    )


def _capital(label: str) -> str:
    return label[0].upper() + label[1:]


def _diagram() -> str:
    names = "".join(f"    {stage.value}: {_capital(stage.label)}\n" for stage in Stage)
    arrows = "".join(
        f"    {origin.value} --> {to.value}: {act.label}\n" for (origin, act), to in MOVES.items()
    )
    return f"```mermaid\nstateDiagram-v2\n{names}    [*] --> EMERGENCE\n{arrows}```\n"


def _stages() -> str:
    headings = [
        "Étape",
        "À qui d’agir",
        "Attente pure",
        "Ce qui est attendu",
        "Documents",
        "Ensuite",
    ]
    return table(headings, [_stage(stage) for stage in Stage])


def _stage(stage: Stage) -> list[str]:
    expected, following = EXPECTED[stage], next_milestone(stage)
    return [
        _capital(stage.label),
        "—" if expected.is_the_end else expected.awaited.label,
        "oui" if expected.awaited.is_outside else "non",
        " ".join(expected.sentences),
        ", ".join(expected.documents) or "—",
        following.label if following else "—",
    ]


def _moves() -> str:
    headings = ["De l’étape", "Acte", "À l’étape", "Qui l’enregistre", "Motifs exigés"]
    rows = [_move(stage, act) for stage in Stage for act in acts_from(stage)]
    return table(headings, rows)


def _move(stage: Stage, act: Act) -> list[str]:
    sides = [side.label for side in Side if side in sides_of(act)]
    if act is Act.TACIT_VALIDATION:
        sides.append("le délai lui-même (« maillage journey tacit », chaque jour)")
    return [
        _capital(stage.label),
        _capital(act.label),
        MOVES[stage, act].label,
        ", ".join(sides),
        "oui" if act.asks_why else "non",
    ]


def _clock(values: Registry, sources: Sources) -> str:
    value = in_force(values.parameter(TERM))[0]
    term = (
        f"{value.label}\u00a0: {amount(value)} ({value.level}) {sources.marks(value.sources)}. "
        f"{value.note}\n\n"
    )
    return term + "".join(
        f"- **{each.name}.** {each.statement} "
        f"{sources.marks([each.source]) if each.source else 'À vérifier.'}\n"
        for each in READINGS
    )
