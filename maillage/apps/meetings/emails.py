"""What do the mails about meetings say? Each is plain text and leads to one gesture."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.urls import reverse

from maillage.apps.meetings.calendars import (
    invitation_text,
    proposed_text,
    when,
    withdrawn_texts,
)
from maillage.apps.meetings.models import Invitation, Meeting, Poll, PollOption
from maillage.apps.post import links
from maillage.apps.post.actions import Letter
from maillage.documents.calendar import Method, line
from maillage.domain.aci import Mission
from maillage.domain.meetings import Mode

SEE = "meetings.see"
ANSWER_POLL = "meetings.poll"
REPLY = "meetings.reply"
PROPOSE = "meetings.propose"
ATTEST = "meetings.attest"
SIGN = "meetings.sign"
# The papers of a meeting are still looked for after it.
SEEN_FOR = timedelta(days=60)
# A signature kept by a phone without network may come late; the sheet then says so.
SIGNED_FOR = timedelta(days=7)

CONVOCATION = """Bonjour,

{community} vous invite à cette réunion{again} :

{title}
{when}
{where}

{agenda}
Dites si vous venez, et lisez les documents, sur votre page personnelle, sans mot de passe :
{address}

Le jour de la réunion, signez votre présence ici, en un geste :
{signing}

Ces liens sont les vôtres : ne transférez pas ce mail. Le fichier joint inscrit la réunion dans
votre agenda.
"""
CANCELLATION = """Bonjour,

{community} {what} :

{title}
{when}
{reason}Les fichiers joints la retirent de votre agenda.
"""
CANCELLED = "annule cette réunion"
UNINVITED = "ne vous attend plus à cette réunion"
POLL = """Bonjour,

{community} cherche la date de cette réunion :

{title}

Dites pour chaque date si vous pouvez venir, en un geste et sans mot de passe, jusqu’au {by} :
{address}

Ce lien est personnel ; vous pourrez changer votre réponse jusqu’à la clôture du sondage.
Le fichier joint inscrit ces dates dans votre agenda, à confirmer : elles s’en iront avec la
convocation.

{dates}
"""
POLL_REMINDER = """Sondage de dates : {title} ({community})
Votre réponse est attendue jusqu’au {by} :
{address}"""
EVE = """Réunion : {title} ({community})
{when}
{where}
Ordre du jour et documents : {address}
Pour signer votre présence : {signing}"""


def convocation(
    meeting: Meeting,
    invitation: Invitation,
    address: str,
    *,
    at: datetime,
    agenda: str,
    proposed: Sequence[PollOption] = (),
) -> Letter:
    """Write a convocation, or what changed since the last one; the dates proposed before go."""
    again = invitation.sent_at is not None
    words = CONVOCATION.format(
        community=line(meeting.community.name),
        again=", dont quelque chose a changé" if again else "",
        title=line(meeting.title),
        when=when(meeting),
        where=where(meeting),
        agenda=agenda,
        address=personal(SEE, "meetings:seen", invitation, meeting.ends_at + SEEN_FOR),
        signing=signing_address(meeting, invitation),
    )
    subject = f"{'Changement' if again else 'Convocation'} : {meeting.title}, {when(meeting)}"
    return Letter(
        address=address,
        subject=subject,
        text=words,
        person=invitation.person,
        calendar=invitation_text(meeting, invitation, address, method=Method.REQUEST, at=at),
        calendar_method=Method.REQUEST.value,
        withdrawn=withdrawn_texts(meeting, proposed, at=at),
    )


def cancellation(
    meeting: Meeting,
    invitation: Invitation,
    address: str,
    *,
    at: datetime,
    proposed: Sequence[PollOption] = (),
) -> Letter:
    """Write that a meeting does not take place, or takes place without them.

    Whoever was only asked for a date hears nothing of an hour that was never chosen.
    """
    reason, is_convoked = meeting.cancelled_reason, invitation.sent_at is not None
    words = CANCELLATION.format(
        community=line(meeting.community.name),
        what=CANCELLED if meeting.is_cancelled else UNINVITED,
        title=line(meeting.title),
        when=f"{when(meeting)}\n" if is_convoked else "",
        reason=f"Motif : {line(reason)}\n\n" if reason else "",
    )
    told = f", {when(meeting)}" if is_convoked else ""
    letter = Letter(
        address=address,
        subject=f"Annulation : {meeting.title}{told}",
        text=words,
        person=invitation.person,
        withdrawn=withdrawn_texts(meeting, proposed, at=at),
    )
    if not is_convoked:
        return letter
    return replace(
        letter,
        calendar=invitation_text(meeting, invitation, address, method=Method.CANCEL, at=at),
        calendar_method=Method.CANCEL.value,
    )


def poll_request(
    poll: Poll,
    invitation: Invitation,
    address: str,
    *,
    dates: Sequence[PollOption],
    ends: datetime,
    at: datetime,
) -> Letter:
    """Write that a date is looked for, with the dates for the calendar."""
    meeting = poll.meeting
    words = POLL.format(
        community=line(meeting.community.name),
        title=line(meeting.title),
        by=f"{poll.answers_by:%d/%m/%Y}",
        address=personal(ANSWER_POLL, "meetings:answer_poll", invitation, ends),
        dates="\n".join(f"- {when(option)}" for option in dates),
    )
    return Letter(
        address=address,
        subject=f"Quand pouvez-vous venir ? {meeting.title}",
        text=words,
        person=invitation.person,
        calendar=proposed_text(meeting, dates, at=at),
        calendar_method=Method.PUBLISH.value,
    )


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
        signing=signing_address(meeting, invitation),
    )


def signing_address(meeting: Meeting, invitation: Invitation) -> str:
    """Return the link by which someone invited signs, and does nothing else."""
    return personal(SIGN, "meetings:sign", invitation, meeting.ends_at + SIGNED_FOR)


def personal_path(invitation: Invitation) -> str:
    """Return the path of the page of someone invited."""
    code = links.make(
        SEE,
        subject=invitation.uuid,
        person=invitation.person,
        expires_at=invitation.meeting.ends_at + SEEN_FOR,
    )
    return reverse("meetings:seen", args=[code])


def personal(purpose: str, view: str, invitation: Invitation, expires_at: datetime) -> str:
    """Return the whole address of a personal link."""
    code = links.make(
        purpose, subject=invitation.uuid, person=invitation.person, expires_at=expires_at
    )
    return links.absolute(reverse(view, args=[code]))


def where(meeting: Meeting) -> str:
    """Write where a meeting is: on site, by video, or both."""
    mode = meeting.mode_value
    places = [f"Participation : {mode.label}"] if mode is Mode.MIXED else []
    if meeting.place and mode is not Mode.REMOTE:
        places.append(line(meeting.place))
    if meeting.host:
        places.append(f"Accueil : {line(meeting.host.name)}")
    if meeting.video_link and mode is not Mode.ON_SITE:
        places.append(f"En visioconférence : {line(meeting.video_link)}")
    return "\n".join(places) or "Lieu à préciser"


def agenda_of(meeting: Meeting) -> str:
    """Write the agenda as a mail says it: the same for everyone."""
    items = meeting.agenda.filter(is_accepted=True).order_by("position")
    lines = [
        f"{rank}. {line(item.title)}"
        + (f" ({item.minutes} min)" if item.minutes else "")
        + (f", mission {Mission(item.mission).label}" if item.mission else "")
        for rank, item in enumerate(items, 1)
    ]
    return "Ordre du jour\n" + "\n".join(lines) + "\n" if lines else ""
