"""Do mails leave, each once, whatever the mail server does? A real one answers here."""

import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import partial
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller
from django.core import mail as outbox
from django.core.management import call_command
from django.db import IntegrityError, transaction

from maillage.apps.accounts.queries import addresses_of
from maillage.apps.accounts.tests import make
from maillage.apps.post import actions as post
from maillage.apps.post import delivery, queries
from maillage.apps.post.delivery import Outcome
from maillage.apps.post.models import Mail, Reminder

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=2)


class Server:
    """A mail server that keeps what it is given, or answers that it cannot."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []
        self.refusal = ""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  # the name aiosmtpd calls
        if self.refusal:
            return self.refusal
        self.received.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = Server()
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield kept
    controller.stop()


def letter(address: str = "alix@exemple.test", **more: str) -> post.Letter:
    return post.Letter(address, more.get("subject", "Réunion"), "Bonjour,\n\nÀ mardi.\n")


def recall(what: str = "poll", due_at: datetime = NOW) -> post.Recall:
    return post.Recall(uuid4(), what, due_at, LATER)


def kept(address: str, text: str, **more: Any) -> Reminder:
    return post.keep_for_digest(person=None, address=address, text=text, recall=recall(**more))


def test_a_mail_reaches_a_real_server_with_its_accents_and_its_invitation(server: Server) -> None:
    calendar = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
    asked = post.Letter("alix@exemple.test", "Réunion", "À mardi.\n", None, calendar, "REQUEST")
    post.send_now([asked], at=NOW)

    assert delivery.deliver(at=NOW) == Outcome(sent=1)

    [message] = server.received
    assert message["subject"] == "Réunion"
    kinds = {part.get_content_type(): part for part in message.walk()}
    assert "À mardi." in kinds["text/plain"].get_content()
    assert kinds["text/calendar"].get_param("method") == "REQUEST"
    assert kinds["application/ics"].get_filename() == "invitation.ics"


def test_a_mail_leaves_once_however_often_the_command_runs() -> None:
    post.send_now([letter()], at=NOW)

    first, second = delivery.deliver(at=NOW), delivery.deliver(at=LATER)

    assert (first.sent, second.sent, len(outbox.outbox)) == (1, 0, 1)


def test_a_mail_refused_is_tried_again_later_and_leaves_when_the_server_is_back(
    server: Server,
) -> None:
    server.refusal = "451 Revenez plus tard"
    post.send_now([letter()], at=NOW)

    failed = delivery.deliver(at=NOW)
    too_early = delivery.deliver(at=NOW + timedelta(minutes=1))
    server.refusal = ""
    sent = delivery.deliver(at=NOW + timedelta(minutes=3))

    assert (failed, too_early, sent) == (Outcome(failed=1), Outcome(), Outcome(sent=1))
    assert Mail.objects.get().error == ""


def test_a_server_that_is_down_loses_nothing(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    post.send_now([letter(), letter("bo@exemple.test")], at=NOW)

    assert delivery.deliver(at=NOW) == Outcome(failed=2)

    assert queries.in_trouble().count() == 2


def test_a_mail_is_given_up_in_sight_after_two_days_of_trying(server: Server) -> None:
    server.refusal = "550 Adresse inconnue"
    subject = uuid4()
    post.send_now([letter()], at=NOW, about=subject)

    outcomes = [delivery.deliver(at=NOW + timedelta(days=day)) for day in range(9)]

    assert sum(each.failed for each in outcomes) == len(delivery.PAUSES)
    assert sum(each.given_up for each in outcomes) == 1
    assert queries.standing(subject)["given_up"] == 1
    assert "550" in queries.in_trouble().get().error


def test_a_mail_taken_by_another_sender_is_left_to_it() -> None:
    post.send_now([letter()], at=NOW)
    Mail.objects.update(due_at=NOW + delivery.TAKEN_FOR)

    assert delivery.deliver(at=NOW) == Outcome()


def test_a_hostile_subject_adds_no_header() -> None:
    [written] = post.send_now([letter(subject="Bonjour\r\nBcc: tous@exemple.test")], at=NOW)

    assert "\n" not in written.subject
    assert delivery.deliver(at=NOW).sent == 1


def test_the_lines_of_the_day_leave_in_one_mail() -> None:
    kept("alix@exemple.test", "Répondez au sondage.")
    kept("alix@exemple.test", "Réunion demain.", what="eve")
    kept("bo@exemple.test", "Réunion demain.", what="eve")

    assert delivery.gather(at=NOW) == 2
    assert delivery.deliver(at=NOW).sent == 2

    texts = {message.to[0]: message.body for message in outbox.outbox}
    assert "Répondez au sondage." in texts["alix@exemple.test"]
    assert "Réunion demain." in texts["alix@exemple.test"]


def test_no_second_digest_leaves_the_same_day() -> None:
    kept("alix@exemple.test", "Répondez au sondage.")
    delivery.gather(at=NOW)
    kept("alix@exemple.test", "Réunion demain.", what="eve")

    same_day = delivery.gather(at=NOW + timedelta(hours=5))
    next_day = delivery.gather(at=NOW + timedelta(hours=20))

    assert (same_day, next_day) == (0, 1)


def test_the_database_itself_refuses_a_second_digest() -> None:
    kept("alix@exemple.test", "Répondez au sondage.")
    delivery.gather(at=NOW)
    digest = Mail.objects.get()
    digest.pk, digest.uuid = None, uuid4()

    with pytest.raises(IntegrityError), transaction.atomic():
        digest.save()


def test_a_line_too_old_to_be_of_use_never_leaves() -> None:
    kept("alix@exemple.test", "Réunion demain.")

    assert delivery.gather(at=LATER) == 0
    assert not Reminder.objects.exists()


def test_what_is_done_is_not_recalled() -> None:
    line = kept("alix@exemple.test", "Répondez au sondage.")
    post.forget(about=line.about, what="poll", address=line.address)

    assert delivery.gather(at=NOW) == 0


def test_a_line_that_left_is_not_kept_again() -> None:
    once = recall()
    keep = partial(post.keep_once, person=None, address="alix@exemple.test", text="Demain.")
    first = keep(recall=once)
    delivery.gather(at=NOW)

    assert (first, keep(recall=once)) == (True, False)


def test_the_command_sends_and_tells_what_it_did() -> None:
    post.send_now([letter()], at=NOW)
    kept("bo@exemple.test", "Réunion demain.")
    Reminder.objects.update(useful_until=datetime(2100, 1, 1, tzinfo=UTC))
    said = StringIO()

    call_command("mails", "send", stdout=said)

    assert json.loads(said.getvalue()) == {"digests": 1, "sent": 2, "failed": 0, "given_up": 0}


def test_the_command_shows_what_does_not_leave() -> None:
    [written] = post.send_now([letter()], at=NOW)
    Mail.objects.filter(pk=written.pk).update(error="550", tries=3)
    said = StringIO()

    call_command("mails", "list", stdout=said)

    [shown] = json.loads(said.getvalue())
    assert (shown["address"], shown["tries"]) == ("alix@exemple.test", 3)


def test_people_without_an_account_have_no_address() -> None:
    user, nobody = make.user(), make.person()

    assert addresses_of([user.person, nobody]) == {user.person_id: user.email}
