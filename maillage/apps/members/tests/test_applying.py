"""Someone asks to become a member by a form, without an account; nobody enters unread."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from maillage.apps.communities.models import Community
from maillage.apps.journal.tests.make import assert_journaled
from maillage.apps.members.actions import applying
from maillage.apps.members.actions.applying import (
    Applicant,
    FormWrong,
    NotOpen,
    TooManyWaiting,
    apply_for_membership,
)
from maillage.apps.members.actions.importing import (
    NO_ANSWER,
    AlreadyAccepted,
    accept_import,
    discard_import,
    prepare_import,
)
from maillage.apps.members.models import Habits, ImportBatch, Membership
from maillage.apps.members.tests import make

pytestmark = pytest.mark.django_db
ALIX = Applicant("Alix", "Dravel", "", "IDEL", "MSP du Pont", "Alix@exemple.test", "0612345678")


def opened() -> Community:
    community = make.cpts()
    Habits.objects.create(community=community, takes_requests=True)
    return community


def test_a_form_waits_to_be_read_over_then_makes_a_member_who_consented() -> None:
    community = opened()
    chair = make.holder(community).person
    batch = apply_for_membership(community=community, applicant=ALIX, at=make.NOW)
    assert not Membership.objects.exists()

    accept_import(batch=batch, answers=NO_ANSWER, by=chair, at=make.NOW + timedelta(days=3))

    held = Membership.objects.get()
    assert (str(held.person), held.email, held.phone) == (
        "Alix Dravel", "alix@exemple.test", "06 12 34 56 78",
    )  # fmt: skip
    assert held.accepted_on == held.consent_on == held.since == make.TODAY
    assert_journaled("members.applied")


def test_a_form_that_is_closed_wrong_or_one_too_many_is_refused() -> None:
    community = opened()
    wrong = Applicant("Alix", "Dravel", "12345678901", "IDEL", "", "alix@exemple.test", "")

    with pytest.raises(NotOpen):
        apply_for_membership(community=make.cpts(), applicant=ALIX, at=make.NOW)
    with pytest.raises(FormWrong, match="RPPS"):
        apply_for_membership(community=community, applicant=wrong, at=make.NOW)
    for number in range(applying.MOST_WAITING):
        ImportBatch.objects.create(community=community, name=str(number), prepared_at=make.NOW)
    with pytest.raises(TooManyWaiting):
        apply_for_membership(community=community, applicant=ALIX, at=make.NOW)


def test_the_form_exists_only_where_it_is_open_and_says_what_is_missing(client: Client) -> None:
    community = opened()
    address = reverse("members:apply", args=[community.slug])
    typed = {"first_name": "Alix", "last_name": "=cmd()", "profession": "IDEL",
             "email": "alix@exemple.test"}  # fmt: skip

    assert client.get(reverse("members:apply", args=[make.cpts().slug])).status_code == 404
    assert client.post(address, typed).status_code == 200
    assert not ImportBatch.objects.exists()
    client.post(address, typed | {"accepts": "on"})

    assert ImportBatch.objects.get().cells[1][1] == "=cmd()"


def test_a_list_put_aside_is_forgotten_and_an_accepted_one_is_not() -> None:
    community = make.cpts()
    chair = make.holder(community).person
    cells = make.cells("Nom;Prénom", "Dravel;Luc")
    wrong, right = (
        prepare_import(community=community, name="l.csv", cells=cells, by=chair, at=make.NOW)
        for _ in range(2)
    )
    accept_import(batch=right, answers=NO_ANSWER, by=chair, at=make.NOW)

    discard_import(batch=wrong, by=chair, at=make.NOW)
    with pytest.raises(AlreadyAccepted):
        discard_import(batch=right, by=chair, at=make.NOW)

    wrong.refresh_from_db()
    assert (wrong.status, wrong.name, wrong.cells) == ("DISCARDED", "liste écartée", [])
    assert_journaled("members.list_discarded")
