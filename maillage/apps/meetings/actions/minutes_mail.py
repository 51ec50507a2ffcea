"""How is a relevé given to approve, then sent to those who were expected?"""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access
from maillage.apps.communities.models import Role
from maillage.apps.journal import actions as journal
from maillage.apps.meetings.actions.mailing import with_addresses
from maillage.apps.meetings.models import Meeting, Minutes
from maillage.apps.members.queries import contacts
from maillage.apps.post import actions as post
from maillage.apps.post import links
from maillage.domain import french
from maillage.domain import minutes as rules
from maillage.domain.minutes import MinutesAct
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right, RoleKind

PURPOSE = "meetings.read_minutes"
READABLE_FOR = timedelta(days=180)
APPROVE = "meetings.approve_minutes"
APPROVED_WITHIN = timedelta(days=30)
# Whose approval is asked: whoever presides and whoever keeps the papers.
APPROVING = (RoleKind.CHAIR.value, RoleKind.SECRETARY.value)


class NobodyToAsk(Refusal):
    """Nobody else presides here, or nobody is known by an address."""


class NobodyToSendTo(Refusal):
    """Nobody invited has an address."""


@transaction.atomic
def send_minutes(*, minutes: Minutes, by: Person, at: datetime) -> int:
    """Send the relevé to everyone invited, by a link that reads it; return how many.

    :raises NotThatWay: it is not approved.
    :raises NobodyToSendTo: no address is known.
    """
    community = minutes.community
    access.demand(Right.RUN_MEETINGS, of=by, on_community=community, on=localdate(at))
    held = (
        Minutes.objects.select_for_update(of=("self",))
        .select_related("community", "meeting")
        .get(pk=minutes.pk)
    )
    state = rules.state_after(held.state_value, MinutesAct.SEND)
    letters = _letters(held, at=at)
    if not letters:
        raise NobodyToSendTo(
            "Aucune personne invitée n’a d’adresse connue : téléchargez le relevé et remettez-le."
        )
    held.state, held.sent_at = state.value, at
    held.save(update_fields=["state", "sent_at"])
    post.send_now(letters, at=at, about=held.meeting.uuid)
    journal.record(
        "minutes.sent",
        by=by,
        at=at,
        on=held.meeting,
        community=community.uuid,
        facts={"recipients": len(letters)},
    )
    return len(letters)


@transaction.atomic
def ask_approval(*, minutes: Minutes, by: Person, at: datetime) -> int:
    """Ask those who preside and keep the papers to approve, each by a link; return how many.

    :raises NotThatWay: it is approved already.
    :raises NobodyToAsk: nobody else may, or is known by an address.
    """
    community, today = minutes.community, localdate(at)
    access.demand(Right.RUN_MEETINGS, of=by, on_community=community, on=today)
    held = Minutes.objects.select_related("community", "meeting").get(pk=minutes.pk)
    rules.state_after(held.state_value, MinutesAct.APPROVE)
    roles = Role.objects.on(today).filter(community=community, kind__in=APPROVING)
    people = Person.objects.filter(pk__in=roles.values("person_id")).exclude(pk=by.pk)
    asked = list(people.order_by("pk"))
    known = contacts.addresses_of(asked, within=community)
    letters = [_request(held, each, known[each.pk], at=at) for each in asked if each.pk in known]
    if not letters:
        raise NobodyToAsk(
            "Personne d’autre, à la présidence ou au secrétariat, n’a d’adresse connue\u00a0: "
            "approuvez le relevé vous-même, ou faites-le approuver en réunion."
        )
    post.send_now(letters, at=at, about=held.meeting.uuid)
    journal.record(
        "minutes.approval_asked",
        by=by,
        at=at,
        on=held.meeting,
        community=community.uuid,
        facts={"number": len(letters)},
    )
    return len(letters)


def _request(minutes: Minutes, person: Person, address: str, *, at: datetime) -> post.Letter:
    meeting = minutes.meeting
    code = links.make(APPROVE, subject=minutes.uuid, person=person, expires_at=at + APPROVED_WITHIN)
    return post.Letter(
        address=address,
        person=person,
        subject=f"Relevé à approuver : {meeting.title}",
        text=(
            f"Bonjour,\n\nLe relevé de conclusions {french.of(meeting.community.name)} "
            f"({meeting.title}, {french.day(localdate(meeting.starts_at))}) "
            "attend votre approbation. "
            "Relisez-le et approuvez-le ici, en un geste et sans mot de passe :\n\n"
            f"{links.absolute(reverse('meetings:approve_from_mail', args=[code]))}\n\n"
            "S’il faut le corriger, dites-le à qui l’a écrit.\n"
        ),
    )


def _letters(minutes: Minutes, *, at: datetime) -> list[post.Letter]:
    meeting = minutes.meeting
    invitations = list(meeting.invitations.select_related("person").order_by("pk"))
    return [
        post.Letter(
            address=address,
            person=each.person,
            subject=f"Relevé de conclusions {minutes.reference} : {meeting.title}",
            text=_words(meeting, minutes, each.person, at=at),
        )
        for each, address in with_addresses(invitations, within=meeting.community)
    ]


def _words(meeting: Meeting, minutes: Minutes, person: Person | None, *, at: datetime) -> str:
    code = links.make(PURPOSE, subject=minutes.uuid, person=person, expires_at=at + READABLE_FOR)
    mine = _mine(minutes, person)
    return (
        f"Bonjour,\n\nLe relevé de conclusions {minutes.reference} "
        f"{french.of(meeting.community.name)} "
        f"({meeting.title}, {french.day(localdate(meeting.starts_at))}) est approuvé. "
        "Il se lit ici, sans compte :\n\n"
        f"{links.absolute(reverse('meetings:read_minutes', args=[code]))}\n{mine}"
    )


def _mine(minutes: Minutes, person: Person | None) -> str:
    if person is None:
        return ""
    actions = person.follow_ups.filter(item__minutes=minutes, state="OPEN").order_by("due_on", "pk")
    lines = [
        f"- {action.words}" + (f" (pour le {french.day(action.due_on)})" if action.due_on else "")
        for action in actions
    ]
    return "\nCe qui vous est confié :\n" + "\n".join(lines) + "\n" if lines else ""
