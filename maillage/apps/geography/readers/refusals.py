"""Why can a file of reference not be read, and what is to be done?"""

from collections.abc import Collection

from maillage.domain.refusal import Refusal


class FileNotThere(Refusal):
    """A folder or a file that the source is made of is missing."""


class WrongEncoding(Refusal):
    """The file is not in UTF-8."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Le fichier « {name} » n’est pas en UTF-8 (il est sans doute en Latin-1, "
            "l’ancien encodage de Windows) : téléchargez-le à nouveau, ou enregistrez-le "
            "au format « CSV UTF-8 », puis relancez."
        )


class MissingColumns(Refusal):
    """The file is one of those expected, without all of its columns."""

    def __init__(self, name: str, missing: Collection[str]) -> None:
        columns = "la colonne" if len(missing) == 1 else "les colonnes"
        super().__init__(
            f"Il manque dans « {name} » {columns} {', '.join(sorted(missing))} : "
            "reprenez le fichier tel qu’il est publié, sans retirer ni renommer de colonne."
        )


class UnreadableFile(Refusal):
    """The file cannot be understood, or one of its values cannot."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"Le fichier « {name} » ne peut pas être lu : {why} "
            "Téléchargez-le à nouveau, puis relancez."
        )


class VintageNotKnown(Refusal):
    """Nothing says which year the communes are of."""
