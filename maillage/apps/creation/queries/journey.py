"""Where does a CPTS stand, what is expected now, and how did it come there?"""

from dataclasses import dataclass
from datetime import date

from maillage.apps.accounts.models import Person
from maillage.apps.communities.models import Community
from maillage.apps.communities.queries.workspace import Frame, frame
from maillage.apps.creation.models import (
    ClockPause,
    JourneyMove,
    last_move,
    legal_term,
    pauses_since,
    standing_of,
)
from maillage.domain.french import SPACE
from maillage.domain.journey import (
    EXPECTED,
    Act,
    Elapsed,
    Expectation,
    Party,
    Side,
    Sojourn,
    Stage,
    Standing,
    Step,
    acts_from,
    acts_open_to,
    awaited,
    elapsed,
    next_milestone,
    sides_of,
    usual_way,
)
from maillage.domain.journey.clock import (
    READINGS,
    Clock,
    Pause,
    Reading,
    days_left,
    ends_on,
    tacit_validation_on,
)
from maillage.domain.parameters import Value
from maillage.ui.parts import Step as Mark
from maillage.ui.parts import StepState


@dataclass(frozen=True)
class ClockView:
    """The legal clock of the projet under examination, and its pauses."""

    clock: Clock
    today: date
    term: Value
    pauses: list[ClockPause]
    readings: tuple[Reading, ...] = READINGS

    @property
    def ends_on(self) -> date | None:
        return ends_on(self.clock)

    @property
    def lapses_on(self) -> date | None:
        return tacit_validation_on(self.clock)

    @property
    def days_left(self) -> int:
        return days_left(self.clock, today=self.today)

    @property
    def has_run_out(self) -> bool:
        return self.lapses_on is not None and self.lapses_on <= self.today

    @property
    def counted_from(self) -> date:
        """The day from which the whole term is counted: the last time it started afresh."""
        afresh = [pause.resumed_on for pause in self.pauses if pause.restarts and pause.resumed_on]
        return afresh[-1] if afresh else self.clock.started_on


@dataclass(frozen=True)
class JourneyPage:
    """One CPTS on its way."""

    frame: Frame
    standing: Standing
    today: date
    sides: frozenset[Side]
    clock: ClockView | None
    elapsed: Elapsed
    last: JourneyMove | None
    history: list[JourneyMove]

    @property
    def stage(self) -> Stage:
        return self.standing.stage

    @property
    def expected(self) -> Expectation:
        return EXPECTED[self.stage]

    @property
    def awaited(self) -> Party:
        return awaited(self.stage, is_paused=bool(self.clock and self.clock.clock.paused_since))

    @property
    def waits_for_reader(self) -> bool:
        """Whether the reader sits on the side that must act; both do once silence has decided."""
        if self.clock and self.clock.has_run_out:
            return bool(self.sides)
        side = Side.REVIEWERS if self.awaited.is_outside else Side.CARRIERS
        both = self.awaited is Party.ALL_THREE
        return bool(self.sides) if both else side in self.sides

    @property
    def following(self) -> Stage | None:
        return next_milestone(self.stage)

    @property
    def current(self) -> Sojourn:
        return self.elapsed.sojourns[-1]

    @property
    def acts(self) -> tuple[Act, ...]:
        """Acts the reader may record now."""
        mine = tuple(act for act in acts_from(self.stage) if sides_of(act) & self.sides)
        return acts_open_to(self.standing, mine, today=self.today)

    @property
    def may_withdraw(self) -> bool:
        return self.last is not None and bool(sides_of(Act(self.last.act)) & self.sides)

    @property
    def keeps_the_clock(self) -> bool:
        return self.clock is not None and Side.REVIEWERS in self.sides

    @property
    def marks(self) -> list[Mark]:
        """The stages gone through, the present one, and those that usually follow."""
        gone = [
            Mark(_title(stay.stage), StepState.DONE, stay.since, _length(stay))
            for stay in self.elapsed.sojourns[:-1]
        ]
        state = StepState.WAITING if self.waits_for_reader else StepState.CURRENT
        is_over = self.expected.is_the_end
        now = Mark(
            _title(self.stage),
            StepState.DONE if is_over else state,
            self.standing.since,
            "" if is_over else _length(self.current),
        )
        return [*gone, now, *(Mark(_title(stage)) for stage in usual_way(self.stage))]


def _title(stage: Stage) -> str:
    return stage.label[0].upper() + stage.label[1:]


def _length(stay: Sojourn) -> str:
    days = _days(stay.days)
    if not stay.waiting_days:
        return days
    if stay.waiting_days == stay.days:
        return f"{days} d’attente"
    return f"{days}, dont {_days(stay.waiting_days)} d’attente"


def _days(number: int) -> str:
    if number == 0:
        return "moins d’un jour"
    return f"{number}{SPACE}jour{'s' if number > 1 else ''}"


def journey_page(community: Community, person: Person, *, today: date) -> JourneyPage:
    """Return the page of a journey.

    :raises NoJourney: the community is not a CPTS.
    """
    last = last_move(community)
    standing = standing_of(community, last)
    around = frame(community.slug, person, on=today, at="creation:journey")
    history = list(
        community.moves.select_related("by", "withdrawn_by", "community").order_by("-pk")
    )
    pauses = list(
        community.clock_pauses.standing()
        .select_related("by", "resumed_by")
        .order_by("paused_on", "pk")
    )
    return JourneyPage(
        frame=around,
        standing=standing,
        today=today,
        sides=frozenset(side for side in Side if side.right in around.rights),
        clock=_clock_view(standing, pauses_since(community, last), today),
        elapsed=elapsed(_steps(standing, history), today=today, pauses=_clipped(pauses, history)),
        last=last,
        history=history,
    )


def _clock_view(standing: Standing, pauses: list[ClockPause], today: date) -> ClockView | None:
    term = legal_term(standing.since)
    if standing.clock is None or term is None:
        return None
    return ClockView(clock=standing.clock, today=today, term=term, pauses=pauses)


def _steps(standing: Standing, history: list[JourneyMove]) -> list[Step]:
    """Return the stages entered, from the oldest; the first is where the CPTS was created."""
    moves = [move for move in reversed(history) if move.withdrawn_at is None]
    if not moves:
        return [Step(standing.stage, standing.since)]
    first = Step(Stage(moves[0].from_stage), moves[0].from_since)
    return [first, *(Step(Stage(move.to_stage), move.happened_on) for move in moves)]


def _clipped(pauses: list[ClockPause], history: list[JourneyMove]) -> list[Pause]:
    """Return the pauses of sendings that stand; those of a withdrawn one never were."""
    gone = {move.pk for move in history if move.withdrawn_at is not None}
    return [
        Pause(row.paused_on, row.resumed_on, row.restarts)
        for row in pauses
        if row.sending_id not in gone
    ]
