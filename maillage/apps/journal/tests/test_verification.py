"""Does the verification name the first link that someone tampered with?

The database refuses tampering by itself: these tests first put its guards aside, as someone who
owns the database could.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from conftest import triggers_lifted
from maillage.apps.journal.models import Entry, Head
from maillage.apps.journal.tests import make
from maillage.apps.journal.verification import ChainBroken, Verified, Witness, verify

pytestmark = pytest.mark.django_db


@contextmanager
def tampering() -> Iterator[None]:
    with triggers_lifted(connection):
        yield


def chain_of(entries: int) -> list[Entry]:
    return [make.entry() for _ in range(entries)]


def test_an_untouched_chain_is_followed_to_its_end() -> None:
    last = chain_of(5)[-1]

    assert verify() == Verified(entries=5, digest=last.digest)


def test_an_empty_journal_is_whole() -> None:
    assert verify() == Verified(entries=0, digest="0" * 64)


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "community.created"},
        {"facts": {"what": "rien"}},
        {"subject_key": "1"},
        {"subject_label": "autre chose"},
        {"by": None},
        {"at": make.NOON.replace(year=2025)},
        {"digest": "f" * 64},
    ],
)
def test_an_altered_entry_is_named_with_its_date(change: dict[str, object]) -> None:
    chain_of(5)
    with tampering():
        Entry.objects.filter(number=3).update(**change)

    with pytest.raises(ChainBroken, match=r"n° 3 du \d\d/\d\d/2\d{3} .* a été modifiée") as broken:
        verify()
    assert (broken.value.number, broken.value.checked) == (3, 2)


def test_a_rehashed_entry_breaks_the_next_one() -> None:
    chain_of(5)
    with tampering():
        Entry.objects.filter(number=3).update(previous="e" * 64)

    with pytest.raises(ChainBroken, match=r"n° 3 .* ne suit pas la précédente") as broken:
        verify()
    assert broken.value.number == 3


def test_missing_entries_are_named() -> None:
    chain_of(5)
    with tampering():
        Entry.objects.filter(number=3).delete()

    with pytest.raises(ChainBroken, match="l’écriture n° 3 manque avant l’écriture n° 4"):
        verify()


def test_a_missing_beginning_is_named() -> None:
    chain_of(5)
    with tampering():
        Entry.objects.filter(number__lte=2).delete()

    with pytest.raises(ChainBroken, match=r"les écritures n° 1 à 2 manquent .* Rien ne tient"):
        verify()


def test_two_entries_swapped_are_named() -> None:
    chain_of(5)
    with tampering():
        for old, new in ((2, 90), (3, 2), (90, 3)):
            Entry.objects.filter(number=old).update(number=new)

    with pytest.raises(ChainBroken) as broken:
        verify()
    assert broken.value.number == 2


def test_a_truncated_tail_is_named() -> None:
    chain_of(5)
    with tampering():
        Entry.objects.filter(number__gte=4).delete()

    with pytest.raises(ChainBroken, match="n° 4 à 5 manquent à la fin") as broken:
        verify()
    assert broken.value.checked == 3


def test_a_head_that_says_something_else_is_named() -> None:
    chain_of(3)
    Head.objects.update(digest="a" * 64)

    with pytest.raises(ChainBroken, match="sa tête annonce l’empreinte aaaaaaaaaaaa…"):
        verify()


def test_a_head_moved_back_is_named() -> None:
    entries = chain_of(3)
    Head.objects.update(number=2, digest=entries[1].digest)

    with pytest.raises(ChainBroken, match=r"n° 3 du .* dépasse sa tête"):
        verify()


def test_a_lost_head_is_named() -> None:
    chain_of(3)
    with tampering():
        Head.objects.all().delete()

    with pytest.raises(ChainBroken, match="sa tête a disparu"):
        verify()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps dates and JSON sound")
@pytest.mark.parametrize(
    ("column", "difference"),
    [("facts", "l’écriture n° 3 du .* a été modifiée"), ("at", "n° 3 n’a plus de date lisible")],
)
def test_an_unreadable_entry_is_named(column: str, difference: str) -> None:
    chain_of(5)
    with tampering(), connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        cursor.execute(f"UPDATE journal_entry SET {column} = '{{' WHERE number = 3")  # noqa: S608  # our own names
        cursor.execute("PRAGMA ignore_check_constraints = OFF")

    with pytest.raises(ChainBroken, match=difference) as broken:
        verify()
    assert (broken.value.number, broken.value.checked) == (3, 2)


def test_a_witness_catches_a_chain_rewritten_from_end_to_end() -> None:
    noted = chain_of(3)[1].digest
    with tampering():
        Entry.objects.all().delete()
        Head.objects.update(number=0, digest="0" * 64)
        chain_of(3)

    assert verify().entries == 3
    with pytest.raises(ChainBroken, match="le témoin notait") as broken:
        verify(witness=Witness(number=2, digest=noted))
    assert broken.value.number == 2


def test_a_witness_catches_a_chain_cut_short_with_its_head() -> None:
    entries = chain_of(3)
    with tampering():
        Entry.objects.filter(number=3).delete()
        Head.objects.update(number=2, digest=entries[1].digest)

    assert verify().entries == 2
    with pytest.raises(ChainBroken, match="le journal s’arrête à la n° 2"):
        verify(witness=Witness(number=3, digest=entries[2].digest))
