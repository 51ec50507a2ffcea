"""Who is invited, and how are they told?"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access as communities
from maillage.apps.journal import actions as journal
from maillage.apps.meetings import emails
from maillage.apps.meetings.models import Invitation, Meeting
from maillage.apps.post import actions as post
from maillage.apps.post import queries as mails
from maillage.apps.post.models import Mail
from maillage.domain.meetings import Act, destination
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right


class NobodyInvited(Refusal):
    """A convocation is sent to someone."""

    def __init__(self) -> None:
        super().__init__("Personne n’est invité : choisissez d’abord qui l’est.")


class MeetingAlreadyHeld(Refusal):
    """Nobody is convoked to the past."""

    def __init__(self) -> None:
        super().__init__(
            "L’heure de cette réunion est passée : changez sa date avant de la convoquer."
        )


class PollStillOpen(Refusal):
    """The date is not chosen yet."""

    def __init__(self) -> None:
        super().__init__(
            "Le sondage de dates est ouvert : retenez une date, et la convocation partira."
        )


@dataclass(frozen=True)
class Guest:
    """Someone known by a name and an address alone."""

    name: str
    address: str


@transaction.atomic
def set_invitees(*, meeting: Meeting, people: Collection[Person], by: Person, at: datetime) -> None:
    """Invite these people and no other; guests stay. Whoever was convoked and leaves is told.

    :raises MeetingNotThere: it was held or cancelled.
    """
    _demand(meeting, by, at)
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    destination(meeting.state_value, Act.CONVOKE)
    kept = {person.pk for person in people}
    leaving = meeting.invitations.filter(person__isnull=False).exclude(person__in=kept)
    send_cancellations(meeting, leaving.filter(sent_at__isnull=False), at=at)
    leaving.delete()
    invite(meeting, people)
    _journal("meeting.invitees_set", meeting, by=by, at=at, number=meeting.invitations.count())


@transaction.atomic
def invite_guest(*, meeting: Meeting, guest: Guest, by: Person, at: datetime) -> Invitation:
    """Invite someone who is not known here; invited twice, their name is corrected.

    :raises MeetingNotThere: it was held or cancelled.
    """
    _demand(meeting, by, at)
    destination(meeting.state_value, Act.CONVOKE)
    invitation, _ = Invitation.objects.update_or_create(
        meeting=meeting,
        guest_address=guest.address.lower(),
        defaults={"guest_name": " ".join(guest.name.split())},
    )
    _journal("meeting.invitees_set", meeting, by=by, at=at, number=meeting.invitations.count())
    return invitation


@transaction.atomic
def convoke(*, meeting: Meeting, by: Person, at: datetime) -> int:
    """Send the convocation to whoever has not received it as it stands; return to how many.

    :raises PollStillOpen: its date is being looked for.
    :raises NobodyInvited: there is no one to convoke.
    :raises MeetingAlreadyHeld: its hour has passed.
    :raises MeetingNotThere: it was held or cancelled.
    """
    _demand(meeting, by, at)
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    held = Meeting.objects.select_related("community", "host", "poll").get(pk=meeting.pk)
    poll = getattr(held, "poll", None)
    if poll is not None and not poll.is_closed:
        raise PollStillOpen
    return convoke_held(held, by=by, at=at)


def convoke_held(held: Meeting, *, by: Person, at: datetime) -> int:
    """Do the same for a meeting already locked, whose right was asked."""
    to = destination(held.state_value, Act.CONVOKE)
    if held.ends_at <= at:
        raise MeetingAlreadyHeld
    if not held.invitations.exists():
        raise NobodyInvited
    held.state, held.convoked_at = to.value, held.convoked_at or at
    held.save(update_fields=["state", "convoked_at"])
    sent = send_convocations(held, at=at)
    _journal("meeting.convoked", held, by=by, at=at, sent=sent, day=localdate(held.starts_at))
    return sent


def invite(meeting: Meeting, people: Iterable[Person]) -> None:
    """Add people to those invited, leaving those who are."""
    known = set(meeting.invitations.values_list("person_id", flat=True))
    Invitation.objects.bulk_create(
        Invitation(meeting=meeting, person=person) for person in people if person.pk not in known
    )


def send_convocations(meeting: Meeting, *, at: datetime) -> int:
    """Mail those whose last convocation does not say what the meeting has become."""
    unaware = Q(sent_sequence__isnull=True) | Q(sent_sequence__lt=meeting.sequence)
    waiting = meeting.invitations.filter(unaware).select_related("person").order_by("pk")
    reached = with_addresses(list(waiting))
    letters = [emails.convocation(meeting, each, to, at=at) for each, to in reached]
    post.send_now(letters, at=at, kind=Mail.Kind.CONVOCATION, about=meeting.uuid)
    told = [invitation.pk for invitation, _ in reached]
    meeting.invitations.filter(pk__in=told).update(sent_at=at, sent_sequence=meeting.sequence)
    return len(letters)


def send_cancellations(meeting: Meeting, told: Iterable[Invitation], *, at: datetime) -> None:
    """Mail those who had been convoked that the meeting is not, or is without them."""
    reached = with_addresses(list(told))
    letters = [emails.cancellation(meeting, each, to, at=at) for each, to in reached]
    post.send_now(letters, at=at, kind=Mail.Kind.CONVOCATION, about=meeting.uuid)


def with_addresses(invitations: Collection[Invitation]) -> list[tuple[Invitation, str]]:
    """Return invitations with where to write; people without any address are left out."""
    known = mails.addresses_of([each.person for each in invitations if each.person])
    found = [
        (each, known.get(each.person_id, "") if each.person_id else each.guest_address)
        for each in invitations
    ]
    return [(invitation, address) for invitation, address in found if address]


def _demand(meeting: Meeting, by: Person, at: datetime) -> None:
    community = meeting.community
    communities.demand(Right.RUN_MEETINGS, of=by, on_community=community, on=localdate(at))


def _journal(verb: str, meeting: Meeting, *, by: Person, at: datetime, **facts: object) -> None:
    journal.record(verb, by=by, at=at, on=meeting, community=meeting.community.uuid, facts=facts)
