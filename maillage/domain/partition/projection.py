"""Where does a point of the globe fall on the plane on which distances are measured?

Lambert-93 (EPSG:2154), the legal projection of mainland France: a conformal conic on the GRS80
ellipsoid. Formulas: IGN, note technique NT/G 71; constants derived here from their definition.
"""

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SEMI_MAJOR_KM = 6378.137
ECCENTRICITY = math.sqrt(2 / 298.257222101 - 1 / 298.257222101**2)
PARALLELS = (44.0, 49.0)
ORIGIN = (3.0, 46.5)
FALSE_ORIGIN_KM = (700.0, 6600.0)


def lambert93(longitude: Floats, latitude: Floats) -> tuple[Floats, Floats]:
    """Project degrees (WGS 84 or RGF93, arrays of one shape) to kilometres in Lambert-93."""
    return _conic(longitude, latitude, PARALLELS, ORIGIN, FALSE_ORIGIN_KM)


def _conic(
    longitude: Floats,
    latitude: Floats,
    parallels: tuple[float, float],
    origin: tuple[float, float],
    false: tuple[float, float],
) -> tuple[Floats, Floats]:
    first, second = (math.radians(degrees) for degrees in parallels)
    low, high = (float(_isometric(np.array([angle]))[0]) for angle in (first, second))
    exponent = math.log(_radius(second) / _radius(first)) / (low - high)
    constant = _radius(first) / exponent * math.exp(exponent * low)
    start = constant * math.exp(
        -exponent * float(_isometric(np.array([math.radians(origin[1])]))[0])
    )
    radius = constant * np.exp(-exponent * _isometric(np.radians(latitude)))
    angle = exponent * np.radians(longitude - origin[0])
    return false[0] + radius * np.sin(angle), false[1] + start - radius * np.cos(angle)


def _radius(latitude: float) -> float:
    """Radius of a parallel, in kilometres."""
    return (
        SEMI_MAJOR_KM * math.cos(latitude) / math.sqrt(1 - (ECCENTRICITY * math.sin(latitude)) ** 2)
    )


def _isometric(latitude: Floats) -> Floats:
    eccentric: Floats = ECCENTRICITY * np.sin(latitude)
    isometric: Floats = np.arctanh(np.sin(latitude)) - ECCENTRICITY * np.arctanh(eccentric)
    return isometric
