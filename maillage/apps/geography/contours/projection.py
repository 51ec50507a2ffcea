"""Where does a commune fall on the plane on which it is measured and drawn?

Lambert-93 on the mainland; overseas, where it means nothing, a plane of each département, set
apart from the others. And the way back, for files published in metres of Lambert-93.
"""

import math
from collections.abc import Callable, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from maillage.domain.partition.projection import ECCENTRICITY, SEMI_MAJOR_KM, lambert93

Floats = NDArray[np.float64]
Geometries = NDArray[np.object_]
Project = Callable[[Floats], Floats]

# IGN, note technique NT/G 71: the constants of Lambert-93 on the ellipsoid GRS80.
EXPONENT = 0.7256077650532670
CONSTANT_M = 11_754_255.426096
POLE_M = (700_000.0, 12_655_612.049876)
MERIDIAN = 3.0
# Where the metres of Lambert-93 lie, with a margin at sea.
EXTENT_M = (-500_000.0, 1_700_000.0, 5_800_000.0, 7_400_000.0)
ROUNDS = 7  # the latitude is then known to better than a millimetre
OVERSEAS = ("97", "98")
APART_KM = 3_000.0


def on_the_plane(codes: Sequence[str], geometries: Geometries) -> Geometries:
    """Project the outlines of communes, in degrees, to kilometres on the plane."""
    places = [code[:3] if code.startswith(OVERSEAS) else "" for code in codes]
    projected = np.empty(len(codes), dtype=object)
    for place in sorted(set(places)):
        chosen = np.array([here == place for here in places])
        project = _local(place, geometries[chosen]) if place else _mainland
        projected[chosen] = shapely.transform(geometries[chosen], project)
    return projected


def _mainland(points: Floats) -> Floats:
    return np.column_stack(lambert93(points[:, 0], points[:, 1]))


def _local(place: str, geometries: Geometries) -> Project:
    """Return the projection to a plane tangent near an overseas département, at a whole degree."""
    west, south, east, north = shapely.total_bounds(geometries)
    centre = (round((west + east) / 2), round((south + north) / 2))
    angle = math.radians(centre[1])
    bulge = 1 - (ECCENTRICITY * math.sin(angle)) ** 2
    across = SEMI_MAJOR_KM / math.sqrt(bulge) * math.cos(angle)
    up = SEMI_MAJOR_KM * (1 - ECCENTRICITY**2) / bulge**1.5
    offset = -APART_KM * (10 + int(place) - 970)

    def project(points: Floats) -> Floats:
        steps = np.radians(points - centre)
        return np.column_stack([offset + across * steps[:, 0], up * steps[:, 1]])

    return project


def is_lambert93(points: Floats) -> bool:
    """Say whether points (n × 2) can only be metres of Lambert-93."""
    west, east, south, north = EXTENT_M
    x, y = points[:, 0], points[:, 1]
    return bool(((x > west) & (x < east) & (y > south) & (y < north)).all())


def degrees(points: Floats) -> Floats:
    """Lead metres of Lambert-93 (n × 2) back to longitudes and latitudes in degrees."""
    across, down = points[:, 0] - POLE_M[0], POLE_M[1] - points[:, 1]
    isometric = -np.log(np.hypot(across, down) / CONSTANT_M) / EXPONENT
    latitude = 2 * np.arctan(np.exp(isometric)) - np.pi / 2
    for _ in range(ROUNDS):
        bent = ECCENTRICITY * np.sin(latitude)
        swell = ((1 + bent) / (1 - bent)) ** (ECCENTRICITY / 2)
        latitude = 2 * np.arctan(swell * np.exp(isometric)) - np.pi / 2
    longitude = np.degrees(np.arctan2(across, down)) / EXPONENT + MERIDIAN
    return np.column_stack([longitude, np.degrees(latitude)])


def is_on_the_globe(points: Floats) -> bool:
    """Say whether points (n × 2) can be longitudes and latitudes."""
    return bool((np.abs(points[:, 0]) <= 180).all() and (np.abs(points[:, 1]) <= 90).all())
