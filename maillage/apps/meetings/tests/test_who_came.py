"""Someone who was not expected comes, or writes their name: who are they?"""

import pytest

from maillage.apps.communities.models import Community
from maillage.apps.communities.tests import make as communities
from maillage.apps.meetings.actions import attendance, sheet
from maillage.apps.meetings.actions.attendance import AlreadySigned, Guest, Mark
from maillage.apps.meetings.models import Attendance, Sheet
from maillage.apps.meetings.queries import sheet as queries
from maillage.apps.meetings.queries.attendance import attendance as attended
from maillage.apps.meetings.tests import signing
from maillage.apps.meetings.tests.signing import DURING
from maillage.apps.members.tests import make as members
from maillage.domain.attendance import Channel, Status
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.django_db


def board() -> tuple[Sheet, Community]:
    """A sheet open for a board of one, whose secretary alone is expected."""
    cpts = communities.cpts()
    secretary = communities.holder(cpts, RoleKind.SECRETARY).person
    made = signing.meeting(cpts, secretary, by=secretary)
    return sheet.open_sheet(meeting=made, by=secretary, at=DURING), cpts


def test_a_member_who_was_not_convoked_is_known_by_their_name_and_has_no_voice() -> None:
    opened, cpts = board()
    someone = members.member(cpts, "Zoé", "de Saint-Rémy").person

    line = signing.sign(opened, Guest("DE SAINT REMY Zoe"))
    sheet.close_sheet(sheet=opened, by=opened.opened_by, at=signing.AFTER)

    assert (line.person, line.is_voter) == (someone, False)
    assert [each.meeting for each in attended(person=someone)] == [opened.meeting]


def test_someone_expected_who_writes_their_name_signs_their_own_line() -> None:
    opened, _ = board()

    line = signing.sign(opened, Guest(opened.opened_by.full_name.upper()))

    assert line.person == opened.opened_by
    assert opened.lines.count() == 1


def test_a_name_already_signed_is_not_written_twice() -> None:
    opened, _ = board()
    signing.sign(opened, Guest("Ève Dupré"))

    with pytest.raises(AlreadySigned, match="ajoutez une initiale"):
        attendance.add_guest(sheet=opened, guest=Guest("dupre eve"), by=opened.opened_by, at=DURING)

    assert opened.lines.count() == 2


def test_two_members_of_the_same_name_are_not_told_apart_by_it() -> None:
    opened, cpts = board()
    for _ in range(2):
        members.member(cpts, "Alix", "Essaim")

    assert signing.sign(opened, Guest("Alix Essaim")).person is None


def test_the_page_proposes_the_names_the_community_knows_and_that_are_not_there() -> None:
    opened, cpts = board()
    members.member(cpts, "Odile", "Essaim")

    page = queries.sheet_page(opened.meeting, opened.opened_by, on=communities.TODAY)

    assert page.known == ["Odile Essaim"]


def test_lines_keep_their_number_whoever_adds_themselves() -> None:
    opened, _ = signing.room(names=2)
    signing.sign(opened, Guest("Aaron Abel"))

    rows = queries.rows_of(Sheet.objects.get())

    assert [(row.number, row.line.name) for row in rows] == [
        (1, "Ana Membre 000"),
        (2, "Ana Membre 001"),
        (3, "Aaron Abel"),
    ]


def test_at_a_meeting_held_by_video_nobody_is_said_on_site() -> None:
    opened, secretary = signing.room(names=1)
    opened.meeting.mode = "REMOTE"
    opened.meeting.save()
    mark = Mark(signing.line(opened).uuid, Status.AWAITED, Status.PRESENT)

    attendance.mark_lines(
        sheet=opened, marks=[mark], channel=Channel.SECRETARY, by=secretary.person, at=DURING
    )
    attendance.add_guest(sheet=opened, guest=Guest("Ève Dupré"), by=secretary.person, at=DURING)

    assert set(Attendance.objects.values_list("manner", flat=True)) == {"REMOTE"}


def test_the_paper_puts_the_spellings_of_a_profession_under_one_heading() -> None:
    cpts = communities.cpts()
    by = communities.holder(cpts, RoleKind.SECRETARY).person
    trades = ["IDEL", "infirmière libérale", "médecin généraliste", "secrétaire médicale"]
    people = [signing.person(profession=trade) for trade in trades]
    opened = sheet.open_sheet(meeting=signing.meeting(cpts, *people, by=by), by=by, at=DURING)

    paper = queries.paper_sheet(opened.meeting, by_profession=True, address="")

    assert [(part.title, len(part.people)) for part in paper.parts] == [
        ("Infirmiers", 2),
        ("Médecins", 1),
        ("Secrétaire médicale", 1),
    ]
