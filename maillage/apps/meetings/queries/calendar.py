"""What does a calendar followed by its secret address show?"""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from maillage.apps.communities import access as communities
from maillage.apps.communities.models import Community
from maillage.apps.meetings.calendars import event_of, provisional_event_of
from maillage.apps.meetings.models import Feed, Meeting, PollOption
from maillage.documents.calendar import Method, calendar
from maillage.domain.meetings import State
from maillage.domain.roles import Right

# What is over stays in sight that long.
KEPT = timedelta(days=30)


def feed_by(secret: str) -> Feed | None:
    """Return a feed that still works, by its secret."""
    return (
        Feed.objects.select_related("person", "community")
        .filter(secret=secret, revoked_at__isnull=True)
        .first()
    )


def feed_text(feed: Feed, *, at: datetime) -> str:
    """Return the calendar of a feed: what was announced, and the dates still looked for."""
    since = at - KEPT
    meetings = (
        _meetings(feed, at)
        .exclude(state=State.DRAFT.value)
        .filter(ends_at__gte=since)
        .select_related("community")
        .order_by("starts_at", "pk")
    )
    options = (
        PollOption.objects.filter(
            poll__meeting__in=_meetings(feed, at), poll__closed_at__isnull=True, ends_at__gte=since
        )
        .select_related("poll__meeting__community")
        .order_by("starts_at", "pk")
    )
    events = [event_of(meeting, at=at) for meeting in meetings]
    events += [provisional_event_of(option.poll.meeting, option, at=at) for option in options]
    name = f"Réunions : {feed.community.name}" if feed.community else "Mes réunions (Maillage)"
    return calendar(events, method=Method.PUBLISH, name=name)


def _meetings(feed: Feed, at: datetime) -> QuerySet[Meeting]:
    """Return the meetings that the person may still see: a role lost empties the feed."""
    if feed.community is None:
        told = Q(invitations__sent_at__isnull=False) | Q(poll__isnull=False)
        return Meeting.objects.filter(told, invitations__person=feed.person).distinct()
    rights = communities.rights_of(feed.person, feed.community, on=at.date())
    if Right.READ_MEETINGS not in rights:
        return Meeting.objects.none()
    return Meeting.objects.of(feed.community)


def feeds_of(person_id: int) -> list[Feed]:
    """Return the feeds of someone, their own first."""
    held = Feed.objects.filter(person=person_id, revoked_at__isnull=True)
    return list(held.select_related("community").order_by("community__search", "pk"))


def feed_of(person_id: int, community: Community | None) -> Feed | None:
    """Return the feed of someone for a community, or of their own meetings."""
    return Feed.objects.filter(
        person=person_id, community=community, revoked_at__isnull=True
    ).first()
