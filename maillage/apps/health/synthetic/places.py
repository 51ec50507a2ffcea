"""Where do invented people practise?"""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random


@dataclass(frozen=True)
class Place:
    """A commune as the files write it, and how many people live there."""

    code: str
    postcode: str
    name: str
    population: int

    @property
    def departement(self) -> str:
        return self.code[:3] if self.code.startswith("97") else self.code[:2]


class Drawing:
    """Draw places, the more often the more people live there."""

    def __init__(self, places: Sequence[Place], rng: Random) -> None:
        self._places = list(places)
        self._sums = list(accumulate(max(place.population, 20) for place in places))
        self._random = rng.random

    def __call__(self) -> Place:
        return self._places[bisect(self._sums, self._random() * self._sums[-1])]
