"""Which commune of today does each outline of a file draw?

A file of an older vintage still draws communes that have merged: their outlines are joined. One
that a commune left since cannot be cut again: the commune without outline is named.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import shapely

from maillage.apps.geography.contours.reading import DrawnCommunes, Geometries, surface


@dataclass(frozen=True, eq=False)
class Mosaic:
    """The outlines of the communes of today, in degrees, sorted by code.

    `merged`: an old code → the commune its outline went to; `split`: an old code whose outline
    several communes share today, given to none; `unmatched`: what leads to no commune, with names.
    """

    codes: tuple[str, ...]
    geometries: Geometries
    merged: Mapping[str, str]
    split: Mapping[str, tuple[str, ...]]
    unmatched: tuple[str, ...]


def assemble(
    drawn: DrawnCommunes,
    *,
    current: Collection[str],
    successors: Mapping[str, tuple[str, ...]],
    arrondissements: Mapping[str, str],
) -> Mosaic:
    """Lead the outlines of a file to the communes in force.

    `arrondissements`: those of Paris, Lyon and Marseille → their commune, left out where the file
    draws its arrondissements too.
    """
    drawn_twice = {arrondissements[code] for code in drawn.codes if code in arrondissements}
    places: dict[str, list[int]] = {}
    merged: dict[str, str] = {}
    split: dict[str, tuple[str, ...]] = {}
    unmatched: list[str] = []
    for place, code in enumerate(drawn.codes):
        if code in drawn_twice:
            continue
        holders = (code,) if code in current else successors.get(code, ())
        if len(holders) == 1:
            places.setdefault(holders[0], []).append(place)
            if holders[0] != code:
                merged[code] = holders[0]
        elif holders:
            split[code] = holders
        else:
            name = drawn.names[place]
            unmatched.append(f"{name} ({code})" if name else code)
    codes = tuple(sorted(places))
    geometries = np.empty(len(codes), dtype=object)
    for index, code in enumerate(codes):
        several = places[code]
        geometries[index] = (
            drawn.geometries[several[0]]
            if len(several) == 1
            else surface(shapely.union_all(drawn.geometries[several]))
        )
    return Mosaic(codes, geometries, merged, split, tuple(unmatched))
