"""When does the silence of the ARS validate a projet de santé?

Code de la santé publique, L1434-12: the projet is deemed validated unless the director general of
the ARS opposes it within a term, whose length is the parameter `TERM`. `READINGS` says how the
term is counted, and which reading was kept where that text is silent.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from maillage.domain.dates import months_after
from maillage.domain.french import day as written
from maillage.domain.parameters import Source
from maillage.domain.refusal import Refusal

TERM = "creation/tacit_validation_months"


@dataclass(frozen=True)
class Reading:
    """One point of the computation, as the reader is told; without source, it is to be checked."""

    name: str
    statement: str
    source: Source | None = None


READINGS = (
    Reading(
        "Départ",
        "Le délai part du jour où l’ARS a reçu le projet, que son accusé de réception indique "
        "(code des relations entre le public et l’administration, R112-5).",
        Source(
            "Code des relations entre le public et l’administration, accusé de réception",
            "https://www.legifrance.gouv.fr/codes/section_lc/LEGITEXT000031366350/"
            "LEGISCTA000031367325/2016-01-01/",
        ),
    ),
    Reading(
        "Mois",
        "Les mois se comptent de quantième à quantième : parti un 15, le délai finit un 15 ; parti "
        "un 31, il finit le dernier jour d’un mois plus court.",
        Source(
            "Ouvre-boîte, calculer un délai",
            "https://wiki.ouvre-boite.org/index.php?title=Calculer_un_d%25C3%25A9lai&oldid=451",
        ),
    ),
    Reading(
        "Dernier jour",
        "Le dernier jour compte jusqu’à minuit (code de procédure civile, article 642, par "
        "analogie) : une opposition de ce jour-là vaut, et la validation tacite est du lendemain.",
    ),
    Reading(
        "Samedis, dimanches et jours fériés",
        "Le délai n’est pas prolongé quand il finit l’un de ces jours : l’article 642 le prévoit "
        "pour la procédure, et aucun texte lu ne l’étend à une décision tacite.",
    ),
    Reading(
        "Suspension",
        "L’article L1434-12 n’en prévoit aucune. Quand le dossier était incomplet, le droit commun "
        "ne fait courir le délai qu’à la réception des pièces manquantes (même code, L114-5) : il "
        "repart alors de zéro. Quand les deux parties s’accordent à attendre, il continue avec les "
        "jours restants. Qui reprend le délai dit lequel des deux. Suspendu, il ne valide rien.",
        Source(
            "Doctrine, conclusions du rapporteur public n° 459777, qui citent l’article L114-5",
            "https://www.doctrine.fr/l/texts/codes/LEGITEXT000031366350/articles/"
            "LEGIARTI000037309543",
        ),
    ),
)


class ClockNotPaused(Refusal):
    """There is no pause to end."""

    def __init__(self) -> None:
        super().__init__("Le délai n’est pas suspendu : il n’y a rien à reprendre.")


class ClockAlreadyPaused(Refusal):
    """A pause is already open."""

    def __init__(self, since: date) -> None:
        super().__init__(
            f"Le délai est déjà suspendu depuis le {written(since)} : "
            "reprenez-le avant de le suspendre de nouveau."
        )


class PauseOutsideClock(Refusal):
    """The clock was not running on the day of the pause."""

    def __init__(self, earliest: date, latest: date) -> None:
        super().__init__(
            f"Le délai courait du {written(earliest)} au {written(latest)} : "
            "choisissez pour la suspension une date entre les deux."
        )


class ResumedBeforePaused(Refusal):
    """The clock would resume before it was paused."""

    def __init__(self, paused_on: date) -> None:
        super().__init__(
            f"Le délai a été suspendu le {written(paused_on)} : "
            "choisissez pour la reprise cette date ou une date postérieure."
        )


class DayInTheFuture(Refusal):
    """What has not happened yet cannot be recorded."""

    def __init__(self, day: date) -> None:
        super().__init__(
            f"Le {written(day)} n’est pas encore arrivé : enregistrez les faits une fois accomplis."
        )


@dataclass(frozen=True)
class Pause:
    """The clock stood still from a day to another, or still does; then it may start afresh."""

    since: date
    until: date | None = None
    restarts: bool = False


@dataclass(frozen=True)
class Clock:
    """A legal term of so many months, with its pauses in order."""

    started_on: date
    months: int
    pauses: tuple[Pause, ...] = ()

    @property
    def paused_since(self) -> date | None:
        """The day the open pause began, if there is one."""
        last = self.pauses[-1] if self.pauses else None
        return last.since if last and last.until is None else None


def _end(started_on: date, months: int, pauses: Iterable[Pause]) -> date:
    end = months_after(started_on, months)
    for pause in pauses:
        if pause.until is None:
            break
        if pause.restarts:
            end = months_after(pause.until, months)
        else:
            end += pause.until - pause.since
    return end


def ends_on(clock: Clock) -> date | None:
    """Return the last day to oppose, or None while the clock is paused."""
    if clock.paused_since is not None:
        return None
    return _end(clock.started_on, clock.months, clock.pauses)


def tacit_validation_on(clock: Clock) -> date | None:
    """Return the day the projet is deemed validated if nobody opposes it; None while paused."""
    end = ends_on(clock)
    return None if end is None else end + timedelta(days=1)


def has_run_out(clock: Clock, *, today: date) -> bool:
    """Tell whether silence has already validated the projet."""
    lapses_on = tacit_validation_on(clock)
    return lapses_on is not None and lapses_on <= today


def days_left(clock: Clock, *, today: date) -> int:
    """Return the days left to oppose: 0 on the last day and after; frozen while paused."""
    end = _end(clock.started_on, clock.months, clock.pauses)
    return max((end - (clock.paused_since or today)).days, 0)


def pause(clock: Clock, *, on: date, today: date) -> Clock:
    """Stop the clock from a day on.

    :raises ClockAlreadyPaused: it is stopped already.
    :raises DayInTheFuture: that day has not come.
    :raises PauseOutsideClock: it was not running that day.
    """
    if clock.paused_since is not None:
        raise ClockAlreadyPaused(clock.paused_since)
    if on > today:
        raise DayInTheFuture(on)
    earliest = max([clock.started_on, *(p.until for p in clock.pauses if p.until)])
    latest = _end(clock.started_on, clock.months, clock.pauses)
    if not earliest <= on <= latest:
        raise PauseOutsideClock(earliest, latest)
    return replace(clock, pauses=(*clock.pauses, Pause(since=on)))


def resume(clock: Clock, *, on: date, restarts: bool, today: date) -> Clock:
    """Start the clock again: with the days left, or afresh when it `restarts`.

    :raises ClockNotPaused: it is running.
    :raises DayInTheFuture: that day has not come.
    :raises ResumedBeforePaused: that day is before the pause.
    """
    if clock.paused_since is None:
        raise ClockNotPaused
    if on > today:
        raise DayInTheFuture(on)
    if on < clock.paused_since:
        raise ResumedBeforePaused(clock.paused_since)
    ended = Pause(since=clock.paused_since, until=on, restarts=restarts)
    return replace(clock, pauses=(*clock.pauses[:-1], ended))
