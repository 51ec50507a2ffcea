"""Who may see and keep the list of members? The rights are those of the roles in the community."""

from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from maillage.apps.accounts.models import Person, User
from maillage.apps.communities import access as communities
from maillage.apps.communities.models import Community, Role
from maillage.apps.members.models import (
    ErasureRequest,
    Habits,
    ImportBatch,
    Membership,
    RegimePeriod,
)
from maillage.domain.membership import COUNTED, Category
from maillage.domain.roles import Right, RoleKind


def membership_for(
    user: User, slug: str, uuid: UUID, *, to: Right, on: date
) -> tuple[Community, Membership]:
    """Fetch a membership through its community: 404 elsewhere, 403 without the right."""
    community = communities.community_for(user, slug, to=to, on=on)
    found = (
        Membership.objects.of(community)
        .with_fees()
        .select_related("person__practice", "structure", "college")
        .filter(uuid=uuid)
        .first()
    )
    if found is None:
        raise Http404
    return community, found


def directory_for(user: User, slug: str, *, on: date) -> Community:
    """Fetch a community whose members may be read: by its list, or by its own when it opens it."""
    found = Community.objects.select_related("departement", "region").filter(slug=slug).first()
    if found is None:
        raise Http404
    rights = communities.rights_of(user.person, found, on=on)
    if Right.READ_MEMBERS in rights:
        return found
    is_theirs = belongs(user.person, found, on=on)
    if is_theirs and Habits.objects.filter(community=found, is_open=True).exists():
        return found
    if is_theirs or Right.SEE in rights:
        raise PermissionDenied
    raise Http404


def open_to_requests(slug: str) -> Community:
    """Fetch a community that takes requests from anyone; of any other the form does not exist."""
    opened = Community.objects.filter(slug=slug, member_habits__takes_requests=True).first()
    if opened is None:
        raise Http404
    return opened


def belongs(person: Person, community: Community, *, on: date) -> bool:
    """Tell whether someone is a member that day, by the list or by a role; partners are not."""
    roles = Role.objects.on(on).filter(person=person, community=community)
    if roles.exclude(kind=RoleKind.PARTNER.value).exists():
        return True
    terms = RegimePeriod.objects.terms_on(community, on)
    held = Membership.objects.of(community).filter(person=person).with_fees().order_by("pk")
    return any(
        one.state_on(on, terms) in COUNTED for one in held.exclude(category=Category.PARTNER.value)
    )


def own_membership(user: User, uuid: UUID) -> Membership:
    """Fetch a membership of the person themself; of anyone else it does not exist."""
    found = (
        Membership.objects.open()
        .select_related("community", "person")
        .filter(uuid=uuid, person=user.person)
        .first()
    )
    if found is None:
        raise Http404
    return found


def administrator(user: User) -> User:
    """Return the administrator of the instance; for anyone else the page does not exist."""
    if not user.is_administrator:
        raise Http404
    return user


def erasure_named(uuid: UUID) -> ErasureRequest:
    """Fetch a request to be forgotten, whatever became of it."""
    found = ErasureRequest.objects.select_related("person", "decided_by").filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def batch_for(user: User, slug: str, uuid: UUID, *, on: date) -> tuple[Community, ImportBatch]:
    """Fetch a list being brought in through its community."""
    community = communities.community_for(user, slug, to=Right.MANAGE_MEMBERS, on=on)
    found = ImportBatch.objects.filter(community=community, uuid=uuid).first()
    if found is None:
        raise Http404
    return community, found
