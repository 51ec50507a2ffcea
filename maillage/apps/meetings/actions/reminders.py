"""Who is recalled, once and quietly, of an action that they took on?"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.meetings.models import FollowUp
from maillage.apps.members.queries import contacts
from maillage.apps.post import actions as post
from maillage.domain import french
from maillage.domain.minutes import FollowUpState

BEFORE = timedelta(days=7)
USEFUL_FOR = timedelta(days=30)


@transaction.atomic
def remind_owners(*, at: datetime) -> int:
    """Keep a line of the next digest for each open action soon due; once an action, never twice.

    Nothing but a line of a digest leaves, and nobody's state changes: nothing is journaled.
    """
    soon = localdate(at) + BEFORE
    waiting = (
        FollowUp.objects.select_for_update(of=("self",))
        .filter(
            Q(due_on__lte=soon),
            state=FollowUpState.OPEN.value,
            reminded_at__isnull=True,
            owner__isnull=False,
        )
        .select_related("owner", "community")
        .order_by("pk")
    )
    actions = list(waiting)
    addresses = _addresses(actions)
    reminded = 0
    for action in actions:
        address = addresses.get((action.community_id, action.owner_id))
        if address is None or action.due_on is None:
            continue
        post.keep_for_digest(
            person=action.owner,
            address=address,
            text=(f"{action.community.name}, pour le {french.day(action.due_on)} : {action.words}"),
            recall=post.Recall(
                about=action.uuid, what="follow_up", due_at=at, useful_until=at + USEFUL_FOR
            ),
        )
        action.reminded_at = at
        action.save(update_fields=["reminded_at"])
        reminded += 1
    return reminded


def _addresses(actions: list[FollowUp]) -> dict[tuple[int, int | None], str]:
    """Return where each owner is written to for each community."""
    owners: dict[Community, list[Person]] = {}
    for action in actions:
        if action.owner:
            owners.setdefault(action.community, []).append(action.owner)
    return {
        (community.pk, person): address
        for community, people in owners.items()
        for person, address in contacts.addresses_of(people, within=community).items()
    }
