"""The pages that sign: from the room or from a link, and what they refuse."""

import re
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import travel

from maillage.apps.accounts.models import Person, User
from maillage.apps.communities.tests import make as communities
from maillage.apps.meetings import emails
from maillage.apps.meetings.actions import sheet as sheets
from maillage.apps.meetings.actions.meeting import cancel_meeting
from maillage.apps.meetings.models import Meeting, Sheet
from maillage.apps.meetings.queries import room
from maillage.apps.meetings.queries.signing import signing_code
from maillage.apps.meetings.tests import signing
from maillage.apps.meetings.tests.signing import AFTER, DURING

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


def room_page(sheet: Sheet, code: str = "") -> str:
    return reverse("meetings:room", args=[sheet.uuid, code or room.code_at(sheet, DURING)])


def seat_in(page: str) -> str:
    found = re.search(r'name="seat" value="([^"]+)"', page)
    assert found
    return found[1]


def from_the_room(sheet: Sheet, **fields: str) -> str:
    phone = Client()
    seat = seat_in(phone.get(room_page(sheet)).content.decode())
    sent = {"seat": seat, "manner": "ON_SITE", **fields}
    return phone.post(reverse("meetings:sign_in_room", args=[sheet.uuid]), sent).content.decode()


# --- The room -----------------------------------------------------------------------------------


def test_someone_in_the_room_picks_their_name_and_signs_without_account() -> None:
    sheet, _ = signing.room()

    told = from_the_room(sheet, line=str(signing.line(sheet).uuid))

    assert "C’est signé" in told
    assert (signing.line(sheet).status, signing.line(sheet).channel) == ("PRESENT", "QR")


