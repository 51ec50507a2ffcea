"""Answering from a mail, on a phone, without an account."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from time_machine import travel

from maillage.apps.accounts.models import Person
from maillage.apps.communities.access import RightMissing
from maillage.apps.decisions import access
from maillage.apps.decisions.actions import links as actions
from maillage.apps.decisions.models import Answer, Proposal
from maillage.apps.decisions.tests import make
from maillage.apps.journal.tests.make import assert_journaled
from maillage.apps.post import links
from maillage.domain.consensus import AlreadyClosed, Position
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.django_db
PHONE = Client(SERVER_NAME="localhost")


def url(place: make.Circle, proposal: Proposal, number: int = 0) -> str:
    member = place.members[number]
    code = access.code_for(
        make.asked(proposal, member), make.turn(proposal), place.chairs[member].person
    )
    return reverse("decisions:answer_link", args=[code])


def objection(number: int = 1) -> dict[str, object]:
    return {"position": "OBJECT", "reason": "Trop tôt.", "number": number}


@travel(make.NOW, tick=False)
def test_a_member_objects_from_the_link_without_signing_in() -> None:
    place = make.circle()
    proposal = make.opened(place)

    read = PHONE.get(url(place, proposal))
    sent = PHONE.post(url(place, proposal), objection(), follow=True)

    assert make.TEXT in read.content.decode()
    assert "Votre réponse est enregistrée" in sent.content.decode()
    answer = Answer.objects.get()
    assert (answer.position_value, answer.by) == (
        Position.OBJECT,
        place.chairs[place.members[0]].person,
    )
    assert_journaled("answer.given", position="objection")


@travel(make.NOW, tick=False)
def test_the_answer_is_changed_from_the_same_link() -> None:
    place = make.circle()
    proposal = make.opened(place)
    PHONE.post(url(place, proposal), objection())

    PHONE.post(url(place, proposal), {"position": "AGREE", "number": 1})

    assert Answer.objects.standing().get().position_value is Position.AGREE


@travel(make.NOW, tick=False)
def test_an_objection_without_words_keeps_what_was_chosen_and_says_what_to_do() -> None:
    place = make.circle()
    proposal = make.opened(place)

    page = PHONE.post(url(place, proposal), {"position": "OBJECT", "number": 1})

    assert "Écrivez votre objection" in page.content.decode()
    assert re.search(r'value="OBJECT"[^>]*checked', page.content.decode())
    assert not Answer.objects.exists()


@pytest.mark.parametrize("kept", [slice(None, -3), slice(5, None), slice(0, 1)])
@travel(make.NOW, tick=False)
def test_an_altered_link_opens_nothing(kept: slice) -> None:
    place = make.circle()
    proposal = make.opened(place)
    code = url(place, proposal).split("/")[-2]
    altered = reverse("decisions:answer_link", args=[code[kept]])

    for page in (PHONE.get(altered), PHONE.post(altered, objection())):
        assert page.status_code == 410
        assert "a été modifié" in page.content.decode()
    assert not Answer.objects.exists()


def test_a_link_made_for_something_else_opens_nothing() -> None:
    place = make.circle()
    proposal = make.opened(place)
    code = links.make(
        "meetings.sign",
        subject=make.asked(proposal, place.members[0]).uuid,
        person=place.leader.person,
        expires_at=make.NOW + timedelta(days=9),
    )

    assert PHONE.get(reverse("decisions:answer_link", args=[code])).status_code == 410


def test_a_link_lasts_until_the_end_of_its_last_day() -> None:
    place = make.circle()
    proposal = make.opened(place, answers_by=make.TODAY)

    with travel(make.NOW + timedelta(hours=13), tick=False):
        assert PHONE.get(url(place, proposal)).status_code == 200
    with travel(make.NOW + timedelta(hours=14), tick=False):
        page = PHONE.post(url(place, proposal), objection())
    assert page.status_code == 410
    assert "Ce lien ne sert plus" in page.content.decode()


@travel(make.NOW, tick=False)
def test_the_link_of_a_closed_round_or_of_someone_gone_is_dead_until_the_next_round() -> None:
    place = make.circle()
    proposal = make.opened(place)
    first = url(place, proposal)
    make.close(place, proposal)
    closed = PHONE.post(first, objection())
    make.amend(place, proposal)
    assert PHONE.get(first).status_code == 200
    place.members[0].roles.update(until=make.TODAY)
    gone = PHONE.get(url(place, proposal))

    assert (closed.status_code, gone.status_code) == (410, 410)
    assert "Vous ne répondez pas pour" in gone.content.decode()


def send(place: make.Circle, proposal: Proposal, by: Person | None = None) -> int:
    return actions.send_links(proposal=proposal, by=by or place.leader.person, at=make.NOW).number


def test_links_go_to_those_who_have_not_answered_and_work(
    django_capture_on_commit_callbacks: object,
) -> None:
    place = make.circle()
    proposal = make.opened(place)
    make.answer(place, proposal, place.members[0])
    make.holder(place.members[1], RoleKind.MEMBER)

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # pytest-django's
        sent = send(place, proposal)

    assert sent == len(mail.outbox) == 2
    assert {to for each in mail.outbox for to in each.to} == {
        place.chairs[member].email for member in place.members[1:]
    }
    path = re.search(r"http\S+?(/repondre/\S+)", str(mail.outbox[0].body))
    assert path
    with travel(make.NOW, tick=False):
        assert PHONE.get(path[1]).status_code == 200


def test_a_title_on_two_lines_cannot_forge_a_header(
    django_capture_on_commit_callbacks: object,
) -> None:
    place = make.circle(1)
    proposal = make.opened(place, title="Titre\nBcc: autre@exemple.test")

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # likewise
        send(place, proposal)

    assert mail.outbox[0].subject == "Votre réponse : Titre Bcc: autre@exemple.test"


def test_links_are_sent_by_who_leads_while_the_round_is_open() -> None:
    place = make.circle()
    proposal = make.opened(place)

    with pytest.raises(RightMissing):
        send(place, proposal, place.chairs[place.members[0]].person)
    make.close(place, proposal)
    with pytest.raises(AlreadyClosed):
        send(place, proposal)
