"""Meetings held, sheets opened and relevés begun, for tests; nobody here exists."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from maillage.apps.accounts.models import Person, User
from maillage.apps.communities.models import Community, Role
from maillage.apps.communities.tests import make as communities
from maillage.apps.meetings.actions import attendance as attendance_acts
from maillage.apps.meetings.actions import attestation as attestation_acts
from maillage.apps.meetings.actions import follow_up as follow_up_acts
from maillage.apps.meetings.actions import minutes as minutes_acts
from maillage.apps.meetings.actions import sheet as sheet_acts
from maillage.apps.meetings.actions import statutes as statutes_acts
from maillage.apps.meetings.actions.attendance import Guest, Signature
from maillage.apps.meetings.actions.follow_up import Task
from maillage.apps.meetings.actions.minutes import Words
from maillage.apps.meetings.actions.minutes_mail import APPROVE
from maillage.apps.meetings.actions.minutes_mail import PURPOSE as READ_MINUTES
from maillage.apps.meetings.models import (
    AgendaItem,
    Attendance,
    Invitation,
    Meeting,
    Minutes,
    MinutesItem,
    Sheet,
)
from maillage.apps.meetings.queries.room import code_at
from maillage.apps.meetings.queries.signing import attesting_code, signing_code
from maillage.apps.post import links
from maillage.domain.attendance import Channel, Manner
from maillage.domain.quorum import Rule
from maillage.domain.roles import RoleKind

STARTS = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
ENDS = STARTS + timedelta(hours=2)
DURING = STARTS + timedelta(minutes=5)
AFTER = ENDS + timedelta(minutes=30)


def person(first: str = "Ana", last: str = "Essai", profession: str = "infirmière") -> Person:
    return Person.objects.create(first_name=first, last_name=last, profession=profession)


def member(community: Community, name: str, kind: RoleKind = RoleKind.MEMBER) -> Person:
    made = person(last=name)
    Role.objects.create(
        person=made, community=community, kind=kind.value, since=communities.LONG_AGO
    )
    return made


def meeting(community: Community, *people: Person, by: Person, points: int = 2) -> Meeting:
    """A meeting convoked, with its agenda."""
    made = Meeting.objects.create(
        community=community,
        kind="BOARD",
        title="Bureau de novembre",
        starts_at=STARTS,
        ends_at=ENDS,
        place="Maison de santé",
        state="CONVOKED",
        convoked_at=STARTS - timedelta(days=15),
        created_by=by,
        created_at=STARTS - timedelta(days=20),
    )
    for each in people:
        Invitation.objects.create(meeting=made, person=each)
    for number in range(1, points + 1):
        AgendaItem.objects.create(meeting=made, position=number, title=f"Point {number}")
    return made


def room(names: int = 3) -> tuple[Sheet, User]:
    """A sheet open with so many members awaited, and the secretary who runs it."""
    cpts = communities.cpts()
    secretary = communities.holder(cpts, RoleKind.SECRETARY)
    people = [member(cpts, f"Membre {number:03d}") for number in range(names)]
    made = meeting(cpts, *people, by=secretary.person)
    return sheet_acts.open_sheet(meeting=made, by=secretary.person, at=DURING), secretary


def line(sheet: Sheet, number: int = 0) -> Attendance:
    return sheet.lines.select_related("person").get(person__last_name=f"Membre {number:03d}")


def sign(sheet: Sheet, who: Attendance | Guest, *, at: datetime = DURING) -> Attendance:
    signature = Signature(
        who=who if isinstance(who, Guest) else who.uuid,
        manner=Manner.ON_SITE,
        channel=Channel.QR,
        gesture=uuid4(),
    )
    return attendance_acts.sign(sheet=sheet, signature=signature, at=at)


def sealed(sheet: Sheet, by: User) -> Sheet:
    return sheet_acts.close_sheet(sheet=sheet, by=by.person, at=AFTER)


def minutes(held: Meeting, by: User) -> Minutes:
    return minutes_acts.begin_minutes(meeting=held, by=by.person, at=DURING)


def written(
    item: MinutesItem, by: User, conclusions: str, *, over: int = 0, reason: str = ""
) -> object:
    return minutes_acts.write_item(
        item=item,
        words=Words(conclusions=conclusions),
        expected_version=over,
        by=by.person,
        at=AFTER,
        reason=reason,
    )


def rule(community: Community, asked: Rule, by: User) -> None:
    statutes_acts.set_rule(community=community, rule=asked, by=by.person, at=DURING)


def keys(community: Community, *people: User, by: User, at: datetime) -> dict[str, UUID | str]:
    """What the doors of a community ask for: a sheet open, one sealed, a relevé, an action."""
    runner = by.person
    expected = [each.person for each in people]
    sealed_one, open_one = (
        sheet_acts.open_sheet(
            meeting=meeting(community, *expected, by=runner), by=runner, at=DURING
        )
        for _ in range(2)
    )
    for each in (sealed_one, open_one):
        each.lines.filter(person=expected[0]).update(
            status="PRESENT", manner="ON_SITE", channel="PAPER", signed_at=DURING, noted_by=runner
        )
    sheet_acts.close_sheet(sheet=sealed_one, by=runner, at=AFTER)
    signed = sealed_one.lines.get(person=expected[0])
    proof = attestation_acts.issue_attestation(line=signed, by=runner, at=AFTER)
    made = minutes(open_one.meeting, by)
    item = made.items.get(position=1)
    task = Task("Écrire à la mairie", expected[0])
    return {
        "met": open_one.meeting.uuid,
        "line": open_one.lines.get(person=expected[0]).uuid,
        "attested_line": signed.uuid,
        "attestation_code": proof.code,
        "sheet": open_one.uuid,
        "room_code": code_at(open_one, at),
        "attest_code": attesting_code(sealed_one.meeting.invitations.get(person=expected[0])),
        "sign_code": signing_code(open_one.meeting.invitations.get(person=expected[0])),
        "approval_code": links.make(
            APPROVE, subject=made.uuid, person=runner, expires_at=at + timedelta(days=9)
        ),
        "minutes_code": links.make(
            READ_MINUTES, subject=made.uuid, person=None, expires_at=at + timedelta(days=9)
        ),
        "point": item.uuid,
        "follow_up": follow_up_acts.add_follow_up(item=item, task=task, by=runner, at=AFTER).uuid,
    }
