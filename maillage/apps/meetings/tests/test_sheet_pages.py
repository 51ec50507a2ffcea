"""The page of a sheet: filled by its secretary, read by members, shown in the room."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from time_machine import travel

from maillage.apps.accounts.models import User
from maillage.apps.accounts.tests import make as accounts
from maillage.apps.communities.tests import make as communities
from maillage.apps.meetings.models import Sheet
from maillage.apps.meetings.queries import room
from maillage.apps.meetings.tests import signing
from maillage.apps.meetings.tests.signing import AFTER, DURING
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def during_the_meeting() -> Iterator[None]:
    with travel(DURING, tick=False):
        yield


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(name: str, sheet: Sheet, *more: object) -> str:
    return reverse(
        f"meetings:{name}", args=[sheet.meeting.community.slug, sheet.meeting.uuid, *more]
    )


def test_the_secretary_opens_fills_and_seals_the_sheet_without_script() -> None:
    sheet, secretary = signing.room()
    client, line = signed_in(secretary), signing.line(sheet)
    client.post(
        at("mark_lines", sheet),
        {f"status-{line.uuid}": "EXCUSED", f"seen-{line.uuid}": "AWAITED", "channel": "PAPER"},
    )

    with travel(AFTER, tick=False):
        page = client.post(at("close_sheet", sheet), follow=True).content.decode()

    assert "Feuille close et scellée" in page
    assert Sheet.objects.get(pk=sheet.pk).digest in page
    assert signing.line(sheet).channel == "PAPER"


@pytest.mark.parametrize(
    "fields",
    [
        {"status-x": "PRESENT", "seen-x": "AWAITED"},
        {"status-": "PRESENT"},
        {"status-00000000-0000-0000-0000-000000000000": "PRESENT"},
        {"status-00000000-0000-0000-0000-000000000000": "KING", "seen-": "x"},
    ],
)
def test_lines_that_are_none_change_nothing(fields: dict[str, str]) -> None:
    sheet, secretary = signing.room()

    answer = signed_in(secretary).post(at("mark_lines", sheet), fields)

    assert answer.status_code == 302
    assert set(sheet.lines.values_list("status", flat=True)) == {"AWAITED"}


def test_a_line_is_filled_in_full_on_its_page() -> None:
    sheet, secretary = signing.room()
    line = signing.line(sheet)
    url = reverse("meetings:line", args=[sheet.meeting.community.slug, line.uuid])
    sent = {"seen": "AWAITED", "status": "PRESENT", "manner": "REMOTE", "arrived": "19:30"}

    page = signed_in(secretary).post(url, sent, follow=True).content.decode()

    assert "à distance, arrivée à 19 h 30" in page


def test_someone_who_left_after_midnight_left_the_day_after() -> None:
    sheet, secretary = signing.room()
    line = signing.line(sheet)
    said = {"seen": "AWAITED", "status": "PRESENT", "manner": "ON_SITE", "left": "00:10"}

    signed_in(secretary).post(
        reverse("meetings:line", args=[sheet.meeting.community.slug, line.uuid]), said
    )

    line.refresh_from_db()
    assert line.left_at is not None
    assert line.left_at - sheet.meeting.starts_at == timedelta(hours=5, minutes=10)


def test_a_wrong_proxy_is_told_on_the_page_of_the_line() -> None:
    sheet, secretary = signing.room()
    line = signing.line(sheet)
    url = reverse("meetings:line", args=[sheet.meeting.community.slug, line.uuid])

    page = signed_in(secretary).post(url, {"seen": "AWAITED", "status": "REPRESENTED"})

    assert "Choisissez la personne présente" in page.content.decode()


def test_the_quorum_of_the_statutes_is_shown_live() -> None:
    sheet, secretary = signing.room(names=3)
    client = signed_in(secretary)
    client.post(
        reverse("meetings:quorum", args=[sheet.meeting.community.slug]),
        {"share": "1/2", "counts_represented": "on", "proxies_per_person": "1"},
    )

    before = client.get(at("sheet", sheet)).content.decode()
    for number in range(2):
        signing.sign(sheet, signing.line(sheet, number))
    after = client.get(at("sheet", sheet)).content.decode()

    assert "Quorum non atteint" in before
    assert "il en manque 2" in before
    assert "Quorum atteint" in after


def test_a_rule_without_sense_is_told() -> None:
    sheet, secretary = signing.room()
    url = reverse("meetings:quorum", args=[sheet.meeting.community.slug])

    page = signed_in(secretary).post(
        url, {"share": "1", "is_more_than": "on", "proxies_per_person": "1"}
    )

    assert "ne peut être atteint" in page.content.decode()


def test_the_screen_of_the_room_shows_a_code_and_its_picture() -> None:
    sheet, secretary = signing.room()
    client = signed_in(secretary)

    page = client.get(at("room_screen", sheet))
    picture = client.get(at("room_picture", sheet))

    assert "Scannez pour signer" in page.content.decode()
    assert picture["Content-Type"] == "image/svg+xml"
    assert picture.content.startswith(b"<svg")


@pytest.mark.parametrize("order", ["", "?ordre=profession"])
def test_the_paper_sheet_is_a_pdf(order: str) -> None:
    sheet, secretary = signing.room()

    answer = signed_in(secretary).get(at("paper_sheet", sheet, "pdf") + order)

    assert answer.content.startswith(b"%PDF")


def test_a_member_reads_the_sheet_and_fills_nothing() -> None:
    sheet, _ = signing.room()
    client = signed_in(communities.holder(sheet.meeting.community, RoleKind.MEMBER))

    page = client.get(at("sheet", sheet)).content.decode()

    assert "Membre 000" in page
    assert 'type="radio"' not in page
    assert client.post(at("mark_lines", sheet)).status_code == 403
    assert client.get(at("room_screen", sheet)).status_code == 403


@pytest.mark.parametrize("name", ["sheet", "room_screen", "minutes"])
def test_for_a_stranger_the_sheet_does_not_exist(name: str) -> None:
    sheet, _ = signing.room()

    assert signed_in(accounts.user()).get(at(name, sheet)).status_code == 404


def test_a_sheet_of_three_hundred_costs_few_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    sheet, secretary = signing.room(names=300)
    client = signed_in(secretary)
    code = reverse("meetings:room", args=[sheet.uuid, room.code_at(sheet, DURING)])
    client.get(at("sheet", sheet))

    with django_assert_max_num_queries(25):
        client.get(at("sheet", sheet))
    with django_assert_max_num_queries(25):
        client.get(at("paper_sheet", sheet, "pdf"))
    with django_assert_max_num_queries(25):
        Client().get(code)
