"""Why can a file of the registers not be read, and what is to be done?"""

from collections.abc import Collection

from maillage.domain.refusal import Refusal


class FileNotThere(Refusal):
    """No file stands at this path."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Le fichier « {name} » n’existe pas : vérifiez son chemin, puis relancez."
        )


class FileCutShort(Refusal):
    """The file ends in the middle of a line, or of its compressed content."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Le fichier « {name} » est coupé avant sa fin : téléchargez-le à nouveau, puis "
            "relancez. Rien n’a changé."
        )


class NotInUtf8(Refusal):
    """The file is not in UTF-8."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Le fichier « {name} » n’est pas en UTF-8 (il est sans doute en Latin-1) : "
            "reprenez-le tel qu’il est publié, sans l’enregistrer depuis un tableur. "
            "Rien n’a changé."
        )


class ColumnsMissing(Refusal):
    """A column that cannot be done without is not in the header."""

    def __init__(self, name: str, missing: Collection[str]) -> None:
        columns = "la colonne" if len(missing) == 1 else "les colonnes"
        listed = ", ".join(f"« {column} »" for column in missing)
        super().__init__(
            f"Il manque dans « {name} » {columns} {listed} : reprenez le fichier tel qu’il est "
            "publié, sans retirer ni renommer de colonne. Rien n’a changé."
        )


class NotThisFile(Refusal):
    """The content is not that of the file that is expected here."""

    def __init__(self, name: str, expected: str) -> None:
        super().__init__(
            f"Le fichier « {name} » n’est pas celui qui est attendu ici : {expected}. "
            "Rien n’a changé."
        )


class TooManyBadLines(Refusal):
    """So many lines cannot be read that the whole cannot be trusted."""

    def __init__(self, name: str, bad: int, total: int) -> None:
        super().__init__(
            f"Dans « {name} », {bad} lignes sur {total} n’ont pas le bon nombre de colonnes : le "
            "fichier a sans doute été modifié. Téléchargez-le à nouveau. Rien n’a changé."
        )
