"""What is each cell of the funding grid worth, for each size, and how sure is it?"""

from collections.abc import Iterator, Mapping

from maillage.documents.rulebook.markdown import Sources, amount, in_force, superseded, table
from maillage.domain.aci import CELLS
from maillage.domain.parameters import Parameter, Registry, Value
from maillage.domain.territory import SIZES

INTRODUCTION = """\
# La grille de financement de l’ACI

Montants annuels en euros, par taille de communauté. La marque de confiance suit chaque montant ;
« inconnu » veut dire qu’aucune source lue ne le donne pour cette taille : les totaux sont alors
donnés « au moins », et le contrat de la CPTS peut le compléter.
"""
SIZE_HEADINGS = [f"Taille {size}" for size in SIZES]


def text(values: Registry) -> str:
    """Return the page of the funding grid."""
    sources = Sources()
    parameters = [values.parameter(cell.key) for cell in CELLS]
    ceiling = values.parameter("aci/ceiling")
    grid = table(
        ["Ligne", *SIZE_HEADINGS, "Depuis", "Sources"],
        [_row(each, in_force(each), sources) for each in (*parameters, ceiling)],
    )
    older = table(
        ["Ligne", *SIZE_HEADINGS, "Depuis", "Sources"],
        [
            _row(each, replaced, sources)
            for each in (*parameters, ceiling)
            if (replaced := superseded(each))
        ],
    )
    remarks = _remarks([*parameters, ceiling])
    return (
        f"{INTRODUCTION}\n## Grille en vigueur\n\n{grid}\n## Valeurs remplacées\n\n{older}"
        f"\n## Calculs et remarques\n\n{remarks}\n{sources.section()}"
    )


def _row(parameter: Parameter, values: list[Value], sources: Sources) -> list[str]:
    by_size = {value.size: value for value in values}
    cells = [f"{amount(by_size[size])} ({by_size[size].level})" for size in SIZES]
    since = max(value.since for value in values)
    known = dict.fromkeys(
        source for value in values if value.amount is not None for source in value.sources
    )
    return [parameter.label, *cells, f"{since:%d/%m/%Y}", sources.marks(known)]


def _remarks(parameters: list[Parameter]) -> str:
    """Say each remark once, with the cells it is about."""
    said: dict[str, dict[str, list[int]]] = {}
    for parameter in parameters:
        for value in parameter.values:
            for remark in filter(None, (value.calculation, value.note, value.reason)):
                sizes = said.setdefault(remark, {}).setdefault(parameter.label, [])
                sizes.extend({value.size or 0} - set(sizes))
    return "".join(
        f"- {remark[0].upper()}{remark[1:]}\n" + "".join(_places(lines))
        for remark, lines in said.items()
    )


def _places(lines: Mapping[str, list[int]]) -> Iterator[str]:
    for label, sizes in lines.items():
        which = "toutes les tailles" if len(sizes) == len(SIZES) else _listed(sizes)
        yield f"  - {label} : {which}\n"


def _listed(sizes: list[int]) -> str:
    return ("taille " if len(sizes) == 1 else "tailles ") + ", ".join(map(str, sorted(sizes)))
