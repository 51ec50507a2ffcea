"""How is the life of a large instance written: members, meetings signed, conclusions, actions?

In bulk, past the acts, as `big` does: only the number of rows matters here.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import TypeVar

from django.db import models

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.meetings.models import (
    AgendaItem,
    Attendance,
    FollowUp,
    Invitation,
    Meeting,
    Minutes,
    MinutesItem,
    MinutesText,
    Sheet,
)
from maillage.apps.members.models import College, Membership, Practice
from maillage.domain.meetings import Kind

BATCH = 5_000
DAYS_BETWEEN = 61
AT_A_MEETING = 10
POINTS = ("Tour de table", "Accès aux soins", "Parcours", "Questions diverses")
PROFESSIONS = ("10", "60", "70", "21", "50", "40")

Row = TypeVar("Row", bound=models.Model)


def write(rows: Iterator[Row], model: type[Row]) -> list[Row]:
    """Write rows by batches; return them with their keys."""
    written: list[Row] = []
    while batch := list(islice(rows, BATCH)):
        written += model._default_manager.bulk_create(batch)
    return written


def enrol(communities: Sequence[Community], people: Sequence[Person], now: datetime) -> None:
    """Make everyone a member of their CPTS, with a profession and a college."""
    since = now.date() - timedelta(days=800)
    each = len(people) // len(communities)
    colleges = write((College(community=one, name="libéraux") for one in communities), College)
    write(
        (
            Practice(person=person, profession_code=PROFESSIONS[index % len(PROFESSIONS)])
            for index, person in enumerate(people)
        ),
        Practice,
    )
    write(
        (
            Membership(
                community=communities[index // each],
                college=colleges[index // each],
                person=person,
                since=since,
                accepted_on=since,
                email=f"membre{index}@exemple.test",
                consent_on=since,
            )
            for index, person in enumerate(people)
        ),
        Membership,
    )


def meet(
    communities: Sequence[Community], people: Sequence[Person], *, years: int, now: datetime
) -> list[Meeting]:
    """Hold a meeting every two months in each CPTS: signed, sealed, concluded."""
    each = len(people) // len(communities)
    present = min(each, AT_A_MEETING)
    heads = {
        one.pk: people[index * each : index * each + present]
        for index, one in enumerate(communities)
    }
    turns = range(1, years * 365 // DAYS_BETWEEN + 1)
    meetings = write(
        (
            Meeting(
                community=one,
                kind=Kind.BOARD.value,
                title=f"Bureau n° {turn}",
                starts_at=now - timedelta(days=DAYS_BETWEEN * turn),
                ends_at=now - timedelta(days=DAYS_BETWEEN * turn, hours=-2),
                state="CLOSED",
                convoked_at=now - timedelta(days=DAYS_BETWEEN * turn + 14),
                created_by=heads[one.pk][0],
                created_at=now - timedelta(days=DAYS_BETWEEN * turn + 15),
            )
            for one in communities
            for turn in turns
        ),
        Meeting,
    )
    _invite_and_sign(meetings, heads)
    _conclude(meetings, heads)
    return meetings


def _invite_and_sign(meetings: Sequence[Meeting], heads: dict[int, Sequence[Person]]) -> None:
    write(
        (
            AgendaItem(meeting=meeting, position=place, title=title)
            for meeting in meetings
            for place, title in enumerate(POINTS, start=1)
        ),
        AgendaItem,
    )
    write(
        (
            Invitation(meeting=meeting, person=person, sent_at=meeting.convoked_at)
            for meeting in meetings
            for person in heads[meeting.community_id]
        ),
        Invitation,
    )
    sheets = write((_sheet(meeting) for meeting in meetings), Sheet)
    write(
        (
            Attendance(
                sheet=sheet,
                person=person,
                is_voter=True,
                status="PRESENT",
                manner="ON_SITE",
                channel="LINK",
                signed_at=sheet.opened_at,
            )
            for sheet in sheets
            for person in heads[sheet.meeting.community_id]
        ),
        Attendance,
    )


def _sheet(meeting: Meeting) -> Sheet:
    return Sheet(
        meeting=meeting,
        secret=meeting.uuid.hex,
        opened_at=meeting.starts_at,
        opened_by=meeting.created_by,
        closed_at=meeting.ends_at,
        closed_by=meeting.created_by,
        digest="0" * 64,
    )


def _conclude(meetings: Sequence[Meeting], heads: dict[int, Sequence[Person]]) -> None:
    turns: Counter[int] = Counter()
    items = write(
        (
            MinutesItem(minutes=minutes, position=place, title=title)
            for minutes in write((_minutes(meeting, turns) for meeting in meetings), Minutes)
            for place, title in enumerate(POINTS[:2], start=1)
        ),
        MinutesItem,
    )
    write(
        (
            MinutesText(
                item=item,
                number=1,
                conclusions="Retenu par les personnes présentes.",
                author=item.minutes.meeting.created_by,
                saved_at=item.minutes.meeting.ends_at,
            )
            for item in items
        ),
        MinutesText,
    )
    write((_follow_up(item, heads) for item in items[::2]), FollowUp)


def _minutes(meeting: Meeting, turns: Counter[int]) -> Minutes:
    turns[meeting.community_id] += 1
    return Minutes(
        meeting=meeting,
        community=meeting.community,
        state="SENT",
        year=meeting.starts_at.year,
        number=turns[meeting.community_id],
        approved_at=meeting.ends_at,
        approved_by=meeting.created_by,
        sent_at=meeting.ends_at,
    )


def _follow_up(item: MinutesItem, heads: dict[int, Sequence[Person]]) -> FollowUp:
    meeting = item.minutes.meeting
    return FollowUp(
        item=item,
        community=meeting.community,
        words="Tenir chacun informé",
        owner=heads[meeting.community_id][-1],
        due_on=meeting.ends_at.date() + timedelta(days=40),
        state="DONE",
        settled_at=meeting.ends_at + timedelta(days=30),
    )
