"""Which CPTS covers me, and how do I reach it? Open to all."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from maillage.apps.communities.models import Affiliation, Community
from maillage.apps.communities.queries.pictures import territory_picture
from maillage.apps.communities.queries.territory import (
    Headcount,
    Territory,
    headcounts,
    perimeter_codes,
    territory_of,
)
from maillage.apps.geography import queries as geography
from maillage.documents.pictures import Picture
from maillage.domain.echelon import Echelon
from maillage.domain.names import normalise

PAGE_LENGTH = 50
INHABITED = {geography.PlaceKind.COMMUNE, geography.PlaceKind.ARRONDISSEMENT}


@dataclass(frozen=True)
class Covered:
    """A place that was asked for, and the CPTS that cover it."""

    place: geography.Place
    communities: list[Community]


@dataclass(frozen=True)
class DirectoryPage:
    query: str
    covered: list[Covered] = field(default_factory=list)
    named: list[Community] = field(default_factory=list)
    total: int = 0
    page: int = 1
    pages: int = 1

    @property
    def previous(self) -> int:
        return self.page - 1

    @property
    def next(self) -> int:
        return self.page + 1


def directory_page(*, query: str, page: int, on: date) -> DirectoryPage:
    """Search by commune, then by name; without a question, list everything page by page."""
    published = Community.objects.published().select_related("departement", "region")
    words = normalise(query)
    if not words:
        total = published.count()
        pages = max(1, -(-total // PAGE_LENGTH))
        page = min(max(page, 1), pages)
        first = (page - 1) * PAGE_LENGTH
        rows = published.order_by("search", "pk")[first : first + PAGE_LENGTH]
        return DirectoryPage(query="", named=list(rows), total=total, page=page, pages=pages)
    named = list(published.filter(search__contains=words).order_by("search", "pk")[:PAGE_LENGTH])
    places = [p for p in geography.search_places(query, limit=8) if p.kind in INHABITED]
    return DirectoryPage(
        query=query, covered=_covering(places, on=on), named=named, total=len(named)
    )


def _covering(places: list[geography.Place], *, on: date) -> list[Covered]:
    units = {place.code: geography.units_of([place.code]).codes for place in places}
    wanted = {code for codes in units.values() for code in codes}
    touching = (
        Community.objects.published()
        .at(Echelon.LOCAL)
        .filter(perimeters__communes__in=wanted, perimeters__until__isnull=True)
        .select_related("departement", "region")
        .distinct()
    )
    rows = {community.pk: community for community in touching}
    codes = perimeter_codes(Community.objects.filter(pk__in=rows), on=on)
    return [
        Covered(
            place,
            sorted(
                (rows[key] for key, held in codes.items() if held & set(units[place.code])),
                key=lambda community: community.search,
            ),
        )
        for place in places
    ]


@dataclass(frozen=True)
class Card:
    """What everyone may know of a community."""

    community: Community
    territory: Territory
    bodies: list[Community]
    members: list[Community]
    headcounts: dict[int, Headcount]
    picture: Picture | None = None


def card(community: Community, *, on: date) -> Card:
    """Return the public card of a community."""
    members = _published_side(community, "member", on=on)
    territory = territory_of(community, on=on)
    return Card(
        community=community,
        territory=territory,
        bodies=_published_side(community, "body", on=on),
        members=members,
        headcounts=dict(headcounts([m.pk for m in members], on=on)),
        picture=territory_picture(territory.communes, called=community.name),
    )


def _published_side(community: Community, side: str, *, on: date) -> list[Community]:
    held = Affiliation.objects.on(on).filter(
        **{"body" if side == "member" else "member": community}
    )
    return list(
        Community.objects.published()
        .filter(pk__in=held.values(f"{side}_id"))
        .order_by("search", "pk")
    )


def export_rows(*, on: date) -> Iterator[dict[str, object]]:
    """Yield what the SAS platform needs of each CPTS: FINESS, name, phone and INSEE codes."""
    published: QuerySet[Community] = (
        Community.objects.published()
        .at(Echelon.LOCAL)
        .select_related("departement", "region")
        .order_by("departement_id", "search", "pk")
    )
    codes = perimeter_codes(published, on=on)
    for community in published:
        yield {
            "finess": community.finess,
            "name": community.name,
            "phone": community.phone,
            "email": community.email,
            "departement": community.departement_id,
            "region": community.region_id,
            "communes": sorted(codes.get(community.pk, ())),
        }
