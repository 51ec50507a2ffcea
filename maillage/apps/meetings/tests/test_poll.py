"""Is a date found with everyone, from a phone, without an account?"""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.core import mail as outbox
from django.test import Client
from icalendar import Calendar
from time_machine import travel

from maillage.apps.journal.tests.make import assert_journaled
from maillage.apps.meetings import emails
from maillage.apps.meetings.actions import convocation
from maillage.apps.meetings.actions import meeting as meetings
from maillage.apps.meetings.actions import poll as actions
from maillage.apps.meetings.actions.convocation import Guest, Invited
from maillage.apps.meetings.actions.poll import (
    AnswersDueInThePast,
    DatesMissing,
    NotADateOfThisPoll,
    PollAlreadyThere,
    PollClosed,
    Proposal,
)
from maillage.apps.meetings.models import Meeting, PollAnswer
from maillage.apps.meetings.queries.polls import poll_page
from maillage.apps.meetings.tests import make
from maillage.apps.post import delivery, links
from maillage.apps.post.models import Mail, Reminder
from maillage.domain.meetings import Answer, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    community = make.cpts()
    return make.prepared(community, make.holder(community).person)


def answers(meeting: Meeting, *said: Answer) -> dict[UUID, Answer]:
    options = meeting.poll.options.order_by("starts_at")
    return {option.uuid: answer for option, answer in zip(options, said, strict=True)}


def browser() -> Client:
    return Client(SERVER_NAME="localhost")


def test_everyone_answers_from_the_link_in_their_mail(meeting: Meeting) -> None:
    someone = make.member(meeting.community)
    meeting.invitations.create(person=someone.person)
    make.polled(meeting, meeting.created_by)
    url = make.link_in(make.mail_to(someone))

    with travel(make.NOW, tick=False):
        page = browser().get(url)
        done = browser().post(url, {"date_0": "YES", "date_1": "IF_NEED_BE", "date_2": "NO"})

    assert "Mardi 8 décembre 2026" in page.content.decode()
    assert done.status_code == 302
    said = PollAnswer.objects.filter(invitation__person=someone.person).order_by("option")
    assert [each.answer for each in said] == ["YES", "IF_NEED_BE", "NO"]
    assert_journaled("poll.answered", number=3)


def test_answering_again_changes_the_answer(meeting: Meeting) -> None:
    make.polled(meeting, meeting.created_by)
    invitation = meeting.invitations.get()

    for said in (Answer.NO, Answer.YES):
        actions.answer_poll(
            invitation=invitation, answers=answers(meeting, said, said, said), at=make.NOW
        )

    assert set(PollAnswer.objects.values_list("answer", flat=True)) == {"YES"}
    assert PollAnswer.objects.count() == 3


def test_only_those_who_have_not_answered_are_reminded(meeting: Meeting) -> None:
    silent = make.member(meeting.community)
    meeting.invitations.create(person=silent.person)
    make.polled(meeting, meeting.created_by)
    actions.answer_poll(
        invitation=meeting.invitations.get(person=meeting.created_by),
        answers=answers(meeting, *[Answer.YES] * 3),
        at=make.NOW,
    )

    early = delivery.gather(at=make.NOW + timedelta(days=3))
    due = delivery.gather(at=make.NOW + timedelta(days=6))

    assert (early, due) == (0, 1)
    assert Reminder.objects.get().address == silent.email


def test_the_date_chosen_becomes_the_convocation_in_one_gesture(meeting: Meeting) -> None:
    poll = make.polled(meeting, meeting.created_by)
    chosen = poll.options.order_by("starts_at")[1]

    held = actions.choose_date(
        meeting=meeting, option=chosen.uuid, by=meeting.created_by, at=make.NOW
    )

    assert held.state_value is State.CONVOKED
    assert held.starts_at == chosen.starts_at
    assert meeting.invitations.get().sent_at == make.NOW
    assert not Reminder.objects.exists()


