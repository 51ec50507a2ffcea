"""Which country does the demonstration take place in? An invented one, drawn in the ocean.

Two départements of a fictional région, from a seed: the same at every load. Populations follow
Zipf's law inside each EPCI, as those of real ones nearly do. The cells of a grid, their corners
moved a little, make contours that share their borders exactly.
"""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

REGION = ("F0", "Val-d’Ambrine")
SEED = 1434  # article L. 1434-12 of the code de la santé publique
CELL_KM = 5.2
COLUMNS, ROWS = 4, 3  # communes of an EPCI

Point = tuple[float, float]

TOWN_STARTS = ("Auvr", "Belm", "Corv", "Darn", "Esp", "Faur", "Garv", "Herm", "Jolv", "Larm")
TOWN_MIDDLES = ("an", "er", "el", "on", "in", "ar")
TOWN_ENDS = ("sol", "gny", "vère", "çon", "lieux", "zac", "teuil", "roy", "dane", "mont")
RIVERS = ("Ambrine", "Sorvine", "Orvanelle", "Brévalle", "Taussine", "Mirvelle")
EPCI_NATURES = {"CA": "Agglomération", "CC": "Communauté de communes"}


@dataclass(frozen=True)
class Block:
    """An EPCI to invent: its place on the grid and how many people live there."""

    column: int
    row: int
    population: int


@dataclass(frozen=True)
class InventedCommune:
    code: str
    name: str
    population: int
    area_km2: float
    ring: tuple[Point, ...]


@dataclass(frozen=True)
class InventedEpci:
    siren: str
    name: str
    nature: str
    communes: tuple[InventedCommune, ...]


@dataclass(frozen=True)
class InventedDepartement:
    code: str
    name: str
    epci: tuple[InventedEpci, ...]


# Twenty EPCI make a département with CPTS of the four sizes; the last two stay uncovered.
AMBRINE = (
    204_000, 158_000, 121_000, 97_000, 88_000, 76_500, 71_000, 63_000, 58_500, 52_000,
    47_000, 44_500, 41_200, 36_800, 33_000, 29_500, 27_000, 24_000, 19_500, 15_200,
)  # fmt: skip
SORVINE = (112_000, 83_000, 61_000, 45_000, 38_000, 22_000)


def of(name: str) -> str:
    """Write « de » before a name: « d’Espanroy », « de Corverzac »."""
    return f"d’{name}" if name[0] in "AEHIOUÉ" else f"de {name}"


def luhn_key(digits: str) -> str:
    """Return the digit that makes a SIREN of eight others."""
    doubled = [int(d) * (2 if i % 2 else 1) for i, d in enumerate(digits)]
    return str(-sum(n - 9 if n > 9 else n for n in doubled) % 10)


def _names(rng: random.Random) -> Iterator[str]:
    names = [a + b + c for a in TOWN_STARTS for b in TOWN_MIDDLES for c in TOWN_ENDS]
    rng.shuffle(names)
    yield from names


def _zipf(total: int, count: int, rng: random.Random) -> list[int]:
    """Share `total` among `count` communes: the k-th is about k times smaller than the first."""
    weights = [rng.uniform(0.8, 1.2) / rank for rank in range(1, count + 1)]
    shares = [max(60, round(total * weight / sum(weights))) for weight in weights]
    shares[0] += total - sum(shares)
    return shares


def _corners(columns: int, rows: int, origin: Point, rng: random.Random) -> list[list[Point]]:
    """Return the corners of the grid in longitude and latitude, each moved a little."""
    longitude, latitude = origin
    north = CELL_KM / 110.574
    east = CELL_KM / (111.320 * math.cos(math.radians(latitude)))
    return [
        [
            (
                round(longitude + east * (x + rng.uniform(-0.28, 0.28)), 5),
                round(latitude + north * (y + rng.uniform(-0.28, 0.28)), 5),
            )
            for x in range(columns + 1)
        ]
        for y in range(rows + 1)
    ]


def _area_km2(ring: Sequence[Point]) -> float:
    """Return the area of a small ring, on the plane tangent to it."""
    squeeze = math.cos(math.radians(ring[0][1]))
    plane = [(lon * 111.320 * squeeze, lat * 110.574) for lon, lat in ring]
    pairs = pairwise(plane)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def _communes(
    block: Block, code: str, first: int, corners: Sequence[Sequence[Point]], names: Iterator[str]
) -> tuple[InventedCommune, ...]:
    rng = random.Random(f"{SEED}-{code}-{first}")  # noqa: S311  # likewise
    cells = [(x, y) for y in range(ROWS) for x in range(COLUMNS)]
    rng.shuffle(cells)
    river = RIVERS[(block.column + block.row) % len(RIVERS)]
    communes = []
    for rank, people in enumerate(_zipf(block.population, COLUMNS * ROWS, rng)):
        left, low = block.column * COLUMNS + cells[rank][0], block.row * ROWS + cells[rank][1]
        a, b = corners[low][left : left + 2]
        d, c = corners[low + 1][left : left + 2]
        ring = (a, b, c, d, a)
        town = next(names)
        name = town if rank == 0 else f"{town}-sur-{river}"
        area = round(_area_km2(ring), 2)
        communes.append(InventedCommune(f"{code}{first + rank:03d}", name, people, area, ring))
    return tuple(communes)


def _departement(
    code: str, name: str, populations: Sequence[int], *, width: int, origin: Point
) -> InventedDepartement:
    rng = random.Random(f"{SEED}-{code}")  # noqa: S311  # an invented country needs no secret
    names = _names(rng)
    blocks = [Block(i % width, i // width, people) for i, people in enumerate(populations)]
    height = -(-len(blocks) // width)
    corners = _corners(width * COLUMNS, height * ROWS, origin, rng)
    epci = []
    for index, block in enumerate(blocks):
        communes = _communes(block, code, index * COLUMNS * ROWS + 1, corners, names)
        nature = "CA" if block.population > 90_000 else "CC"
        body = f"9990{code[1:]}{index:03d}"
        called = f"{EPCI_NATURES[nature]} {of(communes[0].name)}"
        epci.append(InventedEpci(body + luhn_key(body), called, nature, communes))
    return InventedDepartement(code=code, name=name, epci=tuple(epci))


def departements() -> tuple[InventedDepartement, InventedDepartement]:
    """Return the two invented départements, always the same."""
    return (
        _departement("F1", "Ambrine", AMBRINE, width=5, origin=(-9.2, 46.2)),
        _departement("F2", "Haute-Sorvine", SORVINE, width=3, origin=(-7.6, 46.2)),
    )
