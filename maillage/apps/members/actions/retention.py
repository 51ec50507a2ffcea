"""How is what is held about people forgotten when its time has passed?"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.journal import actions as journal
from maillage.apps.members.actions.forgetting import ANONYMOUS, anonymise
from maillage.apps.members.models import ImportBatch, Membership
from maillage.apps.post.models import Mail
from maillage.domain.retention import RETENTIONS, Held, limit_on, retention_of

# What an upper subject holds is forgotten there: `borders`.
OURS = [line for line in RETENTIONS if line.held is not Held.SURVEY_INVITEE]


def count_due(*, at: datetime) -> dict[str, int]:
    """Return how many rows each line of the table would touch today."""
    today = localdate(at)
    return {line.what: _due(line.held, today).count() for line in OURS}


def apply_retention(*, at: datetime) -> dict[str, int]:
    """Carry out the table, line by line; each is journaled when it touched something."""
    return {line.what: _apply(line.held, at=at) for line in OURS}


def _due(held: Held, today: date) -> QuerySet[Any]:
    limit = limit_on(today, held)
    match held:
        case Held.CONTACTS_OF_FORMER:
            kept = ~Q(email="") | ~Q(phone="") | ~Q(mssante="")
            return Membership.objects.filter(kept, until__lt=limit)
        case Held.FORMER_MEMBER:
            return (
                Person.objects.filter(memberships__until__lt=limit, user__isnull=True)
                .exclude(last_name=ANONYMOUS)
                .exclude(memberships__until__isnull=True, memberships__isnull=False)
                .exclude(memberships__until__gte=limit)
                .filter(roles__isnull=True, area_roles__isnull=True)
                .distinct()
            )
        case Held.UNREAD_LIST:
            return ImportBatch.objects.filter(
                status=ImportBatch.Status.DRAFT, prepared_at__date__lt=limit
            )
        case Held.SENT_MAIL:
            return Mail.objects.filter(Q(sent_at__date__lt=limit) | Q(given_up_at__date__lt=limit))
        case Held.UNDO_OF_LIST:
            return ImportBatch.objects.filter(accepted_at__date__lt=limit).exclude(written={})
        case Held.SURVEY_INVITEE:
            return Person.objects.none()


@transaction.atomic
def _apply(held: Held, *, at: datetime) -> int:
    rows = list(_due(held, localdate(at)).order_by("pk"))
    for row in rows:
        _forget(row, held, at)
    if rows:
        journal.record(
            "members.retention_applied",
            by=None,
            at=at,
            on=rows[0],
            facts={"rule": retention_of(held).what, "count": len(rows)},
        )
    return len(rows)


def _forget(row: Membership | Person | ImportBatch | Mail, held: Held, at: datetime) -> None:
    if isinstance(row, Membership):
        row.email = row.phone = row.mssante = ""
        row.consent_on = row.shown_on = None
        row.version += 1
        row.save(update_fields=["email", "phone", "mssante", "consent_on", "shown_on", "version"])
    elif isinstance(row, Person):
        anonymise(row, at=at)
    elif isinstance(row, ImportBatch) and held is Held.UNDO_OF_LIST:
        row.written = {}
        row.save(update_fields=["written"])
    else:
        row.delete()
