"""To which bodies does a community belong, who are its members, who holds which role?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Affiliation, AreaRole, Community, Role
from maillage.apps.journal import actions as journal
from maillage.domain.echelon import Echelon

# What an upper échelon reads of a community affiliated to it, told before it is shown.
SHARED_UPWARDS = (
    "le nom, le département et l’étape du parcours",
    "les communes du territoire et leur population",
    "la taille ACI qui en découle",
)


@dataclass(frozen=True)
class AffiliationsPage:
    bodies: list[Affiliation]
    members: list[Affiliation]
    former: list[Affiliation]
    shared: tuple[str, ...] = SHARED_UPWARDS


@dataclass(frozen=True)
class RolesPage:
    current: list[Role]
    former: list[Role]


def joinable(community: Community) -> QuerySet[Community]:
    """Bodies of a higher échelon, of the same région or national, not joined yet."""
    higher = [e.value for e in Echelon if e.rank > community.echelon_value.rank]
    joined = community.affiliations.filter(until__isnull=True).values("body_id")
    near = Community.objects.filter(echelon__in=higher).exclude(pk__in=joined)
    regional = near.filter(region_id=community.region_id) | near.filter(echelon="NATIONAL")
    return regional.order_by("search", "pk")


def affiliations_page(community: Community, *, on: date) -> AffiliationsPage:
    """Return both sides of a community's affiliations, and those that ended."""
    upward = community.affiliations.select_related("member", "body").order_by("body__search", "pk")
    downward = community.members.select_related("member", "body").order_by("member__search", "pk")

    def standing(rows: Iterable[Affiliation]) -> list[Affiliation]:
        return [row for row in rows if row.until is None or row.until > on]

    every = [*upward, *downward]
    return AffiliationsPage(
        bodies=standing(upward),
        members=standing(downward),
        former=[row for row in every if row.until is not None and row.until <= on],
    )


def affiliation(community: Community, uuid: UUID) -> Affiliation | None:
    """Return an affiliation of this community, from either side."""
    either = community.affiliations.filter(uuid=uuid) | community.members.filter(uuid=uuid)
    return either.select_related("member", "body").first()


def roles_page(community: Community, *, by: Person, at: datetime) -> RolesPage:
    """Return who holds which role; reading these names is journaled."""
    day = localdate(at)
    rows = list(community.roles.select_related("person").order_by("person__last_name", "pk"))
    journal.record_read(
        by=by, at=at, on=community, community=community.uuid, what="les rôles de la communauté"
    )
    return RolesPage(
        current=[row for row in rows if row.until is None or row.until > day],
        former=[row for row in rows if row.until is not None and row.until <= day],
    )


def role(community: Community, uuid: UUID) -> Role | None:
    """Return a role held in this community."""
    return community.roles.select_related("person", "community").filter(uuid=uuid).first()


def functions_page(*, by: Person, at: datetime) -> list[AreaRole]:
    """Return the outside functions held; reading these names is journaled."""
    rows = (
        AreaRole.objects.on(localdate(at))
        .select_related("person", "departement", "region")
        .order_by("region__name", "departement__name", "person__last_name", "pk")
    )
    journal.record_read(by=by, at=at, on=by, community=None, what="les fonctions extérieures")
    return list(rows)


def function(uuid: UUID) -> AreaRole | None:
    """Return an outside function."""
    return AreaRole.objects.select_related("person").filter(uuid=uuid).first()
