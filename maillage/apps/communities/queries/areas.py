"""Who covers what in a département, a région or the country, and who is in which inter-CPTS?"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q, QuerySet
from django.urls import reverse

from maillage.apps.communities.models import Affiliation, Community
from maillage.apps.communities.queries.evolution import evolution
from maillage.apps.communities.queries.nation_picture import nation_picture
from maillage.apps.communities.queries.pictures import departement_picture, region_picture
from maillage.apps.communities.queries.territory import (
    EpciShare,
    Headcount,
    headcounts,
    perimeter_codes,
    perimeters_in_place,
    population_origin,
    size_with_origin,
)
from maillage.apps.geography.models import Commune, Dataset, Departement, Region
from maillage.documents.pictures import Picture
from maillage.domain.echelon import Echelon
from maillage.domain.names import fold
from maillage.domain.territory import Coverage, Moment, SizeBand, coverage, together
from maillage.ui.parts import SourceNote
from maillage.web import memory


@dataclass(frozen=True)
class CommunityLine:
    """One CPTS in a table: its figures, and the bodies it belongs to."""

    community: Community
    headcount: Headcount
    size: SizeBand | None
    bodies: list[Community]


@dataclass(frozen=True)
class Overlap:
    """A commune that several communities hold."""

    commune: Commune
    communities: list[Community]


def share_note(who: Coverage[int]) -> str:
    """Say which share of the inhabitants is covered."""
    if who.share is None:
        return ""
    return f"{who.share * 100:.1f} % des habitants".replace(".", ",")


@dataclass(frozen=True)
class AreaPage:
    """A département: its CPTS, its overlaps, its white zones, its inter-CPTS."""

    coverage: Coverage[int]
    lines: list[CommunityLine]
    overlaps: list[Overlap]
    white: list[EpciShare]
    bodies: list[Community]
    origin: SourceNote
    picture: Picture | None = None
    moments: tuple[Moment, ...] = ()

    @property
    def share_note(self) -> str:
        return share_note(self.coverage)


@dataclass(frozen=True)
class PartLine:
    """One département of a région, or one région of the country."""

    code: str
    name: str
    url: str
    coverage: Coverage[int]
    communities: int

    @property
    def is_counted(self) -> bool:
        """Whether the inhabitants of one commune at least are known: unknown is not zero."""
        return len(self.coverage.unknown) < self.coverage.communes


@dataclass(frozen=True)
class WholePage:
    """A région or the country, part by part."""

    coverage: Coverage[int]
    parts: list[PartLine]
    bodies: list[Community]
    origin: SourceNote
    picture: Picture | None = None
    moments: tuple[Moment, ...] = ()

    @property
    def share_note(self) -> str:
        return share_note(self.coverage)


def _seen(day: date) -> QuerySet[Community]:
    """Communities counted in who covers what: the CPTS of the directory."""
    return Community.objects.published().at(Echelon.LOCAL)


def community_lines(communities: Iterable[Community], *, on: date) -> list[CommunityLine]:
    """Return a table of communities with their figures, whatever their number of rows."""
    rows = list(communities)
    counts = headcounts([community.pk for community in rows], on=on)
    bodies: dict[int, list[Community]] = defaultdict(list)
    held = Affiliation.objects.on(on).filter(member__in=rows).select_related("body")
    for affiliation in held.order_by("body__search", "pk"):
        bodies[affiliation.member_id].append(affiliation.body)
    nothing = Headcount()
    return [
        CommunityLine(
            community=community,
            headcount=counts.get(community.pk, nothing),
            size=size_with_origin(counts.get(community.pk, nothing).population, on=on)[0],
            bodies=bodies[community.pk],
        )
        for community in rows
    ]


def departement_page(departement: Departement, *, on: date) -> AreaPage:
    """Return who covers what in a département."""
    units = {
        commune.pk: commune
        for commune in Commune.objects.units()
        .filter(departement=departement)
        .select_related("epci", "parent__epci", "departement")
    }
    touching = list(
        _seen(on)
        .filter(perimeters__until__isnull=True, perimeters__communes__departement=departement)
        .distinct()
        .select_related("departement")
        .order_by("search", "pk")
    )
    held = perimeter_codes(Community.objects.filter(pk__in=[c.pk for c in touching]), on=on)
    by_key = {community.pk: community for community in touching}
    people = {code: unit.population for code, unit in units.items()}
    who = coverage(people, held)
    overlaps = [
        Overlap(units[code], [by_key[key] for key in keys]) for code, keys in who.twice.items()
    ]
    return AreaPage(
        coverage=who,
        lines=community_lines(touching, on=on),
        overlaps=sorted(overlaps, key=lambda overlap: overlap.commune.search),
        white=white_zones([units[code] for code in who.white]),
        bodies=list(
            Community.objects.published()
            .at(Echelon.DEPARTMENTAL)
            .filter(departement=departement)
            .order_by("search", "pk")
        ),
        origin=population_origin(list(units.values())[:1]),
        picture=departement_picture(units, who, held, by_key, called=departement.name),
        moments=evolution(
            people,
            within=Q(commune__departement=departement),
            on=on,
            since=perimeters_in_place(),
        ),
    )


def white_zones(communes: Iterable[Commune]) -> list[EpciShare]:
    """Group the communes that nobody covers by EPCI, the most inhabited first."""
    zones: dict[str, EpciShare] = {}
    for commune in sorted(communes, key=lambda commune: commune.search):
        epci = commune.epci or (commune.parent.epci if commune.parent else None)
        siren, name = (epci.siren, epci.name) if epci else ("", "Hors EPCI")
        zones.setdefault(siren, EpciShare(name, siren, [])).communes.append(commune)
    return sorted(zones.values(), key=lambda zone: -zone.population)


@dataclass(frozen=True)
class _Whole:
    """An area to tell part by part: its parts by name, its communes and the part each is in."""

    parts: Mapping[str, str]
    communes: QuerySet[Commune]
    part: str
    within: Q

    def counted(self, on: date, *, since: Hashable) -> "_Counted":
        """Return who covers the parts, remembered until a territory or the reference changes."""
        reference = Dataset.objects.aggregate(last=Max("pk"))["last"]
        return memory.recalled(
            ("whole", self.within, on),
            since=(since, reference, *self.parts),
            make=lambda: _counted(
                self.parts, self.communes.values_list("pk", self.part, "population"), on
            ),
        )


def region_page(region: Region, *, on: date) -> WholePage:
    """Return who covers what in a région, département by département."""
    whole = _Whole(
        dict(region.departement_set.order_by("name").values_list("pk", "name")),
        Commune.objects.units().filter(departement__region=region),
        "departement_id",
        Q(commune__departement__region=region),
    )
    bodies = Community.objects.published().filter(region=region).exclude(echelon="LOCAL")
    return _page(whole, "communities:departement", bodies=bodies, on=on, drawn_as=region.name)


def nation_page(*, on: date) -> WholePage:
    """Return who covers what in the country, région by région (the demonstration left out)."""
    real = Region.objects.filter(is_fictional=False)
    whole = _Whole(
        dict(real.order_by("name").values_list("pk", "name")),
        Commune.objects.units().filter(departement__is_fictional=False),
        "departement__region_id",
        Q(commune__departement__is_fictional=False),
    )
    bodies = Community.objects.published().filter(echelon__in=["REGIONAL", "NATIONAL"])
    return _page(whole, "communities:region", bodies=bodies, on=on)


def _page(
    whole: _Whole, address: str, *, bodies: QuerySet[Community], on: date, drawn_as: str = ""
) -> WholePage:
    # Asked once: what is remembered of the page stands on the same territories.
    territories = perimeters_in_place()
    counted = whole.counted(on, since=territories)
    return WholePage(
        coverage=counted.coverage,
        parts=[
            PartLine(
                code, name, reverse(address, args=[code]), counted.parts[code], counted.bodies[code]
            )
            for code, name in sorted(whole.parts.items(), key=lambda part: fold(part[1]))
        ],
        bodies=list(bodies.order_by("search", "pk")),
        origin=population_origin(whole.communes.select_related("departement")[:1]),
        picture=region_picture(counted.people, counted.coverage, counted.held, called=drawn_as)
        if drawn_as
        else nation_picture(counted.people, counted.coverage),
        moments=evolution(counted.everyone, within=whole.within, on=on, since=territories),
    )


@dataclass(frozen=True)
class _Counted:
    """Who covers the parts of an area: inhabitants by part and commune, communes by CPTS."""

    people: Mapping[str, Mapping[str, int | None]]
    held: Mapping[int, set[str]]
    parts: Mapping[str, Coverage[int]]
    bodies: Mapping[str, int]
    coverage: Coverage[int]
    everyone: Mapping[str, int | None]


def _counted(
    names: Mapping[str, str], rows: Iterable[tuple[str, str, int | None]], on: date
) -> _Counted:
    held = perimeter_codes(_seen(on), on=on)
    people: dict[str, dict[str, int | None]] = {code: {} for code in names}
    part_of: dict[str, str] = {}
    for code, part, population in rows:
        people[part][code] = population
        part_of[code] = part
    held_by_part: dict[str, dict[int, set[str]]] = {code: {} for code in names}
    for community, codes in held.items():
        for code in codes & part_of.keys():
            held_by_part[part_of[code]].setdefault(community, set()).add(code)
    parts = {code: coverage(people[code], held_by_part[code]) for code in names}
    return _Counted(
        people,
        held,
        parts,
        {code: len(inside) for code, inside in held_by_part.items()},
        together(parts.values()),
        {code: count for part in people.values() for code, count in part.items()},
    )


@dataclass(frozen=True)
class Consolidation:
    """An upper échelon read from what its communities are and hold; nothing is asked of them."""

    lines: list[CommunityLine]
    bodies_below: list[Community]
    communes: int
    population: int
    unknown: int
    outside: list[CommunityLine]
    origin: SourceNote


def consolidation(body: Community, *, on: date) -> Consolidation:
    """Return the CPTS of a body, through the bodies below it, and those of its area outside it.

    A commune that two CPTS hold is counted once.
    """
    below, members = _descent(body, on=on)
    communes = Commune.objects.filter(
        pk__in={code for codes in perimeter_codes(members, on=on).values() for code in codes}
    )
    populations = list(communes.values_list("population", flat=True))
    area = Community.objects.published().at(Echelon.LOCAL)
    if body.echelon_value is Echelon.DEPARTMENTAL:
        area = area.filter(departement_id=body.departement_id)
    elif body.echelon_value is Echelon.REGIONAL:
        area = area.filter(region_id=body.region_id)
    else:
        area = area.none()
    outside = area.exclude(pk__in=members.values("pk"))
    rows = members.select_related("departement").order_by("search", "pk")
    return Consolidation(
        lines=community_lines(rows, on=on),
        bodies_below=below,
        communes=len(populations),
        population=sum(p or 0 for p in populations),
        unknown=sum(p is None for p in populations),
        outside=community_lines(
            outside.select_related("departement").order_by("search", "pk"), on=on
        ),
        origin=population_origin(list(communes.select_related("departement")[:1])),
    )


def communes_under(body: Community, *, on: date) -> frozenset[str]:
    """Return the communes of the CPTS of a body, through the bodies below it, each once."""
    members = Community.objects.filter(pk__in=_reached(body, on=on)).at(Echelon.LOCAL)
    held = perimeter_codes(members, on=on).values()
    return frozenset(code for codes in held for code in codes)


def _descent(body: Community, *, on: date) -> tuple[list[Community], QuerySet[Community]]:
    """Return the bodies and the CPTS under a body; a CPTS reached twice counts once."""
    everyone = Community.objects.filter(pk__in=_reached(body, on=on))
    below = list(everyone.exclude(echelon=Echelon.LOCAL.value).order_by("search", "pk"))
    return below, everyone.at(Echelon.LOCAL)


def _reached(body: Community, *, on: date) -> set[int]:
    """Follow the affiliations down, one query an échelon."""
    links = Affiliation.objects.on(on)
    reached: set[int] = set()
    frontier = {body.pk}
    while frontier:
        found = set(links.filter(body_id__in=frontier).values_list("member_id", flat=True))
        frontier = found - reached
        reached |= found
    return reached
