"""What does a set of communes add up to, and which figures follow?

The same rules serve the territory, its département, its région, the country and the CPTS like it:
figures set side by side are counted the same way.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from maillage.domain import french
from maillage.domain.diagnosis import trades
from maillage.domain.diagnosis.values import Value, known, ratio, unknown

# A commune under that many inhabitants a square kilometre is counted as sparse. Ours: the grid of
# the Insee starts from squares of 1 km², which no file of communes gives.
SPARSE_UNDER = 50
# A density speaks of the communes whose inhabitants and area are known, and says how many it leaves
# out; when more than that share of them is, it is unknown. Ours.
LEFT_OUT_AT_MOST = Decimal("0.05")


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
    """What an area adds up to. What nobody loaded is None, which is not nobody there.

    `unmeasured` are the communes whose inhabitants or area are unknown; `measured` and
    `measured_km2`, the people and the land of the others.
    """

    communes: int = 0
    population: int = 0
    unknown: int = 0
    area_km2: Decimal | None = None
    without_area: int = 0
    unmeasured: int = 0
    measured: int = 0
    measured_km2: Decimal = Decimal()
    sparse: int | None = None
    supply: Mapping[str, Carers] | None = None
    establishments: Mapping[str, int] | None = None
    needs: Mapping[str, Value] = field(default_factory=dict)

    @property
    def density(self) -> Decimal | None:
        """Inhabitants a square kilometre, where both are known."""
        if not self.measured_km2 or not self.is_measured:
            return None
        return Decimal(self.measured) / self.measured_km2

    @property
    def is_measured(self) -> bool:
        """Whether enough communes have both inhabitants and an area."""
        return self.unmeasured <= LEFT_OUT_AT_MOST * self.communes


def settled(communes: Iterable[Settlement]) -> Tally:
    """Add up communes: their inhabitants, their area, and how many live in sparse ones."""
    listed = list(communes)
    areas = [commune.area_km2 for commune in listed if commune.area_km2]
    measured = [
        (commune.population, commune.area_km2)
        for commune in listed
        if commune.population is not None and commune.area_km2
    ]
    return Tally(
        communes=len(listed),
        population=sum(commune.population or 0 for commune in listed),
        unknown=sum(commune.population is None for commune in listed),
        area_km2=sum(areas, Decimal()) if areas else None,
        without_area=len(listed) - len(areas),
        unmeasured=len(listed) - len(measured),
        measured=sum(people for people, _ in measured),
        measured_km2=sum((area for _, area in measured), Decimal()),
        sparse=sum(people for people, area in measured if people < SPARSE_UNDER * area)
        if measured
        else None,
    )


def place_figures(tally: Tally) -> dict[str, Value]:
    """Return how many live there, on how much land, how close to one another."""
    if not tally.communes:
        return {}
    short = f"Sans {_communes(tally.unknown)} de population inconnue." if tally.unknown else ""
    if tally.unknown == tally.communes:
        population = unknown(short)
    else:
        population = known(tally.population, note=short, is_least=bool(tally.unknown))
    return {
        "population": population,
        "communes": known(tally.communes),
        "area": _area(tally),
        "density": _measured(tally, tally.density),
        "sparse": _measured(tally, _sparse_share(tally), decimals=1),
    }


def _sparse_share(tally: Tally) -> Decimal | None:
    if tally.sparse is None or not tally.measured or not tally.is_measured:
        return None
    return Decimal(100 * tally.sparse) / tally.measured


def _left_out(tally: Tally) -> str:
    if not tally.unmeasured:
        return ""
    return f"Sans {_communes(tally.unmeasured)} de population ou de surface inconnue."


def _communes(count: int) -> str:
    return "une commune" if count == 1 else f"{french.integer(count)} communes"


def _area(tally: Tally) -> Value:
    if tally.area_km2 is None:
        return unknown("Aucune surface connue.")
    missing = tally.without_area
    short = f"Sans {_communes(missing)} de surface inconnue." if missing else ""
    return known(tally.area_km2, decimals=1, note=short, is_least=bool(missing))


def _measured(tally: Tally, amount: Decimal | None, *, decimals: int = 0) -> Value:
    note = _left_out(tally)
    return unknown(note) if amount is None else known(amount, decimals=decimals, note=note)


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
