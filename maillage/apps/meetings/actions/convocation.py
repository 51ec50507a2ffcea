"""Who is invited, and how are they told?"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access as communities
from maillage.apps.journal import actions as journal
from maillage.apps.meetings import access
from maillage.apps.meetings.actions.mailing import (
    TOLD,
    ask_for_dates,
    forget_poll,
    send_cancellations,
    send_convocations,
)
from maillage.apps.meetings.models import Invitation, Meeting
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
    """Someone, or a structure, known by a name and an address alone."""

    name: str
    address: str


@dataclass(frozen=True)
class Invited:
    """Whom to invite; `without` are the addresses of guests that are no longer."""

    people: Collection[Person]
    guests: Collection[Guest] = ()
    without: Collection[str] = ()


@transaction.atomic
def set_invitees(*, meeting: Meeting, invited: Invited, by: Person, at: datetime) -> None:
    """Invite these people and no other; guests not named stay. Whoever knew and leaves is told.

    :raises MeetingNotThere: it was held or cancelled.
    """
    _demand(meeting, by, at)
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    destination(meeting.state_value, Act.CONVOKE)
    kept = {person.pk for person in invited.people}
    gone = (Q(person__isnull=False) & ~Q(person__in=kept)) | Q(guest_address__in=invited.without)
    leaving = meeting.invitations.filter(gone)
    forget_poll(meeting, leaving)
    send_cancellations(meeting, leaving.filter(TOLD), at=at)
    leaving.delete()
    invite(meeting, invited.people)
    for guest in invited.guests:
        _welcome(meeting, guest)
    ask_for_dates(meeting, at=at)
    _journal("meeting.invitees_set", meeting, by=by, at=at, number=meeting.invitations.count())


@transaction.atomic
def invite_guest(*, meeting: Meeting, guest: Guest, by: Person, at: datetime) -> Invitation:
    """Invite someone who is not known here; invited twice, their name is corrected.

    :raises MeetingNotThere: it was held or cancelled.
    """
    _demand(meeting, by, at)
    destination(meeting.state_value, Act.CONVOKE)
    invitation = _welcome(meeting, guest)
    ask_for_dates(meeting, at=at)
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


def _welcome(meeting: Meeting, guest: Guest) -> Invitation:
    """Invite someone by their address; invited twice, their name is corrected."""
    invitation, _ = Invitation.objects.update_or_create(
        meeting=meeting,
        guest_address=guest.address.lower(),
        defaults={"guest_name": " ".join(guest.name.split())[:160]},
    )
    return invitation


def welcome_structures(meeting: Meeting, *, on: date) -> None:
    """Invite the structures of the list that gave an address, without a vote."""
    for each in access.structures_of(meeting.community, on=on):
        if each.address:
            _welcome(meeting, Guest(each.name, each.address))


def _demand(meeting: Meeting, by: Person, at: datetime) -> None:
    community = meeting.community
    communities.demand(Right.RUN_MEETINGS, of=by, on_community=community, on=localdate(at))


def _journal(verb: str, meeting: Meeting, *, by: Person, at: datetime, **facts: object) -> None:
    journal.record(verb, by=by, at=at, on=meeting, community=meeting.community.uuid, facts=facts)
