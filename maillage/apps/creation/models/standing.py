"""Where does a CPTS stand, in the words of the domain?"""

from collections.abc import Iterable
from datetime import date

from django.conf import settings

from maillage.apps.communities.models import Community
from maillage.apps.creation.models.journey import ClockPause, JourneyMove
from maillage.domain.journey import Stage, Standing
from maillage.domain.journey.clock import TERM, Clock, Pause
from maillage.domain.parameters import NotYetInForce, Value, registry
from maillage.domain.refusal import Refusal


class NoJourney(Refusal):
    """Only a CPTS walks the journey."""

    def __init__(self, community: Community) -> None:
        super().__init__(
            f"{community.name} n’est pas une CPTS : "
            "seules les CPTS suivent le parcours de création."
        )


def legal_term(day: date) -> Value | None:
    """Return the term of the law for a projet received that day, or None before the law."""
    try:
        return registry(settings.PARAMETERS_DIR).value_on(day, TERM)
    except NotYetInForce:
        return None


def clock_of(stage: Stage, since: date, pauses: Iterable[ClockPause]) -> Clock | None:
    """Return the legal clock that runs at a stage; `pauses` are those of this very sending."""
    term = legal_term(since) if stage is Stage.PROJECT_SENT else None
    if term is None or term.amount is None:
        return None
    return Clock(
        started_on=since,
        months=int(term.amount),
        pauses=tuple(Pause(row.paused_on, row.resumed_on, row.restarts) for row in pauses),
    )


def last_move(community: Community) -> JourneyMove | None:
    """Return the last move that stands, with whoever recorded it."""
    return community.moves.standing().select_related("by").order_by("pk").last()


def pauses_since(community: Community, move: JourneyMove | None) -> list[ClockPause]:
    """Return the pauses of the clock that the move started, in order."""
    return list(
        community.clock_pauses.standing()
        .filter(sending=move)
        .select_related("by", "resumed_by")
        .order_by("pk")
    )


def standing_of(community: Community, move: JourneyMove | None) -> Standing:
    """Return where a community stands after its last move.

    :raises NoJourney: it is not a CPTS.
    """
    if community.stage_value is None or community.stage_since is None:
        raise NoJourney(community)
    pauses: list[ClockPause] = []
    if community.stage_value is Stage.PROJECT_SENT:
        pauses = pauses_since(community, move)
    return Standing(
        stage=community.stage_value,
        since=community.stage_since,
        clock=clock_of(community.stage_value, community.stage_since, pauses),
    )
