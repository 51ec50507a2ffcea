"""How is the legal clock of a projet de santé paused and resumed?"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.creation import access
from maillage.apps.creation.models import (
    ClockPause,
    JourneyMove,
    last_move,
    pauses_since,
    standing_of,
)
from maillage.apps.journal import actions as journal
from maillage.domain.journey import Side
from maillage.domain.journey.clock import Clock, pause, resume
from maillage.domain.refusal import Refusal

# Whoever keeps the clock records its pauses: the side that examines.
KEEPERS = frozenset({Side.REVIEWERS})


class NoClockRunning(Refusal):
    """No projet is being examined, or the law knew no term then."""

    def __init__(self) -> None:
        super().__init__(
            "Aucun délai légal ne court : il ne court que pendant l’examen du projet de santé."
        )


class PauseWithoutReason(Refusal):
    """A pause, or its withdrawal, says why."""

    def __init__(self) -> None:
        super().__init__("Écrivez le motif : les porteurs du projet le liront.")


class NotTheLastPause(Refusal):
    """Only the last pause may be taken back."""

    def __init__(self) -> None:
        super().__init__(
            "Seule la dernière suspension du délai en cours peut être retirée : "
            "rechargez la page pour voir les suspensions."
        )


@dataclass(frozen=True)
class Resumption:
    """When the clock starts again, with the days left or from the start."""

    on: date
    restarts: bool

    @property
    def way(self) -> str:
        """How it starts again, in French."""
        return "le délai repart de zéro" if self.restarts else "le délai continue"


def _locked(community: Community) -> tuple[Community, Clock, JourneyMove | None]:
    held = Community.objects.select_for_update(of=("self",)).get(pk=community.pk)
    last = last_move(held)
    clock = standing_of(held, last).clock
    if clock is None:
        raise NoClockRunning
    return held, clock, last


@transaction.atomic
def pause_clock(
    *, community: Community, on: date, reason: str, by: Person, at: datetime
) -> ClockPause:
    """Stop the legal clock from a day on.

    :raises NotOnThisSide: only those who examine the projet may.
    :raises NoClockRunning: there is no clock to stop.
    :raises PauseWithoutReason: the reason is empty.
    :raises Refusal: the day is not one of the term (see `domain.journey.clock.pause`).
    """
    access.demand_side(KEEPERS, of=by, on_community=community, on=localdate(at))
    held, clock, last = _locked(community)
    if not reason.strip():
        raise PauseWithoutReason
    pause(clock, on=on, today=localdate(at))
    row = ClockPause.objects.create(
        community=held, sending=last, paused_on=on, reason=reason.strip(), by=by, recorded_at=at
    )
    journal.record(
        "clock.paused",
        by=by,
        at=at,
        on=held,
        community=held.uuid,
        facts={"paused_on": on},
    )
    return row


@transaction.atomic
def resume_clock(
    *, community: Community, resumption: Resumption, by: Person, at: datetime
) -> ClockPause:
    """Start the legal clock again.

    :raises NotOnThisSide: only those who examine the projet may.
    :raises NoClockRunning: there is no clock to start.
    :raises ClockNotPaused: it is running.
    :raises Refusal: the day is not possible (see `domain.journey.clock.resume`).
    """
    access.demand_side(KEEPERS, of=by, on_community=community, on=localdate(at))
    held, clock, last = _locked(community)
    resume(clock, on=resumption.on, restarts=resumption.restarts, today=localdate(at))
    row = pauses_since(held, last)[-1]
    row.resumed_on, row.restarts, row.resumed_by = resumption.on, resumption.restarts, by
    row.save(update_fields=["resumed_on", "restarts", "resumed_by"])
    journal.record(
        "clock.resumed",
        by=by,
        at=at,
        on=held,
        community=held.uuid,
        facts={"resumed_on": resumption.on, "way": resumption.way},
    )
    return row


@transaction.atomic
def withdraw_pause(
    *, community: Community, pause_uuid: UUID, reason: str, by: Person, at: datetime
) -> ClockPause:
    """Take back the last pause, recorded by error: the clock runs as if it had never been.

    :raises NotOnThisSide: only those who examine the projet may.
    :raises NotTheLastPause: another one came after, or it was withdrawn already.
    :raises PauseWithoutReason: the reason is empty.
    """
    access.demand_side(KEEPERS, of=by, on_community=community, on=localdate(at))
    held, _, last = _locked(community)
    pauses = pauses_since(held, last)
    if not pauses or pauses[-1].uuid != pause_uuid:
        raise NotTheLastPause
    if not reason.strip():
        raise PauseWithoutReason
    row = pauses[-1]
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = at, by, reason.strip()
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    journal.record(
        "clock.pause_withdrawn",
        by=by,
        at=at,
        on=held,
        community=held.uuid,
        facts={"paused_on": row.paused_on},
    )
    return row
