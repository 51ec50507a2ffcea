"""How is an act written in the journal?"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from django.db import connection, models, transaction

from maillage.apps.accounts.models import Person
from maillage.apps.journal.models import Entry, Head
from maillage.apps.journal.verbs import registered
from maillage.web.readonly import writing_allowed


class UnknownVerb(Exception):
    """The act is in no app's `verbs.py`: a defect, never a person's fault."""


def digest_of(entry: Entry) -> str:
    """Return the SHA-256 of everything the entry says, the previous digest included."""
    said = [
        entry.number,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.by_id,
        entry.verb,
        entry.subject_type,
        entry.subject_key,
        entry.subject_label,
        str(entry.community) if entry.community else None,
        entry.facts,
        entry.previous,
    ]
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def record(
    verb: str,
    *,
    by: Person | None,
    at: datetime,
    on: models.Model,
    community: UUID | None = None,
    facts: Mapping[str, object] | None = None,
) -> Entry:
    """Chain one act to the journal, inside the transaction of the act itself.

    Writers queue on the head of the chain until they commit, so call it last in an act.

    :raises UnknownVerb: nobody registered the verb.
    """
    if verb not in registered():
        raise UnknownVerb(verb)
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An act is journaled in its own transaction.")
    head = Head.objects.select_for_update().get(pk=1)
    entry = Entry(
        number=head.number + 1,
        at=at,
        by=by,
        verb=verb,
        subject_type=on._meta.label_lower,
        subject_key=str(getattr(on, "uuid", on.pk)),
        subject_label=str(on)[:250],
        community=community,
        facts=json.loads(json.dumps(dict(facts or {}), default=str)),
        previous=head.digest,
    )
    entry.digest = digest_of(entry)
    entry.save(force_insert=True)
    head.number, head.digest = entry.number, entry.digest
    head.save()
    return entry


def record_read(
    *, by: Person, at: datetime, on: models.Model, community: UUID | None, what: str
) -> Entry:
    """Journal that someone read personal data; allowed while answering a GET."""
    with writing_allowed(), transaction.atomic():
        return record(
            "personal_data.read", by=by, at=at, on=on, community=community, facts={"what": what}
        )
