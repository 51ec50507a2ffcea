"""Does whoever is convoked say from the mail whether they come, and is it heeded?"""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from time_machine import travel

from maillage.apps.accounts.models import User
from maillage.apps.journal.tests.make import assert_journaled
from maillage.apps.meetings import emails
from maillage.apps.meetings.actions import eves, sheet
from maillage.apps.meetings.actions import meeting as meetings
from maillage.apps.meetings.actions.reply import NotThisWay, TooLateToReply, reply_to
from maillage.apps.meetings.models import Meeting
from maillage.apps.meetings.queries.invited import told_replies
from maillage.apps.meetings.tests import make
from maillage.apps.post import links
from maillage.apps.post.models import Reminder
from maillage.domain.meetings import Mode, Reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def someone() -> User:
    return make.member(make.cpts())


@pytest.fixture
def meeting(someone: User) -> Meeting:
    community = someone.person.roles.get().community
    return make.convoked(community, make.holder(community).person)


def says(meeting: Meeting, someone: User, reply: Reply) -> None:
    reply_to(invitation=make.invitation_of(meeting, someone), reply=reply, at=make.NOW)


def sends(code: str, reply: str) -> HttpResponse:
    with travel(make.NOW, tick=False):
        return Client(SERVER_NAME="localhost").post(  # type: ignore[return-value]  # a test response
            reverse("meetings:reply", args=[code]), {"reply": reply}, follow=True
        )


def code_for(meeting: Meeting, someone: User, purpose: str = emails.REPLY) -> str:
    held = make.invitation_of(meeting, someone)
    return links.make(
        purpose, subject=held.uuid, person=held.person, expires_at=make.NOW + timedelta(days=9)
    )


def test_the_page_of_the_mail_asks_and_one_gesture_answers(meeting: Meeting, someone: User) -> None:
    with travel(make.NOW, tick=False):
        page = Client(SERVER_NAME="localhost").get(make.link_in(make.mail_to(someone))).text

    answer = sends(code_for(meeting, someone), "REMOTE")

    assert "Je viendrai sur place" in page
    assert "Votre réponse : <strong>Je participerai à distance" in answer.text.replace("\xa0", " ")
    assert_journaled("meeting.replied")


def test_who_is_signed_in_comes_back_to_the_page_of_the_meeting(
    meeting: Meeting, someone: User
) -> None:
    client = Client(SERVER_NAME="localhost")
    client.force_login(someone)
    page = reverse("meetings:meeting", args=[meeting.community.slug, meeting.uuid])

    with travel(make.NOW, tick=False):
        shown = client.get(page).text
        answer = client.post(
            reverse("meetings:reply", args=[code_for(meeting, someone)]), {"reply": "NO"}
        )

    assert "Je ne pourrai pas venir" in shown
    assert answer["Location"] == page


def test_a_link_made_to_read_does_not_reply(meeting: Meeting, someone: User) -> None:
    answer = sends(code_for(meeting, someone, emails.SEE), "NO")

    assert answer.status_code == 410
    assert make.invitation_of(meeting, someone).reply == ""


def test_an_altered_link_or_one_too_old_keeps_no_reply(meeting: Meeting, someone: User) -> None:
    code = code_for(meeting, someone)
    late = links.make(
        emails.REPLY,
        subject=make.invitation_of(meeting, someone).uuid,
        person=someone.person,
        expires_at=make.NOW - timedelta(minutes=1),
    )

    altered, expired = (
        sends("A" + code[1:] if code[0] != "A" else "B" + code[1:], "NO"),
        sends(late, "NO"),
    )

    assert (altered.status_code, expired.status_code) == (410, 410)
    assert "a été modifié" in altered.text
    assert "ne sert plus depuis le" in expired.text
    assert make.invitation_of(meeting, someone).reply == ""


def test_an_answer_that_was_not_offered_is_told_so(meeting: Meeting, someone: User) -> None:
    answer = sends(code_for(meeting, someone), "PEUT-ETRE")

    assert make.invitation_of(meeting, someone).reply == ""
    assert answer.status_code == 200
    assert "Sélectionnez un choix valide" in answer.text


def test_who_said_no_is_excused_on_the_sheet_and_not_recalled(
    meeting: Meeting, someone: User
) -> None:
    says(meeting, someone, Reply.NO)

    eves.remind_eves(at=meeting.starts_at - timedelta(hours=20))
    opened = sheet.open_sheet(meeting=meeting, by=meeting.created_by, at=meeting.starts_at)

    line = opened.lines.get(person=someone.person)
    assert (line.status, line.channel, line.signed_at) == ("EXCUSED", "LINK", make.NOW)
    assert not Reminder.objects.filter(address=someone.email).exists()


def test_nobody_announces_a_way_that_the_meeting_has_not(someone: User) -> None:
    community = someone.person.roles.get().community
    held = make.convoked(community, make.holder(community).person, mode=Mode.ON_SITE)

    with pytest.raises(NotThisWay, match="sur place"):
        says(held, someone, Reply.REMOTE)


def test_a_reply_comes_too_late_once_the_sheet_is_open(meeting: Meeting, someone: User) -> None:
    sheet.open_sheet(meeting=meeting, by=meeting.created_by, at=meeting.starts_at)

    with pytest.raises(TooLateToReply, match="en cours"):
        says(meeting, someone, Reply.NO)


def test_a_meeting_moved_asks_again(meeting: Meeting, someone: User) -> None:
    says(meeting, someone, Reply.ON_SITE)

    meetings.edit_meeting(
        meeting=meeting,
        plan=make.plan(make.STARTS + timedelta(days=2)),
        expected_version=0,
        by=meeting.created_by,
        at=make.NOW,
    )

    assert make.invitation_of(meeting, someone).reply == ""


def test_who_comes_is_told_in_one_line(meeting: Meeting, someone: User) -> None:
    assert told_replies(list(meeting.invitations.order_by("pk"))) == ""

    says(meeting, someone, Reply.ON_SITE)

    told = told_replies(list(meeting.invitations.order_by("pk")))
    assert told == "1 sur place, 1 sans réponse"
