"""Which figures say what a population needs, and what may be done with each?

An indicator says how it adds up over communes: a sum, a mean with its weights, a share drawn from
two sums, a count of people by class, or nothing at all (a median). Where it comes from, by which
rule, how it differs from what people expect, and what its publisher hides stand beside it, in
YAML files one subject each.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from maillage.domain.health.indicators.reading import read
from maillage.domain.health.indicators.values import Adding, Finest, Indicator, Section
from maillage.domain.refusal import Refusal

HERE = Path(__file__).parent

__all__ = [
    "Adding",
    "Finest",
    "Indicator",
    "Section",
    "UnknownIndicator",
    "catalogue",
    "indicator",
    "stored",
]


class UnknownIndicator(Refusal):
    """The catalogue has no such indicator."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"L’indicateur «\u00a0{code}\u00a0» n’est pas au catalogue\u00a0: voyez "
            "docs/regles/besoins.md."
        )


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Indicator]:
    """Return every indicator, in the order of its section then of its file; read once.

    :raises MalformedCatalogue: a file does not say what it must.
    """
    found = [one for path in sorted(HERE.glob("*.yaml")) for one in read(path)]
    order = list(Section)
    return {one.code: one for one in sorted(found, key=lambda one: order.index(one.section))}


def indicator(code: str) -> Indicator:
    """Return one indicator of the catalogue.

    :raises UnknownIndicator: there is no such code.
    """
    try:
        return catalogue()[code]
    except KeyError:
        raise UnknownIndicator(code) from None


def stored() -> tuple[Indicator, ...]:
    """Return the indicators that files give, without those drawn from others."""
    return tuple(one for one in catalogue().values() if one.adding is not Adding.SHARE)
