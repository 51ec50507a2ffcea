"""What does someone composing a territory need to see at once?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from maillage.apps.communities.models import Community
from maillage.apps.communities.queries import selection as selections
from maillage.apps.communities.queries.live_map import LiveMap, live_map
from maillage.apps.communities.queries.pictures import territory_picture
from maillage.apps.communities.queries.selection import Selection
from maillage.apps.communities.queries.territory import (
    Territory,
    perimeter_codes,
    territory_of_communes,
)
from maillage.apps.geography import queries as geography
from maillage.apps.geography.models import Commune, Departement
from maillage.documents.pictures import Picture

FOUND = geography.LineStatus.FOUND
# How a selection writes each kind of place (see `selection`).
PREFIXES = {geography.PlaceKind.EPCI: "e", geography.PlaceKind.DEPARTEMENT: "d"}


@dataclass(frozen=True)
class Choice:
    """A place found, and what adds it to the selection."""

    place: geography.Place
    token: str


@dataclass(frozen=True)
class Neighbour:
    """A published community that already covers part of the territory composed."""

    community: Community
    communes: list[Commune]

    @property
    def population(self) -> int:
        return sum(commune.population or 0 for commune in self.communes)


@dataclass(frozen=True)
class Difference:
    """What a composed territory changes to a recorded one."""

    added: list[Commune]
    removed: list[Commune]

    @property
    def is_empty(self) -> bool:
        return not self.added and not self.removed


@dataclass(frozen=True)
class ComposerPage:
    """A territory being composed, and what it would meet."""

    selection: Selection
    query: str
    choices: list[Choice]
    territory: Territory
    neighbours: list[Neighbour]
    difference: Difference | None = None
    drawn: tuple[str, ...] = ()
    on: date = date.max
    community: Community | None = None

    @cached_property
    def map(self) -> LiveMap:
        """The map one clicks on; asked for by a page, not by a search of places."""
        return live_map(self.territory.communes, asked=self.drawn, on=self.on, but=self.community)

    @cached_property
    def picture(self) -> Picture | None:
        """Drawn when a page shows it: a search of places does not."""
        return territory_picture(self.territory.communes, called="Communes choisies")

    @property
    def main_departement(self) -> str | None:
        """The département where most of the inhabitants chosen live."""
        weights: dict[str, int] = {}
        for commune in self.territory.communes:
            weight = weights.get(commune.departement_id, 0)
            weights[commune.departement_id] = weight + (commune.population or 0) + 1
        return max(weights, key=lambda code: weights[code], default=None)


def composer_page(
    *,
    text: str,
    query: str,
    on: date,
    community: Community | None = None,
    drawn: Collection[str] = (),
) -> ComposerPage:
    """Return the page of a territory being composed, for a community or for nobody yet.

    `drawn` are départements whose map is asked for, besides those of the territory.
    """
    selection = selections.read(text)
    chosen = Commune.objects.filter(pk__in=selection.codes)
    territory = territory_of_communes(chosen, on=on)
    return ComposerPage(
        selection=selection,
        query=query,
        choices=[
            Choice(place, PREFIXES.get(place.kind, "") + place.code)
            for place in (geography.search_places(query) if query.strip() else [])
        ],
        territory=territory,
        neighbours=_neighbours(territory, on=on, but=community),
        difference=_difference(community, selection.codes, on=on) if community else None,
        drawn=tuple(drawn),
        on=on,
        community=community,
    )


def _neighbours(territory: Territory, *, on: date, but: Community | None) -> list[Neighbour]:
    by_code = {commune.pk: commune for commune in territory.communes}
    touching = Community.objects.published().filter(
        echelon="LOCAL", perimeters__communes__in=by_code, perimeters__until__isnull=True
    )
    if but:
        touching = touching.exclude(pk=but.pk)
    communities = {community.pk: community for community in touching.distinct()}
    covered = perimeter_codes(Community.objects.filter(pk__in=communities), on=on)
    found = [
        Neighbour(communities[key], [by_code[code] for code in sorted(codes & by_code.keys())])
        for key, codes in covered.items()
    ]
    return sorted((n for n in found if n.communes), key=lambda n: -n.population)


def _difference(community: Community, codes: Collection[str], *, on: date) -> Difference:
    current = community.perimeters.filter(until__isnull=True).first()
    before = set(current.communes.values_list("pk", flat=True)) if current else set()
    rows = Commune.objects.in_bulk(before ^ set(codes))
    return Difference(
        added=sorted((c for k, c in rows.items() if k not in before), key=lambda c: c.search),
        removed=sorted((c for k, c in rows.items() if k in before), key=lambda c: c.search),
    )


@dataclass(frozen=True)
class PastePreview:
    """What a pasted column would add, and the lines that need a look."""

    found: list[str]
    problems: list[geography.ResolvedLine]

    @property
    def token(self) -> str:
        return ",".join(self.found)


def paste_preview(text: str, *, departement: Departement | None) -> PastePreview:
    """Read a pasted column; nothing is added."""
    lines = geography.resolve_lines(
        text.splitlines(), departement=departement.pk if departement else None
    )
    return PastePreview(
        found=[line.commune.code for line in lines if line.commune],
        problems=[line for line in lines if line.status is not FOUND or line.same_as],
    )
