"""What does a set of communes add up to, and which figures follow?

The same rules serve the territory, its département, its région, the country and the CPTS like it:
figures set side by side are counted the same way.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from maillage.domain.diagnosis import trades
from maillage.domain.diagnosis.values import Value, known, ratio, unknown

# A commune under that many inhabitants a square kilometre is counted as sparse. Ours: the grid of
# the Insee starts from squares of 1 km², which no file of communes gives.
SPARSE_UNDER = 50


@dataclass(frozen=True)
class Settlement:
    """A commune as it is counted: its inhabitants and its area, None when unknown."""

    population: int | None
    area_km2: Decimal | None


@dataclass(frozen=True)
class Carers:
    """People of one trade: how many, and their shares when some practise elsewhere too."""

    people: int
    shared: Decimal


@dataclass(frozen=True)
class Tally:
    """What an area adds up to. What nobody loaded is None, which is not nobody there."""

    communes: int = 0
    population: int = 0
    unknown: int = 0
    area_km2: Decimal | None = None
    sparse: int | None = None
    supply: Mapping[str, Carers] | None = None
    establishments: Mapping[str, int] | None = None
    needs: Mapping[str, Value] = field(default_factory=dict)

    @property
    def density(self) -> Decimal | None:
        """Inhabitants a square kilometre."""
        if not self.area_km2 or self.unknown:
            return None
        return Decimal(self.population) / self.area_km2


def settled(communes: Iterable[Settlement]) -> Tally:
    """Add up communes: their inhabitants, their area, and how many live in sparse ones."""
    listed = list(communes)
    areas = [commune.area_km2 for commune in listed]
    measured = [
        (commune.population, commune.area_km2)
        for commune in listed
        if commune.population is not None and commune.area_km2
    ]
    return Tally(
        communes=len(listed),
        population=sum(commune.population or 0 for commune in listed),
        unknown=sum(commune.population is None for commune in listed),
        area_km2=sum((area or Decimal() for area in areas), Decimal())
        if listed and None not in areas
        else None,
        sparse=sum(people for people, area in measured if people < SPARSE_UNDER * area)
        if listed and len(measured) == len(listed)
        else None,
    )


def place_figures(tally: Tally) -> dict[str, Value]:
    """Return how many live there, on how much land, how close to one another."""
    if not tally.communes:
        return {}
    short = f"{tally.unknown} commune(s) de population inconnue." if tally.unknown else ""
    if tally.unknown == tally.communes:
        population = unknown(short)
    else:
        population = known(tally.population, note=short, is_least=bool(tally.unknown))
    return {
        "population": population,
        "communes": known(tally.communes),
        "area": unknown("La surface d’une commune au moins est inconnue.")
        if tally.area_km2 is None
        else known(tally.area_km2, decimals=1),
        "density": unknown("Population ou surface inconnue.")
        if tally.density is None
        else known(tally.density),
        "sparse": unknown("Population ou surface inconnue.")
        if tally.sparse is None or not tally.population
        else ratio(tally.sparse, tally.population, per=100),
    }


def supply_figures(tally: Tally) -> dict[str, Value]:
    """Return the density of each trade: shares of people, which alone add up."""
    if tally.supply is None:
        return {}
    return {
        code: ratio(carers.shared, tally.population, per=trades.per(code))
        for code, carers in tally.supply.items()
    }


def counts(tally: Tally) -> dict[str, Value]:
    """Return how many distinct people stand behind each density."""
    if tally.supply is None:
        return {}
    return {code: known(carers.people) for code, carers in tally.supply.items()}


def establishment_figures(tally: Tally) -> dict[str, Value]:
    """Return how many sites of each kind there are for 100,000 inhabitants."""
    if tally.establishments is None:
        return {}
    return {
        kind.key: ratio(
            sum(tally.establishments.get(category, 0) for category in kind.categories),
            tally.population,
            per=100_000,
        )
        for kind in trades.KINDS
    }


def establishment_counts(tally: Tally) -> dict[str, Value]:
    """Return how many sites of each kind there are: a kind of which there is none counts zero."""
    if tally.establishments is None:
        return {}
    return {
        kind.key: known(sum(tally.establishments.get(c, 0) for c in kind.categories))
        for kind in trades.KINDS
    }
