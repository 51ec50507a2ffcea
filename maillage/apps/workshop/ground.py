"""On which ground does a workshop work: communes and their names, borders, and who holds what?"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from maillage.apps.communities.models import Community
from maillage.apps.communities.queries.territory import perimeter_codes
from maillage.apps.geography.models import ContourLoad, Dataset, Departement
from maillage.apps.geography.queries.land import communes_of, ground_in_place
from maillage.apps.workshop.access import Area
from maillage.domain.echelon import Echelon
from maillage.domain.partition import Land, Words
from maillage.domain.partition.comparison import NOWHERE
from maillage.domain.partition.land import Integers


@dataclass(frozen=True)
class Town:
    """A commune as the workshop names it; an EPCI by its SIREN, empty when there is none."""

    code: str
    name: str
    population: int
    siren: str
    epci: str


@dataclass(frozen=True, eq=False)
class Ground:
    """The land of an area, its communes by code, and the communes that have no contour."""

    area: Area
    land: Land
    towns: Mapping[str, Town]
    epcis: tuple[tuple[str, str], ...]
    basins: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]

    def words(self, territories: Mapping[int, str] | None = None) -> Words:
        """Return the names used in sentences."""
        return Words(
            communes={code: town.name for code, town in self.towns.items()},
            epcis=[name for _, name in self.epcis],
            basins=[name for _, name in self.basins],
            territories=territories or {},
        )

    def names_of(self, numbers: Integers) -> dict[int, str]:
        """Call each territory by its most inhabited commune."""
        best: dict[int, Town] = {}
        for code, number in zip(self.land.codes, numbers.tolist(), strict=True):
            town = self.towns[code]
            if number != NOWHERE and (
                number not in best or town.population > best[number].population
            ):
                best[number] = town
        return {number: town.name for number, town in sorted(best.items())}

    def numbers(self, territories: Mapping[str, int]) -> Integers:
        """Set a stored partition on the land; a commune it does not know is in no territory."""
        return np.array(
            [territories.get(code, NOWHERE) for code in self.land.codes], dtype=np.int64
        )

    def stored(self, numbers: Sequence[int] | Integers) -> dict[str, int]:
        """Write a partition as it is stored: commune → number."""
        return dict(zip(self.land.codes, [int(number) for number in numbers], strict=True))


def ground_of(area: Area) -> Ground:
    """Return the ground of an area; five queries.

    :raises NothingToCut: the area holds no commune.
    :raises NoContours: none of them has a contour; says what to load.
    """
    if isinstance(area, Departement):
        communes = communes_of(departement=area.pk)
    else:
        communes = communes_of(region=area.pk)
    found = ground_in_place(communes, str(area))
    land = found.land
    sirens = dict(enumerate(found.epcis))
    towns = {
        code: Town(code, found.names[code], population, *sirens.get(label, ("", "")))
        for code, population, label in zip(
            land.codes, land.populations.tolist(), land.epci.tolist(), strict=True
        )
    }
    return Ground(area, land, towns, found.epcis, found.basins, found.missing)


def vintage_of(area: Area) -> str:
    """Say on which contours and which populations an area is worked on."""
    if area.is_fictional:
        return "Contours et populations inventés pour la démonstration"
    load = ContourLoad.objects.order_by("-pk").first()
    dataset = Dataset.objects.order_by("-pk").first()
    contours = f"Contours {load.vintage or load.name}" if load else "Contours sans millésime"
    people = f"{dataset.population_vintage}\u00a0; EPCI\u00a0: {dataset.vintage}" if dataset else ""
    return "\u00a0; ".join(filter(None, (contours, people)))[:250]


@dataclass(frozen=True, eq=False)
class Present:
    """Who holds what today: `communities` in order, the communes of each, and the same as a
    partition of the land; `twice` are counted with the most inhabited of those who hold them."""

    communities: tuple[Community, ...]
    codes: Mapping[str, frozenset[str]]
    numbers: Integers
    twice: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not self.communities

    @property
    def names(self) -> dict[int, str]:
        return {number: community.name for number, community in enumerate(self.communities)}


def present_of(ground: Ground, *, on: date) -> Present:
    """Return the published CPTS that hold communes of the ground; two queries."""
    places = ground.land.positions
    published = Community.objects.published().at(Echelon.LOCAL)
    over = (
        {"perimeters__communes__departement": ground.area}
        if isinstance(ground.area, Departement)
        else {"perimeters__communes__departement__region": ground.area}
    )
    listed = published.filter(perimeters__until__isnull=True, **over).distinct()
    by_key = {community.pk: community for community in listed.order_by("search", "pk")}
    held = perimeter_codes(Community.objects.filter(pk__in=by_key), on=on)
    inside = {key: frozenset(c for c in held.get(key, ()) if c in places) for key in by_key}
    people = {
        key: sum(ground.towns[code].population for code in codes) for key, codes in inside.items()
    }
    present = tuple(community for key, community in by_key.items() if inside[key])
    rank = {community.pk: number for number, community in enumerate(present)}
    numbers = np.full(len(ground.land), NOWHERE, dtype=np.int64)
    twice = []
    for key in sorted(rank, key=lambda key: people[key]):
        for code in inside[key]:
            if numbers[places[code]] != NOWHERE:
                twice.append(code)
            numbers[places[code]] = rank[key]
    codes = {community.slug: inside[community.pk] for community in present}
    return Present(present, codes, numbers, tuple(sorted(set(twice))))


@dataclass(frozen=True)
class Perimeter:
    """The communes that a scenario gives a community."""

    community: Community
    codes: Collection[str]
