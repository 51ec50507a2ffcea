"""What is over a territory, beside it, and where does one go from it to a hospital?"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse

from maillage.apps.diagnosis.queries.country import Cpts
from maillage.apps.diagnosis.queries.files import Files
from maillage.apps.diagnosis.queries.grounds import Ground, Settled
from maillage.apps.geography.models import Contour, Neighbour
from maillage.apps.geography.queries.units import chunks
from maillage.apps.health.models import Establishment, HealthLoad
from maillage.domain import french
from maillage.domain.diagnosis import Nearby
from maillage.domain.diagnosis.trades import HOSPITAL_NAMES, HOSPITALS, REGIONAL
from maillage.web import memory

NEAREST_HOSPITALS = 6
# Beyond, a hospital is no longer where people of the territory go.
REACH_KM = 60.0
# But the nearest regional hospital is told as far as this; further is another plane, or the sea.
REFERRAL_KM = 250.0


def around(
    ground: Ground, communes: Sequence[Settled], everyone: Iterable[Cpts], files: Files
) -> tuple[Nearby, ...]:
    """Return the CPTS over and beside a territory, then the hospitals in it and near it."""
    if not ground.is_listed:
        return ()
    return (*_communities(ground, everyone), *_hospitals(ground, communes, files))


def _communities(ground: Ground, everyone: Iterable[Cpts]) -> Iterator[Nearby]:
    others = [cpts for cpts in everyone if cpts.key != ground.community]
    if not others:
        return
    touching = _touching(ground)
    found = []
    for cpts in others:
        shared = len(cpts.codes & ground.codes)
        border = sum(touching[code] for code in cpts.codes if code in touching)
        if shared or border:
            found.append((shared, border, cpts))
    found.sort(key=lambda near: (-near[0], -near[1], near[2].name))
    for shared, border, cpts in found:
        if shared:
            what = "CPTS qui le chevauche"
            where = f"{shared} commune{'s' if shared > 1 else ''} en commun"
        else:
            what, where = "CPTS voisine", f"{french.integer(round(border))} km de limite commune"
        yield Nearby(cpts.name, what, where, reverse("communities:card", args=[cpts.slug]))


def _touching(ground: Ground) -> dict[str, float]:
    """Return the communes outside that touch the territory, with the length of the border."""
    outside: dict[str, float] = {}
    for chunk in chunks(ground.codes):
        rows = Neighbour.objects.filter(Q(a__in=chunk) | Q(b__in=chunk), is_nearest_link=False)
        for a, b, length in rows.values_list("a", "b", "border_km"):
            if (a in ground.codes) != (b in ground.codes):
                other = b if a in ground.codes else a
                outside[other] = outside.get(other, 0.0) + length
    return outside


@dataclass(frozen=True)
class Hospital:
    """A hospital and where its commune is, in km on the plane."""

    finess: str
    name: str
    category: str
    commune: str
    town: str
    x_km: float
    y_km: float


def _known(files: Files) -> list[Hospital]:
    """Read the hospitals of the whole country: two thousand."""
    sites = Establishment.objects.filter(
        load__in=files.current(HealthLoad.Kind.ESTABLISHMENTS), category__in=HOSPITALS
    ).order_by("finess")
    listed = list(sites.values_list("finess", "name", "category", "commune"))
    places: dict[str, tuple[str, float, float]] = {}
    for chunk in chunks({commune for *_, commune in listed if commune}):
        rows = Contour.objects.filter(commune__in=chunk).order_by()
        for code, town, x, y in rows.values_list("commune", "commune__name", "x_km", "y_km"):
            places[code] = (town, x, y)
    return [
        Hospital(finess, name, category, commune, *places[commune])
        for finess, name, category, commune in listed
        if commune in places
    ]


def _hospitals(ground: Ground, communes: Sequence[Settled], files: Files) -> Iterator[Nearby]:
    centre = _centre(communes)
    if centre is None:
        return
    known = memory.recalled("hospitals", since=files.stamp, make=lambda: _known(files))
    measured = sorted(
        (
            (site.commune not in ground.codes, math.dist(centre, (site.x_km, site.y_km)), site)
            for site in known
        ),
        key=lambda found: (found[0], found[1], found[2].finess),
    )
    near = [found for found in measured if found[1] <= REACH_KM or not found[0]]
    told = near[:NEAREST_HOSPITALS]
    if not any(site.category == REGIONAL for *_, site in told):
        regional = [found for found in measured if found[2].category == REGIONAL]
        told += [found for found in regional if found[1] <= REFERRAL_KM][:1]
    for is_outside, away, site in told:
        said = f"à {round(away)} km du centre" if is_outside else "dans le territoire"
        what = HOSPITAL_NAMES.get(site.category, "hôpital")
        yield Nearby(site.name, what, f"{site.town}, {said}")


def _centre(communes: Sequence[Settled]) -> tuple[float, float] | None:
    """Return where the inhabitants are centred, on the plane."""
    weight = east = north = 0.0
    for commune in communes:
        if commune.x_km is not None and commune.y_km is not None:
            people = (commune.population or 0) + 1
            weight += people
            east += people * commune.x_km
            north += people * commune.y_km
    return (east / weight, north / weight) if weight else None
