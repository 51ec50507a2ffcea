"""Which meetings come, which were held, and what does the page of one say?"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q
from django.http import Http404
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community, Role
from maillage.apps.communities.queries import workspace
from maillage.apps.communities.queries.workspace import Frame
from maillage.apps.meetings import access
from maillage.apps.meetings.calendars import when
from maillage.apps.meetings.emails import where
from maillage.apps.meetings.models import (
    AgendaItem,
    AgendaTemplate,
    Document,
    DocumentContent,
    Feed,
    FollowUp,
    Invitation,
    Meeting,
    Minutes,
    Poll,
)
from maillage.apps.meetings.queries.calendar import feed_of
from maillage.apps.meetings.queries.follow_ups import pending_before
from maillage.apps.meetings.queries.invited import ReplyBox, reply_box, told_replies
from maillage.apps.members.queries import contacts
from maillage.apps.post import links
from maillage.apps.post import queries as mails
from maillage.domain.days_off import day_off
from maillage.domain.meetings import MOVES, Act, State, next_host
from maillage.domain.minutes import MinutesState

# Past meetings on one page; the others are found by their year.
A_PAGE = 50
TAB = "meetings:meetings"


@dataclass(frozen=True)
class Row:
    """A meeting in a list."""

    meeting: Meeting
    invited: int
    poll: Poll | None

    @property
    def when(self) -> str:
        return when(self.meeting)

    @property
    def is_polling(self) -> bool:
        return self.poll is not None and not self.poll.is_closed

    @property
    def day_off(self) -> str:
        """Why that day is not like others; nothing while it is looked for."""
        return "" if self.is_polling else day_off_of(self.meeting)

    @property
    def reference(self) -> str:
        """Under which number its relevé is cited, nothing before."""
        return self._minutes.reference if self._minutes else ""

    @property
    def to_do(self) -> str:
        """What whoever runs a meeting that is over has still to do; nothing once it is all sent."""
        if self.meeting.state_value in {State.DRAFT, State.CANCELLED}:
            return ""
        if self.meeting.state_value is not State.CLOSED:
            return "feuille d’émargement à clore"
        return {
            None: "relevé à écrire",
            MinutesState.DRAFT: "relevé à approuver",
            MinutesState.APPROVED: "relevé à envoyer",
            MinutesState.SENT: "",
        }[self._minutes.state_value if self._minutes else None]

    @property
    def where_to_do(self) -> str:
        """Return the name of the page where it is done."""
        is_sealed = self.meeting.state_value is State.CLOSED
        return "meetings:minutes" if is_sealed else "meetings:sheet"

    @property
    def _minutes(self) -> Minutes | None:
        return getattr(self.meeting, "minutes", None)


@dataclass(frozen=True)
class MeetingsPage:
    frame: Frame
    coming: list[Row]
    past: list[Row]
    feed: "FeedAddress | None"


@dataclass(frozen=True)
class FeedAddress:
    """A calendar and its two addresses: one for a browser, one that opens the calendar."""

    feed: Feed
    https: str

    @property
    def webcal(self) -> str:
        return f"webcal://{self.https.partition('://')[2]}"


def frame_of(community: Community, person: Person, *, on: date) -> Frame:
    """Return the frame of a meeting's page."""
    return workspace.frame(community.slug, person, on=on, at=TAB)


def meetings_page(community: Community, person: Person, *, at: datetime) -> MeetingsPage:
    """Return the meetings of a community, the nearest to come and the latest past first."""
    rows = (
        Meeting.objects.of(community)
        .select_related("host", "poll", "community", "minutes")
        .annotate(invited=Count("invitations"))
    )
    held = feed_of(person.pk, community)
    return MeetingsPage(
        frame=frame_of(community, person, on=localdate(at)),
        coming=[_row(m) for m in rows.coming(at).order_by("starts_at", "pk")],
        past=[_row(m) for m in rows.past(at).order_by("-starts_at", "-pk")[:A_PAGE]],
        feed=feed_address(held) if held else None,
    )


def to_finish(person: Person, *, at: datetime, within: timedelta) -> list[Row]:
    """Return the meetings lately over that someone runs and that ask for more, oldest first."""
    runs = Role.objects.on(localdate(at)).filter(person=person, kind__in=access.RUNNING)
    over = (
        Meeting.objects.past(at)
        .filter(ends_at__gte=at - within, community__in=runs.values("community"))
        .select_related("community", "minutes")
        .order_by("starts_at", "pk")
    )
    return [row for meeting in over if (row := _row(meeting)).to_do]


def day_off_of(meeting: Meeting) -> str:
    """Write why the day of a meeting is not like others in its département, or nothing."""
    found = day_off(localdate(meeting.starts_at), meeting.community.departement_id)
    return found.sentence if found and not meeting.is_cancelled else ""


def _row(meeting: Meeting) -> Row:
    return Row(meeting, getattr(meeting, "invited", 0), getattr(meeting, "poll", None))


def feed_address(feed: Feed) -> FeedAddress:
    """Return the addresses of a feed."""
    return FeedAddress(feed, links.absolute(f"/agendas/{feed.secret}.ics"))


