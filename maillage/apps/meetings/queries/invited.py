"""Whom may a community invite, who comes, and who has not said?"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from maillage.apps.accounts.models import Person
from maillage.apps.meetings import access, emails
from maillage.apps.meetings.models import Invitation, Meeting
from maillage.apps.members.queries.people import members_of
from maillage.apps.post import links
from maillage.domain.meetings import Reply, State, replies


@dataclass(frozen=True)
class Candidate:
    """Someone to invite, or a structure by its address."""

    key: str
    label: str
    person: Person | None = None
    address: str = ""


@dataclass(frozen=True)
class Candidates:
    """Those a community may invite, by groups; and who is invited already, by key."""

    groups: Sequence[tuple[str, list[Candidate]]]
    invited: frozenset[str]
    without_address: Sequence[str]


def candidates(meeting: Meeting, *, on: date) -> Candidates:
    """Return whom the community may invite, and those already invited."""
    roles = access.roles_of(meeting.community, on=on)
    known = {person.pk for person in roles}
    members = [p for p in members_of(meeting.community, on=on) if p.pk not in known]
    known |= {person.pk for person in members}
    invitations = list(meeting.invitations.select_related("person").order_by("pk"))
    others = [each.person for each in invitations if each.person and each.person_id not in known]
    listed = access.structures_of(meeting.community, on=on)
    structures = [
        Candidate(f"structure-{each.membership.uuid}", each.name, address=to)
        for each in listed
        if (to := each.address.lower())
    ]
    groups = [
        ("Bureau et rôles", [_person(each) for each in roles]),
        ("Membres de la liste", [_person(each) for each in members]),
        ("Structures, sans voix", structures),
        ("Invités d’ailleurs", [_person(each) for each in others]),
    ]
    addresses = {each.guest_address for each in invitations if each.guest_address}
    return Candidates(
        groups=[group for group in groups if group[1]],
        invited=frozenset(
            [str(each.person.uuid) for each in invitations if each.person]
            + [each.key for each in structures if each.address in addresses]
        ),
        without_address=[each.name for each in listed if not each.address],
    )


def _person(person: Person) -> Candidate:
    trade = f" ({person.profession})" if person.profession else ""
    return Candidate(str(person.uuid), f"{person}{trade}", person=person)


@dataclass(frozen=True)
class ReplyBox:
    """What someone convoked may announce, and the link that says it."""

    code: str
    said: Reply | None
    choices: Sequence[Reply]


def reply_box(invitation: Invitation, *, at: datetime) -> ReplyBox | None:
    """Return what someone convoked may announce; nothing once it has begun."""
    meeting = invitation.meeting
    is_to_come = meeting.state_value is State.CONVOKED and meeting.starts_at > at
    if not is_to_come or invitation.sent_at is None:
        return None
    code = links.make(
        emails.REPLY,
        subject=invitation.uuid,
        person=invitation.person,
        expires_at=meeting.ends_at,
    )
    return ReplyBox(code, invitation.reply_value, replies(meeting.mode_value))


def proposing_code(invitation: Invitation) -> str:
    """Return the code by which someone invited proposes points; empty when it is too late."""
    meeting = invitation.meeting
    if invitation.person is None or meeting.state_value not in {State.DRAFT, State.CONVOKED}:
        return ""
    return links.make(
        emails.PROPOSE,
        subject=invitation.uuid,
        person=invitation.person,
        expires_at=meeting.ends_at,
    )


def told_replies(invitations: Sequence[Invitation]) -> str:
    """Write who comes: « 12 sur place, 3 à distance, 2 excusés, 20 sans réponse »."""
    said = Counter(each.reply_value for each in invitations if each.sent_at)
    words = {Reply.ON_SITE: "sur place", Reply.REMOTE: "à distance"}
    told = [f"{said[reply]} {words[reply]}" for reply in words if said[reply]]
    if excused := said[Reply.NO]:
        told.append(f"{excused} excusé{'s' if excused > 1 else ''}")
    if not told:
        return ""
    return ", ".join([*told, f"{said[None]} sans réponse"])
