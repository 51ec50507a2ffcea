"""What does the relevé of a meeting say, and what is printed of it?"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.utils.timezone import localdate, localtime

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community, Role
from maillage.apps.communities.queries.workspace import Frame, frame
from maillage.apps.creation.queries.letter_document import emblem
from maillage.apps.meetings.models import (
    FollowUp,
    Meeting,
    Minutes,
    MinutesItem,
    MinutesText,
    Sheet,
    rule_of,
    seat_of,
)
from maillage.apps.meetings.queries.follow_ups import pending_before
from maillage.apps.meetings.queries.sheet import Row, meeting_facts, rows_of, sheet_of, when
from maillage.apps.post import links
from maillage.documents import session
from maillage.documents.text import Block, parts
from maillage.domain import french
from maillage.domain.meetings import State
from maillage.domain.quorum import Quorum, quorum

PARTS = (("exchanges", "Échanges"), ("conclusions", "Conclusions"), ("decisions", "Décisions"))


@dataclass(frozen=True)
class Part:
    """One heading under a point, and its words."""

    title: str
    words: str

    @property
    def parts(self) -> list[Block]:
        """The paragraphs and lists of the page: the same as those of the document."""
        return parts(self.words)


@dataclass(frozen=True)
class Point:
    """A point of the relevé with its text in force and what it hands out."""

    item: MinutesItem
    texts: list[MinutesText]
    follow_ups: list[FollowUp]

    @property
    def text(self) -> MinutesText | None:
        return self.texts[-1] if self.texts else None

    @property
    def version(self) -> int:
        return self.text.number if self.text else 0

    @property
    def parts(self) -> list[Part]:
        """The headings that say something."""
        return parts_of(self.text) if self.text else []

    @property
    def former(self) -> list[MinutesText]:
        """The texts that were replaced, the latest first."""
        return self.texts[-2::-1]


@dataclass(frozen=True)
class MinutesPage:
    """The relevé of a meeting as read by those who write it and those who follow it."""

    frame: Frame
    meeting: Meeting
    minutes: Minutes | None
    points: list[Point]
    pending: list[FollowUp]
    missing: int


def parts_of(text: MinutesText) -> list[Part]:
    """Return the headings of a text that say something."""
    return [Part(title, words) for key, title in PARTS if (words := getattr(text, key))]


def minutes_of(meeting: Meeting) -> Minutes | None:
    """Return the relevé of a meeting, none before it is begun."""
    return Minutes.objects.filter(meeting=meeting).select_related("meeting", "community").first()


def begun_minutes(meeting: Meeting) -> Minutes:
    """Return the relevé of a meeting, or answer 404."""
    minutes = minutes_of(meeting)
    if minutes is None:
        raise Http404
    return minutes


def item_of(community: Community, uuid: UUID) -> MinutesItem:
    """Return a point of a relevé of the community, or answer 404."""
    item = (
        MinutesItem.objects.filter(uuid=uuid, minutes__community=community)
        .select_related("minutes__meeting__community", "minutes__community")
        .first()
    )
    if item is None:
        raise Http404
    return item


def latest_text(item: MinutesItem) -> MinutesText | None:
    """Return what a point says today."""
    return item.texts.select_related("author").order_by("-number").first()


def points_of(minutes: Minutes) -> list[Point]:
    """Return the points in their order."""
    items = minutes.items.order_by("position")
    texts: dict[int, list[MinutesText]] = {}
    for text in (
        MinutesText.objects.filter(item__minutes=minutes)
        .select_related("author")
        .order_by("number")
    ):
        texts.setdefault(text.item_id, []).append(text)
    actions: dict[int, list[FollowUp]] = {}
    for action in (
        FollowUp.objects.filter(item__minutes=minutes).select_related("owner").order_by("pk")
    ):
        actions.setdefault(action.item_id, []).append(action)
    return [Point(item, texts.get(item.pk, []), actions.get(item.pk, [])) for item in items]


def minutes_page(meeting: Meeting, person: Person, *, on: date) -> MinutesPage:
    """Return the page of the relevé of a meeting."""
    minutes = minutes_of(meeting)
    points = points_of(minutes) if minutes else []
    known = {point.item.agenda_item_id for point in points}
    agenda = meeting.agenda.filter(is_accepted=True).values_list("pk", flat=True)
    return MinutesPage(
        frame=frame(meeting.community.slug, person, on=on, at="meetings:meetings"),
        meeting=meeting,
        minutes=minutes,
        points=points,
        pending=pending_before(meeting),
        missing=sum(pk not in known for pk in agenda),
    )


def possible_owners(item: MinutesItem, *, on: date) -> list[Person]:
    """Return those an action may be handed to: invited to the meeting or holding a role here."""
    meeting = item.minutes.meeting
    invited = Q(meeting_invitations__meeting=meeting)
    held = Role.objects.on(on).filter(community=meeting.community)
    people = Person.objects.filter(invited | Q(pk__in=held.values("person_id"))).distinct()
    return list(people.order_by("last_name", "first_name", "pk"))


def to_approve(link: links.Link) -> tuple[Minutes, Person]:
    """Return the relevé that a link gives to approve, and to whom.

    :raises LinkAltered: the relevé or the person is not there any more.
    """
    minutes = (
        Minutes.objects.filter(uuid=link.subject)
        .select_related("meeting__community", "community")
        .first()
    )
    person = Person.objects.filter(uuid=link.person).first() if link.person else None
    if minutes is None or person is None:
        raise links.LinkAltered
    return minutes, person


def meeting_of_minutes(uuid: UUID) -> Meeting:
    """Return the meeting of a relevé that a link opens, or answer 404."""
    meeting = Meeting.objects.filter(minutes__uuid=uuid).select_related("community").first()
    if meeting is None:
        raise Http404
    return meeting


# --- The document of the session ---------------------------------------------------------------


def minutes_document(meeting: Meeting) -> session.Minutes:
    """Return the one document of a session: agenda, attendance, decisions, actions, what next."""
    minutes, sheet = minutes_of(meeting), sheet_of(meeting)
    rows = rows_of(sheet) if sheet else []
    points = points_of(minutes) if minutes else []
    community = meeting.community
    rule = sheet.rule if sheet else rule_of(community)
    counted = quorum([seat_of(row.line) for row in rows], rule)
    return session.Minutes(
        community=community.name,
        echelon=community.echelon_value.label,
        meeting=meeting.title,
        held_on=localdate(meeting.starts_at),
        reference=minutes.reference if minutes else "",
        state=_state(minutes),
        facts=(
            *meeting_facts(meeting),
            *_chair_fact(sheet),
            *_quorum_fact(counted, has_sheet=sheet is not None),
        ),
        attendees=tuple(_attendee(row) for row in rows),
        attendance=_attendance(rows),
        seal=sheet.digest if sheet else "",
        points=tuple(_printed(point) for point in points) or _agenda(meeting),
        former=tuple(_former(action) for action in pending_before(meeting)),
        next_meeting=_next(meeting),
        corrections=tuple(_corrections(points, since=minutes.approved_at if minutes else None)),
        emblem=emblem(community),
    )


def _state(minutes: Minutes | None) -> str:
    if minutes is None or minutes.approved_at is None:
        return "projet, pas encore approuvé"
    return f"approuvé le {localtime(minutes.approved_at):%d/%m/%Y}"


def _chair_fact(sheet: Sheet | None) -> list[session.Fact]:
    return [session.Fact("Présidence de séance", sheet.chair.name)] if sheet and sheet.chair else []


def _quorum_fact(counted: Quorum, *, has_sheet: bool) -> list[session.Fact]:
    if not has_sheet or not counted.rule.share:
        return []
    told = [
        f"{count.college + ' : ' if count.college else ''}{count.counted} comptés "
        f"sur {count.entitled}, {count.needed} nécessaires"
        for count in counted.counts
    ]
    verdict = "atteint" if counted.is_reached else "non atteint"
    return [session.Fact("Quorum", f"{verdict} ({' ; '.join(told)}). {counted.rule.label}")]


def _attendee(row: Row) -> session.Attendee:
    details = ", ".join(words for words in (row.detail, row.time) if words)
    return session.Attendee(row.line.name, row.standing, row.line.status_value.label, details)


def _attendance(rows: list[Row]) -> str:
    present = sum(row.line.presence.status.name == "PRESENT" for row in rows)
    return f"{present} présents sur {len(rows)} personnes attendues et invitées" if rows else ""


def _printed(point: Point) -> session.Point:
    text = point.text
    return session.Point(
        point.item.title,
        exchanges=text.exchanges if text else "",
        conclusions=text.conclusions if text else "",
        decisions=text.decisions if text else "",
        follow_ups=tuple(_follow_up(action) for action in point.follow_ups),
    )


def _follow_up(action: FollowUp) -> session.FollowUp:
    owner = action.owner.full_name if action.owner else ""
    return session.FollowUp(action.words, owner, action.due_on, action.state_value.label)


def _former(action: FollowUp) -> session.FollowUp:
    """Return an action of an earlier meeting, with the meeting that decided it."""
    decided = action.item.minutes.meeting
    words = f"{action.words} ({decided.title}, {french.day(localdate(decided.starts_at))})"
    return replace(_follow_up(action), words=words)


def _agenda(meeting: Meeting) -> tuple[session.Point, ...]:
    return tuple(
        session.Point(item.title)
        for item in meeting.agenda.filter(is_accepted=True).order_by("position")
    )


def _corrections(points: list[Point], *, since: datetime | None) -> list[session.Correction]:
    """Return what changed once approved: texts with their reason, actions added."""
    told = [
        (text.saved_at, point.item.title, text.reason)
        for point in points
        for text in point.texts
        if text.reason
    ]
    told += [
        (action.agreed_at, point.item.title, f"Action ajoutée : {action.words}")
        for point in points
        for action in point.follow_ups
        if since and action.agreed_at and action.agreed_at > since
    ]
    return [session.Correction(localdate(at), *what) for at, *what in sorted(told)]


def _next(meeting: Meeting) -> str:
    coming = (
        Meeting.objects.filter(community=meeting.community, starts_at__gt=meeting.starts_at)
        .exclude(state=State.CANCELLED.value)
        .select_related("poll")
        .order_by("starts_at")
        .first()
    )
    if coming is None:
        return ""
    poll = getattr(coming, "poll", None)
    if poll is not None and not poll.is_closed:
        return f"{coming.title}, à une date qui se choisit d’ici le {french.day(poll.answers_by)}"
    words = [f"{coming.title}, {when(coming.starts_at, coming.ends_at)}", coming.place]
    if coming.video_link:
        words.append(f"Visioconférence : {coming.video_link}")
    return "\n".join(word for word in words if word)
