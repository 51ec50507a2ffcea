"""How does a mail get written, kept for the digest, and sent?

An act writes its mails in its own transaction: they exist if and only if it happened. They leave
once it is committed, the first ones at once, the others with `maillage mails send`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from maillage.apps.accounts.models import Person
from maillage.apps.post import delivery
from maillage.apps.post.models import Mail, Reminder

# How many leave with the request that wrote them: a person waits for the page that follows.
AT_ONCE = 10


@dataclass(frozen=True)
class Letter:
    """What is written to someone; a guest has an address and no person."""

    address: str
    subject: str
    text: str
    person: Person | None = None
    calendar: str = ""
    calendar_method: str = ""
    # Calendars that take back events sent before, one event each as RFC 5546 asks.
    withdrawn: Sequence[str] = ()


def send_now(
    letters: Sequence[Letter],
    *,
    at: datetime,
    kind: Mail.Kind = Mail.Kind.ASKED,
    about: UUID | None = None,
) -> list[Mail]:
    """Write mails that wait for no digest: convocations, and what people asked for."""
    mails = [
        Mail(
            kind=kind.value,
            person=letter.person,
            address=letter.address,
            subject=one_line(letter.subject),
            text=letter.text,
            calendar=letter.calendar,
            calendar_method=letter.calendar_method,
            withdrawn=list(letter.withdrawn),
            about=about,
            written_at=at,
            due_at=at,
        )
        for letter in letters
    ]
    Mail.objects.bulk_create(mails)
    if mails:
        first = [mail.pk for mail in mails[:AT_ONCE]]
        transaction.on_commit(partial(delivery.deliver, at=at, among=first))
    return mails


@dataclass(frozen=True)
class Recall:
    """A line for the digest: about what, which reminder of it, and while it is of use."""

    about: UUID
    what: str
    due_at: datetime
    useful_until: datetime


def keep_for_digest(*, person: Person | None, address: str, text: str, recall: Recall) -> Reminder:
    """Keep a line for the next digest of an address; kept twice, the last text stands."""
    reminder, _ = Reminder.objects.update_or_create(
        address=address,
        about=recall.about,
        what=recall.what,
        digest=None,
        defaults={
            "person": person,
            "text": text,
            "due_at": recall.due_at,
            "useful_until": recall.useful_until,
        },
    )
    return reminder


def keep_once(*, person: Person | None, address: str, text: str, recall: Recall) -> bool:
    """Keep a line unless a digest already carried it; return whether it is kept now."""
    whose = Q(person=person) if person else Q(address=address)
    gone = Reminder.objects.filter(
        whose, about=recall.about, what=recall.what, digest__isnull=False
    )
    if gone.exists():
        return False
    keep_for_digest(person=person, address=address, text=text, recall=recall)
    return True


def forget(*, about: UUID, what: str = "", address: str = "") -> int:
    """Take back the lines about something done or gone, before they leave; return how many."""
    lines = Reminder.objects.filter(about=about, digest__isnull=True)
    if what:
        lines = lines.filter(what=what)
    if address:
        lines = lines.filter(address=address)
    return lines.delete()[0]


def forget_all(about: Collection[UUID]) -> int:
    """Take back every line about several things at once; return how many."""
    return Reminder.objects.filter(about__in=list(about), digest__isnull=True).delete()[0]


def one_line(subject: str) -> str:
    """Return a subject that no hostile text can turn into other headers."""
    return " ".join(subject.split())[:200]
