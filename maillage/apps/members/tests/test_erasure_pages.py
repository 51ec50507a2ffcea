"""The administrator reads who asked to be forgotten, what goes and what stays, and decides."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from maillage.apps.accounts.models import Person
from maillage.apps.accounts.tests import make as accounts
from maillage.apps.journal.tests.make import assert_journaled
from maillage.apps.members.actions.erasure import (
    ErasureDecided,
    ReasonMissing,
    RoleStillHeld,
    accept_erasure,
    ask_erasure,
    refuse_erasure,
)
from maillage.apps.members.actions.links import make_link
from maillage.apps.members.models import ErasureRequest, Practice
from maillage.apps.members.queries.erasures import erasure
from maillage.apps.members.tests import make
from maillage.apps.post.actions import Letter, send_now
from maillage.apps.post.models import Mail
from maillage.domain.refusal import Refusal

pytestmark = pytest.mark.django_db


def asking() -> tuple[Person, ErasureRequest]:
    held = make.member(make.cpts(), "Inès", "Brévolle", email="i@exemple.test")
    assert held.person
    return held.person, ask_erasure(person=held.person, at=make.NOW)


def administrator() -> Person:
    return accounts.user(is_administrator=True).person


def decide(client: Client, asked: ErasureRequest, **typed: str) -> str:
    client.force_login(accounts.user(is_administrator=True))
    address = reverse("members:erasure", args=[asked.uuid])
    return client.post(address, typed, follow=True).content.decode()


def test_the_page_says_what_goes_what_stays_and_why(client: Client) -> None:
    _, asked = asking()
    client.force_login(accounts.user(is_administrator=True))

    listed = client.get(reverse("members:erasures")).content.decode()
    page = client.get(reverse("members:erasure", args=[asked.uuid])).content.decode()

    assert "Inès Brévolle" in listed
    assert "23/12/2026" in listed
    assert "numéro RPPS" in page
    assert "art. 17, 3" in page
    assert "adhésion (1)" in page


def test_an_erasure_accepted_takes_all_that_is_theirs_and_tells_them_last(client: Client) -> None:
    person, asked = asking()
    send_now([Letter("i@exemple.test", "Rappel", "Inès…", person)], at=make.NOW)

    page = decide(client, asked, decision="accepter")

    person.refresh_from_db()
    assert person.first_name == ""
    assert not Practice.objects.filter(person=person).exists()
    assert [mail.subject for mail in Mail.objects.all()] == ["Votre demande d’effacement"]
    assert Mail.objects.get().person is None
    assert "La décision est enregistrée" in page
    assert "Brévolle" not in page


def test_a_refusal_reaches_the_person_with_its_reason(client: Client) -> None:
    user = accounts.user()
    asked = ask_erasure(person=user.person, at=make.NOW)

    decide(client, asked, decision="refuser", reason="Un contentieux est en cours.")

    assert "contentieux" in Mail.objects.get().text
    assert "cnil.fr" in Mail.objects.get().text
    assert_journaled("person.erasure_refused")
    client.force_login(user)
    mine = client.get(reverse("members:mine")).content.decode()
    assert "Un contentieux est en cours." in mine
    assert "Demander l’effacement" in mine


def test_a_refusal_without_a_reason_is_refused(client: Client) -> None:
    _, asked = asking()

    with pytest.raises(ReasonMissing):
        refuse_erasure(request=asked, reason="  ", by=administrator(), at=make.NOW)
    assert "Dites pourquoi" in decide(client, asked, decision="refuser", reason="")


def test_what_was_decided_is_decided_once(client: Client) -> None:
    _, asked = asking()
    refuse_erasure(request=asked, reason="Mandat.", by=administrator(), at=make.NOW)

    with pytest.raises(ErasureDecided, match=r"refusée par .* le 23/11/2026"):
        accept_erasure(request=asked, by=administrator(), at=make.NOW)
    assert "rien n’a changé" in decide(client, asked, decision="accepter")


def test_a_role_or_a_function_in_force_is_shown_and_holds_the_erasure_back(client: Client) -> None:
    officer = make.officer()
    asked = ask_erasure(person=officer.person, at=make.NOW)

    with pytest.raises(RoleStillHeld, match="fonction"):
        accept_erasure(request=asked, by=administrator(), at=make.NOW)
    client.force_login(accounts.user(is_administrator=True))
    page = client.get(reverse("members:erasure", args=[asked.uuid])).content.decode()
    assert "mettez-y fin avant" in page
    assert "Effacer cette personne" not in page


def test_only_the_administrator_refuses() -> None:
    person, asked = asking()
    chair = make.holder(person.memberships.get().community).person

    with pytest.raises(Refusal, match="administration"):
        refuse_erasure(request=asked, reason="Non.", by=chair, at=make.NOW)


def test_requests_late_are_said_to_be(client: Client) -> None:
    _, asked = asking()

    page = erasure(asked, by=administrator(), at=make.NOW + timedelta(days=31))

    assert page.asked.is_late


def test_the_operator_lists_accepts_and_refuses_from_the_command_line() -> None:
    person, asked = asking()
    _, other = asking()
    out = StringIO()

    call_command("members", "erasures", "--json", stdout=out)
    assert [each["request"] for each in json.loads(out.getvalue())] == [
        str(asked.uuid),
        str(other.uuid),
    ]
    call_command("members", "erase", str(asked.uuid), "--accept", stdout=out)
    call_command("members", "erase", str(other.uuid), "--refuse", "Mandat.", stdout=out)

    person.refresh_from_db()
    other.refresh_from_db()
    assert person.first_name == ""
    assert other.reason == "Mandat."


def test_an_unknown_request_is_told_apart() -> None:
    with pytest.raises(CommandError, match="les montre"):
        call_command("members", "erase", "nimporte", "--accept")


def test_someone_without_an_account_asks_from_their_link(client: Client) -> None:
    cpts = make.cpts()
    held = make.member(cpts)
    code = make_link(membership=held, by=make.holder(cpts).person, at=make.NOW)

    address = reverse("members:answer", args=[code])
    first = client.post(address, {"reponse": "effacer"}).content.decode()
    again = client.post(address, {"reponse": "effacer"})

    assert "la réponse viendra dans le mois" in first
    assert again.status_code == 200
    assert ErasureRequest.objects.waiting().get().person == held.person