def test_an_answer_after_closing_changes_nothing_and_says_the_date(meeting: Meeting) -> None:
    poll = make.polled(meeting, meeting.created_by)
    chosen = poll.options.order_by("starts_at")[0]
    actions.choose_date(meeting=meeting, option=chosen.uuid, by=meeting.created_by, at=make.NOW)

    with pytest.raises(PollClosed, match="08/12/2026"):
        actions.answer_poll(
            invitation=meeting.invitations.get(),
            answers=answers(meeting, *[Answer.YES] * 3),
            at=make.NOW,
        )

    assert not PollAnswer.objects.exists()


def test_a_poll_whose_meeting_is_cancelled_is_closed(meeting: Meeting) -> None:
    make.polled(meeting, meeting.created_by)
    meetings.cancel_meeting(meeting=meeting, reason="", by=meeting.created_by, at=make.NOW)

    with pytest.raises(PollClosed, match="annulée"):
        actions.answer_poll(
            invitation=meeting.invitations.get(),
            answers=answers(meeting, *[Answer.YES] * 3),
            at=make.NOW,
        )


@pytest.mark.parametrize(("cut", "put"), [(0, "AAAA"), (4, ""), (90, "")])
def test_an_altered_link_opens_nothing(meeting: Meeting, cut: int, put: str) -> None:
    make.polled(meeting, meeting.created_by)
    user = meeting.created_by.user
    *start, code, _ = make.link_in(make.mail_to(user)).split("/")

    altered = put + code[cut or 4 :] if put or cut == 4 else code[:cut]
    with travel(make.NOW, tick=False):
        response = browser().get("/".join([*start, altered, ""]))

    assert response.status_code == 410
    assert "modifié" in response.content.decode()


def test_a_link_made_to_read_does_not_answer(meeting: Meeting) -> None:
    make.polled(meeting, meeting.created_by)
    invitation = meeting.invitations.get()
    code = links.make(
        emails.SEE, subject=invitation.uuid, person=None, expires_at=make.NOW + timedelta(days=1)
    )

    with travel(make.NOW, tick=False):
        response = browser().post(f"/reunions/sondage/{code}/", {"date_0": "YES"})

    assert response.status_code == 410


def test_a_link_expires_with_the_last_date(meeting: Meeting) -> None:
    make.polled(meeting, meeting.created_by)
    url = make.link_in(make.mail_to(meeting.created_by.user))

    with travel(datetime(2026, 12, 16, tzinfo=UTC), tick=False):
        response = browser().get(url)

    assert response.status_code == 410
    assert "15/12/2026" in response.content.decode()


def test_a_date_of_another_poll_is_refused(meeting: Meeting) -> None:
    make.polled(meeting, meeting.created_by)
    other = make.prepared(meeting.community, meeting.created_by)
    make.polled(other, meeting.created_by)

    with pytest.raises(NotADateOfThisPoll):
        actions.answer_poll(
            invitation=meeting.invitations.get(),
            answers=answers(other, *[Answer.YES] * 3),
            at=make.NOW,
        )


def test_a_poll_proposes_at_least_two_dates_to_come(meeting: Meeting) -> None:
    late = make.TODAY + timedelta(days=3)
    past = make.NOW - timedelta(days=1)

    for starts in ([], [make.STARTS], [make.STARTS, make.STARTS], [make.STARTS, past]):
        with pytest.raises(DatesMissing):
            actions.open_poll(
                meeting=meeting,
                proposal=Proposal(starts, late),
                by=meeting.created_by,
                at=make.NOW,
            )


def test_answers_are_due_later_than_today(meeting: Meeting) -> None:
    proposal = Proposal([make.STARTS, make.STARTS + timedelta(days=1)], make.TODAY)

    with pytest.raises(AnswersDueInThePast):
        actions.open_poll(meeting=meeting, proposal=proposal, by=meeting.created_by, at=make.NOW)


def test_a_meeting_has_one_poll_and_none_once_convoked(meeting: Meeting) -> None:
    make.polled(meeting, meeting.created_by)
    other = make.convoked(meeting.community, meeting.created_by)

    for each in (meeting, other):
        with pytest.raises(PollAlreadyThere):
            make.polled(each, meeting.created_by)


