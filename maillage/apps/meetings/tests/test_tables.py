"""Are the tables of meetings handed over as spreadsheets, whole, harmless and journaled?"""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook
from time_machine import travel

from maillage.apps.accounts.models import User
from maillage.apps.journal.tests.make import assert_journaled
from maillage.apps.meetings.actions import follow_up
from maillage.apps.meetings.actions.attendance import Guest
from maillage.apps.meetings.actions.follow_up import Task
from maillage.apps.meetings.models import Sheet
from maillage.apps.meetings.tests import make, signing

pytestmark = pytest.mark.django_db


def table(user: User, name: str, *at: object, query: str = "") -> list[list[object]]:
    client = Client()
    client.force_login(user)
    with travel(signing.AFTER, tick=False):
        answer = client.get(reverse(f"meetings:{name}", args=at) + query)
    assert answer.status_code == 200
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    return [list(row) for row in book.get_sheet_by_index(0).to_python()]


@pytest.fixture
def held() -> tuple[Sheet, User]:
    sheet, secretary = signing.room()
    signing.sign(sheet, signing.line(sheet))
    signing.sign(sheet, Guest("=cmd|'/c calc'!A1", "Mairie"))
    return signing.sealed(sheet, secretary), secretary


def test_the_sheet_tells_who_was_there_and_how_long(held: tuple[Sheet, User]) -> None:
    sheet, secretary = held

    head, *rows = table(
        secretary, "sheet_workbook", sheet.meeting.community.slug, sheet.meeting.uuid
    )

    told = {str(row[0]): row for row in rows}
    assert (head[0], head[-1], len(rows)) == ("Nom", "Minutes", 4)
    # A formula that someone signed with stays their name.
    assert told["=cmd|'/c calc'!A1"][1] == "Mairie, invité"
    assert [row[-1] for row in told.values()].count(120.0) == 2
    assert_journaled("personal_data.read", what="feuille d’émargement exportée")


@pytest.mark.parametrize(
    ("query", "rows"),
    [("", 4), ("?depuis=2026-11-20&jusque=2026-11-20", 4), ("?depuis=2026-11-21", 0),
     ("?depuis=hier&jusque=2026-13-45", 4)],
)  # fmt: skip
def test_attendance_is_taken_over_a_period_from_sealed_sheets(
    held: tuple[Sheet, User], query: str, rows: int
) -> None:
    sheet, secretary = held
    community = sheet.meeting.community
    signing.meeting(community, by=secretary.person)

    found = table(secretary, "attendance_workbook", community.slug, query=query)

    assert len(found) == rows + 1


def test_every_action_is_told_with_what_it_became() -> None:
    sheet, secretary = signing.room()
    item = signing.minutes(sheet.meeting, secretary).items.get(position=1)
    follow_up.add_follow_up(
        item=item, task=Task("Écrire à la mairie"), by=secretary.person, at=signing.AFTER
    )

    [_, row] = table(secretary, "follow_ups_workbook", sheet.meeting.community.slug)

    assert (row[0], row[3], row[5]) == ("Écrire à la mairie", "à faire", "Bureau de novembre")


def test_the_answers_of_a_poll_are_a_table() -> None:
    community = make.cpts()
    chair = make.holder(community)
    meeting = make.prepared(community, chair.person)
    make.polled(meeting, chair.person)

    [head, row] = table(chair, "poll_workbook", community.slug, meeting.uuid)

    assert head == ["Personne", "08/12/2026 18:30", "09/12/2026 18:30", "15/12/2026 18:30"]
    assert row[0] == chair.person.full_name
