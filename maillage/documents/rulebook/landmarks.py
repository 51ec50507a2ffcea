"""Which other figures of the texts does the program know?"""

from itertools import groupby

from maillage.documents.rulebook.markdown import Sources, amount, table
from maillage.domain.parameters import Parameter, Registry, Value

INTRODUCTION = """\
# Autres repères : création, indemnités, comptes

Toutes les valeurs connues, de la plus ancienne à la plus récente.
"""
SUBJECTS = {
    "creation": "Création d’une CPTS",
    "pass": "Indemnités",
    "accounts": "Comptes",
    "mandates": "Mandats",
}


def text(values: Registry) -> str:
    """Return the page of the other figures, by subject."""
    sources = Sources()
    sections = "\n".join(
        _section(title, [each for each in values if each.key.startswith(f"{subject}/")], sources)
        for subject, title in SUBJECTS.items()
    )
    return f"{INTRODUCTION}\n{sections}\n{sources.section()}"


def _section(title: str, parameters: list[Parameter], sources: Sources) -> str:
    rows = [
        _row(list(values), sources)
        for parameter in parameters
        for _, values in groupby(parameter.values, key=lambda value: value.since)
    ]
    headings = ["Repère", "Valeur", "Depuis", "Confiance", "Sources", "Remarques"]
    return f"## {title}\n\n{table(headings, rows)}"


def _row(values: list[Value], sources: Sources) -> list[str]:
    first = values[0]
    remarks = (
        remark for value in values for remark in (value.reason, value.calculation, value.note)
    )
    return [
        first.label,
        _amounts(values),
        f"{first.since:%d/%m/%Y}",
        ", ".join(dict.fromkeys(value.level for value in values)),
        sources.marks(dict.fromkeys(one for value in values for one in value.sources)),
        " ".join(dict.fromkeys(filter(None, remarks))) or "—",
    ]


def _amounts(values: list[Value]) -> str:
    written = [amount(value) for value in values]
    if len(set(written)) == 1:
        return written[0]
    return ", ".join(f"taille {each.size} : {amount(each)}" for each in values)
