"""Someone who came takes their attestation from their own page, without an account."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import travel

from maillage.apps.meetings import emails
from maillage.apps.meetings.models import Attestation, Sheet
from maillage.apps.meetings.tests import signing
from maillage.apps.meetings.tests.signing import AFTER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def after_the_meeting() -> Iterator[None]:
    with travel(AFTER, tick=False):
        yield


def page_of(sheet: Sheet, number: int = 0) -> str:
    invitation = signing.line(sheet, number).invitation
    assert invitation
    return emails.personal_path(invitation)


def offered(sheet: Sheet, number: int = 0) -> re.Match[str] | None:
    page = Client().get(page_of(sheet, number)).content.decode()
    return re.search(r"/reunions/attestation/[^\"]+", page)


def test_who_came_takes_it_once_the_sheet_is_sealed() -> None:
    sheet, secretary = signing.room()
    signing.sign(sheet, signing.line(sheet))
    before = offered(sheet)
    signing.sealed(sheet, secretary)

    address = offered(sheet)
    assert address
    answers = [Client().post(address[0]) for _ in range(2)]

    assert before is None
    assert [answer["Content-Type"] for answer in answers] == ["application/pdf"] * 2
    assert Attestation.objects.get().issued_by == signing.line(sheet).person


def test_who_did_not_come_is_offered_none() -> None:
    sheet, secretary = signing.room()
    signing.sealed(sheet, secretary)

    assert offered(sheet) is None


def test_the_link_that_reads_attests_nothing() -> None:
    sheet, secretary = signing.room()
    signing.sign(sheet, signing.line(sheet))
    signing.sealed(sheet, secretary)
    code = page_of(sheet).split("/")[-2]

    answer = Client().post(reverse("meetings:own_attestation", args=[code]))

    assert answer.status_code == 410
    assert not Attestation.objects.exists()
