"""Where does a reader of the rules begin?"""

from collections.abc import Mapping

from maillage.documents.rulebook.markdown import table
from maillage.domain.parameters import LEVELS

INTRODUCTION = """\
# Les règles de Maillage

Chaque chiffre que montre Maillage vient d’une règle et d’un texte. Ces pages disent lesquels,
avec leur source, leur date et la confiance qu’on peut leur faire. Ce qu’aucune source lue ne donne
est dit inconnu, jamais compté pour zéro.

Un exploitant peut compléter ou remplacer une valeur dans un dossier à lui (MAILLAGE_PARAMETERS),
dans le même format que `maillage/domain/parameters` ; une communauté, par les montants inscrits à
son contrat.
"""


def text(titles: Mapping[str, str]) -> str:
    """Return the first page: the list of the others, and the marks of confidence."""
    contents = "".join(f"- [{title}]({name})\n" for name, title in titles.items())
    meanings = {
        ("C2, C3…" if level == "C" else level): meaning.format(count="ce nombre de")
        for level, meaning in LEVELS.items()
    }
    marks = table(["Marque", "Sens"], meanings.items())
    return f"{INTRODUCTION}\n## Pages\n\n{contents}\n## Marques de confiance\n\n{marks}"
