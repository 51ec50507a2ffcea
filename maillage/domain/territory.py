"""Which size does a population make, and who covers what on a map of communes?"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from maillage.domain import french
from maillage.domain.parameters import Registry, Value, registry
from maillage.domain.refusal import Refusal

SIZES = (1, 2, 3, 4)
Community = TypeVar("Community", bound=Hashable)


class PopulationOfZero(Refusal):
    """A territory without inhabitants has no size."""

    def __init__(self, population: int) -> None:
        super().__init__(
            f"Une population de {'zéro' if population == 0 else population} ne fait pas une CPTS : "
            "indiquez au moins une commune habitée, ou un nombre d’habitants supérieur à zéro."
        )


@dataclass(frozen=True)
class SizeBand:
    """A size of the ACI: from `lower` to `upper` inhabitants, both included.

    `upper` is None for the largest size; `source` says where the first bound was read.
    """

    size: int
    lower: int
    upper: int | None
    source: Value

    @property
    def label(self) -> str:
        """The band in French: « taille 2, de 40 000 à 79 999 habitants »."""
        if self.upper is None:
            return f"taille {self.size}, à partir de {french.integer(self.lower)} habitants"
        if self.size == SIZES[0]:
            return f"taille {self.size}, moins de {french.integer(self.upper + 1)} habitants"
        bounds = f"{french.integer(self.lower)} à {french.integer(self.upper)}"
        return f"taille {self.size}, de {bounds} habitants"


def size_bands(*, on: date, values: Registry | None = None) -> tuple[SizeBand, ...]:
    """Return the four sizes in force on a day, smallest first.

    The parameter gives the smallest population of each size, so the side on which a bound falls
    is data: 40 000 inhabitants make a size 2 (« moins de 40 000 » is the size 1), 175 000 still
    make a size 3 (« plus de 175 000 » is the size 4). For 80 000 the sources name both sides;
    the reading kept is that of 40 000, hence a size 3, and the parameter says it is to be checked.

    :raises NotYetInForce: the day is before the agreement.
    """
    known = values or registry()
    firsts = [known.value_on(on, "aci/size_from", size=size) for size in SIZES]
    lowers = [int(known.amount_on(on, "aci/size_from", size=size)) for size in SIZES]
    uppers = [*(lower - 1 for lower in lowers[1:]), None]
    return tuple(
        SizeBand(size, lower, upper, value)
        for size, lower, upper, value in zip(SIZES, lowers, uppers, firsts, strict=True)
    )


def size_of(population: int, *, on: date, values: Registry | None = None) -> SizeBand:
    """Return the size of a community of so many inhabitants, on a day.

    Which population counts (legal vintage) and whether the size may change during a contract are
    not said by any source read.

    :raises PopulationOfZero: nobody lives there (or the number is negative).
    :raises NotYetInForce: the day is before the agreement.
    """
    if population <= 0:
        raise PopulationOfZero(population)
    reached = [band for band in size_bands(on=on, values=values) if band.lower <= population]
    return reached[-1]


@dataclass(frozen=True)
class Coverage(Generic[Community]):
    """Who covers what in a set of communes.

    A commune whose population is not known is covered or not like any other, is counted in
    `unknown`, and never as zero inhabitants: the figures of inhabitants leave it out and say so.
    """

    communes: int
    population: int
    covered: frozenset[str]
    covered_population: int
    twice: Mapping[str, tuple[Community, ...]]
    twice_population: int
    white: tuple[str, ...]
    white_population: int
    unknown: frozenset[str]

    @property
    def share(self) -> Decimal | None:
        """Share of the known population that is covered, from 0 to 1; None if nobody is known."""
        if not self.population:
            return None
        return Decimal(self.covered_population) / Decimal(self.population)

    @property
    def white_unknown(self) -> tuple[str, ...]:
        """Communes of the white zones whose population is not known."""
        return tuple(code for code in self.white if code in self.unknown)


def coverage(
    communes: Mapping[str, int | None],
    perimeters: Mapping[Community, Collection[str]],
) -> Coverage[Community]:
    """Say which communes are covered, by several communities, or by none.

    `communes` gives the communes of the area by code, with their population (None: unknown).
    What a perimeter holds outside the area is left out: a community may cross a border. A commune
    named twice by the same perimeter is covered once.
    """

    def inhabitants(codes: Iterable[str]) -> int:
        return sum(filter(None, map(communes.get, codes)))

    # Whole sets at a time: the country has 35,000 communes.
    covered: set[str] = set()
    shared: set[str] = set()
    for codes in perimeters.values():
        held = communes.keys() & codes
        shared |= covered & held
        covered |= held
    twice = {
        code: tuple(community for community, codes in perimeters.items() if code in codes)
        for code in sorted(shared)
    }
    white = tuple(sorted(communes.keys() - covered))
    return Coverage(
        communes=len(communes),
        population=inhabitants(communes),
        covered=frozenset(covered),
        covered_population=inhabitants(covered),
        twice=twice,
        twice_population=inhabitants(twice),
        white=white,
        white_population=inhabitants(white),
        unknown=frozenset(code for code, count in communes.items() if count is None),
    )


@dataclass(frozen=True)
class Moment:
    """How much of an area was covered on a day."""

    on: date
    communities: int
    covered_population: int
    twice_population: int
    white_population: int

    @property
    def share(self) -> Decimal | None:
        """Share of the known population that was covered; None if nobody is known."""
        population = self.covered_population + self.white_population
        return Decimal(self.covered_population) / Decimal(population) if population else None


def moments(
    communes: Mapping[str, int | None],
    held: Collection[tuple[Community, date, date | None, Collection[str]]],
    days: Iterable[date],
) -> tuple[Moment, ...]:
    """Say how the coverage of an area changed, day after day.

    `held` gives each version of each perimeter: its community, its first day, the day it ended
    (excluded, None while it holds), its communes. Populations are those of today throughout: what
    changes is what is covered.
    """
    population = sum(filter(None, communes.values()))
    return tuple(_moment(communes, population, held, day) for day in days)


def _moment(
    communes: Mapping[str, int | None],
    population: int,
    held: Collection[tuple[Community, date, date | None, Collection[str]]],
    day: date,
) -> Moment:
    standing: dict[Community, set[str]] = {}
    for community, since, until, codes in held:
        if since <= day and (until is None or until > day):
            standing.setdefault(community, set()).update(communes.keys() & set(codes))
    # Whole sets at a time, and the white zones by what is left: the country has 35,000 communes.
    covered: set[str] = set()
    twice: set[str] = set()
    for inside in standing.values():
        twice |= covered & inside
        covered |= inside
    known = sum(filter(None, map(communes.get, covered)))
    both = sum(filter(None, map(communes.get, twice)))
    return Moment(day, len(standing), known, both, population - known)


def together(parts: Iterable[Coverage[Community]]) -> Coverage[Community]:
    """Add up the coverages of areas that share no commune: the départements of a région.

    The result is that of `coverage` on all their communes at once.
    """
    each = list(parts)
    return Coverage(
        communes=sum(part.communes for part in each),
        population=sum(part.population for part in each),
        covered=frozenset().union(*(part.covered for part in each)),
        covered_population=sum(part.covered_population for part in each),
        twice=dict(sorted(item for part in each for item in part.twice.items())),
        twice_population=sum(part.twice_population for part in each),
        white=tuple(sorted(code for part in each for code in part.white)),
        white_population=sum(part.white_population for part in each),
        unknown=frozenset().union(*(part.unknown for part in each)),
    )
