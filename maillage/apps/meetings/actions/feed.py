"""How does someone follow meetings from their own calendar, and stop?"""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access as communities
from maillage.apps.communities.models import Community
from maillage.apps.journal import actions as journal
from maillage.apps.meetings.models import Feed
from maillage.domain.roles import Right


@transaction.atomic
def open_feed(*, person: Person, community: Community | None, at: datetime) -> Feed:
    """Give someone a secret address: of their meetings, or of those of a community; the former
    address, perhaps known to others, stops working.
    """
    if community is not None:
        communities.demand(Right.READ_MEETINGS, of=person, on_community=community, on=localdate(at))
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    _revoke(person, community, at)
    feed = Feed.objects.create(
        person=person, community=community, secret=secrets.token_urlsafe(32), created_at=at
    )
    _journal("feed.opened", person, community, at)
    return feed


@transaction.atomic
def close_feed(*, person: Person, community: Community | None, at: datetime) -> None:
    """Stop an address; closed twice, nothing happens."""
    if _revoke(person, community, at):
        _journal("feed.closed", person, community, at)


def _revoke(person: Person, community: Community | None, at: datetime) -> int:
    return Feed.objects.filter(person=person, community=community, revoked_at__isnull=True).update(
        revoked_at=at
    )


def _journal(verb: str, person: Person, community: Community | None, at: datetime) -> None:
    where = community.uuid if community else None
    journal.record(verb, by=person, at=at, on=community or person, community=where)
