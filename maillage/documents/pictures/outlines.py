"""What is the outline of several communes together, and which of these groups touch?

Communes that touch draw the same segments, at every level of simplification: a segment drawn twice
inside a group is no outline. No geometry engine is needed to join them.
"""

import re
from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, Generic, TypeVar

Point = tuple[int, int]
Segment = tuple[Point, Point]
Key = TypeVar("Key", bound=Hashable)

KEPT = 48
_NUMBER = re.compile(r"-?\d+")


@dataclass(frozen=True)
class Dissolved(Generic[Key]):
    """The outline of each group, as a path, and the groups that share a border."""

    outlines: Mapping[Key, str]
    touching: Mapping[Key, frozenset[Key]]


def dissolve(groups: Mapping[Key, Collection[str]]) -> Dissolved[Key]:
    """Join the paths of each group; a path belongs to one group."""
    listed = tuple((key, tuple(sorted(set(paths)))) for key, paths in groups.items())
    return _dissolved(listed)


# Contours change once a year and territories seldom: the last maps drawn are kept joined.
@lru_cache(maxsize=KEPT)
def _dissolved(groups: tuple[tuple[Any, tuple[str, ...]], ...]) -> Dissolved[Any]:
    borders: dict[Any, set[Segment]] = {}
    owners: dict[Segment, Any] = {}
    touching: dict[Any, set[Any]] = {key: set() for key, _ in groups}
    for key, paths in groups:
        segments: set[Segment] = set()
        for path in paths:
            for ring in rings(path):
                for a, b in pairwise(ring):
                    segments ^= {(a, b) if a < b else (b, a)}
        borders[key] = segments
        for segment in segments:
            other = owners.setdefault(segment, key)
            if other != key:
                touching[key].add(other)
                touching[other].add(key)
    return Dissolved(
        outlines={key: _path(segments) for key, segments in borders.items()},
        touching={key: frozenset(others) for key, others in touching.items()},
    )


def rings(path: str) -> Iterator[list[Point]]:
    """Read the closed rings of a path of contours."""
    for drawn in path.split("M")[1:]:
        numbers = [int(number) for number in _NUMBER.findall(drawn)]
        x, y = numbers[0], numbers[1]
        ring = [(x, y)]
        for step in range(2, len(numbers) - 1, 2):
            x += numbers[step]
            y += numbers[step + 1]
            ring.append((x, y))
        ring.append(ring[0])
        yield ring


def snapped(path: str, step: int) -> str:
    """Return a path on a coarser grid, in units of `step`; what vanishes on it is left out.

    Borders that were shared stay shared: a point falls on the same place of the grid for both.
    """
    drawn = []
    for ring in rings(path):
        points = [(round(x / step), round(y / step)) for x, y in ring]
        kept = [point for point, before in zip(points[1:], points, strict=False) if point != before]
        if len(set(kept)) < 3:
            continue
        x, y = kept[-1]
        steps = []
        for across, down in kept[:-1]:
            steps += [across - x, down - y]
            x, y = across, down
        body = " ".join(map(str, steps)).replace(" -", "-")
        drawn.append(f"M{kept[-1][0]} {kept[-1][1]}l{body}z".replace(" -", "-"))
    return "".join(drawn)


def _path(segments: Collection[Segment]) -> str:
    """Write segments end to end."""
    ends: dict[Point, list[Point]] = {}
    for a, b in sorted(segments):
        ends.setdefault(a, []).append(b)
        ends.setdefault(b, []).append(a)
    written = []
    for start in list(ends):
        while ends[start]:
            written.append(_walk(start, ends))
    return "".join(written)


def _walk(start: Point, ends: dict[Point, list[Point]]) -> str:
    """Follow an outline until it closes, taking the segments away."""
    steps = []
    here = start
    while ends[here]:
        there = ends[here].pop()
        ends[there].remove(here)
        if there != start:
            steps += [there[0] - here[0], there[1] - here[1]]
        here = there
        if here == start:
            break
    drawn = " ".join(map(str, steps))
    return f"M{start[0]} {start[1]}l{drawn}z".replace(" -", "-")
