"""May this act be recorded here and now, and where does it lead?"""

from dataclasses import dataclass
from datetime import date

from maillage.domain.french import day as written
from maillage.domain.journey.clock import Clock, DayInTheFuture, has_run_out, tacit_validation_on
from maillage.domain.journey.moves import MOVES, Act
from maillage.domain.journey.stages import Stage
from maillage.domain.refusal import Refusal


class ActOutOfPlace(Refusal):
    """The act does not exist from this stage."""

    def __init__(self, act: Act, stage: Stage) -> None:
        super().__init__(
            f"« {act.gesture} » n’est pas possible à l’étape « {stage.label} » : "
            "rechargez la page pour voir les actes possibles."
        )


class BeforeThePreviousStep(Refusal):
    """The act would precede the one that led here."""

    def __init__(self, happened_on: date, since: date) -> None:
        super().__init__(
            f"Le {written(happened_on)} précède l’entrée dans l’étape en cours, "
            f"le {written(since)} : choisissez cette date ou une date postérieure."
        )


class ReasonsMissing(Refusal):
    """What stops a CPTS must say why."""

    def __init__(self, act: Act) -> None:
        super().__init__(f"« {act.gesture} » : écrivez les motifs, que les porteurs liront.")


class ClockStillRunning(Refusal):
    """The silence has not lasted long enough."""

    def __init__(self, lapses_on: date | None) -> None:
        when = (
            f"il n’y aura validation tacite que le {written(lapses_on)}"
            if lapses_on
            else "aucun délai ne court, ou il est suspendu"
        )
        super().__init__(f"Le projet n’est pas réputé validé : {when}.")


class SilenceAlreadyValidated(Refusal):
    """The act comes after the silence of the ARS validated the projet."""

    def __init__(self, lapses_on: date) -> None:
        super().__init__(
            f"Le projet est réputé validé depuis le {written(lapses_on)}, faute d’opposition avant "
            "cette date : constatez la validation tacite, ou corrigez la date de l’acte."
        )


@dataclass(frozen=True)
class Standing:
    """Where a CPTS stands, since when, and the legal clock if one runs."""

    stage: Stage
    since: date
    clock: Clock | None = None


def destination(
    standing: Standing, act: Act, *, happened_on: date, note: str, today: date
) -> Stage:
    """Return the stage the act leads to, after checking that it may be recorded.

    :raises ActOutOfPlace: the table of moves has no such act from this stage.
    :raises DayInTheFuture: it has not happened yet.
    :raises BeforeThePreviousStep: it would precede the entry into the stage.
    :raises ReasonsMissing: the act needs its reasons.
    :raises ClockStillRunning: tacit validation before its time.
    :raises SilenceAlreadyValidated: any other act dated after the tacit validation.
    """
    stage = MOVES.get((standing.stage, act))
    if stage is None:
        raise ActOutOfPlace(act, standing.stage)
    if happened_on > today:
        raise DayInTheFuture(happened_on)
    if happened_on < standing.since:
        raise BeforeThePreviousStep(happened_on, standing.since)
    if act.asks_why and not note.strip():
        raise ReasonsMissing(act)
    _heed_the_clock(standing, act, happened_on)
    return stage


def _heed_the_clock(standing: Standing, act: Act, happened_on: date) -> None:
    lapses_on = tacit_validation_on(standing.clock) if standing.clock else None
    if act is Act.TACIT_VALIDATION:
        if lapses_on is None or happened_on < lapses_on:
            raise ClockStillRunning(lapses_on)
    elif lapses_on is not None and happened_on >= lapses_on:
        raise SilenceAlreadyValidated(lapses_on)


def acts_open_to(standing: Standing, acts: tuple[Act, ...], *, today: date) -> tuple[Act, ...]:
    """Keep the acts that make sense today: no tacit validation before its time."""
    ran_out = standing.clock is not None and has_run_out(standing.clock, today=today)
    open_acts = [act for act in acts if act is not Act.TACIT_VALIDATION or ran_out]
    # Once silence has validated, that is the act expected first.
    return tuple(sorted(open_acts, key=lambda act: act is not Act.TACIT_VALIDATION))
