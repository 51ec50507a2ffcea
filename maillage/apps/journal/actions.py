"""How is an act written in the journal?"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import connection, models, transaction
from django.utils import timezone

from maillage.apps.accounts.models import Person, User
from maillage.apps.journal.chain import Link, digest_of, plain, plain_text
from maillage.apps.journal.models import Entry, Head
from maillage.apps.journal.verbs import registered
from maillage.web.readonly import writing_allowed


class UnknownVerb(Exception):
    """The act is in no app's `verbs.py`: a defect, never a person's fault."""


class NotJournalable(Exception):
    """The act is told in a way that the journal cannot keep: a defect, never a person's fault."""


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

    Writers queue on the head of the chain until they commit, so call it last in an act. Name
    people in the facts by passing the `Person`: the journal keeps their key, not their name.

    :raises UnknownVerb: nobody registered the verb.
    :raises NotJournalable: outside a transaction, on an account rather than its person, or naive.
    """
    if verb not in registered():
        raise UnknownVerb(verb)
    if not connection.in_atomic_block:
        raise NotJournalable(f"{verb}: an act is journaled in its own transaction")
    if timezone.is_naive(at):
        raise NotJournalable(f"{verb}: the moment has no time zone")
    if isinstance(on, User):
        raise NotJournalable(f"{verb}: journal the person, not the address they sign in with")
    link = Link(
        number=0,
        at=at,
        by=by.pk if by else None,
        verb=verb,
        subject_type=on._meta.label_lower,
        subject_key=str(getattr(on, "uuid", on.pk)),
        # A name cannot be taken back from the chain: people are shown by key.
        subject_label="" if isinstance(on, Person) else plain_text(str(on))[:250],
        community=community,
        facts=plain(facts or {}),
        previous="",
    )
    return _append(link)


def _append(link: Link) -> Entry:
    head = Head.objects.select_for_update().get(pk=1)
    link = replace(link, number=head.number + 1, previous=head.digest)
    entry = Entry.objects.create(
        number=link.number,
        at=link.at,
        by_id=link.by,
        verb=link.verb,
        subject_type=link.subject_type,
        subject_key=link.subject_key,
        subject_label=link.subject_label,
        community=link.community,
        facts=link.facts,
        previous=link.previous,
        digest=digest_of(link),
    )
    head.number, head.digest = entry.number, entry.digest
    head.save(update_fields=["number", "digest"])
    return entry


def record_read(
    *, by: Person, at: datetime, on: models.Model, community: UUID | None, what: str
) -> Entry:
    """Journal that someone read personal data; allowed while answering a GET.

    `on` is the person whose data were read, or what groups them (a community for its list).
    """
    with writing_allowed(), transaction.atomic():
        return record(
            "personal_data.read", by=by, at=at, on=on, community=community, facts={"what": what}
        )
