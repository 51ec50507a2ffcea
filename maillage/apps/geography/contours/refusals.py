"""Why can a file of contours not be read, and what is to be done?"""

from maillage.domain.refusal import Refusal

WHERE = (
    "Prenez un fichier GeoJSON ou GeoParquet des communes (propriétés « code » et « nom ») : par "
    "exemple « communes-50m.geojson », dans le dossier geojson des contours administratifs publiés "
    "par data.gouv.fr d’après l’IGN (Admin Express)."
)


class ContoursNotThere(Refusal):
    """No file at that path."""


class UnreadableContours(Refusal):
    """The file draws no communes that can be read."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"Le fichier « {name} » ne peut pas être lu : {why} {WHERE}")


class WrongContourEncoding(Refusal):
    """The file is not in UTF-8."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Le fichier « {name} » n’est pas en UTF-8 (il est sans doute en Latin-1) : "
            "enregistrez-le en UTF-8, ou téléchargez-le à nouveau, puis relancez."
        )


class UnknownProjection(Refusal):
    """Coordinates that are neither degrees nor metres of Lambert-93."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Le fichier « {name} » n’est ni en longitude et latitude (WGS 84, EPSG:4326), ni en "
            "Lambert-93 (EPSG:2154) : exportez-le dans l’une de ces deux projections, puis "
            "relancez."
        )


class NoContourMatches(Refusal):
    """Not one contour leads to a commune in place."""


class CartifletteNotInstalled(Refusal):
    """The optional part that downloads contours is not there."""
