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

# Pages of a space, by subject, each under the name of its address; those of higher subjects
# included, which this app does not import.
PAGES = {
    "Vue d’ensemble": (("Vue d’ensemble", "communities:workspace"),),
    "Territoire": (
        ("Périmètre", "communities:perimeter"),
        ("Diagnostic", "diagnosis:community"),
        ("Découpage", "workshop:community"),
        ("Enquêtes de bordure", "borders:surveys"),
    ),
    "Création et contrat": (
        ("Parcours", "creation:journey"),
        ("Lettre d’intention", "creation:letter"),
        ("Financement", "contract:funding"),
    ),
    "Réunions et décisions": (
        ("Réunions", "meetings:meetings"),
        ("Décisions", "decisions:register"),
        ("Mandats", "mandates:mandates"),
    ),
    "Membres": (
        ("Membres", "members:list"),
        ("Affiliations", "communities:affiliations"),
        ("Rôles", "communities:roles"),
    ),
    "Journal": (("Journal", "communities:journal"),),
}
# Pages that only a CPTS has.
ONLY_LOCAL = {"communities:perimeter", "creation:journey", "creation:letter", "contract:funding"}
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
    subjects: list[Tab]
    pages: list[Tab]

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

    `at` is the name of the address shown: its subject and its page are current.
    """
    community = Community.objects.select_related("departement", "region").get(slug=slug)
    rights = access.rights_of(person, community, on=on)
    subjects, pages = [], []
    for label, names in PAGES.items():
        tabs = [
            Tab(page, url, is_current=name == at)
            for page, name in names
            if _is_open(name, community, rights) and (url := _address(name, slug))
        ]
        is_here = any(tab.is_current for tab in tabs)
        if tabs:
            subjects.append(Tab(label, tabs[0].url, is_current=is_here))
        if is_here and len(tabs) > 1:
            pages = tabs
    return Frame(community=community, rights=rights, subjects=subjects, pages=pages)


def _is_open(name: str, community: Community, rights: frozenset[Right]) -> bool:
    is_local = community.echelon_value is Echelon.LOCAL
    # Who is asked about one thing reads that thing, not the space it comes from.
    needed = {Right.SEE, NEEDS.get(name, Right.SEE)}
    return (is_local or name not in ONLY_LOCAL) and needed <= rights


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
