"""How does someone convoked say whether they come?"""

from datetime import datetime

from django.db import transaction

from maillage.apps.journal import actions as journal
from maillage.apps.meetings.models import Invitation, Meeting
from maillage.domain.meetings import Reply, State, replies
from maillage.domain.refusal import Refusal


class TooLateToReply(Refusal):
    """The meeting has begun, or will not take place."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__(
            f"Cette réunion est {meeting.state_value.label}\u00a0: elle n’attend plus de réponse. "
            "Si vous êtes présent, signez\u00a0; sinon, prévenez le secrétariat."
        )


class NotThisWay(Refusal):
    """The meeting is not held in that way."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__(
            f"On participe à cette réunion {meeting.mode_value.label}\u00a0: "
            "choisissez dans la liste."
        )


@transaction.atomic
def reply_to(*, invitation: Invitation, reply: Reply, at: datetime) -> Invitation:
    """Keep what someone convoked announces; said again, it replaces what was said.

    :raises TooLateToReply: the meeting is not to come.
    :raises NotThisWay: one does not take part that way.
    """
    Meeting.objects.select_for_update(of=("self",)).get(pk=invitation.meeting_id)
    held = Invitation.objects.select_related("meeting__community", "person").get(pk=invitation.pk)
    meeting = held.meeting
    if meeting.state_value is not State.CONVOKED or meeting.ends_at <= at:
        raise TooLateToReply(meeting)
    if reply not in replies(meeting.mode_value):
        raise NotThisWay(meeting)
    held.reply, held.replied_at = reply.value, at
    held.save(update_fields=["reply", "replied_at"])
    journal.record(
        "meeting.replied", by=held.person, at=at, on=meeting, community=meeting.community.uuid
    )
    return held
