"""How does a community join a body of a higher échelon, and leave it?"""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access
from maillage.apps.communities.models import Affiliation, Community
from maillage.apps.journal import actions as journal
from maillage.domain.echelon import may_join
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right


class CannotJoin(Refusal):
    """The échelons, or what already holds, forbid it."""


class AlreadyLeft(Refusal):
    """The affiliation has ended, or would end before it began."""


@transaction.atomic
def join_body(
    *, member: Community, body: Community, since: date, by: Person, at: datetime
) -> Affiliation:
    """Affiliate a community; it chooses for itself, and may belong to several bodies.

    :raises CannotJoin: the body is not of a higher échelon, or already joined.
    """
    access.demand(Right.MANAGE_AFFILIATIONS, of=by, on_community=member, on=localdate(at))
    Community.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if not may_join(member=member.echelon_value, body=body.echelon_value):
        raise CannotJoin(
            f"{member.name} ne peut rejoindre {body.name}\u00a0: une communauté rejoint un échelon "
            "supérieur au sien."
        )
    if member.affiliations.filter(body=body, until__isnull=True).exists():
        raise CannotJoin(f"{member.name} est déjà affiliée à {body.name}.")
    affiliation = Affiliation.objects.create(
        member=member,
        body=body,
        since=since,
        member_rank=member.echelon_value.rank,
        body_rank=body.echelon_value.rank,
    )
    for side in (member, body):
        journal.record(
            "affiliation.begun",
            by=by,
            at=at,
            on=affiliation,
            community=side.uuid,
            facts={"member": member.name, "body": body.name, "since": since},
        )
    return affiliation


@transaction.atomic
def end_affiliation(
    *, affiliation: Affiliation, until: date, by: Person, at: datetime
) -> Affiliation:
    """End an affiliation, from either side; its years stay in the history.

    :raises AlreadyLeft: it has ended already, or would end before it began.
    """
    member, body = affiliation.member, affiliation.body
    if Right.MANAGE_AFFILIATIONS not in access.rights_of(by, body, on=localdate(at)):
        access.demand(Right.MANAGE_AFFILIATIONS, of=by, on_community=member, on=localdate(at))
    kept = Affiliation.objects.select_for_update(of=("self",)).get(pk=affiliation.pk)
    if kept.until is not None:
        raise AlreadyLeft(f"Cette affiliation a déjà pris fin le {kept.until:%d/%m/%Y}.")
    if until < kept.since:
        raise AlreadyLeft(
            f"Cette affiliation a commencé le {kept.since:%d/%m/%Y}\u00a0: "
            "elle ne peut finir avant."
        )
    kept.until = until
    kept.save(update_fields=["until"])
    for side in (member, body):
        journal.record(
            "affiliation.ended",
            by=by,
            at=at,
            on=kept,
            community=side.uuid,
            facts={"member": member.name, "body": body.name, "until": until},
        )
    return kept
