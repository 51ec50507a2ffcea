"""Entries for tests, and the question every act's test asks: was it journaled?"""

from datetime import UTC, datetime
from uuid import UUID

from django.db import models, transaction

from maillage.apps.accounts.models import Person
from maillage.apps.accounts.tests import make as accounts
from maillage.apps.journal import actions
from maillage.apps.journal.chain import plain
from maillage.apps.journal.models import Entry

NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)


def entry(
    verb: str = "personal_data.read",
    *,
    by: Person | None = None,
    at: datetime = NOON,
    on: models.Model | None = None,
    community: UUID | None = None,
    **facts: object,
) -> Entry:
    """Record an act; by default, someone read the data of someone else."""
    with transaction.atomic():
        return actions.record(
            verb,
            by=by or accounts.person(),
            at=at,
            on=on or accounts.person(),
            community=community,
            facts=facts or {"what": "coordonnées"},
        )


def assert_journaled(verb: str, *, times: int = 1, **facts: object) -> Entry:
    """Check that the act was journaled so many times; return the last entry, with those facts."""
    entries = list(Entry.objects.filter(verb=verb).order_by("number"))
    written = list(Entry.objects.order_by("number").values_list("verb", flat=True))
    assert len(entries) == times, f"{verb}: {len(entries)} times among {written}"
    found = entries[-1]
    assert {name: found.facts.get(name) for name in facts} == plain(facts)
    return found


def assert_not_journaled(verb: str) -> None:
    """Check that nothing of the kind was journaled."""
    assert not Entry.objects.filter(verb=verb).exists()
