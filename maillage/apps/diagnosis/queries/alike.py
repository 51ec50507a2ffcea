"""Which CPTS resemble a territory, and what do they add up to?"""

from dataclasses import dataclass
from datetime import date

from maillage.apps.communities.models import Community
from maillage.apps.communities.queries.territory import perimeter_codes
from maillage.apps.diagnosis.queries.files import Files, perimeters_in_place
from maillage.apps.diagnosis.queries.grounds import Ground
from maillage.apps.diagnosis.queries.indicators import aged_shares
from maillage.apps.diagnosis.queries.tallies import tallies
from maillage.apps.geography.models import Commune
from maillage.apps.geography.queries.units import chunks
from maillage.domain.diagnosis import Settlement, Tally, settled
from maillage.domain.diagnosis.likeness import Likeness, most_alike, traits_of
from maillage.domain.echelon import Echelon
from maillage.web import memory

Traits = tuple[float | None, ...]


@dataclass(frozen=True)
class Known:
    """A published CPTS as it is compared: its communes and its traits."""

    slug: str
    name: str
    is_fictional: bool
    codes: frozenset[str]
    population: int
    traits: Traits


@dataclass(frozen=True)
class Found:
    """A CPTS that resembles the territory, and its sums."""

    known: Known
    distance: float
    tally: Tally


def found_alike(
    ground: Ground, own: Tally, *, on: date, files: Files, is_fictional: bool
) -> list[Found]:
    """Return the ten CPTS most like a territory, itself left out; none for a whole area."""
    if ground.is_whole_area or not ground.codes:
        return []
    stamp = (files.stamp, perimeters_in_place(), on)
    everyone = memory.recalled("cpts", since=stamp, make=lambda: _everyone(on))
    others = {
        key: known.traits
        for key, known in everyone.items()
        if key != ground.community
        and known.is_fictional == is_fictional
        and known.codes != ground.codes
    }
    nearest = most_alike(traits_of(own), others)
    kept = tuple(likeness.key for likeness in nearest)
    sums = memory.recalled(
        ("alike", kept), since=stamp, make=lambda: _sums(everyone, nearest, files)
    )
    return [
        Found(everyone[likeness.key], likeness.distance, sums[likeness.key]) for likeness in nearest
    ]


def _everyone(on: date) -> dict[int, Known]:
    """Read the traits of every published CPTS at once."""
    rows = Community.objects.published().at(Echelon.LOCAL).order_by("search", "pk")
    codes = perimeter_codes(rows, on=on)
    places = settlements({code for held in codes.values() for code in held})
    aged = aged_shares(codes)
    found = {}
    for key, slug, name, is_fictional in rows.values_list(
        "pk", "slug", "name", "departement__is_fictional"
    ):
        tally = settled(places[code] for code in codes.get(key, ()) if code in places)
        if key in codes:
            with_age = Tally(**{**tally.__dict__, "needs": aged.get(key, {})})
            found[key] = Known(
                slug,
                name,
                bool(is_fictional),
                frozenset(codes[key]),
                tally.population,
                traits_of(with_age),
            )
    return found


def _sums(
    everyone: dict[int, Known], nearest: list[Likeness[int]], files: Files
) -> dict[int, Tally]:
    sets = {likeness.key: everyone[likeness.key].codes for likeness in nearest}
    places = settlements({code for codes in sets.values() for code in codes})
    is_fictional = any(everyone[likeness.key].is_fictional for likeness in nearest)
    return tallies(sets, places, files=files, is_fictional=is_fictional)


def settlements(codes: set[str]) -> dict[str, Settlement]:
    """Return the inhabitants and the area of communes."""
    found = {}
    for chunk in chunks(codes):
        rows = Commune.objects.filter(pk__in=chunk).order_by()
        for code, population, area in rows.values_list("pk", "population", "area_km2"):
            found[code] = Settlement(population, area)
    return found
