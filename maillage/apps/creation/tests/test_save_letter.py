"""A letter is kept version by version, and nobody's text is lost."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from maillage.apps.communities.access import RightMissing
from maillage.apps.creation.actions.letter import (
    LONGEST_SECTION,
    LetterChangedMeanwhile,
    NoLetterHere,
    SectionTooLong,
)
from maillage.apps.creation.models import LetterVersion
from maillage.apps.creation.tests import letters, make
from maillage.apps.journal.models import Entry
from maillage.domain.roles import RoleKind

pytestmark = pytest.mark.django_db


def test_each_save_keeps_a_whole_version() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts).person

    letters.saved(cpts, by=chair, bearers="Nous", support="Un appui")
    second = letters.saved(cpts, by=chair, over=1, bearers="Nous toutes", note="Relu")

    assert second.number == 2
    assert second.sections == {"bearers": "Nous toutes"}
    first = LetterVersion.objects.get(number=1)
    assert first.sections == {"bearers": "Nous", "support": "Un appui"}


def test_the_save_is_journaled() -> None:
    cpts = make.cpts()

    letters.saved(cpts, by=make.holder(cpts).person, bearers="Nous")

    entry = Entry.objects.get(verb="letter.saved")
    assert entry.community == cpts.uuid
    assert entry.facts == {"number": 1, "written": 1, "asked": 11}


@pytest.mark.parametrize("kind", [RoleKind.CHAIR, RoleKind.SECRETARY, RoleKind.COORDINATOR])
def test_who_runs_the_cpts_may_write(kind: RoleKind) -> None:
    cpts = make.cpts()

    assert letters.saved(cpts, by=make.holder(cpts, kind).person, bearers="Nous").number == 1


@pytest.mark.parametrize("kind", [RoleKind.MEMBER, RoleKind.BOARD, RoleKind.PARTNER])
def test_a_member_may_not_write(kind: RoleKind) -> None:
    cpts = make.cpts()

    with pytest.raises(RightMissing, match="rédiger sa lettre d’intention"):
        letters.saved(cpts, by=make.holder(cpts, kind).person, bearers="Nous")


def test_a_desk_officer_reads_and_does_not_write() -> None:
    cpts = make.cpts()

    with pytest.raises(RightMissing):
        letters.saved(cpts, by=make.officer().person, bearers="Nous")


def test_the_second_of_two_writers_is_told_by_whom_and_when() -> None:
    cpts = make.cpts()
    first, second = make.holder(cpts).person, make.holder(cpts, RoleKind.COORDINATOR).person
    letters.saved(cpts, by=first, bearers="Le texte de la première")

    with pytest.raises(LetterChangedMeanwhile) as refusal:
        letters.saved(cpts, by=second, over=0, bearers="Le texte de la seconde")

    assert str(first) in str(refusal.value)
    assert "version 1 le 23/11/2026 à 10 h 30" in str(refusal.value)
    assert refusal.value.latest.sections == {"bearers": "Le texte de la première"}
    assert LetterVersion.objects.count() == 1


def test_the_same_text_saved_twice_is_one_version() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts).person

    first = letters.saved(cpts, by=chair, bearers="Nous")
    again = letters.saved(cpts, by=chair, bearers="Nous  \r\n")

    assert again == first
    assert Entry.objects.filter(verb="letter.saved").count() == 1


def test_the_same_text_over_a_new_territory_is_a_new_version() -> None:
    cpts = make.cpts()
    chair = make.holder(cpts).person
    letters.territory(cpts, letters.commune("D1001", "Aubray", 900))
    letters.saved(cpts, by=chair, bearers="Nous")
    letters.territory(
        cpts, letters.commune("D1002", "Combeval", 800), since=date(2026, 11, 25), number=2
    )

    later = letters.saved(cpts, by=chair, over=1, bearers="Nous", at=make.NOW + timedelta(days=3))

    assert later.number == 2


def test_a_letter_may_be_empty() -> None:
    cpts = make.cpts()

    version = letters.saved(cpts, by=make.holder(cpts).person)

    assert (version.number, version.sections) == (1, {})


def test_what_no_document_could_print_is_taken_out() -> None:
    cpts = make.cpts()

    version = letters.saved(cpts, by=make.holder(cpts).person, bearers="a\x00b\ud800\u202ec")

    version.refresh_from_db()
    assert version.sections == {"bearers": "ab\ufffdc"}


def test_an_endless_section_is_refused() -> None:
    cpts = make.cpts()

    with pytest.raises(SectionTooLong, match="Premiers éléments de diagnostic"):
        letters.saved(cpts, by=make.holder(cpts).person, diagnosis="x" * (LONGEST_SECTION + 1))


def test_an_inter_cpts_writes_no_letter_of_intent() -> None:
    body = make.inter_cpts()

    with pytest.raises(NoLetterHere, match="n’est pas une CPTS"):
        letters.saved(body, by=make.holder(body).person, bearers="Nous")


def test_the_database_keeps_one_version_of_each_number() -> None:
    cpts = make.cpts()
    kept = letters.saved(cpts, by=make.holder(cpts).person, bearers="Nous")

    with pytest.raises(IntegrityError), transaction.atomic():
        LetterVersion.objects.create(
            letter=kept.letter, number=1, author=kept.author, created_at=make.NOW
        )
