"""Does whoever presides approve a relevé from a mail, and only what they read?"""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import travel

from maillage.apps.accounts.models import User
from maillage.apps.communities.tests import make as communities
from maillage.apps.meetings.models import Minutes, MinutesItem
from maillage.apps.meetings.tests import signing
from maillage.apps.meetings.tests.signing import AFTER
from maillage.apps.post.models import Mail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def after_the_meeting() -> Iterator[None]:
    with travel(AFTER, tick=False):
        yield


def begun() -> tuple[Minutes, MinutesItem, User]:
    sheet, secretary = signing.room()
    made = signing.minutes(sheet.meeting, secretary)
    return made, made.items.get(position=1), secretary


def asks(made: Minutes, by: User) -> str:
    client = Client()
    client.force_login(by)
    at = reverse("meetings:ask_approval", args=[made.community.slug, made.meeting.uuid])
    return client.post(at, follow=True).content.decode()


def asked_to_approve() -> tuple[Minutes, MinutesItem, User, str]:
    """A relevé written, and the link that the chair received."""
    made, item, secretary = begun()
    signing.written(item, secretary, "Conclu ceci")
    chair = communities.holder(made.community)
    asks(made, secretary)
    sent = Mail.objects.get(address=chair.email)
    found = re.search(r"https?://[^/]+(/releves/approuver/\S+)", sent.text)
    assert found
    return made, item, chair, found[1]


def mark_in(page: str) -> str:
    found = re.search(r'name="read" value="(\d+)"', page)
    assert found
    return found[1]


def test_the_chair_approves_from_a_mail_in_one_gesture_what_was_read() -> None:
    made, _, chair, link = asked_to_approve()

    page = Client().get(link).content.decode()
    done = Client().post(link, {"read": mark_in(page)}).content.decode()
    again = Client().post(link, {"read": mark_in(page)}).content.decode()

    made.refresh_from_db()
    assert "Conclu ceci" in page
    assert (made.reference, made.approved_by) == ("2026-01", chair.person)
    assert "approuvé sous le numéro 2026-01" in done
    assert "approuvé sous le numéro 2026-01" in again


def test_a_text_changed_meanwhile_is_read_again_before_it_is_approved() -> None:
    made, item, chair, link = asked_to_approve()
    mark = mark_in(Client().get(link).content.decode())
    signing.written(item, chair, "Conclu autre chose", over=1)

    page = Client().post(link, {"read": mark}).content.decode()

    made.refresh_from_db()
    assert made.state == "DRAFT"
    assert "a changé pendant que vous le lisiez" in page
    assert "Conclu autre chose" in page
    assert mark_in(page) != mark


def test_a_link_to_approve_expires_and_serves_only_who_still_may() -> None:
    made, _, chair, link = asked_to_approve()
    mark = mark_in(Client().get(link).content.decode())
    with travel(AFTER + timedelta(days=31), tick=False):
        late = Client().post(link, {"read": mark})
    chair.person.roles.update(until=communities.TODAY - timedelta(days=5))
    gone = Client().post(link, {"read": mark}).content.decode()

    made.refresh_from_db()
    assert (late.status_code, made.state) == (410, "DRAFT")
    assert "Vous ne pouvez pas" in gone


def test_nobody_else_to_ask_is_told() -> None:
    made, item, secretary = begun()
    signing.written(item, secretary, "Conclu")

    page = asks(made, secretary)

    assert "approuvez le relevé vous-même" in page
