"""Does a point fall where the legal projection puts it?"""

import numpy as np
import pytest

from maillage.domain.partition.projection import lambert93


def test_the_origin_of_lambert_93_is_its_false_origin() -> None:
    x, y = lambert93(np.array([3.0]), np.array([46.5]))

    assert (x[0], y[0]) == pytest.approx((700.0, 6600.0), abs=1e-6)


def test_a_point_agrees_with_the_constants_published_by_ign() -> None:
    # n, C and the pole as published (NT/G 71), the isometric latitude computed apart.
    exponent, constant, pole = 0.7256077650532670, 11754.255426096, 12655.612049876
    latitude, bent = np.radians(43.6), 0.08181919104281579
    isometric = np.log(np.tan(np.pi / 4 + latitude / 2)) - bent / 2 * np.log(
        (1 + bent * np.sin(latitude)) / (1 - bent * np.sin(latitude))
    )
    radius = constant * np.exp(-exponent * isometric)
    angle = exponent * np.radians(3.87 - 3.0)

    x, y = lambert93(np.array([3.87]), np.array([43.6]))

    assert x[0] == pytest.approx(700 + radius * np.sin(angle), abs=1e-6)
    assert y[0] == pytest.approx(pole - radius * np.cos(angle), abs=1e-6)
