"""Which meetings does the demonstration hold?

The inter-CPTS of the Ambrine meets every two months, hosted by turns, and holds its assembly. Each
of its fourteen CPTS meets every two months too, a few days after the one before it: bureaux,
working groups, once all its professionals, once its assembly. Next meetings are convoked or being
prepared, and a poll is open.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.demo import deliberations, sessions
from maillage.apps.demo.story import at_work, evenings
from maillage.apps.meetings import access
from maillage.apps.meetings.actions import convocation, poll
from maillage.apps.meetings.actions import meeting as meetings
from maillage.apps.meetings.actions.meeting import Plan
from maillage.apps.meetings.actions.poll import Proposal
from maillage.apps.meetings.models import Meeting
from maillage.apps.members.queries.people import members_of
from maillage.domain.meetings import Answer, Kind, Mode, next_host
from maillage.domain.roles import RoleKind

TWO_MONTHS = 61
NOTICE = 21
CPTS = 14
# Days between the meetings of a CPTS and of the next one.
APART = 4
# How many of its members sit with those who run a CPTS.
SITTING = 4
# How many have had the time to answer the poll.
ANSWERED = 5
VIDEO = "https://visio.exemple.test/ambrine"


class Planner(Protocol):
    """The story being written (`load.Telling`)."""

    now: datetime

    def plan(self, days: int, act: Callable[[datetime], object]) -> None: ...

    def ago(self, days: int) -> datetime: ...


@dataclass(frozen=True)
class Gathering:
    """A meeting told: held so many days ago, or to come (a negative number)."""

    kind: Kind
    title: str
    days: int
    mode: Mode = Mode.MIXED

    def plan(self, telling: Planner, host: Community | None = None) -> Plan:
        # Always in the evening, which today may not have reached yet.
        is_held = self.days > 0
        starts_at = telling.ago(self.days) if is_held else telling.ago(1) + timedelta(1 - self.days)
        return Plan(
            kind=self.kind,
            title=self.title,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=self.kind.minutes),
            place=f"Salle des fêtes, {host.name}" if host else "Maison de santé",
            video_link=VIDEO if self.mode is not Mode.ON_SITE else "",
            host=host,
            mode=self.mode,
        )

    def on_a_working_day(self, now: datetime) -> "Gathering":
        """Return the same a few days before, where its day is a holiday or of a weekend."""
        return replace(self, days=at_work(now, self.days))

    @property
    def convoked(self) -> int:
        """How many days ago people were convoked, or it began to be prepared."""
        return max(self.days + NOTICE, 1)


# What a CPTS holds in a year, from the oldest; each title is written once in a year.
YEAR: Sequence[tuple[Kind, str, Mode]] = (
    (Kind.BOARD, "Bureau d’hiver", Mode.MIXED),
    (Kind.WORKING_GROUP, "Accès aux soins : premiers créneaux", Mode.REMOTE),
    (Kind.GENERAL_ASSEMBLY, "Assemblée générale", Mode.ON_SITE),
    (Kind.BOARD, "Bureau d’été", Mode.MIXED),
    (Kind.MULTIPROFESSIONAL, "Plaies chroniques : qui fait quoi", Mode.ON_SITE),
    (Kind.BOARD, "Bureau d’automne", Mode.MIXED),
)
# Every other CPTS gathers its professionals by a working group instead.
INSTEAD = (Kind.WORKING_GROUP, "Soins non programmés : le point", Mode.MIXED)
NEXT = "Prochain bureau"


def plan(telling: Planner, inter: Community) -> None:
    """Plan a year of meetings of an inter-CPTS and of its members."""
    for turn in range(6, 0, -1):
        title = f"Réunion des CPTS de l’Ambrine, {7 - turn} sur 6"
        _hold(telling, inter, Gathering(Kind.DIRECTORS, title, turn * TWO_MONTHS - 40))
    # On the very day of its ballots.
    title = "Assemblée générale des CPTS de l’Ambrine"
    _hold(telling, inter, Gathering(Kind.GENERAL_ASSEMBLY, title, deliberations.HELD))
    _hold(telling, inter, Gathering(Kind.DIRECTORS, "Prochaine réunion des CPTS", -21))
    telling.plan(4, lambda at: _look_for_a_date(telling, inter, at))
    for rank in range(CPTS):
        for told in year_of(rank):
            _hold_of_member(telling, inter, rank, told)


def year_of(rank: int) -> list[Gathering]:
    """Return what the CPTS of a rank holds: six meetings two months apart, and the next one."""
    latest = 3 + rank * APART
    year = [INSTEAD if rank % 2 and t[0] is Kind.MULTIPROFESSIONAL else t for t in YEAR]
    held = [
        Gathering(kind, title, latest + (len(year) - 1 - turn) * TWO_MONTHS, mode)
        for turn, (kind, title, mode) in enumerate(year)
    ]
    return [*held, Gathering(Kind.BOARD, NEXT, latest - TWO_MONTHS)]


def _hold_of_member(telling: Planner, inter: Community, rank: int, told: Gathering) -> None:
    """Plan a meeting of a CPTS; one that was not yet opened then holds none."""
    told = told.on_a_working_day(telling.now)

    def member(at: datetime) -> Community | None:
        there = access.hosts_of(inter, on=localdate(at)).order_by("pk")
        return there[rank] if rank < len(there) else None

    def call(at: datetime) -> None:
        if community := member(at):
            _call(telling, community, told, at)

    def hold(at: datetime) -> None:
        meeting = Meeting.objects.filter(community=member(at), title=told.title).first()
        if meeting:
            sessions.hold(meeting, is_followed=told.days > TWO_MONTHS)

    telling.plan(told.convoked, call)
    if told.days > 0:
        telling.plan(told.days, hold)


def _runner(community: Community) -> Person:
    return community.roles.get(kind=RoleKind.COORDINATOR.value, until__isnull=True).person


def _hold(telling: Planner, community: Community, told: Gathering) -> None:
    told = told.on_a_working_day(telling.now)

    def hold(at: datetime) -> None:
        meeting = Meeting.objects.get(community=community, title=told.title)
        sessions.hold(meeting, is_followed=told.days > TWO_MONTHS)

    telling.plan(told.convoked, lambda at: _call(telling, community, told, at))
    if told.days > 0:
        telling.plan(told.days, hold)


def _call(telling: Planner, community: Community, told: Gathering, at: datetime) -> None:
    """Prepare a meeting, and convoke it unless it is far; it is the turn of who hosted least."""
    hosts = {host.pk: host for host in access.hosts_of(community, on=localdate(at))}
    turn = next_host(list(hosts), access.past_hosts(community))
    by = _runner(community)
    wanted = told.plan(telling, hosts[turn] if turn else None)
    meeting = meetings.prepare_meeting(community=community, plan=wanted, by=by, at=at)
    if not hosts and not told.kind.is_for_all:
        people = access.roles_of(community, on=localdate(at))
        sitting = members_of(community, on=localdate(at))[:SITTING]
        invited = convocation.Invited([*people, *(p for p in sitting if p not in people)])
        convocation.set_invitees(meeting=meeting, invited=invited, by=by, at=at)
    if told.days >= -NOTICE:
        convocation.convoke(meeting=meeting, by=by, at=at)


def _look_for_a_date(telling: Planner, inter: Community, at: datetime) -> None:
    """Open a poll, to which some have answered."""
    by = _runner(inter)
    told = Gathering(Kind.WORKING_GROUP, "Parcours insuffisance cardiaque : qui vient ?", -30)
    wanted = told.plan(telling)
    meeting = meetings.prepare_meeting(community=inter, plan=wanted, by=by, at=at)
    starts = evenings(wanted.starts_at, 3)
    proposal = Proposal(starts, localdate(telling.now) + timedelta(days=5))
    opened = poll.open_poll(meeting=meeting, proposal=proposal, by=by, at=at)
    options = list(opened.options.order_by("starts_at"))
    turns = (Answer.YES, Answer.IF_NEED_BE, Answer.NO)
    for rank, invitation in enumerate(meeting.invitations.order_by("pk")[:ANSWERED]):
        said = {
            option.uuid: turns[(rank + place) % 3 if rank % 2 else 0]
            for place, option in enumerate(options)
        }
        poll.answer_poll(invitation=invitation, answers=said, at=at)
