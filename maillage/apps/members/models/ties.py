"""Which rows name someone, in whichever subject? Those that are theirs, those that are acts.

What a row does when its person goes says which it is: rows made to go with them (their contacts
elsewhere, their mails, their calendar addresses) are theirs, and are erased; rows that protect them
are acts (a signature, a vote, a mandate), and are kept under a key that names nobody any more.
"""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import ForeignObjectRel, QuerySet

from maillage.apps.accounts.models import Person, User
from maillage.apps.members.models.batch import ErasureRequest

# Kept or erased by the act itself, in its own way.
ASIDE: tuple[type[models.Model], ...] = (User, ErasureRequest)


def own_rows(person: Person) -> Iterator[QuerySet[Any]]:
    """Rows that go with the person."""
    return _rows(person, goes=True)


def acts_of(person: Person) -> Iterator[QuerySet[Any]]:
    """Rows that stay, unnamed."""
    return _rows(person, goes=False)


def _rows(person: Person, *, goes: bool) -> Iterator[QuerySet[Any]]:
    # Those without a name on the side of the person are hidden, and name them all the same.
    for relation in Person._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.related_model in ASIDE:
            continue
        if (relation.on_delete is models.CASCADE) is goes:
            named = {relation.field.name: person}
            yield relation.related_model._base_manager.filter(**named).order_by()
