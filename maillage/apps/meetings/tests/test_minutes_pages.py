"""The pages of the relevé, of what follows, and of attestations."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from time_machine import travel

from maillage.apps.accounts.models import User
from maillage.apps.communities.tests import make as communities
from maillage.apps.meetings import emails
from maillage.apps.meetings.actions import follow_up, reminders
from maillage.apps.meetings.actions.attestation import issue_attestation
from maillage.apps.meetings.actions.follow_up import Task
from maillage.apps.meetings.models import Attestation, FollowUp, Meeting, Minutes, MinutesItem
from maillage.apps.meetings.queries.minutes import minutes_document
from maillage.apps.meetings.tests import signing
from maillage.apps.meetings.tests.signing import AFTER
from maillage.apps.post.models import Mail, Reminder
from maillage.domain.minutes import FollowUpState
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def after_the_meeting() -> Iterator[None]:
    with travel(AFTER, tick=False):
        yield


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def begun() -> tuple[Minutes, MinutesItem, User]:
    sheet, secretary = signing.room()
    made = signing.minutes(sheet.meeting, secretary)
    return made, made.items.get(position=1), secretary


def at(name: str, minutes: Minutes, *more: object) -> str:
    slug, uuid = minutes.community.slug, minutes.meeting.uuid
    return reverse(f"meetings:{name}", args=[slug, uuid, *more])


def point(name: str, item: MinutesItem) -> str:
    return reverse(f"meetings:{name}", args=[item.minutes.community.slug, item.uuid])


def test_minutes_is_begun_written_approved_and_sent_from_its_page() -> None:
    sheet, secretary = signing.room()
    guest = communities.holder(sheet.meeting.community, RoleKind.MEMBER)
    sheet.meeting.invitations.create(person=guest.person)
    client, slug = signed_in(secretary), sheet.meeting.community.slug
    client.post(reverse("meetings:begin_minutes", args=[slug, sheet.meeting.uuid]))
    made = Minutes.objects.get()
    client.post(
        point("write_item", made.items.get(position=1)),
        {"expected_version": "0", "conclusions": "Retenu :\n- un\n- <b>deux</b>"},
    )
    client.post(at("approve_minutes", made))

    page = client.post(at("send_minutes", made), follow=True).content.decode()

    assert "n°\u00a02026-01" in page
    assert "<li>&lt;b&gt;deux&lt;/b&gt;</li>" in page
    assert Mail.objects.get().person == guest.person
    assert "2026-01" in Mail.objects.get().subject


def test_the_mail_leads_to_the_document_without_account_for_a_time() -> None:
    made, item, secretary = begun()
    guest = communities.holder(made.community, RoleKind.MEMBER)
    made.meeting.invitations.create(person=guest.person)
    signing.written(item, secretary, "Conclu")
    client = signed_in(secretary)
    client.post(at("approve_minutes", made))
    client.post(at("send_minutes", made))
    found = re.search(r"https?://[^/]+(/releves/\S+)", Mail.objects.get().text)
    assert found

    answer = Client().get(found[1])

    assert answer.content.startswith(b"%PDF")
    assert Client().get(found[1][:-4] + "abc/").status_code == 410
    with travel(AFTER.replace(year=2027), tick=False):
        assert Client().get(found[1]).status_code == 410


def test_the_second_writer_keeps_her_text_and_sees_the_other() -> None:
    made, item, secretary = begun()
    signing.written(item, secretary, "Le texte de la première")
    client = signed_in(communities.holder(made.community))

    told = client.post(
        point("write_item", item), {"expected_version": "0", "conclusions": "Celui de la seconde"}
    ).content.decode()

    assert "Le texte de la première" in told
    assert "Celui de la seconde</textarea>" in told
    assert 'name="expected_version" value="1"' in told


def test_a_correction_asks_for_its_reason_and_shows_the_former_text() -> None:
    made, item, secretary = begun()
    signing.written(item, secretary, "Ancien texte")
    client = signed_in(secretary)
    client.post(at("approve_minutes", made))
    sent = {"expected_version": "1", "conclusions": "Nouveau texte"}

    refused = client.post(point("write_item", item), sent).content.decode()
    client.post(point("write_item", item), {**sent, "reason": "Date fausse"})

    page = client.get(at("minutes", made)).content.decode()
    assert "dites en quelques mots pourquoi" in refused
    assert "Nouveau texte" in page
    assert "Ancien texte" in page
    assert "Date fausse" in page


@pytest.mark.parametrize(("format", "magic"), [("pdf", b"%PDF"), ("docx", b"PK"), ("odt", b"PK")])
def test_the_minutes_is_downloaded_in_three_formats(format: str, magic: bytes) -> None:
    made, item, secretary = begun()
    signing.written(item, secretary, "Conclu")

    answer = signed_in(secretary).get(at("download_minutes", made, format))

    assert answer.content.startswith(magic)


def test_a_member_reads_the_minutes_and_does_not_write() -> None:
    made, item, secretary = begun()
    signing.written(item, secretary, "Conclu ceci")
    client = signed_in(communities.holder(made.community, RoleKind.MEMBER))

    assert "Conclu ceci" in client.get(at("minutes", made)).content.decode()
    assert client.get(point("write_item", item)).status_code == 403
    assert client.post(at("approve_minutes", made)).status_code == 403


def test_a_point_of_another_community_is_not_reached_through_mine() -> None:
    _, item, _ = begun()
    mine, _, secretary = begun()
    url = reverse("meetings:write_item", args=[mine.community.slug, item.uuid])

    assert signed_in(secretary).get(url).status_code == 404


# --- What comes back ----------------------------------------------------------------------------


def next_meeting(item: MinutesItem, by: User) -> Meeting:
    held = signing.meeting(item.minutes.community, by.person, by=by.person)
    held.starts_at, held.ends_at = (AFTER + timedelta(days=30, hours=each) for each in (0, 2))
    held.save()
    return held


def test_what_was_left_to_do_comes_back_on_the_next_agenda_and_in_its_document() -> None:
    _, item, secretary = begun()
    action(item, secretary, secretary)
    held = next_meeting(item, secretary)

    page = signed_in(secretary).get(
        reverse("meetings:meeting", args=[held.community.slug, held.uuid])
    )
    mine = Client().get(emails.personal_path(held.invitations.get()))
    [printed] = minutes_document(held).former

    assert "Écrire à la mairie" in page.content.decode()
    assert "Écrire à la mairie" in mine.content.decode()
    assert printed.words == "Écrire à la mairie (Bureau de novembre, 20/11/2026)"


def test_what_was_done_before_does_not_come_back_and_what_is_done_since_says_so() -> None:
    _, item, secretary = begun()
    action(item, secretary, secretary)
    follow_up.settle_follow_up(
        follow_up=action(item, secretary),
        state=FollowUpState.DONE,
        by=secretary.person,
        at=AFTER,
    )
    held = next_meeting(item, secretary)
    follow_up.settle_follow_up(
        follow_up=FollowUp.objects.get(state="OPEN"),
        state=FollowUpState.DONE,
        by=secretary.person,
        at=held.starts_at + timedelta(minutes=10),
    )

    [printed] = minutes_document(held).former

    assert (printed.owner, printed.state) == (secretary.person.full_name, "faite")


# --- What follows -------------------------------------------------------------------------------


def action(item: MinutesItem, by: User, owner: User | None = None) -> FollowUp:
    task = Task("Écrire à la mairie", owner.person if owner else None, date(2026, 11, 25))
    return follow_up.add_follow_up(item=item, task=task, by=by.person, at=AFTER)


def test_an_action_is_noted_listed_and_settled() -> None:
    made, item, secretary = begun()
    client = signed_in(secretary)
    client.post(
        point("add_follow_up", item),
        {"words": "Appeler l’hôpital", "owner": str(secretary.person.uuid), "due_on": "01/12/2026"},
    )
    listed = reverse("meetings:follow_ups", args=[made.community.slug])
    before = client.get(listed).content.decode()

    done = reverse(
        "meetings:settle_follow_up", args=[made.community.slug, FollowUp.objects.get().uuid]
    )
    after = client.post(done, {"state": "DONE"}, follow=True).content.decode()

    assert "Appeler l’hôpital" in before
    assert "pour le 01/12/2026" in before
    assert "Aucune action ouverte" in after


def test_an_open_action_comes_back_at_the_next_meeting() -> None:
    made, item, secretary = begun()
    action(item, secretary)
    later = signing.meeting(made.community, by=secretary.person)
    later.starts_at, later.ends_at = (
        moment.replace(month=12) for moment in (later.starts_at, later.ends_at)
    )
    later.save()

    page = signed_in(secretary).get(
        reverse("meetings:minutes", args=[made.community.slug, later.uuid])
    )

    assert "À suivre depuis les réunions précédentes" in page.content.decode()
    assert "Écrire à la mairie" in page.content.decode()


def test_an_owner_is_recalled_once_in_a_digest_and_no_more_once_done() -> None:
    made, item, secretary = begun()
    owner = communities.holder(made.community, RoleKind.MEMBER)
    agreed = action(item, secretary, owner)

    first, second = (reminders.remind_owners(at=AFTER) for _ in range(2))

    assert (first, second) == (1, 0)
    assert "Écrire à la mairie" in Reminder.objects.get().text
    follow_up.settle_follow_up(
        follow_up=agreed,
        state=FollowUpState.DONE,
        by=owner.person,
        at=AFTER,
    )
    assert not Reminder.objects.exists()
    assert mail.outbox == []


# --- Attestations -------------------------------------------------------------------------------


def attested() -> tuple[Attestation, User]:
    sheet, secretary = signing.room()
    line = signing.sign(sheet, signing.line(sheet))
    signing.sealed(sheet, secretary)
    return issue_attestation(line=line, by=secretary.person, at=AFTER), secretary


def test_an_attestation_is_downloaded_from_the_sealed_sheet() -> None:
    made, secretary = attested()
    url = reverse(
        "meetings:attestation", args=[made.line.sheet.meeting.community.slug, made.line.uuid]
    )

    assert signed_in(secretary).post(url).content.startswith(b"%PDF")


@pytest.mark.parametrize("copied", [str, str.lower, lambda code: code.replace("-", " ")])
def test_anyone_verifies_a_code_however_it_was_copied(copied: object) -> None:
    made, _ = attested()
    asked = copied(made.code)  # type: ignore[operator]  # a way to copy

    page = Client().get(reverse("meetings:verify"), {"code": asked}).content.decode()

    assert "Cette attestation est authentique" in page
    assert "Membre 000" in page


@pytest.mark.parametrize("code", ["AAAA-BBBB-CCCC", "<script>", "x" * 500, "' OR 1=1 --"])
def test_a_false_code_proves_nothing(code: str) -> None:
    attested()

    page = Client().get(reverse("meetings:verify"), {"code": code}).content.decode()

    assert "Aucune attestation ne porte ce code" in page
    assert "<script>alert" not in page
    assert "Membre 000" not in page


def test_the_address_printed_on_an_attestation_says_it_is_true() -> None:
    made, _ = attested()

    good = Client().get(reverse("meetings:verify_code", args=[made.code]))
    false = Client().get(reverse("meetings:verify_code", args=["AAAA-BBBB-CCCC"]))

    assert (good.status_code, false.status_code) == (200, 404)


def test_who_tries_codes_is_soon_refused_even_the_right_one_and_only_there() -> None:
    made, _ = attested()
    verify = reverse("meetings:verify")
    good = reverse("meetings:verify_code", args=[made.code])
    for number in range(20):
        Client().get(verify, {"code": f"AAAA-BBBB-{number:04d}"})

    refused = [Client().get(verify, {"code": made.code}), Client().get(good)]
    elsewhere = Client(REMOTE_ADDR="192.0.2.7").get(good)

    assert [each.status_code for each in refused] == [429, 429]
    assert "patientez quelques minutes" in refused[0].content.decode()
    assert "Membre 000" not in refused[0].content.decode()
    assert elsewhere.status_code == 200


def test_checking_many_true_attestations_is_never_too_often() -> None:
    made, _ = attested()

    answers = [Client().get(reverse("meetings:verify_code", args=[made.code])) for _ in range(22)]

    assert {each.status_code for each in answers} == {200}


def test_minutes_of_many_points_costs_few_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    sheet, secretary = signing.room(names=300)
    for position in range(3, 33):
        sheet.meeting.agenda.create(position=position, title=f"Point {position}")
    made = signing.minutes(sheet.meeting, secretary)
    for item in made.items.all():
        signing.written(item, secretary, f"Conclu {item.position}")
        action(item, secretary, secretary)
    client = signed_in(secretary)
    client.get(at("minutes", made))

    with django_assert_max_num_queries(25):
        client.get(at("minutes", made))
    with django_assert_max_num_queries(25):
        client.get(at("download_minutes", made, "odt"))
    with django_assert_max_num_queries(25):
        client.get(reverse("meetings:follow_ups", args=[made.community.slug]))
