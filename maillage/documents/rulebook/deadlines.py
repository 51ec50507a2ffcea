"""By when must the missions be started and deployed?"""

from maillage.documents.rulebook.markdown import Sources, amount, in_force, table
from maillage.domain.aci import Milestone, Mission
from maillage.domain.parameters import Registry, Value

INTRODUCTION = """\
# Les échéances des missions

Comptées en mois depuis la signature du contrat, de quantième à quantième. Les options démarrent
au choix de la communauté.
"""


def text(values: Registry) -> str:
    """Return the page of the deadlines."""
    sources = Sources()
    rows = [_row(mission, values, sources) for mission in Mission if mission.is_core]
    headings = ["Mission socle", "Démarrage", "Déploiement", "Depuis", "Sources", "Remarque"]
    duration = in_force(values.parameter("aci/contract_years"))[0]
    contract = (
        f"Le contrat dure {amount(duration)} ({duration.level}) {sources.marks(duration.sources)}. "
        f"{duration.note}"
    )
    return f"{INTRODUCTION}\n{table(headings, rows)}\n{contract}\n\n{sources.section()}"


def _row(mission: Mission, values: Registry, sources: Sources) -> list[str]:
    start, deployment = (_value(mission, milestone, values) for milestone in Milestone)
    return [
        mission.label,
        f"{amount(start)} ({start.level})",
        f"{amount(deployment)} ({deployment.level})",
        f"{start.since:%d/%m/%Y}",
        sources.marks(dict.fromkeys((*start.sources, *deployment.sources))),
        start.note or "—",
    ]


def _value(mission: Mission, milestone: Milestone, values: Registry) -> Value:
    return in_force(values.parameter(f"aci/{mission.key}_{milestone.key}"))[0]
