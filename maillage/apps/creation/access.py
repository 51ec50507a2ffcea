"""On which side of the table does a person sit, for a CPTS on its way?"""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from maillage.apps.accounts.models import Person, User
from maillage.apps.communities import access
from maillage.apps.communities.models import Affiliation, Community, CommunityQuerySet
from maillage.domain.echelon import Echelon
from maillage.domain.journey import Side
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right


class NotOnThisSide(Refusal):
    """The act belongs to the other side of the table."""

    def __init__(self, sides: Collection[Side]) -> None:
        who = " ou ".join(f"« {side.label} »" for side in sorted(sides, key=lambda s: s.value))
        super().__init__(
            f"Cet acte revient au côté {who} : demandez-lui de l’enregistrer, "
            "ou demandez le rôle qui le permet."
        )


def sides_held(person: Person, community: Community, *, on: date) -> frozenset[Side]:
    """Return the sides on which the person sits for this community that day."""
    rights = access.rights_of(person, community, on=on)
    return frozenset(side for side in Side if side.right in rights)


def demand_side(sides: Collection[Side], *, of: Person, on_community: Community, on: date) -> None:
    """Refuse an act to whoever sits on none of its sides.

    :raises NotOnThisSide: the person's roles do not allow it.
    """
    if not sides_held(of, on_community, on=on) & frozenset(sides):
        raise NotOnThisSide(sides)


def community_for_side(user: User, slug: str, *, sides: Collection[Side], on: date) -> Community:
    """Fetch a community for an act: 404 to a stranger, 403 to whoever sits on another side."""
    community = access.community_for(user, slug, to=Right.SEE, on=on)
    if not sides_held(user.person, community, on=on) & frozenset(sides):
        raise PermissionDenied
    return community


def _on_their_way(communities: CommunityQuerySet) -> CommunityQuerySet:
    return communities.at(Echelon.LOCAL)


def carried_by(person: Person, *, on: date) -> CommunityQuerySet:
    """CPTS that the person carries."""
    return _on_their_way(access.communities_of(person, on=on, to=Right.MOVE_JOURNEY))


def reviewed_by(person: Person, *, on: date) -> CommunityQuerySet:
    """CPTS that the person examines or accompanies, and whose steps they record."""
    return _on_their_way(access.communities_watched_by(person, on=on, to=Right.REVIEW))


def watched_by(person: Person, *, on: date) -> CommunityQuerySet:
    """CPTS of the areas that the person follows from outside."""
    return _on_their_way(access.communities_watched_by(person, on=on))


def affiliated_to_led_bodies(person: Person, *, on: date) -> CommunityQuerySet:
    """CPTS affiliated, directly or through other bodies, to those the person runs."""
    bodies: CommunityQuerySet = access.led_bodies(person, on=on)
    below = Q(pk__in=[])
    # A member always stands lower than its body: as many steps as there are échelons above it.
    for _ in range(Echelon.NATIONAL.rank):
        held = Affiliation.objects.on(on).filter(body__in=bodies.values("pk"))
        bodies = Community.objects.filter(pk__in=held.values("member_id"))
        below |= Q(pk__in=held.values("member_id"))
    return _on_their_way(Community.objects.filter(below))
