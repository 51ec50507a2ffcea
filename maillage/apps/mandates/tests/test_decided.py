"""From which decision of the register a mandate comes, and how it is named without typing twice."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import load_workbook
from time_machine import travel

from maillage.apps.accounts.models import Person, User
from maillage.apps.communities.models import Community
from maillage.apps.decisions.access import Voice
from maillage.apps.decisions.actions.ballot import Paper, close_ballot, open_ballot
from maillage.apps.decisions.actions.vote import cast_vote
from maillage.apps.decisions.models import Decision
from maillage.apps.journal.tests.make import assert_journaled
from maillage.apps.mandates.actions import mandate as actions
from maillage.apps.mandates.actions.mandate import NotDecided, OtherRegister
from maillage.apps.mandates.models import Mandate
from maillage.apps.mandates.tests import make
from maillage.apps.members.tests import make as members

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("that_day")]


@pytest.fixture
def that_day() -> object:
    with travel(make.NOW, tick=False):
        yield


def decided(community: Community, by: User, key: str = "FOR") -> Decision:
    ballot = open_ballot(
        community=community,
        paper=Paper("Nommer au CTS"),
        roll=[Voice(by.person)],
        by=by.person,
        at=make.NOW,
    )
    chosen = [ballot.options.get(key=key).uuid]
    cast_vote(voter=ballot.voters.get(), chosen=chosen, by=by.person, at=make.NOW)
    return close_ballot(ballot=ballot, by=by.person, at=make.NOW)


def browser(user: User) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return client


def said(**more: object) -> dict[str, object]:
    return {"seat": "TITULAR", "since": "2026-11-01", "until": "2027-10-31", **more}


def test_a_member_known_here_is_named_by_a_decision_of_the_register_from_the_page() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    member = members.member(cpts, "Alix", "Siège").person
    assert member
    decision = decided(cpts, chair)
    seats = make.seats(cpts, chair)
    url = reverse("mandates:give_mandate", args=[cpts.slug, seats.uuid])
    people = Person.objects.count()

    shown = (
        browser(chair)
        .post(url, said(person=member.uuid, decision=decision.pk), follow=True)
        .content.decode()
    )

    mandate = Mandate.objects.get()
    assert (mandate.person, mandate.decision) == (member, decision)
    assert Person.objects.count() == people
    ballot = reverse("decisions:ballot", args=[cpts.slug, decision.ballot.uuid])
    assert f'href="{ballot}"' in shown
    assert "n° 1 au registre" in shown.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"decided": "bureau"}, "Choisissez la personne"),
        ({"email": "a@exemple.test", "decided": "bureau"}, "Choisissez la personne"),
        (
            {"email": "a@exemple.test", "first_name": "A", "last_name": "B"},
            "Dites qui a décidé",
        ),
    ],
)
def test_a_mandate_says_who_and_by_whom(more: dict[str, object], why: str) -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    seats = make.seats(cpts, chair)
    url = reverse("mandates:give_mandate", args=[cpts.slug, seats.uuid])

    shown = browser(chair).post(url, said(**more)).content.decode()

    assert why in shown
    assert not Mandate.objects.exists()


def test_a_mandate_already_given_is_linked_to_its_decision() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    mandate = make.give(make.seats(cpts, chair), chair)
    decision = decided(cpts, chair)
    url = reverse("mandates:link_decision", args=[cpts.slug, mandate.uuid])

    shown = browser(chair).post(url, {"decision": decision.pk}, follow=True).content.decode()

    assert "Le mandat mène à sa décision." in shown
    assert Mandate.objects.get().decided == "bureau du 02/11/2026"
    assert_journaled("mandate.decision_linked", number=1, person=mandate.person)


def test_what_was_rejected_or_decided_elsewhere_names_nobody() -> None:
    cpts, other = make.cpts(), make.cpts()
    chair, stranger = make.holder(cpts), make.holder(other)
    mandate = make.give(make.seats(cpts, chair), chair)

    with pytest.raises(NotDecided):
        actions.link_decision(
            mandate=mandate,
            decision=decided(cpts, chair, "AGAINST"),
            by=chair.person,
            at=make.NOW,
        )
    with pytest.raises(OtherRegister):
        actions.link_decision(
            mandate=mandate, decision=decided(other, stranger), by=chair.person, at=make.NOW
        )


def test_the_table_of_seats_is_handed_over_as_a_spreadsheet_with_its_vacancies() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts)
    make.give(make.seats(cpts, chair, titulars=2), chair, until=make.TODAY + timedelta(days=30))

    answer = browser(chair).get(reverse("mandates:mandates_xlsx", args=[cpts.slug]))

    rows = load_workbook(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[3] for row in rows[1:]] == ["Aurore Essai", "vacant"]
    assert "mandats-" in answer["Content-Disposition"]
