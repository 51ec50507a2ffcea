"""What is remembered of the whole country: its communes, and the CPTS that hold them?"""

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from datetime import date

from maillage.apps.communities.models import Perimeter, in_force
from maillage.apps.diagnosis.queries.files import Files
from maillage.apps.geography.models import Commune
from maillage.domain.diagnosis import DEPARTEMENT, FRANCE, REGION, Settlement, Tally, settled
from maillage.web import memory


@dataclass(frozen=True)
class Country:
    """The inhabitants and the land of each commune, and what every area adds up to."""

    communes: dict[str, Settlement]
    areas: dict[tuple[str, str], Tally]


@dataclass(frozen=True)
class Cpts:
    """A published CPTS and its communes of the day."""

    key: int
    slug: str
    name: str
    is_fictional: bool
    codes: frozenset[str]


def country(files: Files) -> Country:
    """Return the communes and the sums of their areas, read once for a reference."""
    return memory.recalled("country", since=files.stamp, make=_country)


def _country() -> Country:
    communes: dict[str, Settlement] = {}
    held: dict[tuple[str, str], list[Settlement]] = {}
    rows = Commune.objects.units().order_by()
    for code, departement, region, is_fictional, population, area in rows.values_list(
        "pk",
        "departement",
        "departement__region",
        "departement__is_fictional",
        "population",
        "area_km2",
    ):
        place = communes[code] = Settlement(population, area)
        held.setdefault((DEPARTEMENT, departement), []).append(place)
        held.setdefault((REGION, region), []).append(place)
        if not is_fictional:
            held.setdefault((FRANCE, ""), []).append(place)
    return Country(communes, {area: settled(places) for area, places in held.items()})


def settlements(codes: Collection[str], files: Files) -> dict[str, Settlement]:
    """Return the inhabitants and the land of communes; one that is no longer is left out."""
    known = country(files).communes
    return {code: known[code] for code in codes if code in known}


def published_cpts(on: date, *, since: Hashable) -> dict[int, Cpts]:
    """Return the published CPTS of a day with their communes, by name."""
    return memory.recalled(("cpts", on), since=since, make=lambda: _published_cpts(on))


def _published_cpts(on: date) -> dict[int, Cpts]:
    through = Perimeter.communes.through
    of, whose = "perimeter__", "perimeter__community__"
    rows = through._default_manager.filter(
        in_force(on, of=of), **{f"{whose}is_published": True, f"{whose}echelon": "LOCAL"}
    ).order_by(f"{whose}search", f"{whose}pk", "commune")
    codes: dict[int, set[str]] = {}
    told: dict[int, tuple[str, str, bool]] = {}
    for key, slug, name, is_fictional, code in rows.values_list(
        f"{whose}pk", f"{whose}slug", f"{whose}name", f"{whose}departement__is_fictional", "commune"
    ):
        told[key] = (slug, name, bool(is_fictional))
        codes.setdefault(key, set()).add(code)
    return {key: Cpts(key, *told[key], frozenset(codes[key])) for key in told}
