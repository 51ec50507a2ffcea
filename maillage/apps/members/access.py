"""Who may see and keep the list of members? The rights are those of the roles in the community."""

from datetime import date
from uuid import UUID

from django.http import Http404

from maillage.apps.accounts.models import User
from maillage.apps.communities import access as communities
from maillage.apps.communities.models import Community
from maillage.apps.members.models import ImportBatch, Membership
from maillage.domain.roles import Right


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


def batch_for(user: User, slug: str, uuid: UUID, *, on: date) -> tuple[Community, ImportBatch]:
    """Fetch a list being brought in through its community."""
    community = communities.community_for(user, slug, to=Right.MANAGE_MEMBERS, on=on)
    found = ImportBatch.objects.filter(community=community, uuid=uuid).first()
    if found is None:
        raise Http404
    return community, found
