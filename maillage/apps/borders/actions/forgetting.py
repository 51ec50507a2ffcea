"""Forget who was invited to a border survey: when they ask, or when its time has passed."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from maillage.apps.borders.models import Invitee, Survey
from maillage.apps.journal import actions as journal
from maillage.apps.post import actions as post
from maillage.apps.post.models import Mail
from maillage.domain.retention import Held, limit_on


@transaction.atomic
def leave(*, invitee: Invitee, at: datetime) -> None:
    """Erase the name and address of a professional who asks it from their link, which then dies.

    The journal says that someone left, never who; their answer stays, by commune, without them.
    """
    survey = Survey.objects.select_for_update(of=("self",)).get(pk=invitee.survey_id)
    if _forget(survey, survey.invitees.named().filter(pk=invitee.pk)):
        journal.record("survey.left", by=None, at=at, on=survey, community=survey.community.uuid)


def due(*, on: date) -> QuerySet[Invitee]:
    """Return who was invited to surveys closed for longer than their names are kept."""
    limit = limit_on(on, Held.SURVEY_INVITEE)
    closed = Q(survey__closes_on__lt=limit) | Q(survey__closed_at__date__lt=limit)
    return Invitee.objects.named().filter(closed)


@transaction.atomic
def apply_retention(*, at: datetime) -> int:
    """Erase the names and addresses whose time has passed; return how many."""
    today = localdate(at)
    count = 0
    for survey in Survey.objects.filter(invitees__in=due(on=today)).distinct().order_by("pk"):
        forgotten = _forget(survey, survey.invitees.named())
        journal.record(
            "survey.names_erased",
            by=None,
            at=at,
            on=survey,
            community=survey.community.uuid,
            facts={"count": forgotten},
        )
        count += forgotten
    return count


def _forget(survey: Survey, invitees: QuerySet[Invitee]) -> int:
    rows: Collection[Invitee] = list(invitees)
    addresses = [row.address for row in rows]
    Mail.objects.filter(person=None, about=survey.uuid, address__in=addresses).delete()
    for row in rows:
        post.forget(about=survey.uuid, address=row.address)
        row.name = row.profession = ""
        # Still one address a row, that leads nowhere.
        row.address = f"efface-{row.uuid}@invalid"
    Invitee.objects.bulk_update(rows, ["name", "profession", "address"], batch_size=500)
    return len(rows)
