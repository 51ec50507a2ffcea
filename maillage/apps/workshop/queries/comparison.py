"""What changes between two scenarios, or between what exists and a scenario?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from maillage.apps.geography.queries import Outline
from maillage.apps.workshop.asking import asked_of
from maillage.apps.workshop.models import Scenario
from maillage.apps.workshop.queries.area import Existing, existing_of
from maillage.apps.workshop.queries.care import Care, care_of
from maillage.apps.workshop.queries.pictures import outlines_of, partition_picture
from maillage.apps.workshop.queries.scenario import Bench, set_beside, set_on_bench
from maillage.apps.workshop.queries.words import Quality, quality_of
from maillage.documents.pictures import Picture
from maillage.domain.partition import NOWHERE, Comparison, compare, cut_groups

SHOWN = 300


@dataclass(frozen=True)
class Line:
    """A commune that changes: where it is on each side."""

    name: str
    population: int
    before: str
    after: str


@dataclass(frozen=True)
class Side:
    """One of the two partitions compared."""

    name: str
    key: str
    quality: Quality | None
    picture: Picture | None

    @property
    def map_name(self) -> str:
        """What sets the ids of its picture apart on the page."""
        return f"carte-{self.key or 'existant'}"


@dataclass(frozen=True)
class ComparisonPage:
    scenario: Scenario
    before: Side
    after: Side
    comparison: Comparison
    lines: list[Line]
    beyond: int

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.before, self.after


def comparison_page(scenario: Scenario, other: Scenario | None, *, on: date) -> ComparisonPage:
    """Compare a scenario with another of its area, or (None) with what exists.

    :raises NothingToCut, NoContours: as `set_on_bench`.
    """
    held = set_on_bench(scenario, on=on)
    drawn = outlines_of(held.ground)
    if other is None:
        existing = existing_of(held.ground, held.present, drawn)
        before = _present_side(existing)
        numbers, names = held.present.numbers, held.present.names
    else:
        across = set_beside(held, other, on=on)
        before = _side(across, other, drawn)
        numbers, names = across.numbers, dict(across.names)
    found = compare(
        held.ground.land,
        numbers,
        held.numbers,
        extra=care_of(held.ground, held.numbers).extra,
        words=held.ground.words(held.names),
    )
    after_names = {n: f"{n + 1}. {name}" for n, name in held.names.items()}
    before_names = {n: name if other is None else f"{n + 1}. {name}" for n, name in names.items()}
    listed = sorted(
        [*found.changes, *found.joined, *found.left], key=lambda change: -change.population
    )
    none = "aucun"
    return ComparisonPage(
        scenario=scenario,
        before=before,
        after=_side(held, scenario, drawn),
        comparison=found,
        lines=[
            Line(
                held.ground.towns[change.code].name,
                change.population,
                before_names.get(change.before, none),
                after_names.get(change.after, none),
            )
            for change in listed[:SHOWN]
        ],
        beyond=max(len(listed) - SHOWN, 0),
    )


def _present_side(existing: Existing) -> Side:
    return Side("Les CPTS d’aujourd’hui", "", existing.quality, existing.picture)


def _side(held: Bench, scenario: Scenario, outlines: Mapping[str, Outline]) -> Side:
    window = asked_of(scenario.study).window
    drawn = partition_picture(held.ground, held.numbers, outlines, held.names, called=scenario.name)
    assert scenario.current  # noqa: S101  # it is ready
    cuts = cut_groups(held.ground.land, held.numbers, window)
    return Side(
        scenario.name,
        str(scenario.uuid),
        quality_of(scenario.current.score, cuts),
        drawn.picture if drawn else None,
    )


def given_to(held: Bench) -> dict[int, list[str]]:
    """Return what a scenario gives each community of today that one of its territories continues:
    key → codes, those whose communes would change only."""
    found = held.against_present(Care())
    given: dict[int, list[str]] = {}
    codes = held.ground.land.codes
    for match in found.matches:
        community = held.present.communities[match.before]
        own = [
            code
            for code, number in zip(codes, held.numbers.tolist(), strict=True)
            if number == match.after
        ]
        if match.before != NOWHERE and set(own) != set(held.present.codes[community.slug]):
            given[community.pk] = own
    return given
