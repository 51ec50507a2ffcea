"""Open a border survey, invite, close."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.timezone import localdate, make_aware

from maillage.apps.accounts.models import Person
from maillage.apps.borders import access, emails
from maillage.apps.borders.edges import edges_of
from maillage.apps.borders.models import Border, Candidate, Invitee, Survey
from maillage.apps.communities import access as communities
from maillage.apps.communities.models import Community
from maillage.apps.geography.models import Departement
from maillage.apps.journal import actions as journal
from maillage.apps.post import actions as post
from maillage.apps.post.actions import Recall
from maillage.domain.border_lists import Guest
from maillage.domain.borders import SurveyClosed
from maillage.domain.refusal import Refusal

BEFORE_THE_END = timedelta(days=2)
AT = time(6, 0)


class NoBorder(Refusal):
    """No commune of the département lies between two CPTS."""

    def __init__(self, departement: Departement) -> None:
        super().__init__(
            f"Aucune commune de ce département ({departement.name}) n’est entre deux CPTS : il "
            "faut au moins deux territoires enregistrés qui se touchent, et les contours chargés "
            "(« maillage geography contours »)."
        )


class DayPast(Refusal):
    """The last day to answer is gone."""

    def __init__(self) -> None:
        super().__init__("Choisissez un dernier jour à venir : chacun doit pouvoir répondre.")


class NobodyNew(Refusal):
    """Everyone of the list is invited already."""

    def __init__(self) -> None:
        super().__init__("Ces personnes sont déjà toutes invitées : aucun mail n’est parti.")


@dataclass(frozen=True)
class Plan:
    """What the survey is about."""

    title: str
    departement: Departement
    closes_on: date
    note: str = ""


@transaction.atomic
def open_survey(*, community: Community, plan: Plan, by: Person, at: datetime) -> Survey:
    """Fix the border communes as they stand today, and the CPTS proposed in each.

    :raises NotAnUpperEchelon: a CPTS alone does not ask.
    :raises RightMissing: the person may not.
    :raises DayPast: the last day is gone.
    :raises NoBorder: there is nothing to ask about.
    """
    today = localdate(at)
    access.demand_to_lead(by, community, on=today)
    if plan.closes_on <= today:
        raise DayPast
    edges = edges_of(plan.departement, on=today)
    if not edges:
        raise NoBorder(plan.departement)
    survey = Survey.objects.create(community=community, opened_at=at, opened_by=by, **vars(plan))
    borders = Border.objects.bulk_create(Border(survey=survey, commune_id=c) for c in edges)
    Candidate.objects.bulk_create(
        Candidate(border=border, community_id=key, place=place)
        for border in borders
        for place, key in enumerate(edges[border.commune_id], start=1)
    )
    journal.record(
        "survey.opened",
        by=by,
        at=at,
        on=survey,
        community=community.uuid,
        facts={"communes": len(borders), "last": plan.closes_on},
    )
    return survey


@transaction.atomic
def invite(
    *, survey: Survey, guests: Sequence[Guest], community: Community, by: Person, at: datetime
) -> int:
    """Mail a personal link to each professional not yet invited; return how many.

    In the name of a CPTS of the border, their addresses stay with it.

    :raises RightMissing: the person may not invite in that name.
    :raises SurveyClosed: answers are no longer taken.
    :raises NobodyNew: everyone is invited already.
    """
    today = localdate(at)
    right = access.right_to_invite(survey, community)
    communities.demand(right, of=by, on_community=community, on=today)
    held = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    if not held.is_open(on=today):
        raise SurveyClosed
    known = set(held.invitees.values_list("address", flat=True))
    borders = {border.commune_id: border for border in held.borders.select_related("commune")}
    through = None if community.pk == held.community_id else community
    invitees = [
        Invitee(
            survey=held,
            border=borders[guest.commune],
            name=guest.name,
            address=guest.address,
            profession=guest.profession,
            through=through,
            invited_at=at,
        )
        for guest in {guest.address: guest for guest in guests}.values()
        if guest.address not in known and guest.commune in borders
    ]
    if not invitees:
        raise NobodyNew
    Invitee.objects.bulk_create(invitees)
    post.send_now([emails.invitation(each) for each in invitees], at=at, about=held.uuid)
    _recall(invitees, held, at)
    journal.record(
        "survey.invited",
        by=by,
        at=at,
        on=held,
        community=community.uuid,
        facts={"count": len(invitees), "community": community.name},
    )
    return len(invitees)


def _recall(invitees: Sequence[Invitee], survey: Survey, at: datetime) -> None:
    """Keep one line for the eve of the end; who has answered by then is not reminded."""
    due_at = make_aware(datetime.combine(survey.closes_on - BEFORE_THE_END, AT))
    if due_at <= at + timedelta(days=1):
        return
    last = make_aware(datetime.combine(survey.closes_on, time.max))
    for invitee in invitees:
        post.keep_for_digest(
            person=None,
            address=invitee.address,
            text=emails.line(invitee),
            recall=Recall(survey.uuid, f"invitee {invitee.uuid.hex}", due_at, last),
        )


@transaction.atomic
def close_survey(*, survey: Survey, by: Person, at: datetime) -> Survey:
    """Stop taking answers before the last day.

    :raises RightMissing: the person may not.
    :raises SurveyClosed: someone did already.
    """
    access.demand_to_lead(by, survey.community, on=localdate(at))
    held = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    if held.closed_at is not None:
        raise SurveyClosed
    held.closed_at = at
    held.save(update_fields=["closed_at"])
    post.forget(about=held.uuid)
    journal.record("survey.closed", by=by, at=at, on=held, community=survey.community.uuid)
    return held
