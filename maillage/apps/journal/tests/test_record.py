"""What does the journal keep of an act, and what does it refuse to keep?"""

from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.db.models import ProtectedError

from maillage.apps.accounts.tests import make as accounts
from maillage.apps.journal import actions
from maillage.apps.journal.actions import NotJournalable, UnknownVerb
from maillage.apps.journal.models import Entry, Head
from maillage.apps.journal.tests import make

pytestmark = pytest.mark.django_db


def test_an_act_is_chained_to_the_one_before() -> None:
    first = make.entry()
    second = make.entry()

    assert (first.number, second.number) == (1, 2)
    assert second.previous == first.digest
    assert first.previous == "0" * 64


def test_the_head_follows_the_last_entry() -> None:
    last = [make.entry() for _ in range(3)][-1]

    head = Head.objects.get()
    assert (head.number, head.digest) == (last.number, last.digest)


def test_an_act_undone_leaves_nothing_in_the_journal() -> None:
    def act_that_fails() -> None:
        with transaction.atomic():
            make.entry()
            raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011  # raised just above
        act_that_fails()

    assert make.entry().number == 1


def test_a_verb_nobody_listed_is_refused() -> None:
    with pytest.raises(UnknownVerb, match=r"moon\.landed"):
        make.entry("moon.landed")


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(NotJournalable, match="time zone"):
        make.entry(at=datetime(2026, 3, 2, 11))  # noqa: DTZ001  # what is refused


def test_an_account_is_journaled_as_its_person() -> None:
    with pytest.raises(NotJournalable, match="person"):
        make.entry(on=accounts.user())


@pytest.mark.django_db(transaction=True)
def test_an_act_outside_a_transaction_is_refused() -> None:
    who = accounts.person()

    with pytest.raises(NotJournalable, match="its own transaction"):
        actions.record("personal_data.read", by=who, at=make.NOON, on=who)


def test_a_person_is_kept_by_key_and_never_by_name() -> None:
    someone = accounts.person("Dominique", "Exemplaire")

    entry = make.entry(on=someone, given_to=someone, shown_to=[someone])

    assert entry.facts == {
        "given_to": {"person": str(someone.uuid)},
        "shown_to": [{"person": str(someone.uuid)}],
    }
    assert (entry.subject_key, entry.subject_label) == (str(someone.uuid), "")


def test_a_person_the_journal_names_cannot_be_deleted() -> None:
    someone = accounts.person()
    make.entry(by=someone)

    with pytest.raises(ProtectedError):
        someone.delete()


def test_the_same_moment_told_in_two_time_zones_has_one_digest() -> None:
    plus_two = timezone(timedelta(hours=2))
    entry = make.entry(at=datetime(2026, 3, 2, 13, tzinfo=plus_two))

    kept = Entry.objects.get(pk=entry.pk)
    assert kept.at == datetime(2026, 3, 2, 11, tzinfo=UTC)


def test_a_read_is_journaled_with_what_was_read() -> None:
    community, reader, read = uuid4(), accounts.person(), accounts.person()

    actions.record_read(by=reader, at=make.NOON, on=read, community=community, what="téléphone")

    entry = make.assert_journaled("personal_data.read", what="téléphone")
    assert (entry.by, entry.community) == (reader, community)


def test_an_entry_is_never_changed() -> None:
    make.entry()

    with pytest.raises(DatabaseError, match="ne se modifie"), transaction.atomic():
        Entry.objects.update(verb="community.created")
    assert Entry.objects.get().verb == "personal_data.read"


def test_an_entry_is_never_removed() -> None:
    make.entry()

    with pytest.raises(DatabaseError, match="supprime"), transaction.atomic():
        Entry.objects.all().delete()
    assert Entry.objects.count() == 1


def test_the_head_is_never_removed() -> None:
    with pytest.raises(DatabaseError, match="supprime"), transaction.atomic():
        Head.objects.all().delete()


def test_a_second_head_is_refused() -> None:
    with pytest.raises(DatabaseError, match="journal_head_is_alone"), transaction.atomic():
        Head.objects.create(pk=2)
