"""Who is reminded, in the mail of the day, of a fee to pay or of an adhésion to accept?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from maillage.apps.accounts import queries as sign_in
from maillage.apps.communities.models import Community
from maillage.apps.members.actions.links import address_of
from maillage.apps.members.models import (
    Habits,
    Membership,
    MembershipQuerySet,
    RegimePeriod,
)
from maillage.apps.post import actions as post
from maillage.domain import french
from maillage.domain.membership import Renewal, accepted_until
from maillage.domain.renewal import Asked, Call, calls_on

USEFUL_FOR = timedelta(days=30)


FEE = "{community}\u00a0: votre cotisation de {amount} {until}.{how}"
ANSWER = "{community}\u00a0: {what}, en un geste et sans mot de passe\u00a0:\n{address}"
BEGIN = "votre adhésion attend votre accord"
RENEW = "votre adhésion est à renouveler {until}"


@dataclass(frozen=True)
class Reminded:
    """What a round kept for the digest, and who could not be written to."""

    lines: int = 0
    without_address: int = 0

    def __add__(self, other: "Reminded") -> "Reminded":
        return Reminded(self.lines + other.lines, self.without_address + other.without_address)


def remind_members(*, at: datetime) -> Reminded:
    """Keep the lines due that day for the next digest, community by community.

    Run again, it says nothing again. Nothing but lines of a digest leaves, and nobody's state
    changes: nothing is journaled.
    """
    silent = Habits.objects.filter(reminds=False).values("community")
    asking = Membership.objects.open().exclude(community__in=silent).values("community")
    places = Community.objects.filter(pk__in=asking).order_by("pk")
    return sum((_remind_one(community, at) for community in places), Reminded())


@transaction.atomic
def _remind_one(community: Community, at: datetime) -> Reminded:
    # The community first, like every act on its members: nobody pays or accepts meanwhile.
    Community.objects.select_for_update(of=("self",)).get(pk=community.pk)
    period = RegimePeriod.objects.on(community, localdate(at))
    due = [
        (held, call)
        for held in _held(community)
        for call in calls_on(
            localdate(at),
            held.belonging,
            period.terms if period else None,
            terms_since=period.since if period else None,
            invited_on=held.invited_on,
        )
    ]
    accounts = sign_in.addresses_of([held.person for held, _ in due if held.person])
    told = Reminded()
    for held, call in due:
        address = held.contact or accounts.get(held.person_id or 0, "")
        if not address:
            told += Reminded(without_address=1)
        elif _keep(held, call, period, address=address, at=at):
            told += Reminded(lines=1)
    return told


def _held(community: Community) -> MembershipQuerySet:
    return (
        Membership.objects.of(community)
        .open()
        .with_fees()
        .select_related("community__member_habits", "person", "structure")
        .order_by("pk")
    )


def _keep(
    held: Membership, call: Call, period: RegimePeriod | None, *, address: str, at: datetime
) -> bool:
    return post.keep_once(
        person=held.person,
        address=address,
        text=_words(held, call, period, at),
        recall=post.Recall(about=held.uuid, what=call.key, due_at=at, useful_until=at + USEFUL_FOR),
    )


def _words(held: Membership, call: Call, period: RegimePeriod | None, at: datetime) -> str:
    community, today = post.one_line(held.community.name), localdate(at)
    if call.asked is Asked.FEE and period and period.yearly_fee:
        habits = getattr(held.community, "member_habits", None)
        paid = held.belonging.paid_until
        return FEE.format(
            community=community,
            amount=french.euros(period.yearly_fee),
            until=f"vaut jusqu’au {french.day(paid)}" if paid and paid >= today else "est à régler",
            how=f" {habits.how_to_pay}" if habits else "",
        ).strip()
    what = BEGIN
    if period and held.accepted_on:
        until = accepted_until(held.accepted_on, Renewal(period.renewal))
        what = RENEW.format(
            until=f"{'avant' if until >= today else 'depuis'} le {french.day(until)}"
        )
    return ANSWER.format(community=community, what=what, address=address_of(held, at=at))
