"""What do the mails about meetings say? Each is plain text and leads to one gesture."""

from datetime import datetime, timedelta

from django.urls import reverse

from maillage.apps.meetings.calendars import invitation_text, when
from maillage.apps.meetings.models import Invitation, Meeting, Poll
from maillage.apps.post import links
from maillage.apps.post.actions import Letter
from maillage.documents.calendar import Method, line
from maillage.domain.aci import Mission

SEE = "meetings.see"
ANSWER_POLL = "meetings.poll"
# The papers of a meeting are still looked for after it.
SEEN_FOR = timedelta(days=60)

CONVOCATION = """Bonjour,

{community} vous invite à cette réunion{again} :

{title}
{when}
{where}

{agenda}
L’ordre du jour, les documents et la suite sont sur votre page personnelle, sans mot de passe :
{address}

Le fichier joint l’inscrit dans votre agenda.
"""
CANCELLATION = """Bonjour,

{community} {what} :

{title}
{when}

{reason}Le fichier joint la retire de votre agenda.
"""
CANCELLED = "annule cette réunion"
UNINVITED = "ne vous attend plus à cette réunion"
POLL = """Bonjour,

{community} cherche la date de cette réunion :

{title}

Dites pour chaque date si vous pouvez venir, en un geste et sans mot de passe, jusqu’au {by} :
{address}

Ce lien est personnel ; vous pourrez changer votre réponse jusqu’à la clôture du sondage.
"""
POLL_REMINDER = """Sondage de dates : {title} ({community})
Votre réponse est attendue jusqu’au {by} :
{address}"""
EVE = """Réunion : {title} ({community})
{when}
{where}
{address}"""


def convocation(meeting: Meeting, invitation: Invitation, address: str, *, at: datetime) -> Letter:
    """Write a convocation, or what changed since the last one."""
    again = invitation.sent_at is not None
    words = CONVOCATION.format(
        community=line(meeting.community.name),
        again=", dont quelque chose a changé" if again else "",
        title=line(meeting.title),
        when=when(meeting),
        where=where(meeting),
        agenda=_agenda(meeting),
        address=personal(SEE, "meetings:seen", invitation, meeting.ends_at + SEEN_FOR),
    )
    subject = f"{'Changement' if again else 'Convocation'} : {meeting.title}, {when(meeting)}"
    return Letter(
        address=address,
        subject=subject,
        text=words,
        person=invitation.person,
        calendar=invitation_text(meeting, invitation, address, method=Method.REQUEST, at=at),
        calendar_method=Method.REQUEST.value,
    )


def cancellation(meeting: Meeting, invitation: Invitation, address: str, *, at: datetime) -> Letter:
    """Write that a meeting does not take place, or takes place without them."""
    reason = meeting.cancelled_reason
    words = CANCELLATION.format(
        community=line(meeting.community.name),
        what=CANCELLED if meeting.is_cancelled else UNINVITED,
        title=line(meeting.title),
        when=when(meeting),
        reason=f"Motif : {line(reason)}\n\n" if reason else "",
    )
    return Letter(
        address=address,
        subject=f"Annulation : {meeting.title}, {when(meeting)}",
        text=words,
        person=invitation.person,
        calendar=invitation_text(meeting, invitation, address, method=Method.CANCEL, at=at),
        calendar_method=Method.CANCEL.value,
    )


def poll_request(poll: Poll, invitation: Invitation, address: str, *, ends: datetime) -> Letter:
    """Write that a date is looked for."""
    meeting = poll.meeting
    words = POLL.format(
        community=line(meeting.community.name),
        title=line(meeting.title),
        by=f"{poll.answers_by:%d/%m/%Y}",
        address=personal(ANSWER_POLL, "meetings:answer_poll", invitation, ends),
    )
    subject = f"Quand pouvez-vous venir ? {meeting.title}"
    return Letter(address=address, subject=subject, text=words, person=invitation.person)


def poll_reminder(poll: Poll, invitation: Invitation, *, ends: datetime) -> str:
    """Write the line of a digest for someone who has not answered."""
    return POLL_REMINDER.format(
        title=line(poll.meeting.title),
        community=line(poll.meeting.community.name),
        by=f"{poll.answers_by:%d/%m/%Y}",
        address=personal(ANSWER_POLL, "meetings:answer_poll", invitation, ends),
    )


def eve(meeting: Meeting, invitation: Invitation) -> str:
    """Write the line of a digest on the day before, with the video link."""
    return EVE.format(
        title=line(meeting.title),
        community=line(meeting.community.name),
        when=when(meeting),
        where=where(meeting),
        address=personal(SEE, "meetings:seen", invitation, meeting.ends_at + SEEN_FOR),
    )


def personal(purpose: str, view: str, invitation: Invitation, expires_at: datetime) -> str:
    """Return the whole address of a personal link."""
    code = links.make(
        purpose, subject=invitation.uuid, person=invitation.person, expires_at=expires_at
    )
    return links.absolute(reverse(view, args=[code]))


def where(meeting: Meeting) -> str:
    """Write where a meeting is: on site, by video, or both."""
    places = [line(meeting.place)] if meeting.place else []
    if meeting.host:
        places.append(f"Accueil : {line(meeting.host.name)}")
    if meeting.video_link:
        places.append(f"En visioconférence : {line(meeting.video_link)}")
    return "\n".join(places) or "Lieu à préciser"


def _agenda(meeting: Meeting) -> str:
    items = meeting.agenda.filter(is_accepted=True).order_by("position")
    lines = [
        f"{rank}. {line(item.title)}"
        + (f" ({item.minutes} min)" if item.minutes else "")
        + (f", mission {Mission(item.mission).label}" if item.mission else "")
        for rank, item in enumerate(items, 1)
    ]
    return "Ordre du jour\n" + "\n".join(lines) + "\n" if lines else ""
