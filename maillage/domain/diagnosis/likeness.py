"""Which CPTS resemble a territory, and by how much?

The rule, ours and published: four traits of the place and its people, each measured on a step that
is felt in the field. Nothing of the supply: that is what one then sets side by side.
The distance is the root mean square of the differences counted in steps, over the traits known on
both sides; 0 is the same territory, 1 differs by one step on every trait. Steps are fixed: a CPTS
that is born somewhere does not change who resembles whom elsewhere.
"""

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import log2, sqrt
from typing import Generic, TypeVar

from maillage.domain.diagnosis.tally import Tally, place_figures
from maillage.domain.diagnosis.values import Value

HOW_MANY = 10
AGED = "AGE_75_SHARE"
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Trait:
    """What is compared: its name, its step, and how it is read of a territory."""

    key: str
    label: str
    step: float
    read: Callable[[Tally], float | None]


def _amount(value: Value | None) -> Decimal | None:
    return value.amount if value else None


def _doublings(amount: Decimal | None) -> float | None:
    return log2(float(amount)) if amount and amount > 0 else None


def _plain(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)


TRAITS = (
    Trait(
        "population",
        "la population, le double ou la moitié faisant un pas",
        1,
        lambda tally: _doublings(Decimal(tally.population)),
    ),
    Trait(
        "density",
        "la densité, le double ou la moitié faisant un pas",
        1,
        lambda tally: _doublings(tally.density),
    ),
    Trait(
        "sparse",
        "la part des habitants en commune peu dense, par pas de 25 points",
        25,
        lambda tally: _plain(_amount(place_figures(tally).get("sparse"))),
    ),
    Trait(
        "aged",
        "la part des 75 ans et plus, par pas de 3 points",
        3,
        lambda tally: _plain(_amount(tally.needs.get(AGED))),
    ),
)
RULE = (
    "Ressemblance\u00a0: racine de la moyenne des écarts au carré, comptés en pas, sur "
    + "\u00a0; ".join(trait.label for trait in TRAITS)
    + ". Rien de l’offre n’y entre\u00a0: c’est elle que l’on compare ensuite. Un trait inconnu "
    "d’un côté est laissé de côté\u00a0; la population doit être connue. "
    "Règle de Maillage, à pas fixes."
)


@dataclass(frozen=True)
class Likeness(Generic[Key]):
    """A territory and how far it is from the one asked about."""

    key: Key
    distance: float


def traits_of(tally: Tally) -> tuple[float | None, ...]:
    """Return the traits of a territory, each counted in its steps."""
    read = (trait.read(tally) for trait in TRAITS)
    return tuple(
        None if value is None else value / trait.step
        for value, trait in zip(read, TRAITS, strict=True)
    )


def distance(one: Collection[float | None], other: Collection[float | None]) -> float | None:
    """Return how far two territories are; None when nothing is known of both."""
    squares = [
        (a - b) ** 2 for a, b in zip(one, other, strict=True) if a is not None and b is not None
    ]
    return sqrt(sum(squares) / len(squares)) if squares else None


def most_alike(
    traits: Collection[float | None], others: Mapping[Key, Collection[float | None]]
) -> list[Likeness[Key]]:
    """Return the ten territories nearest to one, the nearest first; equals in the order given."""
    if next(iter(traits), None) is None:
        return []
    far = [
        Likeness(key, apart)
        for key, theirs in others.items()
        if next(iter(theirs), None) is not None and (apart := distance(traits, theirs)) is not None
    ]
    return sorted(far, key=lambda likeness: likeness.distance)[:HOW_MANY]
