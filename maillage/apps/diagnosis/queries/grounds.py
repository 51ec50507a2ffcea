"""Which communes is a diagnosis about, and beside which areas is it set?"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Value
from django.db.models.functions import Coalesce
from django.http import Http404

from maillage.apps.communities.models import Community, in_force
from maillage.apps.communities.queries import selection as selections
from maillage.apps.communities.queries.areas import communes_under
from maillage.apps.geography.models import Commune, Departement, Epci, Region
from maillage.apps.geography.queries.units import chunks
from maillage.domain.diagnosis import DEPARTEMENT, FRANCE, REGION
from maillage.domain.echelon import Echelon

# An area of that many communes or more is not drawn nor listed commune by commune.
LISTED = 900


@dataclass(frozen=True)
class Ground:
    """A set of communes: its name, its nature, and the area it is when it is a whole one."""

    name: str
    kind: str
    codes: frozenset[str]
    level: str = ""
    code: str = ""
    community: int | None = None

    @property
    def is_whole_area(self) -> bool:
        return bool(self.level)

    @property
    def is_listed(self) -> bool:
        """Whether its communes are few enough to be drawn and listed one by one."""
        return 0 < len(self.codes) <= LISTED


@dataclass(frozen=True)
class Settled:
    """A commune, where it is and how many live there."""

    pk: str
    name: str
    departement: str
    departement_name: str
    region: str
    region_name: str
    is_fictional: bool
    epci: str
    population: int | None
    area_km2: Decimal | None
    x_km: float | None
    y_km: float | None


def of_community(community: Community, *, on: date) -> Ground:
    """Return the communes of a CPTS on a day; of an upper échelon, those of its CPTS."""
    kind, key = community.echelon_value.label, community.pk
    if community.echelon_value is not Echelon.LOCAL:
        return Ground(community.name, kind, communes_under(community, on=on), community=key)
    held = Commune.objects.filter(
        in_force(on, of="perimeters__"), perimeters__community=community
    ).values_list("pk", flat=True)
    return Ground(community.name, kind, frozenset(held), community=key)


def of_selection(text: str) -> Ground:
    """Return the communes of an address; one département, one EPCI keep their own name."""
    asked = text.strip()
    codes = selections.read(asked).codes
    ground = Ground("Territoire composé", "Territoire composé", codes)
    if "," in asked or not codes:
        return ground
    if asked.startswith("d"):
        return of_departement(asked[1:])
    epci = Epci.objects.filter(pk=asked[1:]).first() if asked.startswith("e") else None
    return replace(ground, name=epci.name, kind="EPCI") if epci else ground


def of_departement(code: str) -> Ground:
    """Return the communes of a département, or answer 404."""
    row = Departement.objects.filter(pk=code.upper()).first()
    if row is None:
        raise Http404
    units = Commune.objects.units().filter(departement=row).values_list("pk", flat=True)
    return Ground(row.name, "Département", frozenset(units), DEPARTEMENT, row.pk)


def of_region(code: str) -> Ground:
    """Return the communes of a région, or answer 404."""
    row = Region.objects.filter(pk=code.upper()).first()
    if row is None:
        raise Http404
    units = Commune.objects.units().filter(departement__region=row).values_list("pk", flat=True)
    return Ground(row.name, "Région", frozenset(units), REGION, row.pk)


def of_france(code: str = "") -> Ground:
    """Return the country, the demonstration left out; its communes are not named one by one."""
    return Ground("France", "Pays", frozenset(), FRANCE, "")


@dataclass(frozen=True)
class Area:
    """A whole area that a territory is set beside."""

    level: str
    code: str
    name: str


def beside(communes: Iterable[Settled], ground: Ground) -> tuple[Area, ...]:
    """Return the département and the région where most of the inhabitants live, and France.

    What the territory itself is, or what is larger than the country of the demonstration, is
    left out.
    """
    listed = list(communes)
    people: Counter[tuple[str, str, str, str]] = Counter()
    for commune in listed:
        place = (
            commune.departement,
            commune.departement_name,
            commune.region,
            commune.region_name,
        )
        people[place] += (commune.population or 0) + 1
    if not people:
        return ()
    code, name, region, region_name = people.most_common(1)[0][0]
    found = [Area(DEPARTEMENT, code, name), Area(REGION, region, region_name)]
    if not any(commune.is_fictional for commune in listed):
        found.append(Area(FRANCE, "", "France"))
    order = ("", DEPARTEMENT, REGION, FRANCE)
    return tuple(area for area in found if order.index(area.level) > order.index(ground.level))


def settled_communes(codes: Collection[str]) -> list[Settled]:
    """Return these communes, by name."""
    fields = (
        "pk", "name", "departement", "departement__name", "departement__region",
        "departement__region__name", "departement__is_fictional", "body", "population",
        "area_km2", "contour__x_km", "contour__y_km",
    )  # fmt: skip
    body = Coalesce("epci__name", "parent__epci__name", Value(""))
    return [
        Settled(*row)
        for chunk in chunks(codes)
        for row in Commune.objects.filter(pk__in=chunk)
        .annotate(body=body)
        .order_by("search", "pk")
        .values_list(*fields)
    ]
