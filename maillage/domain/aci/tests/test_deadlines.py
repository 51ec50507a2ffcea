"""Are the 6, 12, 18 and 24 months counted from the signature, and is a late start seen?"""

from datetime import date
from pathlib import Path

import pytest

from maillage.domain.aci import (
    Deadline,
    DeadlineStatus,
    Milestone,
    Mission,
    deadlines_of,
    latest_starts,
)
from maillage.domain.parameters import registry

SIGNED = date(2025, 8, 31)
ACCESS = Mission.ACCESS_TO_CARE


def deadline(
    mission: Mission,
    milestone: Milestone = Milestone.START,
    *,
    signed_on: date = SIGNED,
    started_on: date | None = None,
) -> Deadline:
    starts = {mission: started_on} if started_on else {}
    found = deadlines_of(signed_on, starts=starts, values=registry())
    return next(each for each in found if (each.mission, each.milestone) == (mission, milestone))


@pytest.mark.parametrize(
    ("mission", "milestone", "on"),
    [
        (ACCESS, Milestone.START, date(2026, 2, 28)),
        (ACCESS, Milestone.DEPLOYMENT, date(2027, 2, 28)),
        (Mission.CARE_PATHWAYS, Milestone.START, date(2026, 8, 31)),
        (Mission.PREVENTION, Milestone.DEPLOYMENT, date(2027, 8, 31)),
        (Mission.CRISIS, Milestone.START, date(2026, 2, 28)),
        (Mission.CRISIS, Milestone.DEPLOYMENT, date(2027, 2, 28)),
    ],
)
def test_a_deadline_is_counted_in_months_from_the_signature(
    mission: Mission, milestone: Milestone, on: date
) -> None:
    assert deadline(mission, milestone).on == on


def test_the_options_have_no_deadline() -> None:
    found = deadlines_of(SIGNED, starts={}, values=registry())

    assert {each.mission for each in found} == {each for each in Mission if each.is_core}


def test_the_crisis_deadline_of_a_contract_older_than_the_mission_is_unknown() -> None:
    older = deadline(Mission.CRISIS, signed_on=date(2020, 1, 1))

    assert older.on is None
    assert older.status(date(2026, 1, 1)) is DeadlineStatus.UNKNOWN
    assert "plus ancien" in older.reason


@pytest.mark.parametrize(
    ("started_on", "day", "status"),
    [
        (None, date(2026, 2, 28), DeadlineStatus.TO_COME),
        (None, date(2026, 3, 1), DeadlineStatus.PASSED),
        (date(2026, 2, 28), date(2026, 2, 28), DeadlineStatus.KEPT),
        (date(2026, 3, 1), date(2026, 3, 1), DeadlineStatus.LATE),
        (date(2026, 1, 1), date(2025, 12, 1), DeadlineStatus.PLANNED),
        (date(2026, 3, 1), date(2025, 12, 1), DeadlineStatus.PLANNED_LATE),
    ],
)
def test_a_start_is_kept_late_or_still_to_come(
    started_on: date | None, day: date, status: DeadlineStatus
) -> None:
    assert deadline(ACCESS, started_on=started_on).status(day) is status


def test_the_diverging_source_of_the_crisis_deadline_is_noted() -> None:
    value = deadline(Mission.CRISIS).value

    assert value is not None
    assert "divergente" in value.note


def test_a_deadline_repealed_by_the_operator_is_unknown_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "aci").mkdir()
    (tmp_path / "aci" / "crisis_started_within.yaml").write_text(
        "label: Crise\nunit: mois\nchecked_on: 2026-09-01\nvalues:\n"
        "  - {since: 2025-01-01, amount: null, reason: abrogé, sources: [{title: Avenant}]}\n"
    )

    found = deadlines_of(SIGNED, starts={}, values=registry(tmp_path))

    unknown = [each for each in found if each.on is None]
    assert [each.reason for each in unknown] == ["abrogé"]
    assert unknown[0].label == "Crise sanitaire grave, démarrage"


def test_every_status_has_its_french_words() -> None:
    assert all(status.label for status in DeadlineStatus)


def test_the_latest_starts_are_those_of_the_core_missions() -> None:
    starts = latest_starts(SIGNED, values=registry())

    assert starts[ACCESS] == date(2026, 2, 28)
    assert Mission.QUALITY not in starts


def test_the_latest_start_of_a_mission_younger_than_the_contract_is_left_out() -> None:
    assert Mission.CRISIS not in latest_starts(date(2020, 1, 1), values=registry())
