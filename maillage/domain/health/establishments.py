"""Which establishments describe a territory, and how far off can one be placed?"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np
import yaml

from maillage.domain.partition.projection import lambert93

CATEGORIES = Path(__file__).with_suffix(".yaml")
# The mainland and Corsica, in degrees and in metres of Lambert-93, with a margin at sea.
LONGITUDES, LATITUDES = (-6.0, 10.5), (41.0, 51.6)
EASTINGS, NORTHINGS = (50_000.0, 1_300_000.0), (6_000_000.0, 7_200_000.0)

Point = tuple[float, float]


@lru_cache(maxsize=1)
def categories() -> Mapping[str, str]:
    """Return the French name of each category that is kept, by code."""
    told = yaml.safe_load(CATEGORIES.read_text(encoding="utf-8"))
    return {code: entry["name"] for code, entry in told["categories"].items()}


def place_km(one: float, other: float) -> Point | None:
    """Return a point in km of Lambert-93, told by two numbers whose order and system may vary.

    The register writes degrees or metres, the longitude before or after: on the mainland the two
    ranges never meet, so that the numbers say it. None: they are no place of the mainland.
    """
    for x, y in ((one, other), (other, one)):
        if _within(x, EASTINGS) and _within(y, NORTHINGS):
            return x / 1000, y / 1000
        if _within(x, LONGITUDES) and _within(y, LATITUDES):
            east, north = lambert93(np.array([x]), np.array([y]))
            return float(east[0]), float(north[0])
    return None


def is_true_place(key: str) -> bool:
    """Tell a key of an address from that of a whole commune, whose centre is no place.

    « 01143_0515_00240 » is a number in a street; « 01143 » alone is a commune.
    """
    return "_" in key


def _within(value: float, bounds: Point) -> bool:
    return bounds[0] <= value <= bounds[1]
