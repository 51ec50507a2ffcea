"""What is there to know of the outlines of communes, all computed once?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from maillage.apps.geography.contours.drawing import Drawing, drawings
from maillage.apps.geography.contours.faults import Faults, faults_of
from maillage.apps.geography.contours.measures import Link, nearest_links, shared_borders
from maillage.apps.geography.contours.projection import on_the_plane
from maillage.apps.geography.contours.reading import Geometries
from maillage.apps.geography.contours.refusals import UnreadableContours
from maillage.domain.mosaic import Borders


@dataclass(frozen=True, eq=False)
class Survey:
    """Measures in kilometres, one a commune, in the order of the codes given."""

    codes: tuple[str, ...]
    faults: Faults
    borders: Borders
    links: list[Link]
    drawings: list[Drawing]
    areas: NDArray[np.float64]
    perimeters: NDArray[np.float64]
    centres: NDArray[np.float64]


def survey(
    codes: tuple[str, ...],
    geometries: Geometries,
    groups: Sequence[Mapping[str, Sequence[int]]],
    *,
    name: str = "",
) -> Survey:
    """Measure and draw outlines given in degrees; `groups`: see `nearest_links`.

    :raises UnreadableContours: the outlines make no surface that can be computed with.
    """
    try:
        plane = on_the_plane(codes, geometries)
        faults = faults_of(plane)
        borders = shared_borders(plane, untidy=faults.untidy)
        return Survey(
            codes=codes,
            faults=faults,
            borders=borders,
            links=nearest_links(plane, borders.pairs, groups),
            drawings=drawings(plane, geometries),
            areas=shapely.area(plane),
            perimeters=shapely.length(plane),
            centres=shapely.get_coordinates(shapely.centroid(plane)),
        )
    except shapely.errors.GEOSException as error:
        raise UnreadableContours(
            name, f"ses formes ne peuvent pas être calculées ({error})."
        ) from error
