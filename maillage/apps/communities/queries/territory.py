"""On which communes does a community stand, with how many inhabitants, of which ACI size?"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.conf import settings
from django.db.models import Count, F, Max, Q, QuerySet, Sum

from maillage.apps.communities.models import Community, Perimeter, in_force
from maillage.apps.communities.queries.pictures import territory_picture
from maillage.apps.geography.models import Commune, Dataset
from maillage.documents.pictures import Picture
from maillage.domain.parameters import registry
from maillage.domain.territory import PopulationOfZero, SizeBand, size_of
from maillage.ui.parts import SourceNote


@dataclass(frozen=True)
class EpciShare:
    """The communes of one EPCI inside a territory."""

    name: str
    siren: str
    communes: list[Commune]

    @property
    def population(self) -> int:
        return sum(commune.population or 0 for commune in self.communes)

    @property
    def removal(self) -> str:
        """What takes the whole share out of a selection."""
        return f"-e{self.siren}"


@dataclass(frozen=True)
class Territory:
    """A set of communes and the figures that follow from it."""

    communes: list[Commune]
    population: int
    unknown: int
    area_km2: Decimal | None
    size: SizeBand | None
    population_origin: SourceNote
    size_origin: SourceNote | None
    area_origin: SourceNote | None = None

    @cached_property
    def by_epci(self) -> list[EpciShare]:
        shares: dict[str, EpciShare] = {}
        for commune in self.communes:
            epci = commune.epci or (commune.parent.epci if commune.parent else None)
            siren, name = (epci.siren, epci.name) if epci else ("", "Hors EPCI")
            shares.setdefault(siren, EpciShare(name, siren, [])).communes.append(commune)
        return sorted(shares.values(), key=lambda share: -share.population)

    @property
    def epci_note(self) -> str:
        """Over how many EPCI the communes are spread."""
        named = sum(1 for share in self.by_epci if share.siren)
        return f"sur {named} EPCI" if named else ""

    @property
    def unknown_note(self) -> str:
        """What the sum of the populations leaves out."""
        if not self.unknown:
            return ""
        return f"au moins\u00a0: {self.unknown} commune(s) de population inconnue"


@dataclass(frozen=True)
class PerimeterPage:
    """The perimeter of a community on a day, and the versions it went through."""

    territory: Territory
    current: Perimeter | None
    versions: list[Perimeter] = field(default_factory=list)
    picture: Picture | None = None


def population_origin(communes: Iterable[Commune]) -> SourceNote:
    """Return the source of the populations of these communes."""
    if any(commune.departement.is_fictional for commune in communes):
        return SourceNote(
            title="Communes inventées pour la démonstration",
            rule="Somme des populations des communes du territoire.",
        )
    dataset = Dataset.objects.order_by("pk").last()
    if dataset is None:
        return SourceNote(
            title="Aucune source chargée\u00a0: lancez «\u00a0maillage geography load\u00a0»"
        )
    return SourceNote(
        title=f"{dataset.source} — {dataset.licence}",
        url=dataset.source_url,
        vintage=f"{dataset.population_vintage}\u00a0; découpage {dataset.vintage}",
        rule="Somme des populations municipales des communes du territoire\u00a0; "
        "une commune sans population connue est comptée à part, jamais comme zéro.",
    )


def size_with_origin(population: int, *, on: date) -> tuple[SizeBand | None, SourceNote | None]:
    """Return the ACI size of a population, and the text that says so."""
    try:
        size = size_of(population, on=on, values=registry(settings.PARAMETERS_DIR))
    except PopulationOfZero:
        return None, None
    value = size.source
    first = value.sources[0] if value.sources else None
    return size, SourceNote(
        title=first.title if first else "",
        url=first.url if first else "",
        level=value.level,
        vintage=f"en vigueur depuis le {value.since:%d/%m/%Y}",
        rule=f"{size.label[0].upper()}{size.label[1:]}.",
    )


def territory_of_communes(communes: QuerySet[Commune], *, on: date) -> Territory:
    """Return the figures of a set of communes."""
    rows = list(
        communes.select_related("epci", "parent__epci", "departement")
        .annotate(
            is_measured=F("contour__gave_area"),
            measured_on=F("contour__load__source"),
            measured_vintage=F("contour__load__vintage"),
        )
        .order_by("search", "pk")
    )
    measured = next((commune for commune in rows if commune.is_measured), None)
    population = sum(commune.population or 0 for commune in rows)
    areas = [commune.area_km2 for commune in rows if commune.area_km2 is not None]
    size, size_origin = size_with_origin(population, on=on)
    return Territory(
        communes=[*rows],
        population=population,
        unknown=sum(commune.population is None for commune in rows),
        area_km2=sum(areas, Decimal()) if rows and len(areas) == len(rows) else None,
        size=size,
        population_origin=population_origin(rows),
        size_origin=size_origin,
        area_origin=SourceNote(
            title=measured.measured_on,
            vintage=measured.measured_vintage,
            rule="Surface des contours des communes, en projection Lambert-93.",
        )
        if measured
        else None,
    )


def territory_of(community: Community, *, on: date) -> Territory:
    """Return the territory of a community on a day."""
    current = Perimeter.objects.on(on).filter(community=community)
    return territory_of_communes(Commune.objects.filter(perimeters__in=current), on=on)


def perimeter_page(community: Community, *, on: date) -> PerimeterPage:
    """Return what the page of a perimeter shows."""
    versions = list(
        community.perimeters.select_related("by")
        .annotate(commune_count=Count("communes"))
        .order_by("-number")
    )
    current = next(
        (v for v in versions if v.since <= on and (v.until is None or v.until > on)), None
    )
    territory = territory_of(community, on=on)
    return PerimeterPage(
        territory=territory,
        current=current,
        versions=versions,
        picture=territory_picture(territory.communes, called=community.name),
    )


@dataclass(frozen=True)
class Headcount:
    """How many communes and inhabitants a community has, known or not."""

    communes: int = 0
    population: int = 0
    unknown: int = 0


def headcounts(communities: Collection[int], *, on: date) -> Mapping[int, Headcount]:
    """Count communes and inhabitants of many communities at once (key → figures)."""
    rows = (
        Perimeter.objects.on(on)
        .filter(community_id__in=communities)
        .values("community_id")
        .annotate(
            commune_count=Count("communes"),
            inhabitants=Sum("communes__population"),
            unknown=Count("communes", filter=Q(communes__population__isnull=True)),
        )
        .order_by()
    )
    return {
        row["community_id"]: Headcount(
            row["commune_count"], row["inhabitants"] or 0, row["unknown"]
        )
        for row in rows
    }


def perimeter_codes(communities: QuerySet[Community], *, on: date) -> dict[int, set[str]]:
    """Return the commune codes of each of these communities that day."""
    through = Perimeter.communes.through
    pairs = through._default_manager.filter(
        in_force(on, of="perimeter__"), perimeter__community__in=communities
    ).values_list("perimeter__community_id", "commune_id")
    codes: dict[int, set[str]] = {}
    for community, code in pairs:
        codes.setdefault(community, set()).add(code)
    return codes


def perimeters_in_place() -> Hashable:
    """Say which territories the published CPTS have: two answers alike, the same territories."""
    told = Perimeter.objects.aggregate(
        last=Max("pk"),
        written=Max("recorded_at"),
        open=Count("pk", filter=Q(until=None)),
        published=Count("community", filter=Q(community__is_published=True), distinct=True),
        newest=Max("community", filter=Q(community__is_published=True)),
    )
    return tuple(told.values())