def test_the_table_of_answers_asks_as_few_questions_for_300_people(
    meeting: Meeting, django_assert_num_queries: object
) -> None:
    meeting.invitations.bulk_create(
        meeting.invitations.model(
            meeting=meeting, guest_name=f"Invité {n}", guest_address=f"i{n}@exemple.test"
        )
        for n in range(300)
    )
    poll = make.polled(meeting, meeting.created_by)

    with django_assert_num_queries(3):  # type: ignore[operator]  # pytest-django's own
        page = poll_page(poll)

    assert (len(page.asked), page.answered) == (301, 0)


def test_mails_leave_once_the_act_is_committed(
    meeting: Meeting, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # pytest-django's own
        make.polled(meeting, meeting.created_by)
        assert outbox.outbox == []

    assert [mail.to for mail in outbox.outbox] == [[meeting.created_by.user.email]]


# --- In calendars -------------------------------------------------------------------------------


def test_the_dates_proposed_come_with_the_mail_all_provisional(meeting: Meeting) -> None:
    make.polled(meeting, meeting.created_by)

    sent = make.mail_to(meeting.created_by.user)
    written = Calendar.from_ical(sent.calendar)

    assert written["method"] == sent.calendar_method == "PUBLISH"
    assert [str(event["status"]) for event in written.walk("VEVENT")] == ["TENTATIVE"] * 3
    # RFC 5546, 3.2.1: what is published says who publishes it.
    assert all("ORGANIZER" in event for event in written.walk("VEVENT"))
    assert "- mardi 8 décembre 2026" in sent.text


def withdrawn_in(mail: Mail) -> list[tuple[str, str, str, int]]:
    told = []
    for text in mail.withdrawn:
        file = Calendar.from_ical(text)
        [event] = file.walk("VEVENT")
        told.append(
            (
                str(file["method"]),
                str(event["uid"]),
                str(event["status"]),
                int(str(event["sequence"])),
            )
        )
    return told


def test_once_a_date_is_chosen_all_those_proposed_leave_the_calendar(meeting: Meeting) -> None:
    poll = make.polled(meeting, meeting.created_by)
    options = list(poll.options.order_by("starts_at"))

    actions.choose_date(meeting=meeting, option=options[1].uuid, by=meeting.created_by, at=make.NOW)

    sent = make.mail_to(meeting.created_by.user)
    assert sent.calendar_method == "REQUEST"
    assert withdrawn_in(sent) == [
        ("CANCEL", f"{option.uuid}@maillage", "CANCELLED", 1) for option in options
    ]
    names = [a.filename for a in delivery.message_of(sent).attachments]
    assert names == ["invitation.ics", *(f"date-retiree-{rank}.ics" for rank in (1, 2, 3))]


def test_whoever_was_asked_for_a_date_is_told_that_the_meeting_is_cancelled(
    meeting: Meeting,
) -> None:
    make.polled(meeting, meeting.created_by)

    meetings.cancel_meeting(meeting=meeting, reason="Neige.", by=meeting.created_by, at=make.NOW)

    sent = make.mail_to(meeting.created_by.user)
    assert "annule cette réunion" in sent.text
    assert "2026" not in sent.subject
    assert len(sent.withdrawn) == 3
    assert sent.calendar == ""


def test_someone_invited_while_the_date_is_looked_for_is_asked_too(meeting: Meeting) -> None:
    make.polled(meeting, meeting.created_by)
    guest = Guest("Mairie", "mairie@exemple.test")

    for _ in range(2):
        convocation.invite_guest(meeting=meeting, guest=guest, by=meeting.created_by, at=make.NOW)

    [mail] = Mail.objects.filter(address="mairie@exemple.test")
    assert mail.subject.startswith("Quand pouvez-vous venir")
    assert Reminder.objects.filter(address="mairie@exemple.test").count() == 1


def test_someone_no_longer_invited_is_not_reminded_of_the_poll(meeting: Meeting) -> None:
    someone = make.member(meeting.community)
    meeting.invitations.create(person=someone.person)
    make.polled(meeting, meeting.created_by)

    convocation.set_invitees(
        meeting=meeting,
        invited=Invited([meeting.created_by]),
        by=meeting.created_by,
        at=make.NOW,
    )

    assert not Reminder.objects.filter(address=someone.email).exists()
    assert len(make.mail_to(someone).withdrawn) == 3
