"""Who is told, in the digest of the day, that a mandate ends, waits, or was decided?"""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate, make_aware

from maillage.apps.communities.models import Community
from maillage.apps.mandates import access
from maillage.apps.mandates.models import Mandate
from maillage.apps.members.queries import contacts
from maillage.apps.post import actions as post
from maillage.apps.post import links
from maillage.apps.post.actions import Recall
from maillage.domain import french, mandates
from maillage.domain.french import SPACE
from maillage.domain.mandates import Approval

USEFUL_FOR = timedelta(days=30)


def _page(community: Community) -> str:
    return links.absolute(reverse("mandates:mandates", args=[community.slug]))


def _keep(lines: Collection[tuple[Community, str]], about: UUID, what: str, at: datetime) -> None:
    """Keep a line for whoever leads each community."""
    for community, text in lines:
        leaders = access.leaders_of(community, on=localdate(at))
        for key, address in contacts.addresses_of(leaders, within=community).items():
            person = next(each for each in leaders if each.pk == key)
            post.keep_for_digest(
                person=person,
                address=address,
                text=text,
                recall=Recall(about, what, at, at + USEFUL_FOR),
            )


def tell_of_waiting(*, mandate: Mandate, at: datetime) -> None:
    """Tell the federation that a regional mandate waits for it."""
    if mandate.approval_value is not Approval.WAITING:
        return
    above = access.federations_of(mandate.delegation.seat_in, on=localdate(at))
    text = (
        f"{mandate.delegation.community.name} a coopté {mandate.person} "
        f"({mandate.delegation.name}){SPACE}: à valider, ou à refuser avec un motif."
    )
    lines = [(each, f"{text} {_page(each)}") for each in above]
    _keep(lines, mandate.uuid, "mandate waits", at)


def tell_of_verdict(*, mandate: Mandate, at: datetime) -> None:
    """Tell the community that gave a mandate what the federation made of it, and why."""
    post.forget(about=mandate.uuid, what="mandate waits")
    community = mandate.delegation.community
    why = f" Motif{SPACE}: {mandate.reason}" if mandate.reason else ""
    text = (
        f"Le mandat de {mandate.person} ({mandate.delegation.name}) est "
        f"{mandate.approval_value.label}.{why} {_page(community)}"
    )
    _keep([(community, text)], mandate.uuid, "mandate decided", at)


@transaction.atomic
def remind_ends(*, at: datetime) -> int:
    """Keep for the digest each mandate that ends soon without anyone to follow; once each.

    Whoever leads the community is told, and who sits. Nothing changes: nothing is journaled.
    """
    today = localdate(at)
    days = int(access.warning_days(today).amount or 0)
    soon = (
        Mandate.objects.on(today)
        .filter(until__lte=today + timedelta(days=days))
        .select_related("person", "delegation__community", "delegation__seat_in")
        .order_by("until", "pk")
    )
    return sum(
        _remind(mandate, mandate.until, at)
        for mandate in soon
        if mandate.until and not _is_followed(mandate, mandate.until)
    )


def _is_followed(mandate: Mandate, last: date) -> bool:
    """Tell whether every seat of its kind is filled on the day after its last."""
    row = mandate.delegation
    named = row.mandates.standing().select_related("person").order_by("pk")
    after = last + timedelta(days=1)
    empty = mandates.vacant(row.rule, [each.holder for each in named], on=after)
    return mandate.holder.seat not in empty


def _remind(mandate: Mandate, last: date, at: datetime) -> int:
    community = mandate.delegation.community
    told = {each.pk: each for each in access.leaders_of(community, on=localdate(at))}
    told[mandate.person.pk] = mandate.person
    text = (
        f"Le mandat de {mandate.person} ({mandate.delegation.name}, pour {community.name}) finit "
        f"le {french.day(last)}{SPACE}: préparez la suite. {_page(community)}"
    )
    # An end that moves is told again.
    recall = Recall(
        mandate.uuid,
        f"mandate ends {last:%Y-%m-%d}",
        at,
        make_aware(datetime.combine(last + timedelta(days=1), time(0, 0))),
    )
    addresses = contacts.addresses_of(list(told.values()), within=community)
    return sum(
        post.keep_once(person=told[key], address=address, text=text, recall=recall)
        for key, address in addresses.items()
    )
