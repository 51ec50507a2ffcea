"""By when must each mission be started and deployed, and is it kept?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from maillage.domain.aci.missions import Mission
from maillage.domain.dates import months_after
from maillage.domain.parameters import NotYetInForce, Registry, Value


class Milestone(Enum):
    """The two moments the agreement sets for a core mission."""

    START = "START"
    DEPLOYMENT = "DEPLOYMENT"

    @property
    def label(self) -> str:
        """French name of the moment."""
        return {Milestone.START: "démarrage", Milestone.DEPLOYMENT: "déploiement"}[self]

    @property
    def key(self) -> str:
        """End of the name of its parameter."""
        return {Milestone.START: "started_within", Milestone.DEPLOYMENT: "deployed_within"}[self]


class DeadlineStatus(Enum):
    """Where a deadline stands on a given day."""

    KEPT = "KEPT"
    LATE = "LATE"
    PLANNED = "PLANNED"
    PLANNED_LATE = "PLANNED_LATE"
    TO_COME = "TO_COME"
    PASSED = "PASSED"
    UNKNOWN = "UNKNOWN"

    @property
    def label(self) -> str:
        """French words for the screen."""
        return {
            DeadlineStatus.KEPT: "tenue",
            DeadlineStatus.LATE: "tenue en retard",
            DeadlineStatus.PLANNED: "prévue à temps",
            DeadlineStatus.PLANNED_LATE: "prévue trop tard",
            DeadlineStatus.TO_COME: "à venir",
            DeadlineStatus.PASSED: "dépassée, à vérifier",
            DeadlineStatus.UNKNOWN: "date limite inconnue",
        }[self]


@dataclass(frozen=True)
class Deadline:
    """The last day for a mission to start or to be deployed.

    `on` is None when no text read sets it (contract older than the mission): `reason` says so.
    `done_on` is the day the mission starts, when it is given; nothing gives a day of deployment.
    """

    mission: Mission
    milestone: Milestone
    on: date | None
    months: int | None
    done_on: date | None
    value: Value | None
    reason: str = ""

    @property
    def label(self) -> str:
        """French name: « Parcours, démarrage »."""
        return f"{self.mission.label}, {self.milestone.label}"

    def status(self, day: date) -> DeadlineStatus:
        """Say where the deadline stands on a day."""
        if self.on is None:
            return DeadlineStatus.UNKNOWN
        if self.done_on is None:
            return DeadlineStatus.PASSED if self.on < day else DeadlineStatus.TO_COME
        is_late = self.done_on > self.on
        if self.done_on > day:
            return DeadlineStatus.PLANNED_LATE if is_late else DeadlineStatus.PLANNED
        return DeadlineStatus.LATE if is_late else DeadlineStatus.KEPT


def deadlines_of(
    signed_on: date, *, starts: Mapping[Mission, date], values: Registry
) -> tuple[Deadline, ...]:
    """Return the deadlines of the core missions, in order of date; the options have none.

    :raises DateOutOfCalendar: a deadline falls after the year 9999.
    """
    found = [
        _deadline(mission, milestone, signed_on, starts.get(mission), values)
        for mission in Mission
        if mission.is_core
        for milestone in Milestone
    ]
    return tuple(sorted(found, key=lambda each: (each.on or date.max, each.label)))


def latest_starts(signed_on: date, *, values: Registry) -> dict[Mission, date]:
    """Return the last day each core mission may start: a hypothesis for a forecast.

    A mission whose deadline is unknown is left out.
    """
    return dict(_starts(deadlines_of(signed_on, starts={}, values=values)))


def _starts(found: tuple[Deadline, ...]) -> Iterator[tuple[Mission, date]]:
    for each in found:
        if each.milestone is Milestone.START and each.on is not None:
            yield each.mission, each.on


def _deadline(
    mission: Mission,
    milestone: Milestone,
    signed_on: date,
    started_on: date | None,
    values: Registry,
) -> Deadline:
    done_on = started_on if milestone is Milestone.START else None
    try:
        value = values.value_on(signed_on, f"aci/{mission.key}_{milestone.key}")
    except NotYetInForce as older:
        reason = f"Le contrat est plus ancien que la mission. {older}"
        return Deadline(mission, milestone, None, None, done_on, None, reason)
    if value.amount is None:
        return Deadline(mission, milestone, None, None, done_on, value, value.reason)
    months = int(value.amount)
    on = months_after(signed_on, months)
    return Deadline(mission, milestone, on, months, done_on, value)
