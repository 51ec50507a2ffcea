"""Who is written to about a proposal: once, then in the digest, never for what is done."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import travel

from maillage.apps.decisions import access
from maillage.apps.decisions.actions import links
from maillage.apps.decisions.actions import proposal as proposals
from maillage.apps.decisions.actions.answer import Given, OwnAnswerStands, enter_answer
from maillage.apps.decisions.models import Answer, Proposal
from maillage.apps.decisions.tests import make
from maillage.apps.journal.tests.make import assert_journaled
from maillage.apps.members.tests import make as members
from maillage.apps.post import delivery
from maillage.apps.post.models import Mail, Reminder
from maillage.domain.consensus import Position

pytestmark = pytest.mark.django_db
PHONE = Client(SERVER_NAME="localhost")


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with travel(make.NOW, tick=False):
        yield


def send(place: make.Circle, proposal: Proposal, days: int = 0) -> links.Sent:
    at = make.NOW + timedelta(days=days)
    return links.send_links(proposal=proposal, by=place.leader.person, at=at)


def lines(address: str) -> list[str]:
    return list(Reminder.objects.filter(address=address).values_list("text", flat=True))


def test_asked_again_a_member_reads_it_in_the_digest_and_not_in_one_more_mail() -> None:
    place = make.circle(1)
    proposal = make.opened(place)
    send(place, proposal)

    send(place, proposal, days=1)
    delivery.gather(at=make.NOW + timedelta(days=1))
    delivery.gather(at=make.NOW + timedelta(days=1, hours=2))

    assert sorted(Mail.objects.values_list("kind", flat=True)) == ["ASKED", "DIGEST"]
    digest = Mail.objects.get(kind="DIGEST").text
    path = re.search(r"http\S+?(/repondre/\S+)", digest)
    assert path
    assert PHONE.get(path[1]).status_code == 200


def test_one_line_waits_two_days_before_the_end_and_goes_when_the_answer_comes() -> None:
    place = make.circle(2)
    proposal = make.opened(place)
    send(place, proposal)
    waiting = Reminder.objects.get(address=place.chairs[place.members[0]].email)

    make.answer(place, proposal, place.members[0])

    assert make.LATER - waiting.due_at.date() == timedelta(days=1)
    assert lines(place.chairs[place.members[0]].email) == []
    assert len(lines(place.chairs[place.members[1]].email)) == 1
    make.close(place, proposal)
    assert not Reminder.objects.exists()


def test_what_is_taken_back_is_not_recalled() -> None:
    place = make.circle(1)
    proposal = make.opened(place)
    send(place, proposal)

    proposals.withdraw_proposal(proposal=proposal, by=place.leader.person, at=make.NOW)

    assert not Reminder.objects.exists()


def test_a_member_is_told_what_was_entered_for_it_and_changes_it_from_there() -> None:
    place = make.circle(1)
    proposal = make.opened(place)
    member = place.members[0]
    participant = make.asked(proposal, member)
    given = Given(Position.AGREE, 1)
    enter_answer(participant=participant, given=given, by=place.leader.person, at=make.NOW)

    (line,) = lines(place.chairs[member].email)
    path = re.search(r"http\S+?(/repondre/\S+)", line)
    assert path
    said = {"position": "OBJECT", "reason": "Pas ce que j’ai dit.", "number": 1}
    PHONE.post(path[1], said)

    assert f"{place.leader.person} a saisi la réponse de {member.name}" in line
    standing = Answer.objects.standing().get()
    assert (standing.position, standing.is_for_someone) == ("OBJECT", False)
    with pytest.raises(OwnAnswerStands):
        enter_answer(participant=participant, given=given, by=place.leader.person, at=make.NOW)


def test_a_structure_answers_from_its_link_and_nobody_else_does_for_it() -> None:
    cpts = make.cpts()
    place = make.Circle(cpts, make.holder(cpts), {})
    structure = members.structure_member(
        cpts, "Maison des Essais", email="maison@exemple.test", consent_on=make.TODAY
    ).structure
    proposal = make.opened(place, electorate=Proposal.Electorate.MEMBERS)
    participant = proposal.participants.get(structure=structure)
    send(place, proposal)

    text = Mail.objects.get(address="maison@exemple.test").text
    path = re.search(r"http\S+?(/repondre/\S+)", text)
    assert path
    shown = PHONE.post(path[1], {"position": "AGREE", "reason": "", "number": 1}, follow=True)

    assert "Vous répondez pour" in shown.content.decode()
    assert Answer.objects.get().by is None
    assert_journaled("answer.given_by_link", member="Maison des Essais", position="d’accord")
    client = Client(SERVER_NAME="localhost")
    client.force_login(place.leader)
    page = client.get(reverse("decisions:proposal", args=[cpts.slug, proposal.uuid]))
    assert "depuis le lien reçu" in page.content.decode()
    forged = access.code_for(participant, make.turn(proposal), place.leader.person)
    assert PHONE.get(reverse("decisions:answer_link", args=[forged])).status_code == 410


def test_an_expired_link_says_since_when_and_changes_nothing() -> None:
    place = make.circle(1)
    proposal = make.opened(place)
    member = place.members[0]
    code = access.code_for(
        make.asked(proposal, member), make.turn(proposal), place.chairs[member].person
    )

    with travel(make.NOW + timedelta(days=16), tick=False):
        late = PHONE.post(
            reverse("decisions:answer_link", args=[code]),
            {"position": "AGREE", "reason": "", "number": 1},
        )

    assert late.status_code == 410
    assert "Ce lien ne sert plus depuis le" in late.content.decode()
    assert not Answer.objects.exists()
