"""Which figures tell the needs of a population, by which rule, from whom?"""

from collections import Counter
from itertools import groupby

from maillage.documents.rulebook.markdown import Sources, table
from maillage.domain.health.indicators import Adding, Indicator, Section, catalogue
from maillage.domain.health.zoning import Tier
from maillage.domain.parameters import Registry

INTRODUCTION = """\
# Les indicateurs des besoins de santé

Ce que Maillage lit des fichiers publics pour décrire la population d’un territoire et son accès
aux soins. Chaque indicateur dit comment il s’additionne d’une commune à l’autre : une médiane ne
s’additionne pas, une accessibilité est une moyenne pondérée, un secret statistique reste un secret
et n’est jamais compté pour zéro. Une commune absente du fichier est dite sans donnée, et comptée.

Un fichier d’un autre millésime que le découpage en place est converti par les mouvements de
communes : deux communes fusionnées s’additionnent selon la règle de l’indicateur ; une commune
partagée entre plusieurs ne se répartit pas, elle est signalée au chargement.
"""
ZONES = """\
## Zonage des professionnels

Lu tel que l’arrêté régional le donne, par commune et par profession, sans calcul. Une grande
commune peut n’être zonée qu’en partie (quartiers prioritaires, grands quartiers) : c’est dit.
"""


def text(values: Registry) -> str:
    """Return the page of the catalogue of needs."""
    sources = Sources()
    sections = "\n".join(
        _section(section, list(found), sources)
        for section, found in groupby(catalogue().values(), key=lambda one: one.section)
    )
    tiers = table(
        ["Zone", "Ouvre des aides à l’installation"],
        ([tier.label, "oui" if tier.opens_aid else "non"] for tier in Tier),
    )
    return (
        f"{INTRODUCTION}\n{sections}\n{_threshold(values, sources)}\n{ZONES}\n{tiers}\n"
        f"{sources.section()}"
    )


def _section(section: Section, found: list[Indicator], sources: Sources) -> str:
    remarks = Counter(_remarks(one) for one in found)
    # What most of a section have in common is said once, above.
    common, count = remarks.most_common(1)[0]
    shared = common if common and count > 1 else ""
    headings = ["Indicateur", "Unité", "Ensemble de communes", "Règle", "Remarques", "Sources"]
    rows = ([*_row(one, shared), sources.marks(one.sources)] for one in found)
    above = f"À savoir pour la plupart de ces indicateurs\u00a0: {shared}\n\n" if shared else ""
    return f"## {section.label}\n\n{above}{table(headings, rows)}"


def _remarks(one: Indicator) -> str:
    return " ".join(filter(None, (one.divergence, one.secrecy)))


def _row(one: Indicator, shared: str) -> list[str]:
    together = one.adding.label
    if one.adding is Adding.MEAN:
        together = f"{together} par\u00a0: {one.weight}"
    if one.finest.value != "COMMUNE":
        together = f"connu par {one.finest.label} seulement"
    own = _remarks(one)
    remarks = "comme ci-dessus" if own and own == shared else own or "—"
    return [f"{one.name} (`{one.code}`)", one.unit, together, one.rule, remarks]


def _threshold(values: Registry, sources: Sources) -> str:
    """Return what the texts say of the threshold of the communes short of doctors."""
    parameter = values.parameter("health/apl_low")
    value = parameter.values[-1]
    amount = f"{value.amount}".replace(".", ",")
    rows = [[parameter.label, f"{amount} {parameter.unit}", f"{value.since:%d/%m/%Y}",
             value.level, sources.marks(value.sources), parameter.note]]  # fmt: skip
    headings = ["Seuil", "Valeur", "Depuis", "Confiance", "Sources", "Remarques"]
    return f"## Seuil\n\n{table(headings, rows)}"
