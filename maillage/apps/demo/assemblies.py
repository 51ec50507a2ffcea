"""Which meetings does the demonstration hold?

The inter-CPTS of the Ambrine meets every two months, hosted by turns; a few CPTS meet on their
own; a next meeting is convoked and a poll is open.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.demo import sessions
from maillage.apps.meetings import access
from maillage.apps.meetings.actions import convocation, poll
from maillage.apps.meetings.actions import meeting as meetings
from maillage.apps.meetings.actions.meeting import Plan
from maillage.apps.meetings.actions.poll import Proposal
from maillage.apps.meetings.models import Meeting
from maillage.domain.meetings import Answer, Kind, next_host
from maillage.domain.roles import RoleKind

TWO_MONTHS = 61
NOTICE = 21
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
            video_link=VIDEO,
            host=host,
        )


# Of a CPTS, by turns.
LOCAL: Sequence[Sequence[Gathering]] = (
    (
        Gathering(Kind.BOARD, "Bureau d’automne", 48),
        Gathering(Kind.MULTIPROFESSIONAL, "Plaies chroniques : qui fait quoi", 27),
        Gathering(Kind.BOARD, "Bureau de fin d’année", -9),
    ),
    (
        Gathering(Kind.WORKING_GROUP, "Accès aux soins : premiers créneaux", 35),
        Gathering(Kind.BOARD, "Bureau", 13),
    ),
    (Gathering(Kind.WORKING_GROUP, "Écrire le projet de santé", 20),),
)


def plan(telling: Planner, inter: Community) -> None:
    """Plan a year of meetings of an inter-CPTS and of some of its members."""
    for turn in range(6, 0, -1):
        title = f"Réunion des CPTS de l’Ambrine, {7 - turn} sur 6"
        _hold(telling, inter, Gathering(Kind.DIRECTORS, title, turn * TWO_MONTHS - 40))
    _hold(telling, inter, Gathering(Kind.DIRECTORS, "Prochaine réunion des CPTS", -21))
    telling.plan(4, lambda at: _look_for_a_date(telling, inter, at))
    for rank, gatherings in enumerate(LOCAL):
        for told in gatherings:
            _hold_of_member(telling, inter, rank, told)


def _hold_of_member(telling: Planner, inter: Community, rank: int, told: Gathering) -> None:
    """Plan a meeting of a CPTS that will be a member by then."""

    def member(at: datetime) -> Community:
        return access.hosts_of(inter, on=localdate(at)).order_by("pk")[rank]

    days = max(told.days + NOTICE, 1)
    telling.plan(days, lambda at: _call(telling, member(at), told, at))
    if told.days > 0:
        held = sessions.hold(
            lambda: _found(member(telling.now), told), is_followed=told.days > TWO_MONTHS
        )
        telling.plan(told.days, held)


def _runner(community: Community) -> Person:
    return community.roles.get(kind=RoleKind.COORDINATOR.value, until__isnull=True).person


def _hold(telling: Planner, community: Community, told: Gathering) -> None:
    telling.plan(max(told.days + NOTICE, 1), lambda at: _call(telling, community, told, at))
    if told.days > 0:
        held = sessions.hold(lambda: _found(community, told), is_followed=told.days > TWO_MONTHS)
        telling.plan(told.days, held)


def _call(telling: Planner, community: Community, told: Gathering, at: datetime) -> None:
    """Prepare and convoke a meeting; above the CPTS, it is the turn of whoever hosted least."""
    hosts = {host.pk: host for host in access.hosts_of(community, on=localdate(at))}
    turn = next_host(list(hosts), access.past_hosts(community))
    by = _runner(community)
    wanted = told.plan(telling, hosts[turn] if turn else None)
    meeting = meetings.prepare_meeting(community=community, plan=wanted, by=by, at=at)
    convocation.convoke(meeting=meeting, by=by, at=at)


def _found(community: Community, told: Gathering) -> Meeting:
    return Meeting.objects.select_related("community", "created_by").get(
        community=community, title=told.title
    )


def _look_for_a_date(telling: Planner, inter: Community, at: datetime) -> None:
    """Open a poll, to which some have answered."""
    by = _runner(inter)
    told = Gathering(Kind.WORKING_GROUP, "Parcours insuffisance cardiaque : qui vient ?", -30)
    wanted = told.plan(telling)
    meeting = meetings.prepare_meeting(community=inter, plan=wanted, by=by, at=at)
    starts = [wanted.starts_at + timedelta(days=days) for days in (0, 1, 7)]
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
