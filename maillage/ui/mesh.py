"""What does the mesh of an échelon look like? One, three, seven or many knots.

The glyph grows as the system does: a territory, a few territories together, a ring around a
centre, a whole net. Coordinates are written for a square of 24.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from math import cos, hypot, pi, sin

from maillage.domain.echelon import Echelon

CENTRE = 12.0


@dataclass(frozen=True)
class Knot:
    x: str
    y: str


@dataclass(frozen=True)
class Mesh:
    """Knots and the path of the threads between neighbours, ready for the template."""

    knots: tuple[Knot, ...]
    radius: str
    threads: str


def _net(rings: int, spacing: float) -> list[tuple[float, float]]:
    """Return the knots of a triangular net, as many rings around its centre."""
    steps = range(-rings, rings + 1)
    return [
        (CENTRE + spacing * (q + r / 2), CENTRE + spacing * r * sin(pi / 3))
        for q in steps
        for r in steps
        if abs(q + r) <= rings
    ]


def _mesh(
    points: Iterable[tuple[float, float]], *, spacing: float, radius: float, loose: float = 0
) -> Mesh:
    """Tie the points that are neighbours; a lone knot keeps its six loose threads."""
    points = list(points)
    tied = [
        (a, b)
        for a, b in combinations(points, 2)
        if hypot(a[0] - b[0], a[1] - b[1]) < spacing * 1.05
    ]
    tied += [
        ((CENTRE, CENTRE), (CENTRE + loose * cos(i * pi / 3), CENTRE + loose * sin(i * pi / 3)))
        for i in range(6 if loose else 0)
    ]
    return Mesh(
        knots=tuple(Knot(f"{x:.1f}", f"{y:.1f}") for x, y in points),
        radius=f"{radius}",
        threads="".join(f"M{a[0]:.1f} {a[1]:.1f}L{b[0]:.1f} {b[1]:.1f}" for a, b in tied),
    )


@cache
def mesh_of(echelon: Echelon) -> Mesh:
    """Return the mesh that stands for an échelon."""
    if echelon is Echelon.LOCAL:
        return _mesh([(CENTRE, CENTRE)], spacing=0, radius=4.4, loose=10)
    if echelon is Echelon.DEPARTMENTAL:
        triangle = [(12.0, 4.4), (3.8, 18.6), (20.2, 18.6)]
        return _mesh(triangle, spacing=16.4, radius=3.4)
    if echelon is Echelon.REGIONAL:
        return _mesh(_net(1, 8.4), spacing=8.4, radius=2.5)
    return _mesh(_net(2, 5.1), spacing=5.1, radius=1.55)
