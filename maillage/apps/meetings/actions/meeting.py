"""How is a meeting prepared, moved and cancelled?"""

from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate, localtime, make_aware

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access as communities
from maillage.apps.communities.models import Community
from maillage.apps.journal import actions as journal
from maillage.apps.meetings import access
from maillage.apps.meetings.actions.agenda import usual_points
from maillage.apps.meetings.actions.convocation import invite, welcome_structures
from maillage.apps.meetings.actions.mailing import TOLD, send_cancellations, send_convocations
from maillage.apps.meetings.models import AgendaItem, Meeting, Series
from maillage.apps.post import actions as post
from maillage.domain.meetings import Act, Kind, Mode, State, destination, next_host
from maillage.domain.recurrence import Rule, days
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right


class MeetingChangedMeanwhile(Refusal):
    """Someone saved the meeting between reading and writing."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__(
            f"Quelqu’un a modifié cette réunion pendant que vous écriviez : elle est maintenant "
            f"« {meeting.title} », le {localtime(meeting.starts_at):%d/%m/%Y à %H:%M}. "
            "Rien n’a été enregistré ; relisez-la avant d’enregistrer à nouveau."
        )


class MeetingIsOver(Refusal):
    """What has been held is not moved any more."""

    def __init__(self) -> None:
        super().__init__(
            "Cette réunion est commencée, terminée ou annulée : elle ne se modifie plus. "
            "Ses heures véritables se notent en closant la feuille d’émargement."
        )


class NotAHost(Refusal):
    """Only an affiliated community hosts."""

    def __init__(self, host: Community) -> None:
        super().__init__(f"{host.name} n’est pas affiliée : choisissez une communauté de la liste.")


@dataclass(frozen=True)
class Plan:
    """What someone wants of a meeting."""

    kind: Kind
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str = ""
    video_link: str = ""
    host: Community | None = None
    note: str = ""
    mode: Mode = Mode.MIXED

    @property
    def columns(self) -> dict[str, object]:
        """Return what the row holds."""
        held = {f.name: getattr(self, f.name) for f in fields(self)}
        return held | {"kind": self.kind.value, "mode": self.mode.value}


A_DAY = timedelta(days=1)
# What people must know of when it changes.
ANNOUNCED = ("title", "starts_at", "ends_at", "mode", "place", "video_link", "host")


@transaction.atomic
def prepare_meeting(
    *, community: Community, plan: Plan, by: Person, at: datetime, series: Series | None = None
) -> Meeting:
    """Write a meeting in preparation, with the usual agenda of its kind.

    :raises NotAHost: the host is not affiliated.
    """
    today = localdate(at)
    communities.demand(Right.RUN_MEETINGS, of=by, on_community=community, on=today)
    _check_host(community, plan, at)
    meeting = Meeting.objects.create(
        community=community, series=series, created_by=by, created_at=at, **plan.columns
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            position=position,
            title=point.title,
            minutes=point.minutes,
            mission=point.mission.value if point.mission else "",
        )
        for position, point in enumerate(usual_points(community, plan.kind), 1)
    )
    invite(meeting, access.invitees_of(community, kind=plan.kind, on=today))
    if plan.kind.is_for_all:
        welcome_structures(meeting, on=today)
    _journal("meeting.prepared", meeting, by=by, at=at, day=localdate(meeting.starts_at))
    return meeting


@transaction.atomic
def prepare_series(
    *, community: Community, plan: Plan, rule: Rule, number: int, by: Person, at: datetime
) -> list[Meeting]:
    """Write meetings that come back at the same hour, hosted by turns where there are hosts.

    :raises TooManyMeetings: fewer than one, or more than anyone plans.
    :raises NotAHost: the first host is not affiliated.
    """
    first = localtime(plan.starts_at)
    lasts = plan.ends_at - plan.starts_at
    series = Series.objects.create(community=community, rule=rule.sentence, created_at=at)
    hosts = {host.pk: host for host in access.hosts_of(community, on=localdate(at))}
    past = access.past_hosts(community)
    meetings = []
    for rank, day in enumerate(days(rule, first.date(), number)):
        starts_at = make_aware(datetime.combine(day, first.time()))
        each = replace(plan, starts_at=starts_at, ends_at=starts_at + lasts)
        if hosts and (rank or plan.host is None):
            turn = next_host(list(hosts), past)
            each = replace(each, host=hosts[turn] if turn else None)
        if each.host:
            past.append(each.host.pk)
        meetings.append(
            prepare_meeting(community=community, plan=each, by=by, at=at, series=series)
        )
    return meetings


@transaction.atomic
def edit_meeting(
    *, meeting: Meeting, plan: Plan, expected_version: int, by: Person, at: datetime
) -> Meeting:
    """Change a meeting; those convoked are told at once, and their calendars move it.

    :raises MeetingChangedMeanwhile: someone saved it first.
    :raises MeetingIsOver: it is being held, was held or cancelled: a sheet speaks of its hours.
    :raises NotAHost: the host is not affiliated.
    """
    today = localdate(at)
    communities.demand(Right.RUN_MEETINGS, of=by, on_community=meeting.community, on=today)
    held = locked(meeting)
    if held.state_value not in {State.DRAFT, State.CONVOKED} or held.ends_at < at - A_DAY:
        raise MeetingIsOver
    if held.version != expected_version:
        raise MeetingChangedMeanwhile(held)
    _check_host(held.community, plan, at)
    columns = plan.columns
    changed = [name for name in ANNOUNCED if getattr(held, name) != columns[name]]
    for name, value in columns.items():
        setattr(held, name, value)
    held.version += 1
    if {"starts_at", "ends_at", "mode"} & set(changed):
        # Who said they would come said so of another evening.
        held.invitations.update(reply="", replied_at=None)
    is_told = bool(changed) and held.convoked_at is not None
    held.sequence += is_told
    held.save()
    if is_told:
        # The recall of the eve says the former hour.
        post.forget(about=held.uuid)
        send_convocations(held, at=at)
    _journal("meeting.edited", held, by=by, at=at, day=localdate(held.starts_at))
    return held


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, reason: str, by: Person, at: datetime) -> Meeting:
    """Cancel a meeting; those who were told are told, and their calendars drop it.

    :raises MeetingNotThere: it was held or cancelled already.
    """
    today = localdate(at)
    communities.demand(Right.RUN_MEETINGS, of=by, on_community=meeting.community, on=today)
    held = locked(meeting)
    held.state = destination(held.state_value, Act.CANCEL).value
    held.cancelled_at, held.cancelled_reason = at, " ".join(reason.split())[:250]
    held.sequence += 1
    held.version += 1
    held.save()
    poll = getattr(held, "poll", None)
    if poll is not None and not poll.is_closed:
        poll.closed_at = at
        poll.save(update_fields=["closed_at"])
        post.forget(about=poll.uuid)
    post.forget(about=held.uuid)
    send_cancellations(held, held.invitations.filter(TOLD), at=at)
    _journal("meeting.cancelled", held, by=by, at=at, day=localdate(held.starts_at))
    return held


def locked(meeting: Meeting) -> Meeting:
    """Hold a meeting until the end of the act."""
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    return Meeting.objects.select_related("community", "host", "poll").get(pk=meeting.pk)


def _check_host(community: Community, plan: Plan, at: datetime) -> None:
    if plan.host and not access.hosts_of(community, on=localdate(at)).filter(pk=plan.host.pk):
        raise NotAHost(plan.host)


def _journal(verb: str, meeting: Meeting, *, by: Person, at: datetime, **facts: object) -> None:
    journal.record(verb, by=by, at=at, on=meeting, community=meeting.community.uuid, facts=facts)
