"""Which population makes which size?"""

from maillage.documents.rulebook.markdown import Sources, in_force, table
from maillage.domain.parameters import Registry
from maillage.domain.territory import size_bands

INTRODUCTION = """\
# Les tailles de CPTS

La taille dépend de la population des communes du territoire ; elle fixe les montants du contrat.
"""


def text(values: Registry) -> str:
    """Return the page of the sizes."""
    sources = Sources()
    parameter = values.parameter("aci/size_from")
    newest = in_force(parameter)
    bands = size_bands(on=max(value.since for value in newest), values=values)
    rows = [
        [
            band.label.capitalize(),
            f"{band.source.since:%d/%m/%Y}",
            band.source.level,
            sources.marks(band.source.sources),
            band.source.note,
        ]
        for band in bands
    ]
    grid = table(["Taille", "Depuis", "Confiance", "Sources", "Lecture"], rows)
    return (
        f"{INTRODUCTION}\n{grid}\n{parameter.note} "
        f"Dernière vérification\u00a0: {parameter.checked_on:%d/%m/%Y}.\n\n{sources.section()}"
    )
