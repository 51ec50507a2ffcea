"""Meetings for tests; the people and places are those of the communities' tests."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from maillage.apps.accounts.models import Person, User
from maillage.apps.communities.models import Affiliation, Community
from maillage.apps.communities.tests.make import NOW, TODAY, body, cpts, holder
from maillage.apps.meetings import emails
from maillage.apps.meetings.actions import convocation, feed, poll
from maillage.apps.meetings.actions import document as documents
from maillage.apps.meetings.actions import meeting as actions
from maillage.apps.meetings.actions.meeting import Plan
from maillage.apps.meetings.actions.poll import Proposal
from maillage.apps.meetings.models import Invitation, Meeting, Poll
from maillage.apps.post import links
from maillage.apps.post.models import Mail
from maillage.domain.meetings import Kind
from maillage.domain.roles import RoleKind

__all__ = ["NOW", "TODAY", "body", "cpts", "holder"]

STARTS = datetime(2026, 12, 8, 17, 30, tzinfo=UTC)


def plan(starts_at: datetime = STARTS, **more: object) -> Plan:
    given: dict[str, object] = {
        "kind": Kind.BOARD,
        "title": "Bureau de décembre",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=90),
        "place": "Maison de santé, 3 rue des Essais",
        "video_link": "https://visio.exemple.test/bureau",
    }
    return Plan(**(given | more))  # type: ignore[arg-type]  # passed through as named


def prepared(community: Community, by: Person, **more: object) -> Meeting:
    """A meeting in preparation, to which whoever holds a role is invited."""
    return actions.prepare_meeting(community=community, plan=plan(**more), by=by, at=NOW)  # type: ignore[arg-type]  # passed through as named


def convoked(community: Community, by: Person, **more: object) -> Meeting:
    meeting = prepared(community, by, **more)
    convocation.convoke(meeting=meeting, by=by, at=NOW)
    meeting.refresh_from_db()
    return meeting


def polled(meeting: Meeting, by: Person) -> Poll:
    """A poll on three evenings, to be answered within a week."""
    starts = [STARTS + timedelta(days=days) for days in (0, 1, 7)]
    proposal = Proposal(starts, TODAY + timedelta(days=7))
    return poll.open_poll(meeting=meeting, proposal=proposal, by=by, at=NOW)


def invitation_of(meeting: Meeting, user: User) -> Invitation:
    return meeting.invitations.select_related("meeting__community").get(person=user.person)


def mail_to(user: User) -> Mail:
    """The last mail written to someone."""
    return Mail.objects.filter(address=user.email).order_by("pk").reverse()[0]


def link_in(mail: Mail) -> str:
    """The path of the personal link in a mail."""
    address = next(
        word for word in mail.text.split() if word.startswith("http") and "/reunions/" in word
    )
    return "/" + address.split("/", 3)[3]


def inter_cpts(*members: Community) -> Community:
    """An inter-CPTS with its members."""
    above = body()
    for member in members:
        Affiliation.objects.create(
            member=member, body=above, since=TODAY - timedelta(days=900), member_rank=0, body_rank=1
        )
    return above


def member(community: Community) -> User:
    return holder(community, RoleKind.MEMBER)


def keys(community: Community, by: User) -> dict[str, UUID | str]:
    """What the doors of a community ask for: a meeting in preparation, its papers, its links."""
    planned, polling = (prepared(community, by.person) for _ in range(2))
    polled(polling, by.person)
    document = documents.add_document(
        meeting=planned, name="Essai.pdf", body=b"%PDF-1.7", by=by.person, at=NOW
    )
    until = NOW + timedelta(days=30)
    read, asked = (invitation_of(meeting, by).uuid for meeting in (planned, polling))
    return {
        "planned": planned.uuid,
        "agenda_point": planned.agenda.get(position=1).uuid,
        "polling": polling.uuid,
        "document": document.uuid,
        "reply_code": links.make(emails.REPLY, subject=read, person=None, expires_at=until),
        "propose_code": links.make(emails.PROPOSE, subject=read, person=None, expires_at=until),
        "seen_code": links.make(emails.SEE, subject=read, person=None, expires_at=until),
        "poll_code": links.make(emails.ANSWER_POLL, subject=asked, person=None, expires_at=until),
        "feed_code": feed.open_feed(person=by.person, community=None, at=NOW).secret,
    }
