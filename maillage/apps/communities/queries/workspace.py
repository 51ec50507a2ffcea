"""What frames every page of a community's space, and what its first page says?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access
from maillage.apps.communities.models import Community, Role
from maillage.apps.communities.queries import selection as selections
from maillage.apps.communities.queries.areas import Consolidation, consolidation
from maillage.apps.communities.queries.territory import Territory, territory_of
from maillage.domain.echelon import Echelon
from maillage.domain.roles import Right
from maillage.ui.parts import Tab

# Sub-pages of a space, by the names of their addresses; those of higher subjects included, which
# this app does not import. The flag says whether only a CPTS has the page.
PAGES = (
    ("Vue d’ensemble", "communities:workspace", False),
    ("Territoire", "communities:perimeter", True),
    ("Parcours", "creation:journey", True),
    ("Lettre d’intention", "creation:letter", True),
    ("Financement", "contract:funding", True),
    ("Réunions", "meetings:meetings", False),
    ("Décisions", "decisions:register", False),
    ("Mandats", "mandates:mandates", False),
    ("Membres", "members:list", False),
    ("Affiliations", "communities:affiliations", False),
    ("Rôles", "communities:roles", False),
    ("Journal", "communities:journal", False),
)
# Pages that ask for more than to see the space.
NEEDS = {
    "members:list": Right.READ_MEMBERS,
    "meetings:meetings": Right.READ_MEETINGS,
    "decisions:register": Right.READ_DECISIONS,
    "mandates:mandates": Right.READ_DECISIONS,
    "communities:journal": Right.READ_JOURNAL,
}


@dataclass(frozen=True)
class Frame:
    """A community, what the person may do there, and the way to its pages."""

    community: Community
    rights: frozenset[Right]
    tabs: list[Tab]

    @property
    def kicker(self) -> str:
        """What the community is and where it stands, above its name."""
        area = self.community.departement or self.community.region or "France entière"
        return f"{self.community.echelon_value.label}, {area}"

    @property
    def may(self) -> Mapping[str, bool]:
        """For templates: right name → held or not."""
        return {right.value: right in self.rights for right in Right}


@dataclass(frozen=True)
class Overview:
    frame: Frame
    territory: Territory | None
    consolidation: Consolidation | None
    runners: list[Role]


def frame(slug: str, person: Person, *, on: date, at: str = "") -> Frame:
    """Return the frame of a space that the person has already been let into.

    `at` is the name of the address shown, whose tab is current.
    """
    community = Community.objects.select_related("departement", "region").get(slug=slug)
    rights = access.rights_of(person, community, on=on)
    is_local = community.echelon_value is Echelon.LOCAL
    tabs = [
        Tab(label, url, is_current=name == at)
        for label, name, only_local in PAGES
        if (is_local or not only_local)
        and NEEDS.get(name, Right.SEE) in rights
        and (url := _address(name, slug))
    ]
    return Frame(community=community, rights=rights, tabs=tabs)


def _address(name: str, slug: str) -> str:
    try:
        return reverse(name, args=[slug])
    except NoReverseMatch:
        return ""


def overview(community: Community, person: Person, *, on: date) -> Overview:
    """Return the first page of a space: a territory for a CPTS, a consolidation above it."""
    is_local = community.echelon_value is Echelon.LOCAL
    return Overview(
        frame=frame(community.slug, person, on=on, at="communities:workspace"),
        territory=territory_of(community, on=on) if is_local else None,
        consolidation=None if is_local else consolidation(community, on=on),
        runners=list(access.runners_of(community, on=on).select_related("person").order_by("pk")),
    )


def current_selection(community: Community) -> str:
    """Return the perimeter in force as an address holds it."""
    current = community.perimeters.filter(until__isnull=True).first()
    codes = set(current.communes.values_list("pk", flat=True)) if current else set()
    return selections.write(codes)
