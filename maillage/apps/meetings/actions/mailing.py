"""Who is written to about a meeting, where, and what takes back what was written?"""

from collections.abc import Collection, Iterable
from datetime import datetime, time, timedelta

from django.db.models import Q
from django.utils.timezone import make_aware

from maillage.apps.communities.models import Community
from maillage.apps.meetings import emails
from maillage.apps.meetings.models import Invitation, Meeting, Poll, PollOption
from maillage.apps.members.queries import contacts
from maillage.apps.post import actions as post
from maillage.apps.post.models import Mail

# Whoever has something of the meeting in their calendar.
TOLD = Q(sent_at__isnull=False) | Q(asked_at__isnull=False)
REMIND_BEFORE = timedelta(days=2)
REMINDER = "poll"


def with_addresses(
    invitations: Collection[Invitation], *, within: Community
) -> list[tuple[Invitation, str]]:
    """Return invitations with where to write; people without any address are left out."""
    people = [each.person for each in invitations if each.person]
    known = contacts.addresses_of(people, within=within)
    found = [
        (each, known.get(each.person_id, "") if each.person_id else each.guest_address)
        for each in invitations
    ]
    return [(invitation, address) for invitation, address in found if address]


def send_convocations(meeting: Meeting, *, at: datetime) -> int:
    """Mail those whose last convocation does not say what the meeting has become."""
    unaware = Q(sent_sequence__isnull=True) | Q(sent_sequence__lt=meeting.sequence)
    waiting = meeting.invitations.filter(unaware).select_related("person").order_by("pk")
    reached = with_addresses(list(waiting), within=meeting.community)
    dates, agenda = _dates(meeting), emails.agenda_of(meeting)
    letters = [
        emails.convocation(
            meeting, each, to, at=at, agenda=agenda, proposed=_held_dates(each, dates)
        )
        for each, to in reached
    ]
    post.send_now(letters, at=at, kind=Mail.Kind.CONVOCATION, about=meeting.uuid)
    told = [invitation.pk for invitation, _ in reached]
    meeting.invitations.filter(pk__in=told).update(sent_at=at, sent_sequence=meeting.sequence)
    return len(letters)


def send_cancellations(meeting: Meeting, told: Iterable[Invitation], *, at: datetime) -> None:
    """Mail those who had been told that the meeting is not, or is without them."""
    reached = with_addresses(list(told), within=meeting.community)
    dates = _dates(meeting)
    letters = [
        emails.cancellation(meeting, each, to, at=at, proposed=_held_dates(each, dates))
        for each, to in reached
    ]
    post.send_now(letters, at=at, kind=Mail.Kind.CONVOCATION, about=meeting.uuid)


def _dates(meeting: Meeting) -> list[PollOption]:
    return list(PollOption.objects.filter(poll__meeting=meeting).order_by("starts_at"))


def _held_dates(invitation: Invitation, dates: list[PollOption]) -> list[PollOption]:
    """Return the dates proposed that stand in the calendar of someone not yet convoked."""
    return dates if invitation.asked_at and not invitation.sent_at else []


def ask_for_dates(meeting: Meeting, *, at: datetime) -> None:
    """Mail their link to whoever has not been asked, and keep the reminder that answering takes
    back; nothing where no date is looked for.
    """
    poll = Poll.objects.filter(meeting=meeting, closed_at__isnull=True).first()
    if poll is None:
        return
    dates = _dates(meeting)
    waiting = meeting.invitations.filter(asked_at__isnull=True).select_related("person")
    reached = with_addresses(list(waiting.order_by("pk")), within=meeting.community)
    last = dates[-1].starts_at
    letters = [
        emails.poll_request(poll, each, to, dates=dates, ends=last, at=at) for each, to in reached
    ]
    post.send_now(letters, at=at, about=poll.uuid)
    until = make_aware(datetime.combine(poll.answers_by + timedelta(days=1), time(0)))
    for invitation, address in reached:
        post.keep_for_digest(
            person=invitation.person,
            address=address,
            text=emails.poll_reminder(poll, invitation, ends=last),
            recall=post.Recall(poll.uuid, REMINDER, max(until - REMIND_BEFORE, at), until),
        )
    asked = [invitation.pk for invitation, _ in reached]
    meeting.invitations.filter(pk__in=asked).update(asked_at=at)


def forget_poll(meeting: Meeting, invitations: Iterable[Invitation]) -> None:
    """Take back the reminder of a poll for those who answered or are no longer invited."""
    poll = Poll.objects.filter(meeting=meeting).first()
    if poll is None:
        return
    for _, address in with_addresses(list(invitations), within=meeting.community):
        post.forget(about=poll.uuid, what=REMINDER, address=address)
