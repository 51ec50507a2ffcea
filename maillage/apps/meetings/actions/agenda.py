"""How is the agenda of a meeting made, by those who run it and by members?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities import access as communities
from maillage.apps.communities.models import Community
from maillage.apps.journal import actions as journal
from maillage.apps.meetings import access
from maillage.apps.meetings.models import AgendaItem, AgendaTemplate, Meeting
from maillage.domain.aci import Mission
from maillage.domain.meetings import Kind, State
from maillage.domain.refusal import Refusal
from maillage.domain.roles import Right

MOST_ITEMS = 60


class AgendaClosed(Refusal):
    """What was held or cancelled is not prepared any more."""

    def __init__(self) -> None:
        super().__init__(
            "L’ordre du jour de cette réunion ne change plus : elle est tenue ou annulée. "
            "Proposez ce point pour la prochaine."
        )


class AgendaFull(Refusal):
    """Nobody goes through so many points."""

    def __init__(self) -> None:
        super().__init__(
            f"L’ordre du jour compte déjà {MOST_ITEMS} points : retirez-en avant d’en ajouter."
        )


class EmptyAgenda(Refusal):
    """There is nothing to begin the next ones from."""

    def __init__(self) -> None:
        super().__init__("Cet ordre du jour est vide\u00a0: écrivez-le avant de le garder.")


class ItemGone(Refusal):
    """Someone removed the point meanwhile."""

    def __init__(self) -> None:
        super().__init__("Ce point n’est plus à l’ordre du jour : rechargez la page.")


@dataclass(frozen=True)
class Point:
    """What someone adds."""

    title: str
    minutes: int | None = None
    mission: Mission | None = None


@transaction.atomic
def add_item(*, meeting: Meeting, point: Point, by: Person, at: datetime) -> AgendaItem:
    """Add a point, or propose it when the person does not run the meeting.

    :raises AgendaClosed: the meeting was held or cancelled.
    :raises AgendaFull: it holds too many.
    """
    today = localdate(at)
    runs = access.runs(by, meeting.community, on=today)
    if not runs and not access.is_asked(by, meeting):
        communities.demand(Right.READ_MEETINGS, of=by, on_community=meeting.community, on=today)
    held = _open(meeting)
    if held.agenda.count() >= MOST_ITEMS:
        raise AgendaFull
    last = held.agenda.aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem.objects.create(
        meeting=held,
        position=last + 1,
        title=_title(point),
        minutes=point.minutes,
        mission=point.mission.value if point.mission else "",
        proposed_by=by,
        is_accepted=runs,
    )
    _journal("agenda.item_added" if runs else "agenda.item_proposed", held, by, at)
    return item


@transaction.atomic
def change_item(
    *, meeting: Meeting, item: UUID, point: Point, by: Person, at: datetime
) -> AgendaItem:
    """Write a point otherwise; of a meeting already held, only say which mission it served.

    :raises ItemGone: it was removed.
    :raises AgendaClosed: the meeting was cancelled.
    """
    communities.demand(Right.RUN_MEETINGS, of=by, on_community=meeting.community, on=localdate(at))
    held = _locked(meeting)
    if held.is_cancelled:
        raise AgendaClosed
    row = held.agenda.filter(uuid=item).first()
    if row is None:
        raise ItemGone
    row.mission = point.mission.value if point.mission else ""
    if held.state_value is not State.CLOSED:
        row.title, row.minutes = _title(point), point.minutes
    row.save(update_fields=["title", "minutes", "mission"])
    _journal("agenda.item_changed", held, by, at)
    return row


@transaction.atomic
def accept_item(*, meeting: Meeting, item: UUID, by: Person, at: datetime) -> None:
    """Put a point proposed on the agenda.

    :raises ItemGone: it was removed.
    """
    held, row = _held(meeting, item, by, at)
    row.is_accepted = True
    row.save(update_fields=["is_accepted"])
    _journal("agenda.item_added", held, by, at)


@transaction.atomic
def remove_item(*, meeting: Meeting, item: UUID, by: Person, at: datetime) -> None:
    """Take a point off the agenda.

    :raises ItemGone: it was removed.
    """
    held, row = _held(meeting, item, by, at)
    row.delete()
    _journal("agenda.item_removed", held, by, at)


@transaction.atomic
def raise_item(*, meeting: Meeting, item: UUID, by: Person, at: datetime) -> None:
    """Put a point before the one above it.

    :raises ItemGone: it was removed.
    """
    held, row = _held(meeting, item, by, at)
    above = held.agenda.filter(position__lt=row.position).order_by("position").last()
    if above is None:
        return
    mine, theirs = row.position, above.position
    # Positions are unique: one steps aside first.
    AgendaItem.objects.filter(pk=row.pk).update(position=0)
    AgendaItem.objects.filter(pk=above.pk).update(position=mine)
    AgendaItem.objects.filter(pk=row.pk).update(position=theirs)
    _journal("agenda.reordered", held, by, at)


def usual_points(community: Community, kind: Kind) -> list[Point]:
    """Return what such a meeting begins from: the community's own points, else the usual ones."""
    kept = AgendaTemplate.objects.filter(community=community, kind=kind.value).first()
    if kept is None:
        return [Point(title, minutes) for title, minutes in kind.agenda]
    return [
        Point(title, minutes, Mission(mission) if mission else None)
        for title, minutes, mission in kept.points
    ]


@transaction.atomic
def keep_template(*, meeting: Meeting, by: Person, at: datetime) -> AgendaTemplate:
    """Begin the next meetings of this kind from the agenda of this one.

    :raises EmptyAgenda: there is nothing to begin from.
    """
    community, today = meeting.community, localdate(at)
    communities.demand(Right.RUN_MEETINGS, of=by, on_community=community, on=today)
    Community.objects.select_for_update(of=("self",)).get(pk=community.pk)
    items = meeting.agenda.filter(is_accepted=True).order_by("position")
    points = list(items.values_list("title", "minutes", "mission"))
    if not points:
        raise EmptyAgenda
    kept, _ = AgendaTemplate.objects.update_or_create(
        community=community, kind=meeting.kind, defaults={"points": [list(each) for each in points]}
    )
    _journal("agenda.template_kept", meeting, by, at)
    return kept


@transaction.atomic
def drop_template(*, meeting: Meeting, by: Person, at: datetime) -> None:
    """Begin the next meetings of this kind from the usual points again."""
    community, today = meeting.community, localdate(at)
    communities.demand(Right.RUN_MEETINGS, of=by, on_community=community, on=today)
    if AgendaTemplate.objects.filter(community=community, kind=meeting.kind).delete()[0]:
        _journal("agenda.template_dropped", meeting, by, at)


def _title(point: Point) -> str:
    return " ".join(point.title.split())[:200]


def _locked(meeting: Meeting) -> Meeting:
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    return Meeting.objects.select_related("community").get(pk=meeting.pk)


def _open(meeting: Meeting) -> Meeting:
    held = _locked(meeting)
    if held.state_value in {State.CLOSED, State.CANCELLED}:
        raise AgendaClosed
    return held


def _held(meeting: Meeting, item: UUID, by: Person, at: datetime) -> tuple[Meeting, AgendaItem]:
    community, today = meeting.community, localdate(at)
    communities.demand(Right.RUN_MEETINGS, of=by, on_community=community, on=today)
    held = _open(meeting)
    row = held.agenda.filter(uuid=item).first()
    if row is None:
        raise ItemGone
    return held, row


def _journal(verb: str, meeting: Meeting, by: Person, at: datetime) -> None:
    journal.record(verb, by=by, at=at, on=meeting, community=meeting.community.uuid)
