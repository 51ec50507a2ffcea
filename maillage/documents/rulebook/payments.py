"""By which rules is the contract paid, and which readings were kept?"""

from maillage.documents.rulebook.markdown import Sources, amount, in_force
from maillage.domain.aci import RULES, Rule
from maillage.domain.parameters import Registry

INTRODUCTION = """\
# Les versements du contrat

Les années du contrat courent d’un anniversaire de la signature au suivant. Là où les textes lus se
taisent, la lecture retenue est écrite : elle peut être contestée et corrigée.
"""


def text(values: Registry) -> str:
    """Return the page of the rules of payment."""
    sources = Sources()
    rules = "\n".join(_section(rule, values, sources) for rule in RULES)
    return f"{INTRODUCTION}\n{rules}\n{sources.section()}"


def _section(rule: Rule, values: Registry, sources: Sources) -> str:
    lines = [f"## {rule.name[0].upper()}{rule.name[1:]}", rule.statement]
    if rule.reading:
        lines.append(f"*Lecture retenue.* {rule.reading}")
    parameter = values.parameter(rule.parameter) if rule.parameter else None
    if parameter is not None and parameter.is_by_size:
        lines.append(f"Montants\u00a0: [{parameter.label}](financement.md).")
    elif parameter is not None:
        value = in_force(parameter)[0]
        marks = sources.marks(value.sources)
        lines.append(f"{parameter.label}\u00a0: {amount(value)} ({value.level}) {marks}")
    return "\n\n".join(lines) + "\n"