@dataclass(frozen=True)
class Paper:
    """What anyone invited reads of a meeting."""

    meeting: Meeting
    when: str
    where: str
    agenda: list[AgendaItem]
    documents: list[Document]

    @property
    def minutes(self) -> int:
        """How long the points whose length is known last."""
        return sum(item.minutes or 0 for item in self.agenda)

    @property
    def room(self) -> int:
        """How many minutes the meeting lasts."""
        return int((self.meeting.ends_at - self.meeting.starts_at).total_seconds() // 60)


@dataclass(frozen=True)
class MeetingPage:
    frame: Frame
    paper: Paper
    proposed: list[AgendaItem]
    invitations: list[Invitation]
    mails: dict[str, int]
    poll: Poll | None
    acts: frozenset[Act]
    replies: str
    reply: ReplyBox | None
    pending: list[FollowUp]
    has_template: bool
    # Of those whom neither the list of members nor an account gives an address.
    without_address: frozenset[int]

    @property
    def is_polling(self) -> bool:
        return self.poll is not None and not self.poll.is_closed

    @property
    def day_off(self) -> str:
        """Why that day is not like others, while it may still be changed."""
        return day_off_of(self.paper.meeting) if self.may_change and not self.is_polling else ""

    @property
    def to_convoke(self) -> int:
        """How many have not received the convocation as it stands."""
        sequence = self.paper.meeting.sequence
        return sum(
            each.pk not in self.without_address
            and (each.sent_sequence is None or each.sent_sequence < sequence)
            for each in self.invitations
        )

    @property
    def may_convoke(self) -> bool:
        return Act.CONVOKE in self.acts and not self.is_polling and bool(self.to_convoke)

    @property
    def may_poll(self) -> bool:
        return self.poll is None and self.paper.meeting.convoked_at is None

    @property
    def may_change(self) -> bool:
        return Act.CONVOKE in self.acts


def paper_of(meeting: Meeting) -> Paper:
    items = meeting.agenda.filter(is_accepted=True).select_related("proposed_by")
    return Paper(
        meeting=meeting,
        when=when(meeting),
        where=where(meeting),
        agenda=list(items.order_by("position")),
        documents=list(meeting.documents.order_by("added_at", "pk")),
    )


def meeting_page(meeting: Meeting, person: Person, *, at: datetime) -> MeetingPage:
    """Return the page of a meeting, in as many questions for 300 invited as for one."""
    proposed = meeting.agenda.filter(is_accepted=False).select_related("proposed_by")
    frame = frame_of(meeting.community, person, on=localdate(at))
    invitations = list(
        meeting.invitations.select_related("person", "meeting").order_by(
            "person__last_name", "person__first_name", "guest_name", "pk"
        )
    )
    own = next((each for each in invitations if each.person_id == person.pk), None)
    acts = frozenset(act for state, act in MOVES if state is meeting.state_value)
    return MeetingPage(
        frame=frame,
        paper=paper_of(meeting),
        proposed=list(proposed.order_by("position")),
        invitations=invitations,
        mails=mails.standing(meeting.uuid),
        poll=getattr(meeting, "poll", None),
        acts=acts,
        replies=told_replies(invitations),
        without_address=_without_address(meeting, invitations),
        reply=reply_box(own, at=at) if own else None,
        pending=pending_before(meeting),
        has_template=AgendaTemplate.objects.filter(
            community=meeting.community, kind=meeting.kind
        ).exists(),
    )


def _without_address(meeting: Meeting, invitations: list[Invitation]) -> frozenset[int]:
    """Return the keys of those invitations that no mail reaches."""
    people = [each.person for each in invitations if each.person]
    known = contacts.addresses_of(people, within=meeting.community)
    return frozenset(
        each.pk for each in invitations if each.person_id and each.person_id not in known
    )


def point_of(meeting: Meeting, uuid: UUID) -> AgendaItem:
    """Return a point of this very meeting, or answer 404."""
    found = meeting.agenda.filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def document_of(meeting: Meeting, uuid: UUID) -> tuple[Document, bytes] | None:
    """Return a document of this very meeting, with its bytes."""
    content = (
        DocumentContent.objects.select_related("document")
        .filter(document__meeting=meeting, document__uuid=uuid)
        .first()
    )
    return (content.document, bytes(content.body)) if content else None


def hosts(community: Community, *, on: date) -> list[Community]:
    """Return who may host a meeting of the community."""
    return list(access.hosts_of(community, on=on))


def proposed_host(community: Community, *, on: date) -> Community | None:
    """Return whose turn it is to host, where there are hosts."""
    listed = {host.pk: host for host in access.hosts_of(community, on=on)}
    turn = next_host(list(listed), access.past_hosts(community))
    return listed[turn] if turn else None


def attended_by(person: Person, *, at: datetime, within: timedelta) -> list[Meeting]:
    """Return the meetings to come soon that someone is convoked to, the nearest first."""
    told = Q(invitations__person=person, invitations__sent_at__isnull=False)
    coming = Meeting.objects.filter(
        told, state="CONVOKED", ends_at__gte=at, starts_at__lte=at + within
    )
    return list(coming.select_related("community").order_by("starts_at", "pk").distinct())


def polls_awaiting(person: Person) -> list[Invitation]:
    """Return the open polls that someone has not answered."""
    waiting = Invitation.objects.filter(
        person=person, meeting__poll__isnull=False, meeting__poll__closed_at__isnull=True
    ).filter(poll_answers__isnull=True)
    return list(
        waiting.select_related("meeting__community", "meeting__poll", "person").order_by(
            "meeting__poll__answers_by", "pk"
        )
    )
