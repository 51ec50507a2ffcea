"""What is held about someone is shown to them, forgotten when they ask, and not kept for ever."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from maillage.apps.accounts.models import Person
from maillage.apps.accounts.tests import make as accounts
from maillage.apps.journal.actions import record_read
from maillage.apps.journal.models import Entry
from maillage.apps.journal.tests.make import assert_journaled, assert_not_journaled
from maillage.apps.members.actions.erasure import (
    AlreadyAsked,
    ErasureNotAsked,
    ErasureNotYours,
    RoleStillHeld,
    ask_erasure,
    erase_person,
)
from maillage.apps.members.actions.forgetting import ANONYMOUS
from maillage.apps.members.actions.retention import apply_retention, count_due
from maillage.apps.members.models import ImportBatch, Membership
from maillage.apps.members.tests import make
from maillage.domain.retention import Held, limit_on, retention_of

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def test_everyone_sees_what_each_community_holds_and_who_read_it() -> None:
    here, elsewhere = make.cpts(name="Ici"), make.cpts(name="Là-bas")
    user = accounts.user()
    make.member(here, person=user.person, email="ici@exemple.test")
    make.member(elsewhere, person=user.person, email="la-bas@exemple.test")
    reader = make.holder(here).person
    record_read(by=reader, at=make.NOW, on=here, community=here.uuid, what="liste des membres")
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)

    shown = client.get(reverse("members:mine")).content.decode()
    taken = json.loads(client.get(reverse("members:mine_json")).content)

    assert "ici@exemple.test" in shown
    assert "la-bas@exemple.test" in shown
    assert reader.full_name in shown
    assert sorted(held["communauté"] for held in taken["adhésions"]) == ["Ici", "Là-bas"]


def test_a_person_who_asked_is_forgotten_and_the_journal_stays_whole() -> None:
    community = make.cpts()
    held = make.member(community, "Inès", "Brévolle", rpps=make.rpps(), email="i@exemple.test")
    person = held.person
    assert person is not None
    ask_erasure(person=person, at=make.NOW)

    erase_person(person=person, by=make.holder(community).person, at=make.NOW)

    held.refresh_from_db()
    person.refresh_from_db()
    assert (person.full_name, person.rpps, person.profession) == (ANONYMOUS, None, "")
    assert (held.email, held.until) == ("", make.TODAY)
    assert_journaled("person.erased")
    assert Entry.objects.count() == 2


def test_an_erased_account_signs_in_no_more() -> None:
    user = accounts.user("ines@exemple.test")
    ask_erasure(person=user.person, at=make.NOW)

    erase_person(person=user.person, by=accounts.user(is_administrator=True).person, at=make.NOW)

    user.refresh_from_db()
    assert not user.is_active
    assert "ines" not in user.email


def test_nobody_is_erased_who_did_not_ask() -> None:
    community = make.cpts()
    held = make.member(community)
    assert held.person is not None

    with pytest.raises(ErasureNotAsked, match="n’a pas demandé"):
        erase_person(person=held.person, by=make.holder(community).person, at=make.NOW)

    assert_not_journaled("person.erased")


def test_a_community_does_not_erase_whom_another_knows() -> None:
    here, elsewhere = make.cpts(), make.cpts()
    held = make.member(here)
    assert held.person is not None
    make.member(elsewhere, person=held.person)
    ask_erasure(person=held.person, at=make.NOW)

    with pytest.raises(ErasureNotYours, match="administration"):
        erase_person(person=held.person, by=make.holder(here).person, at=make.NOW)


def test_a_role_held_today_is_ended_first() -> None:
    community = make.cpts()
    chair = make.holder(community).person
    ask_erasure(person=chair, at=make.NOW)

    with pytest.raises(RoleStillHeld, match="rôle"):
        erase_person(person=chair, by=accounts.user(is_administrator=True).person, at=make.NOW)


def test_a_request_is_made_once() -> None:
    person = accounts.person()
    ask_erasure(person=person, at=make.NOW)

    with pytest.raises(AlreadyAsked, match="23/11/2026"):
        ask_erasure(person=person, at=make.NOW)


def test_the_last_day_is_kept_and_the_next_is_not() -> None:
    community = make.cpts()
    limit = limit_on(make.TODAY, Held.CONTACTS_OF_FORMER)
    kept = make.member(community, email="a@exemple.test", until=limit)
    forgotten = make.member(community, email="b@exemple.test", until=limit - DAY)

    apply_retention(at=make.NOW)

    kept.refresh_from_db()
    forgotten.refresh_from_db()
    assert (kept.email, forgotten.email) == ("a@exemple.test", "")


def test_a_former_member_with_no_other_tie_loses_their_name() -> None:
    community = make.cpts()
    old = limit_on(make.TODAY, Held.FORMER_MEMBER) - DAY
    gone = make.member(community, "Inès", "Brévolle", until=old)
    back = make.member(community, "Hugo", "Castoran", until=old)
    make.member(community, person=back.person)
    signs_in = make.member(community, person=accounts.user().person, until=old)

    apply_retention(at=make.NOW)

    people = [held.person for held in (gone, back, signs_in) if held.person]
    names = [Person.objects.get(pk=person.pk).last_name for person in people]
    assert names[0] == ANONYMOUS
    assert names[1:] == ["Castoran", str(signs_in.person and signs_in.person.last_name)]
    assert_journaled("members.retention_applied")


def test_lists_never_accepted_go_and_old_ones_can_be_undone_no_more() -> None:
    community = make.cpts()
    long_ago = make.NOW - timedelta(days=200)
    described = {"community": community, "prepared_at": long_ago, "name": "l.csv"}
    ImportBatch.objects.create(**described, cells=[["Nom"]])
    accepted = ImportBatch.objects.create(
        **described, status="ACCEPTED", accepted_at=long_ago, written={"before": []}
    )

    apply_retention(at=make.NOW)

    accepted.refresh_from_db()
    assert ImportBatch.objects.get() == accepted
    assert accepted.written == {}


def test_the_command_counts_and_forgets_only_with_apply() -> None:
    make.member(make.cpts(), email="a@exemple.test", until=make.TODAY.replace(year=2020))
    out = StringIO()
    what = retention_of(Held.CONTACTS_OF_FORMER).what

    call_command("members", "retention", "--json", stdout=out)
    assert json.loads(out.getvalue())["rules"][what] == 1
    assert Membership.objects.get().email

    call_command("members", "retention", "--apply", stdout=out)
    assert not Membership.objects.get().email
    assert set(count_due(at=make.NOW).values()) == {0}
