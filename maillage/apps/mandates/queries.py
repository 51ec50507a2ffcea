"""Which seats does a community hold, who sits there, which are empty, which end soon?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community, CommunityQuerySet
from maillage.apps.communities.queries import workspace
from maillage.apps.communities.queries.workspace import Frame
from maillage.apps.creation.queries.letter_document import emblem
from maillage.apps.creation.queries.week import Urgency, WeekItem
from maillage.apps.decisions.models import Decision, DecisionQuerySet
from maillage.apps.journal import actions as journal
from maillage.apps.mandates import access
from maillage.apps.mandates.models import Delegation, Mandate
from maillage.documents.mandates import SeatRow, SeatsTable
from maillage.documents.workbook import Cell, Column, workbook
from maillage.domain import mandates
from maillage.domain.echelon import Echelon
from maillage.domain.french import SPACE
from maillage.domain.mandates import Approval, Body, Seat
from maillage.domain.parameters import Value
from maillage.domain.roles import Right

# How far back a mandate is linked from its line; the form to name someone goes further.
MOST_DECISIONS = 40


@dataclass(frozen=True)
class Line:
    """A mandate as it stands today."""

    mandate: Mandate
    today: date
    days: int

    @property
    def is_ending(self) -> bool:
        return mandates.is_ending(self.mandate.term, on=self.today, days=self.days)

    @property
    def is_refused(self) -> bool:
        return self.mandate.approval_value is Approval.REFUSED

    @property
    def is_over(self) -> bool:
        until = self.mandate.until
        return until is not None and until < self.today


@dataclass(frozen=True)
class Sitting:
    """A delegation, those who sit now or soon, those who did, and what is empty."""

    delegation: Delegation
    current: Sequence[Line]
    former: Sequence[Line]
    vacant: Mapping[Seat, int]

    @property
    def vacancies(self) -> list[tuple[str, int]]:
        return [(seat.label, number) for seat, number in self.vacant.items()]


@dataclass(frozen=True)
class MandatesPage:
    frame: Frame
    sittings: Sequence[Sitting]
    received: Sequence[Sitting]
    to_validate: Sequence[Mandate]
    decisions: Sequence[Decision]
    warning: Value
    today: date

    @property
    def may_lead(self) -> bool:
        return Right.DECIDE in self.frame.rights

    @property
    def vacant(self) -> int:
        return sum(sum(sitting.vacant.values()) for sitting in self.sittings)

    @property
    def ending(self) -> int:
        return sum(line.is_ending for sitting in self.sittings for line in sitting.current)


def mandates_page(community: Community, person: Person, *, today: date) -> MandatesPage:
    """Return the seats a community holds elsewhere, and those others hold in it."""
    frame = workspace.frame(community.slug, person, on=today, at="mandates:mandates")
    federations = Community.objects.filter(pk=community.pk).at(Echelon.NATIONAL)
    waiting = access.waiting_for(federations, on=today).select_related(
        "person", "delegation__community", "delegation__seat_in"
    )
    warning = access.warning_days(today)
    return MandatesPage(
        frame=frame,
        sittings=_sittings(community.delegations.all(), today, warning),
        received=_sittings(community.seats.all(), today, warning),
        to_validate=list(waiting.order_by("since", "pk")),
        decisions=list(decisions_of(community)[:MOST_DECISIONS]),
        warning=warning,
        today=today,
    )


def _sittings(delegations: Iterable[Delegation], today: date, warning: Value) -> list[Sitting]:
    rows = (
        Delegation.objects.filter(pk__in=[each.pk for each in delegations])
        .select_related("community", "seat_in")
        .prefetch_related(
            Prefetch(
                "mandates",
                Mandate.objects.select_related(
                    "person", "approved_by", "decision__proposal", "decision__community"
                )
                .annotate(ballot_uuid=F("decision__ballot__uuid"))
                .order_by("-seat", "since", "pk"),
            )
        )
        .order_by("body", "detail", "community__search", "pk")
    )
    return [_sitting(row, today, int(warning.amount or 0)) for row in rows]


def _sitting(row: Delegation, today: date, days: int) -> Sitting:
    lines = [Line(mandate, today, days) for mandate in row.mandates.all()]
    current = [line for line in lines if not (line.is_over or line.is_refused)]
    holders = [line.mandate.holder for line in current]
    return Sitting(
        delegation=row,
        current=current,
        former=[line for line in lines if line.is_over or line.is_refused],
        vacant=mandates.vacant(row.rule, holders, on=today),
    )


def delegation(community: Community, uuid: UUID) -> Delegation | None:
    """Return a delegation of this community."""
    return community.delegations.select_related("community", "seat_in").filter(uuid=uuid).first()


def mandate(community: Community, uuid: UUID) -> Mandate | None:
    """Return a mandate that this community gave."""
    return (
        Mandate.objects.select_related("delegation__community", "delegation__seat_in", "person")
        .filter(uuid=uuid, delegation__community=community)
        .first()
    )


def mandate_to_validate(federation: Community, uuid: UUID, *, on: date) -> Mandate | None:
    """Return a mandate in a regional body that belongs to this federation."""
    found = (
        Mandate.objects.select_related("delegation__community", "delegation__seat_in", "person")
        .filter(uuid=uuid)
        .first()
    )
    if found is None:
        return None
    above = access.federations_of(found.delegation.seat_in, on=on)
    return found if above.filter(pk=federation.pk).exists() else None


def bodies_for(community: Community) -> list[tuple[str, str]]:
    """Return the bodies where this community may declare seats."""
    is_departmental = community.echelon_value is Echelon.DEPARTMENTAL
    return [(b.value, b.label) for b in Body if is_departmental or b is not Body.REGIONAL]


def nominees(community: Community, *, by: Person, at: datetime) -> list[Person]:
    """Return whom a community may name, its members included; reading them is journaled."""
    journal.record_read(
        by=by,
        at=at,
        on=community,
        community=community.uuid,
        what="noms des membres, pour un mandat",
    )
    return access.nominees_of(community, on=localdate(at))


def decisions_of(community: Community) -> DecisionQuerySet:
    """Return what a mandate of this community may come from, the latest first."""
    return Decision.objects.naming().filter(community=community).order_by("-number")


COLUMNS = (
    Column("Instance", 40),
    Column("Pour", 28),
    Column("Siège", 12),
    Column("Qui", 28),
    Column("Profession", 24),
    Column("Du", 12),
    Column("Au", 12),
    Column("Décidé par", 36),
    Column("État", 22),
)


def seats_workbook(community: Community, person: Person, *, today: date) -> bytes:
    """Return the table of all the seats as a spreadsheet, the empty ones included."""
    table = seats_table(community, person, today=today)
    rows: list[list[Cell]] = [
        [
            row.body,
            row.community,
            row.seat,
            row.name or "vacant",
            row.profession or None,
            row.since,
            row.until,
            row.decided or None,
            row.state or None,
        ]
        for row in table.rows
    ]
    return workbook("Mandats", COLUMNS, rows)


def seats_table(community: Community, person: Person, *, today: date) -> SeatsTable:
    """Return the document of all the seats: those held elsewhere, and those held here."""
    page = mandates_page(community, person, today=today)
    rows = [row for sitting in [*page.sittings, *page.received] for row in _rows(sitting)]
    return SeatsTable(
        community=community.name,
        echelon=page.frame.kicker,
        written_on=today,
        rows=tuple(rows),
        emblem=emblem(community),
    )


def _rows(sitting: Sitting) -> Iterable[SeatRow]:
    body, sender = sitting.delegation.name, sitting.delegation.community.name
    for line in sitting.current:
        held = line.mandate
        yield SeatRow(
            body=body,
            community=sender,
            seat=Seat(held.seat).label,
            name=held.person.full_name,
            profession=held.person.profession,
            since=held.since,
            until=held.until,
            decided=held.decided,
            state=held.approval_value.label,
        )
    for label, number in sitting.vacancies:
        for _ in range(number):
            yield SeatRow(body=body, community=sender, seat=label)


def mandates_week(person: Person, *, today: date) -> list[WeekItem]:
    """Return the mandates that end soon, and those the person's federation must validate."""
    led = access.led(person, on=today)
    days = int(access.warning_days(today).amount or 0)
    running = Q(
        delegation__community__in=led.values("pk"),
        until__range=(today, today + timedelta(days=days)),
        since__lte=today,
    )
    waiting = access.waiting_for(led.at(Echelon.NATIONAL), on=today)
    found = list(
        Mandate.objects.standing()
        .filter(running | Q(pk__in=waiting.values("pk")))
        .select_related("person", "delegation__community", "delegation__seat_in")
        .order_by("until", "pk")
    )
    ending = [
        WeekItem(
            Urgency.UPCOMING,
            f"{held.person}{SPACE}: fin de mandat",
            f"{held.delegation.name}, pour {held.delegation.community.name}.",
            reverse("mandates:mandates", args=[held.delegation.community.slug]),
            held.until,
        )
        for held in found
        if mandates.is_ending(held.term, on=today, days=days)
    ]
    if any(held.approval_value is Approval.WAITING for held in found):
        return [*_to_validate(led, today), *ending]
    return ending


def _to_validate(led: CommunityQuerySet, today: date) -> list[WeekItem]:
    """Return one line for each federation led that has mandates to validate."""
    lines = []
    for federation in led.at(Echelon.NATIONAL).order_by("pk"):
        alone = Community.objects.filter(pk=federation.pk)
        number = access.waiting_for(alone, on=today).count()
        several = "s" if number > 1 else ""
        if number:
            line = WeekItem(
                Urgency.WAITING,
                f"{number}{SPACE}mandat{several} à valider",
                "Une inter-CPTS a coopté ; validez, ou refusez avec un motif.",
                reverse("mandates:mandates", args=[federation.slug]),
            )
            lines.append(line)
    return lines
