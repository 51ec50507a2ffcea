"""What do pages, commands and the other subjects ask of the geography?"""

from maillage.apps.geography.queries.contours import (
    FINE_COMMUNES,
    Outline,
    neighbours_of,
    outlines,
    outlines_within,
)
from maillage.apps.geography.queries.figures import Source, Totals, counts, dataset, source, totals
from maillage.apps.geography.queries.geojson import outlines_geojson, outlines_state
from maillage.apps.geography.queries.lines import (
    LineStatus,
    ResolvedLine,
    TooManyLines,
    resolve_lines,
)
from maillage.apps.geography.queries.places import Place, PlaceKind, search_places
from maillage.apps.geography.queries.territory import NoCommune, Territory, territory_of
from maillage.apps.geography.queries.units import (
    EpciWithoutCommune,
    Resolution,
    Units,
    UnknownEpci,
    members_of,
    resolve_codes,
    units_of,
)

__all__ = [
    "FINE_COMMUNES",
    "EpciWithoutCommune",
    "LineStatus",
    "NoCommune",
    "Outline",
    "Place",
    "PlaceKind",
    "Resolution",
    "ResolvedLine",
    "Source",
    "Territory",
    "TooManyLines",
    "Totals",
    "Units",
    "UnknownEpci",
    "counts",
    "dataset",
    "members_of",
    "neighbours_of",
    "outlines",
    "outlines_geojson",
    "outlines_state",
    "outlines_within",
    "resolve_codes",
    "resolve_lines",
    "search_places",
    "source",
    "territory_of",
    "totals",
    "units_of",
]
