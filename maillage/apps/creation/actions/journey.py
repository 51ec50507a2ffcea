"""How does a CPTS move from stage to stage, and how is a move taken back?"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate, localtime

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.creation import access
from maillage.apps.creation.models import JourneyMove, last_move, standing_of
from maillage.apps.journal import actions as journal
from maillage.domain.journey import Act, Stage, Standing, destination, sides_of
from maillage.domain.journey.clock import DayInTheFuture, ends_on, has_run_out, tacit_validation_on
from maillage.domain.refusal import Refusal


class StageChangedMeanwhile(Refusal):
    """Someone moved the CPTS between reading the page and pressing the button."""

    def __init__(self, community: Community, last: JourneyMove | None) -> None:
        now_at = f"{community.name} est maintenant à l’étape « {Stage(community.stage).label} »"
        done = "Une étape vient d’être retirée"
        if last is not None:
            who = last.by or "le délai légal, arrivé à son terme"
            when = f"{localtime(last.recorded_at):%d/%m/%Y à %H:%M}"
            done = f"« {Act(last.act).label} » a été enregistré par {who} le {when}"
        super().__init__(
            f"{done} : {now_at}. Rien n’a été modifié ; relisez le parcours avant d’agir."
        )


class NothingToWithdraw(Refusal):
    """No move stands."""

    def __init__(self) -> None:
        super().__init__("Aucune étape n’a été enregistrée : il n’y a rien à retirer.")


class WithdrawalWithoutReason(Refusal):
    """A withdrawal says why, since the history keeps it."""

    def __init__(self) -> None:
        super().__init__("Écrivez le motif du retrait : il reste dans l’historique.")


@dataclass(frozen=True)
class AskedMove:
    """What someone wants to record; `seen` is the last move on the page they acted from."""

    act: Act
    happened_on: date
    note: str = ""
    seen: UUID | None = None


def _locked(community: Community) -> tuple[Community, JourneyMove | None, Standing]:
    """Hold the community until the end of the act, and read where it stands."""
    held = Community.objects.select_for_update(of=("self",)).get(pk=community.pk)
    last = last_move(held)
    return held, last, standing_of(held, last)


@transaction.atomic
def record_move(*, community: Community, asked: AskedMove, by: Person, at: datetime) -> JourneyMove:
    """Record an act of the journey, on the day it happened.

    :raises NotOnThisSide: the act belongs to the other side.
    :raises StageChangedMeanwhile: someone else moved the CPTS first.
    :raises Refusal: the act has no place here (see `domain.journey.destination`).
    """
    today = localdate(at)
    access.demand_side(sides_of(asked.act), of=by, on_community=community, on=today)
    held, last, standing = _locked(community)
    if asked.seen != (last.uuid if last else None):
        raise StageChangedMeanwhile(held, last)
    happened_on = asked.happened_on
    if asked.act is Act.TACIT_VALIDATION and standing.clock:
        # The law sets that day; nobody chooses it.
        happened_on = tacit_validation_on(standing.clock) or happened_on
    to = destination(standing, asked.act, happened_on=happened_on, note=asked.note, today=today)
    move = _move(held, standing, to, asked.act, happened_on)
    move.note, move.by, move.recorded_at = asked.note.strip(), by, at
    move.save()
    journal.record(
        "journey.moved",
        by=by,
        at=at,
        on=held,
        community=held.uuid,
        facts={
            "act": asked.act.label,
            "happened_on": happened_on,
            "from_stage": standing.stage.label,
            "to_stage": to.label,
        },
    )
    return move


def _move(
    held: Community, standing: Standing, to: Stage, act: Act, happened_on: date
) -> JourneyMove:
    """Set the community at its new stage, and prepare the row that says so."""
    held.stage, held.stage_since = to.value, happened_on
    held.save(update_fields=["stage", "stage_since"])
    return JourneyMove(
        community=held,
        act=act.value,
        from_stage=standing.stage.value,
        from_since=standing.since,
        to_stage=to.value,
        happened_on=happened_on,
    )


@transaction.atomic
def withdraw_move(
    *, community: Community, seen: UUID | None, reason: str, by: Person, at: datetime
) -> JourneyMove:
    """Take back the last move, recorded by error; the history keeps it, with the reason.

    :raises StageChangedMeanwhile: it is not the last one any more.
    :raises NothingToWithdraw: no move stands.
    :raises NotOnThisSide: it was not for the person to record.
    :raises WithdrawalWithoutReason: the reason is empty.
    """
    held, last, _ = _locked(community)
    if seen != (last.uuid if last else None):
        raise StageChangedMeanwhile(held, last)
    if last is None:
        raise NothingToWithdraw
    act = Act(last.act)
    access.demand_side(sides_of(act), of=by, on_community=held, on=localdate(at))
    if not reason.strip():
        raise WithdrawalWithoutReason
    held.stage, held.stage_since = last.from_stage, last.from_since
    held.save(update_fields=["stage", "stage_since"])
    last.withdrawn_at, last.withdrawn_by, last.withdrawn_reason = at, by, reason.strip()
    last.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    journal.record(
        "journey.move_withdrawn",
        by=by,
        at=at,
        on=held,
        community=held.uuid,
        facts={"act": act.label, "happened_on": last.happened_on},
    )
    return last


def validate_tacitly(*, today: date, at: datetime) -> list[JourneyMove]:
    """Move every CPTS whose legal clock has run out; those already moved are left alone.

    :raises DayInTheFuture: silence is not known in advance.
    """
    if today > localdate(at):
        raise DayInTheFuture(today)
    waiting = Community.objects.filter(stage=Stage.PROJECT_SENT.value).order_by("pk")
    moves = [_validate_one(community, today, at) for community in waiting]
    return [move for move in moves if move is not None]


@transaction.atomic
def _validate_one(community: Community, today: date, at: datetime) -> JourneyMove | None:
    held, _, standing = _locked(community)
    if standing.clock is None or not has_run_out(standing.clock, today=today):
        return None
    lapses_on = tacit_validation_on(standing.clock)
    assert lapses_on is not None  # noqa: S101  # it has run out
    act = Act.TACIT_VALIDATION
    to = destination(standing, act, happened_on=lapses_on, note="", today=today)
    move = _move(held, standing, to, act, lapses_on)
    move.recorded_at = at
    move.save()
    journal.record(
        "journey.validated_tacitly",
        by=None,
        at=at,
        on=held,
        community=held.uuid,
        facts={"happened_on": lapses_on, "ends_on": ends_on(standing.clock)},
    )
    return move
