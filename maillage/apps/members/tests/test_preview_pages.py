"""A long list is asked about page after page, and nothing answered is lost."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from maillage.apps.accounts.models import User
from maillage.apps.communities.models import Community
from maillage.apps.members.actions.importing import (
    NO_ANSWER,
    AlreadyAccepted,
    Answers,
    accept_import,
    keep_answers,
    prepare_import,
)
from maillage.apps.members.models import ImportBatch, Membership
from maillage.apps.members.queries import batches
from maillage.apps.members.tests import make

pytestmark = pytest.mark.django_db
MANY = 250


@pytest.fixture
def chair() -> User:
    return make.holder(make.cpts())


def community_of(user: User) -> Community:
    return user.person.roles.get().community


def doubtful(chair: User, many: int = MANY) -> ImportBatch:
    """Each line bears the address of the one before: a question every second line."""
    rows = [
        f"Nom{pair}{which};Prénom{pair}{which};p{pair}@exemple.test"
        for pair in range(many)
        for which in ("a", "b")
    ]
    return prepare_import(
        community=community_of(chair),
        name="l.csv",
        cells=make.cells("Nom;Prénom;E-mail", *rows),
        by=chair.person,
        at=make.NOW,
    )


def test_a_likely_duplicate_is_compared_side_by_side(chair: User) -> None:
    make.member(community_of(chair), "Inès", "Brévolle", email="i@exemple.test")
    batch = prepare_import(
        community=community_of(chair),
        name="l.csv",
        cells=make.cells("Nom;Prénom;E-mail;Profession", "Brevole;Ines;a@exemple.test;IDEL"),
        by=chair.person,
        at=make.NOW,
    )

    [question] = batches.preview(batch, by=chair.person, at=make.NOW).questions

    assert {
        label: [(cell.value, cell.differs) for cell in cells] for label, cells in question.compared
    } == {
        "Nom": [("Ines Brevole", False), ("Inès Brévolle", True)],
        "Profession": [("infirmier", False), ("infirmier", False)],
        "E-mail": [("a@exemple.test", False), ("i@exemple.test", True)],
    }


def test_an_old_list_is_no_longer_offered_to_be_undone(chair: User, client: Client) -> None:
    batch, _ = accept_import(
        batch=doubtful(chair, 1), answers=NO_ANSWER, by=chair.person, at=make.NOW
    )
    client.force_login(chair)
    address = reverse("members:list", args=[community_of(chair).slug])
    assert "Annuler cet import" in client.get(address).content.decode()

    ImportBatch.objects.filter(pk=batch.pk).update(accepted_at=make.NOW - timedelta(days=100))

    assert "Annuler cet import" not in client.get(address).content.decode()


def test_every_question_is_asked_on_one_page_or_another(chair: User) -> None:
    batch = doubtful(chair)

    pages = [
        batches.preview(batch, number=number, by=chair.person, at=make.NOW)
        for number in (1, 2, 3, 99)
    ]

    asked = [each.doubt.line.number for page in pages[:3] for each in page.questions]
    assert pages[0].pages == 3
    assert len(set(asked)) == MANY
    assert pages[3].number == 3


def test_an_answer_is_kept_from_page_to_page_and_counts_at_the_end(
    chair: User, client: Client
) -> None:
    batch = doubtful(chair)
    client.force_login(chair)
    address = reverse("members:preview", args=[community_of(chair).slug, batch.uuid])

    kept = client.post(address, {"ligne-3": "new", "suite": "2"})
    assert kept.headers["Location"].endswith("?page=2")
    again = client.get(f"{address}?page=1").content.decode()
    assert 'value="new" checked' in again
    assert not Membership.objects.exists()
    client.post(address, {"ligne-499": "new"})

    assert Membership.objects.count() == MANY + 2
    batch.refresh_from_db()
    assert batch.answers == {}


def test_an_answer_about_the_thousandth_line_counts(chair: User, client: Client) -> None:
    rows = ["Dravel;Luc;luc@exemple.test", *[";;"] * 1200, "Morvaux;Zoé;luc@exemple.test"]
    batch = prepare_import(
        community=community_of(chair),
        name="l.csv",
        cells=make.cells("Nom;Prénom;E-mail", *rows),
        by=chair.person,
        at=make.NOW,
    )
    client.force_login(chair)
    address = reverse("members:preview", args=[community_of(chair).slug, batch.uuid])
    asked = re.findall(r'type="radio" name="([^"]*)"', client.get(address).text)

    client.post(address, {asked[0]: "new"})

    assert asked[0] == "ligne-1203"
    assert Membership.objects.count() == 2


def test_the_last_page_says_how_many_are_left_without_an_answer(
    chair: User, client: Client
) -> None:
    batch = doubtful(chair)
    client.force_login(chair)
    address = reverse("members:preview", args=[community_of(chair).slug, batch.uuid])

    first = client.get(address).content.decode()
    last = client.get(f"{address}?page=3").content.decode()

    assert "Accepter la liste" not in first
    assert "Garder et continuer" in first
    assert "200\u00a0doublons probables des autres pages" in last


def test_spellings_chosen_on_a_page_may_be_set_apart_again(chair: User) -> None:
    batch = prepare_import(
        community=community_of(chair),
        name="l.csv",
        cells=make.cells("Nom;Prénom;Structure", "A;B;MSP du Parc", "C;D;Maison de santé du Parc"),
        by=chair.person,
        at=make.NOW,
    )
    together = {"MSP du Parc": "MSP du Parc", "Maison de santé du Parc": "MSP du Parc"}
    apart = {"MSP du Parc": "MSP du Parc", "Maison de santé du Parc": "Maison de santé du Parc"}

    for said, chosen in ((together, "MSP du Parc"), (apart, "")):
        answers = Answers(people={}, structures=said)
        batch = keep_answers(batch=batch, answers=answers, by=chair.person, at=make.NOW)
        page = batches.preview(batch, by=chair.person, at=make.NOW)
        assert [one for _, one in page.structures] == [chosen]


def test_answers_to_a_list_accepted_meanwhile_are_refused(chair: User) -> None:
    batch = doubtful(chair, 1)
    accept_import(batch=batch, answers=NO_ANSWER, by=chair.person, at=make.NOW)

    with pytest.raises(AlreadyAccepted):
        keep_answers(batch=batch, answers=NO_ANSWER, by=chair.person, at=make.NOW)