def test_a_guest_writes_their_name_and_it_stays_text() -> None:
    sheet, secretary = signing.room()

    from_the_room(sheet, name="<script>alert(1)</script> Zoé", capacity="Mairie")

    page = signed_in(secretary).get(at("sheet", sheet)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; Zoé" in page
    assert "Mairie, invité" in page


def test_someone_who_says_no_name_is_asked_for_one() -> None:
    sheet, _ = signing.room()

    assert "Écrivez vos nom et prénom" in from_the_room(sheet)


def test_a_name_already_signed_says_so() -> None:
    sheet, _ = signing.room()
    signing.sign(sheet, signing.line(sheet))

    assert "a déjà signé à" in from_the_room(sheet, line=str(signing.line(sheet).uuid))


def test_the_same_page_sent_twice_signs_once() -> None:
    sheet, _ = signing.room()
    phone = Client()
    seat = seat_in(phone.get(room_page(sheet)).content.decode())
    sent = {"seat": seat, "manner": "ON_SITE", "name": "Nora Essai"}

    answers = [
        phone.post(reverse("meetings:sign_in_room", args=[sheet.uuid]), sent) for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert sheet.lines.filter(guest_name="Nora Essai").count() == 1


@pytest.mark.parametrize("minutes", [0, 2])
def test_a_code_serves_a_few_minutes(minutes: int) -> None:
    sheet, _ = signing.room()

    with travel(DURING + timedelta(minutes=minutes), tick=False):
        assert Client().get(room_page(sheet)).status_code == 200


@pytest.mark.parametrize("code", ["", "0" * 20, "x"])
def test_a_code_too_old_or_false_opens_nothing(code: str) -> None:
    sheet, _ = signing.room()

    with travel(DURING + timedelta(minutes=4), tick=False):
        answer = Client().get(room_page(sheet, code))

    assert answer.status_code == 410
    assert "affiché maintenant dans la salle" in answer.content.decode()
    assert "Membre 000" not in answer.content.decode()


def test_the_code_of_a_sheet_opens_no_other() -> None:
    sheet, _ = signing.room()
    other, _ = signing.room()

    assert Client().get(room_page(other, room.code_at(sheet, DURING))).status_code == 410


def test_a_code_scanned_after_the_sealing_opens_nothing() -> None:
    sheet, secretary = signing.room()
    signing.sealed(sheet, secretary)

    answer = Client().get(room_page(sheet))

    assert answer.status_code == 410
    assert "est close" in answer.content.decode()


def test_a_signature_kept_by_a_phone_until_after_the_meeting_says_when_it_came() -> None:
    sheet, secretary = signing.room()
    phone = Client()
    seat = seat_in(phone.get(room_page(sheet)).content.decode())

    with travel(AFTER, tick=False):
        phone.post(
            reverse("meetings:sign_in_room", args=[sheet.uuid]),
            {"seat": seat, "manner": "ON_SITE", "line": str(signing.line(sheet).uuid)},
        )

    page = signed_in(secretary).get(at("sheet", sheet)).content.decode()
    assert "ajouté le 20/11/2026 à 21 h 30" in page


def test_a_signature_that_comes_after_the_sealing_is_told_why_it_is_not_kept() -> None:
    sheet, secretary = signing.room()
    phone = Client()
    seat = seat_in(phone.get(room_page(sheet)).content.decode())
    signing.sealed(sheet, secretary)

    answer = phone.post(
        reverse("meetings:sign_in_room", args=[sheet.uuid]),
        {"seat": seat, "manner": "ON_SITE", "name": "Nora Essai"},
    )

    assert "close et scellée" in answer.content.decode()
    assert not sheet.lines.filter(guest_name="Nora Essai").exists()


@pytest.mark.parametrize("seat", ["", "faux", "eyJhIjoxfQ:1abc:xyz"])
def test_an_altered_seat_signs_nothing(seat: str) -> None:
    sheet, _ = signing.room()

    answer = Client().post(
        reverse("meetings:sign_in_room", args=[sheet.uuid]),
        {"seat": seat, "manner": "ON_SITE", "name": "Nora"},
    )

    assert "C’est signé" not in answer.content.decode()
    assert sheet.lines.count() == 3


def test_the_seat_of_another_meeting_signs_nothing() -> None:
    sheet, _ = signing.room()
    other, _ = signing.room()

    Client().post(
        reverse("meetings:sign_in_room", args=[sheet.uuid]),
        {"seat": room.seat_for(other), "manner": "ON_SITE", "name": "Nora"},
    )

    assert not sheet.lines.exclude(guest_name="").exists()


# --- One's own link -----------------------------------------------------------------------------


def link(sheet: Sheet, number: int = 0) -> str:
    person = signing.line(sheet, number).person
    assert person is not None
    return own_link(sheet.meeting, person)


def own_link(meeting: Meeting, person: Person) -> str:
    return reverse("meetings:sign", args=[signing_code(meeting.invitations.get(person=person))])


def test_someone_signs_from_their_link_and_coming_back_says_it_is_done() -> None:
    sheet, _ = signing.room()
    mine = link(sheet)

    shown = Client().get(mine).content.decode()
    done = Client().post(mine, {"manner": "REMOTE"}).content.decode()

    assert "Membre 000" in shown
    assert "C’est signé" in done
    assert "C’est signé" in Client().get(mine).content.decode()
    assert signing.line(sheet).manner == "REMOTE"


def test_reading_a_link_signs_nothing() -> None:
    sheet, _ = signing.room()

    Client().get(link(sheet))

    assert signing.line(sheet).status == "AWAITED"


def test_an_altered_link_is_refused() -> None:
    sheet, _ = signing.room()
    mine = link(sheet)

    assert Client().get(mine[:-3] + "xx/").status_code == 410
    assert "Ce lien n’est pas complet" in Client().get(mine[:-3] + "xx/").content.decode()


def test_a_link_expires_a_week_after_the_meeting() -> None:
    sheet, _ = signing.room()
    mine = link(sheet)

    with travel(AFTER + timedelta(days=8), tick=False):
        answer = Client().post(mine, {"manner": "ON_SITE"})

    assert answer.status_code == 410
    assert signing.line(sheet).status == "AWAITED"


def test_a_link_used_after_the_sealing_says_whom_to_see() -> None:
    sheet, secretary = signing.room()
    mine = link(sheet)
    signing.sealed(sheet, secretary)

    answer = Client().post(mine, {"manner": "ON_SITE"})

    assert answer.status_code == 410
    assert "close et scellée" in answer.content.decode()


def test_a_link_before_the_sheet_is_open_says_to_come_back() -> None:
    cpts = communities.cpts()
    member = signing.member(cpts, "Membre")
    held = signing.meeting(cpts, member, by=communities.holder(cpts).person)

    answer = Client().get(own_link(held, member))

    assert "n’est pas encore ouverte" in answer.content.decode()


def test_the_page_of_the_convocation_leads_to_the_signature_while_the_sheet_is_open() -> None:
    sheet, secretary = signing.room()
    person = signing.line(sheet).person
    assert person is not None
    invitation = sheet.meeting.invitations.get(person=person)
    seen = emails.personal(emails.SEE, "meetings:seen", invitation, AFTER + timedelta(days=9))
    path = urlsplit(seen).path

    open_page = Client().get(path).content.decode()
    signing.sealed(sheet, secretary)
    sealed_page = Client().get(path).content.decode()

    assert "Signer ma présence" in open_page
    assert own_link(sheet.meeting, person) in open_page
    assert "Signer ma présence" not in sealed_page


def test_a_guest_known_by_mail_alone_signs_from_their_link() -> None:
    sheet, secretary = signing.room()
    held = signing.meeting(sheet.meeting.community, by=secretary.person)
    guest = held.invitations.create(guest_name="Mairie", guest_address="mairie@exemple.test")
    opened = sheets.open_sheet(meeting=held, by=secretary.person, at=DURING)

    path = urlsplit(emails.signing_address(held, guest)).path
    page = Client().post(path, {"manner": "ON_SITE"}).content.decode()

    line = opened.lines.get()
    assert "Mairie, votre présence" in page
    assert (line.guest_name, line.status, line.channel) == ("Mairie", "PRESENT", "LINK")


def test_the_link_that_signs_reads_nothing_and_the_link_that_reads_does_not_sign() -> None:
    sheet, _ = signing.room()
    code = link(sheet).rstrip("/").rpartition("/")[2]
    invitation = sheet.meeting.invitations.order_by("pk")[0]
    seen = emails.personal_path(invitation).rstrip("/").rpartition("/")[2]

    assert Client().get(reverse("meetings:seen", args=[code])).status_code == 410
    assert Client().post(reverse("meetings:sign", args=[seen])).status_code == 410


def test_the_link_of_a_meeting_cancelled_or_of_someone_no_longer_invited_says_so() -> None:
    cpts = communities.cpts()
    chair = communities.holder(cpts).person
    held = signing.meeting(cpts, chair, by=chair)
    mine = own_link(held, chair)
    cancel_meeting(meeting=held, reason="", by=chair, at=signing.STARTS - timedelta(days=2))
    cancelled = Client().get(mine)
    held.invitations.all().delete()
    gone = Client().get(mine)

    assert "il n’y a rien à signer" in cancelled.content.decode()
    assert "pas sur la feuille" in gone.content.decode()


def test_one_takes_part_by_default_in_the_way_of_the_meeting() -> None:
    sheet, _ = signing.room()
    sheet.meeting.mode = "REMOTE"
    sheet.meeting.save()

    assert 'value="REMOTE" checked' in re.sub(
        r' (id|required|class)(="[^"]*")?', "", Client().get(link(sheet)).content.decode()
    )
