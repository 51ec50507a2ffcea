"""What is journaled of the demonstration."""

from datetime import datetime

from django.db import transaction

from maillage.apps.accounts.models import Person
from maillage.apps.journal import actions as journal
from maillage.apps.journal.models import Entry


@transaction.atomic
def note_entrance(*, person: Person, at: datetime) -> Entry:
    """Journal that someone took the place of an invented person."""
    return journal.record("demonstration.signed_in", by=person, at=at, on=person)
