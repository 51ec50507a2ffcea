"""How does a meeting of the demonstration go: who signs, what is concluded, what is left to do?

The meeting itself is told elsewhere; here it is held, as its secretary would with the product.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid5

from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.meetings.actions import attendance, follow_up, minutes, sheet
from maillage.apps.meetings.actions.attendance import Mark, Signature
from maillage.apps.meetings.actions.follow_up import Task
from maillage.apps.meetings.actions.minutes import Words
from maillage.apps.meetings.models import Meeting, Minutes, Sheet
from maillage.domain.attendance import Channel, Manner, Status
from maillage.domain.minutes import FollowUpState


@dataclass(frozen=True)
class Said:
    """What is written under a point, and the action it hands out."""

    conclusions: str
    decisions: str = ""
    action: str = ""


WHAT_WAS_SAID: Sequence[Said] = (
    Said("Chaque communauté présente son avancement.\n- Les calendriers se rapprochent."),
    Said(
        "L’annuaire des correspondants de crise est à jour pour douze communautés sur quatorze.",
        action="Relancer les communautés dont le correspondant n’est pas nommé",
    ),
    Said(
        "Le parcours de sortie d’hospitalisation est prêt à être essayé.",
        decisions="Essai de trois mois dans deux communautés volontaires.",
        action="Envoyer la fiche du parcours aux communautés volontaires",
    ),
    Said("Prochaine réunion chez la communauté dont c’est le tour."),
)
EXCUSED_EVERY, ABSENT_EVERY, REMOTE_EVERY = 5, 7, 4


def hold(find: Callable[[], Meeting], *, is_followed: bool) -> Callable[[datetime], object]:
    """Return the act that holds a meeting already convoked: signed, sealed, concluded, approved.

    `is_followed` says whether what it left to do has been done since.
    """

    def act(at: datetime) -> None:
        meeting = find()
        by = meeting.created_by
        _sign(meeting, by=by)
        written = _conclude(meeting, by=by, is_followed=is_followed)
        minutes.approve_minutes(minutes=written, by=by, at=meeting.ends_at + timedelta(hours=1))

    return act


def _sign(meeting: Meeting, *, by: Person) -> None:
    opened = sheet.open_sheet(meeting=meeting, by=by, at=meeting.starts_at)
    marks: list[Mark] = []
    for rank, line in enumerate(opened.lines.order_by("pk"), 1):
        if rank % EXCUSED_EVERY == 0:
            marks.append(Mark(line.uuid, Status.AWAITED, Status.EXCUSED))
        elif rank % ABSENT_EVERY:
            manner = Manner.ON_SITE if rank % REMOTE_EVERY else Manner.REMOTE
            channel = Channel.QR if manner is Manner.ON_SITE else Channel.LINK
            signature = Signature(line.uuid, manner, channel, uuid5(line.uuid, "signature"))
            attendance.sign(
                sheet=opened, signature=signature, at=meeting.starts_at + timedelta(minutes=rank)
            )
    ends_at = meeting.ends_at
    attendance.mark_lines(sheet=opened, marks=marks, channel=Channel.SECRETARY, by=by, at=ends_at)
    sheet.close_sheet(sheet=Sheet.objects.get(pk=opened.pk), by=by, at=ends_at)


def _conclude(meeting: Meeting, *, by: Person, is_followed: bool) -> Minutes:
    """Write the relevé, point by point, and hand out what is to be done."""
    written_at = meeting.ends_at + timedelta(minutes=30)
    begun = minutes.begin_minutes(meeting=meeting, by=by, at=meeting.ends_at)
    owners = [line.person for line in meeting.sheet.lines.filter(status="PRESENT").order_by("pk")]
    due_on = localdate(meeting.ends_at) + timedelta(days=45)
    for rank, item in enumerate(begun.items.order_by("position")):
        said = WHAT_WAS_SAID[rank % len(WHAT_WAS_SAID)]
        words = Words(conclusions=said.conclusions, decisions=said.decisions)
        minutes.write_item(item=item, words=words, expected_version=0, by=by, at=written_at)
        if said.action:
            owner = owners[rank % len(owners)] if owners else by
            task = Task(said.action, owner, due_on)
            agreed = follow_up.add_follow_up(item=item, task=task, by=by, at=written_at)
            if is_followed:
                follow_up.settle_follow_up(
                    follow_up=agreed, state=FollowUpState.DONE, by=by, at=written_at
                )
    return begun
