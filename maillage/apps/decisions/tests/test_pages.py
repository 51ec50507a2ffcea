"""A decision made from its pages, by those who may."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import travel

from maillage.apps.accounts.models import User
from maillage.apps.creation.queries.week import Urgency
from maillage.apps.decisions.access import Voice
from maillage.apps.decisions.actions.application import Choice, choose_application
from maillage.apps.decisions.actions.ballot import Paper, open_ballot
from maillage.apps.decisions.actions.vote import give_proxy
from maillage.apps.decisions.models import Answer, Proposal
from maillage.apps.decisions.queries.week import waiting_for
from maillage.apps.decisions.tests import make
from maillage.domain.consensus import Position, State
from maillage.domain.french import of, the
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def that_day() -> object:
    with travel(make.NOW, tick=False):
        yield


def browser(user: User) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return client


def page(user: User, proposal: Proposal) -> str:
    url = reverse("decisions:proposal", args=[proposal.community.slug, proposal.uuid])
    return browser(user).get(url).content.decode()


def post(user: User, name: str, proposal: Proposal, **said: object) -> str:
    url = reverse(f"decisions:{name}", args=[proposal.community.slug, proposal.uuid])
    return browser(user).post(url, said, follow=True).content.decode()


WORDS = {
    "title": "Plan de crise commun",
    "text": make.TEXT,
    "answers_by": "2026-12-15",
    "electorate": "COMMUNITIES",
    "fall_back": "DROP",
    "rounds": "3",
    "silence": "NOTHING",
    "version": "0",
}


def test_a_coordinator_prepares_opens_closes_and_amends() -> None:
    place = make.circle()
    client = browser(place.leader)

    made = client.post(
        reverse("decisions:new_proposal", args=[place.inter.slug]), WORDS, follow=True
    )
    proposal = Proposal.objects.get()
    assert "Ouvrir la proposition" in made.content.decode()
    assert "fixée" in post(place.leader, "open_proposal", proposal)
    make.answer(place, proposal, place.members[0], Position.OBJECT, "Trop tôt.")
    closed = post(place.leader, "close_round", proposal, number=1, seen=1)
    assert "clos sans accord" in closed
    asked = {"text": make.TEXT.replace("un créneau", "deux créneaux"), "answers_by": "2026-12-20"}
    amended = post(place.leader, "open_round", proposal, **asked)

    assert "<ins>" in amended
    assert "<del>" in amended
    assert make.state(proposal) is State.OPEN


def test_a_rule_without_its_number_of_rounds_is_asked_for() -> None:
    place = make.circle()

    shown = browser(place.leader).post(
        reverse("decisions:new_proposal", args=[place.inter.slug]), {**WORDS, "rounds": ""}
    )

    assert "après combien de tours" in shown.content.decode()
    assert not Proposal.objects.exists()


def test_the_rule_and_the_fall_back_are_read_before_answering() -> None:
    place = make.circle()
    shown = page(place.chairs[place.members[0]], make.opened(place))

    assert "continuer la discussion" in shown
    assert "Votre réponse est attendue" in shown


def test_the_chair_of_a_member_reads_and_answers_but_does_not_lead() -> None:
    place = make.circle()
    proposal = make.opened(place)
    chair = place.chairs[place.members[0]]
    url = reverse(
        "decisions:answer", args=[place.inter.slug, make.asked(proposal, place.members[0]).uuid]
    )

    browser(chair).post(url, {"position": "AGREE", "number": 1})

    assert Answer.objects.get().by == chair.person
    shown = page(chair, proposal)
    assert "Changer la réponse" in shown
    assert "Clore le tour" not in shown


def test_readers_without_a_vote_read_and_nothing_else() -> None:
    place = make.circle()
    proposal = make.opened(place)

    for reader in (
        make.holder(place.inter, RoleKind.PARTNER),
        make.holder(place.members[0], RoleKind.MEMBER),
    ):
        shown = page(reader, proposal)
        assert make.TEXT in shown
        assert "Répondre pour" not in shown


def test_a_stranger_and_a_reviewer_do_not_read() -> None:
    place = make.circle()
    proposal = make.opened(place)
    url = reverse("decisions:proposal", args=[place.inter.slug, proposal.uuid])

    assert browser(make.holder(make.cpts())).get(url).status_code == 404
    assert browser(make.officer()).get(url).status_code == 403


def test_a_draft_is_not_read_by_the_communities_it_will_ask() -> None:
    place = make.circle()
    proposal = make.drafted(place)
    url = reverse("decisions:proposal", args=[place.inter.slug, proposal.uuid])

    assert browser(place.chairs[place.members[0]]).get(url).status_code == 404


def test_a_phoned_in_answer_is_entered_by_who_leads() -> None:
    place = make.circle()
    proposal = make.opened(place)
    member = make.asked(proposal, place.members[0])
    url = reverse("decisions:answer", args=[place.inter.slug, member.uuid])

    shown = browser(place.leader).get(url).content.decode()
    browser(place.leader).post(url, {"position": "AGREE", "number": 1})

    assert "de vive voix" in shown
    assert Answer.objects.get().is_for_someone
    assert "de vive voix" in page(place.leader, proposal)


def test_an_answer_that_meets_a_closed_round_keeps_its_words() -> None:
    place = make.circle()
    proposal = make.opened(place)
    member = make.asked(proposal, place.members[0])
    make.close(place, proposal)

    shown = browser(place.chairs[place.members[0]]).post(
        reverse("decisions:answer", args=[place.inter.slug, member.uuid]),
        {"position": "OBJECT", "reason": "Nos mots.", "number": 1},
    )

    assert "déjà clos" in shown.content.decode()
    assert "Nos mots." in shown.content.decode()


def test_hostile_text_is_shown_as_text() -> None:
    place = make.circle()

    shown = page(place.leader, make.opened(place, text="<script>alert(1)</script>"))

    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert" in shown


def test_a_community_says_from_its_register_what_it_applies() -> None:
    place = make.circle()
    proposal = make.opened(place)
    make.all_answer(place, proposal)
    decision = make.close(place, proposal).decision
    assert decision
    member = place.members[0]
    url = reverse("decisions:choose_application", args=[member.slug, decision.uuid])

    said = {"applies": "oui", "since": "2026-12-01", "note": "à deux cabinets"}
    shown = browser(place.chairs[member]).post(url, said, follow=True).content.decode()

    assert "Votre choix est enregistré" in shown
    assert "appliquée depuis le 01/12/2026" in page(place.leader, proposal)


def test_the_week_says_what_waits_and_stops_when_it_is_done() -> None:
    place = make.circle()
    proposal = make.opened(place)
    chair = place.chairs[place.members[0]].person
    member = place.members[0].name

    before = waiting_for(chair, today=make.TODAY)
    make.answer(place, proposal, place.members[0])

    assert [line.text for line in before] == [
        f"La réponse {of(member)} est attendue par {the(place.inter.name)}."
    ]
    assert waiting_for(chair, today=make.TODAY) == []
    assert waiting_for(place.leader.person, today=make.TODAY) == []


def test_the_week_tells_a_cpts_what_it_has_not_chosen_to_apply_or_not() -> None:
    place = make.circle()
    proposal = make.opened(place)
    make.all_answer(place, proposal)
    decision = make.close(place, proposal).decision
    member = place.members[0]
    chair = place.chairs[member].person
    assert decision

    (line,) = waiting_for(chair, today=make.TODAY)
    choose_application(
        decision=decision,
        community=member,
        choice=Choice(applies=False, since=make.TODAY),
        by=chair,
        at=make.NOW,
    )

    assert line.text.endswith(f"dites si {the(member.name)} l’applique.")
    assert line.url == reverse("decisions:register", args=[member.slug])
    assert waiting_for(chair, today=make.TODAY) == []
    other = place.chairs[place.members[1]].person
    assert waiting_for(other, today=make.TODAY + timedelta(days=61)) == []


def test_the_week_tells_who_leads_that_a_round_has_run_its_time() -> None:
    place = make.circle()
    make.opened(place, answers_by=make.TODAY)
    after = make.LATER

    (line,) = waiting_for(place.leader.person, today=after)

    assert line.urgency is Urgency.LATE
    assert "clôturez-le" in line.text


def test_the_week_calls_to_vote_then_to_count() -> None:
    cpts = make.cpts()
    chair, member = make.holder(cpts).person, make.holder(cpts, RoleKind.MEMBER).person
    ballot = open_ballot(
        community=cpts,
        paper=Paper("Rapport moral", votes_by=make.LATER, proxy_limit=1),
        roll=[Voice(chair), Voice(member)],
        by=chair,
        at=make.NOW,
    )
    mine, theirs = ballot.voters.order_by("pk")
    give_proxy(giver=theirs, holder=mine, by=member, at=make.NOW)

    said = [line.text for line in waiting_for(chair, today=make.TODAY)]
    after = waiting_for(chair, today=make.LATER + timedelta(days=1))

    assert sorted(said, reverse=True) == [
        f"Votre vote est attendu par {the(cpts.name)}.",
        f"Le vote {of(str(member))} est attendu par {the(cpts.name)}.",
    ]
    assert waiting_for(member, today=make.TODAY) == []
    assert [(line.urgency, "dépouillez" in line.text) for line in after] == [(Urgency.LATE, True)]
