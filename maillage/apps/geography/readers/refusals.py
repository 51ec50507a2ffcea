"""Why can a file of reference not be read, and what is to be done?"""

from collections.abc import Collection

from maillage.domain.refusal import Refusal


class FileNotThere(Refusal):
    """A folder or a file that the source is made of is missing."""


class WrongEncoding(Refusal):
    """The file is not in UTF-8."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Le fichier «\u00a0{name}\u00a0» n’est pas en UTF-8 (il est sans doute en Latin-1, "
            "l’ancien encodage de Windows)\u00a0: téléchargez-le à nouveau, ou enregistrez-le "
            "au format «\u00a0CSV UTF-8\u00a0», puis relancez."
        )


class MissingColumns(Refusal):
    """The file is one of those expected, without all of its columns."""

    def __init__(self, name: str, missing: Collection[str]) -> None:
        columns = "la colonne" if len(missing) == 1 else "les colonnes"
        super().__init__(
            f"Il manque dans «\u00a0{name}\u00a0» {columns} {', '.join(sorted(missing))}\u00a0: "
            "reprenez le fichier tel qu’il est publié, sans retirer ni renommer de colonne."
        )


class UnreadableFile(Refusal):
    """The file cannot be understood, or one of its values cannot."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"Le fichier «\u00a0{name}\u00a0» ne peut pas être lu\u00a0: {why} "
            "Téléchargez-le à nouveau, puis relancez."
        )


class VintageNotKnown(Refusal):
    """Nothing says which year the communes are of."""
