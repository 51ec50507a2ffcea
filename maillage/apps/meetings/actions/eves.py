"""Who is told again, in the digest of the day, of the meeting of tomorrow?"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from maillage.apps.meetings import emails
from maillage.apps.meetings.actions.mailing import with_addresses
from maillage.apps.meetings.models import Meeting
from maillage.apps.post import actions as post
from maillage.domain.meetings import Reply, State

EVE = "eve"
# Whoever was convoked only just now needs no reminder.
FRESH = timedelta(hours=12)


@transaction.atomic
def remind_eves(*, at: datetime) -> int:
    """Keep for the digest the meetings of tomorrow and of today, with their video link.

    Called twice the same day, it keeps each line once, and never after its digest has left.
    """
    tomorrow = localdate(at) + timedelta(days=1)
    meetings = (
        Meeting.objects.filter(
            state=State.CONVOKED.value, starts_at__gt=at, starts_at__lt=at + timedelta(days=3)
        )
        .select_related("community", "host")
        .order_by("starts_at", "pk")
    )
    return sum(
        _remind(meeting, at) for meeting in meetings if localdate(meeting.starts_at) <= tomorrow
    )


def _remind(meeting: Meeting, at: datetime) -> int:
    told = meeting.invitations.filter(sent_at__isnull=False, sent_at__lt=at - FRESH)
    expected = list(told.exclude(reply=Reply.NO.value).select_related("person").order_by("pk"))
    reached = with_addresses(expected, within=meeting.community)
    # A meeting that moved is recalled again, at its new hour.
    what = f"{EVE} {meeting.sequence}"
    kept = [
        post.keep_once(
            person=invitation.person,
            address=address,
            text=emails.eve(meeting, invitation),
            recall=post.Recall(meeting.uuid, what, at, meeting.starts_at),
        )
        for invitation, address in reached
    ]
    return sum(kept)
