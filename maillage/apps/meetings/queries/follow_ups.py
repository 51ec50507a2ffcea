"""What did meetings leave to do, and what comes back on an agenda?"""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from maillage.apps.communities.models import Community
from maillage.apps.meetings.models import FollowUp, Meeting
from maillage.domain.minutes import FollowUpState


def follow_ups_of(community: Community) -> QuerySet[FollowUp]:
    """Return what meetings of a community decided to do, the most pressing first."""
    return (
        FollowUp.objects.filter(community=community)
        .select_related("owner", "item__minutes__meeting")
        .order_by("due_on", "pk")
    )


def open_follow_ups(community: Community) -> QuerySet[FollowUp]:
    """Return what is to do in a community, the most pressing first."""
    return follow_ups_of(community).filter(state=FollowUpState.OPEN.value)


def pending_before(meeting: Meeting) -> list[FollowUp]:
    """Return what earlier meetings agreed on and was still to do when this one began.

    It comes back on this agenda, and stays in its document once it is done: with what it became.
    """
    still_open = Q(settled_at__isnull=True) | Q(settled_at__gt=meeting.starts_at)
    earlier = Q(item__minutes__meeting__starts_at__lt=meeting.starts_at)
    return list(follow_ups_of(meeting.community).filter(still_open, earlier))


def follow_up_of(community: Community, uuid: UUID) -> FollowUp:
    """Return an action of the community, or answer 404."""
    action = follow_ups_of(community).select_related("community").filter(uuid=uuid).first()
    if action is None:
        raise Http404
    return action
