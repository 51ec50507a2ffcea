"""What does a scenario show: its map, each territory and border in words, and how to redraw it?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from django.conf import settings
from django.urls import reverse

from maillage.apps.geography.models import Departement
from maillage.apps.workshop.access import Area, Standing
from maillage.apps.workshop.asking import asked_of, bench_of
from maillage.apps.workshop.ground import Ground, Present, ground_of, present_of
from maillage.apps.workshop.models import Offer, Remark, Scenario, Version
from maillage.apps.workshop.queries.area import address_of
from maillage.apps.workshop.queries.care import Care, care_of
from maillage.apps.workshop.queries.pictures import Drawn, outlines_of, partition_picture
from maillage.apps.workshop.queries.wishes import Wishes, wishes_under
from maillage.apps.workshop.queries.words import Quality, quality_of
from maillage.apps.workshop.wishes import heard_on
from maillage.domain.partition import (
    NOWHERE,
    Border,
    Comparison,
    Explanation,
    Workbench,
    compare,
    cut_groups,
)
from maillage.domain.partition.land import Integers

HISTORY = 12
FORMATS = (
    ("PDF", "pdf"),
    ("DOCX", "docx"),
    ("ODT", "odt"),
    ("tableur XLSX", "xlsx"),
    ("CSV", "csv"),
    ("GeoJSON", "geojson"),
)


@dataclass(frozen=True)
class Territory:
    """One territory of a scenario, explained, and the CPTS that it would continue."""

    number: int
    name: str
    explained: Explanation
    towns: Sequence[str]
    continues: str
    remarks: int
    care: str = ""

    @property
    def value(self) -> str:
        """Its number as a form sends it."""
        return str(self.number)

    @property
    def label(self) -> str:
        return f"{self.number + 1}. {self.name}"


@dataclass(frozen=True)
class LiveMap:
    """What the map one clicks on is given, in the words of its attributes."""

    communes: str
    of: str
    tones: str
    names: str
    marks: str
    tiles: str
    label: str


@dataclass(frozen=True, eq=False)
class Bench:
    """A scenario on its ground: everything else is read from it."""

    scenario: Scenario
    ground: Ground
    bench: Workbench
    present: Present

    @property
    def numbers(self) -> Integers:
        return self.bench.territories

    @property
    def names(self) -> Mapping[int, str]:
        return self.bench.words.territories

    def against_present(self, care: Care) -> Comparison:
        """Compare what exists with the scenario."""
        return compare(
            self.ground.land,
            self.present.numbers,
            self.numbers,
            extra=care.extra,
            words=self.ground.words(self.names),
        )


@dataclass(frozen=True)
class ScenarioPage:
    scenario: Scenario
    area: Area
    area_url: str
    standing: Standing
    quality: Quality
    drawn: Drawn | None
    live: LiveMap | None
    territories: list[Territory]
    borders: list[Border]
    comparison: Comparison
    has_present: bool
    versions: list[Version]
    may_undo: bool
    may_redo: bool
    remarks: list[Remark]
    offers: list[Offer]
    siblings: list[Scenario]
    wishes: Wishes
    choices: list[tuple[str, list[tuple[str, str]]]]
    epcis: tuple[tuple[str, str], ...]

    @property
    def formats(self) -> tuple[tuple[str, str], ...]:
        """The files a scenario leaves in."""
        return FORMATS

    @property
    def reads_only(self) -> bool:
        """Whether the map has the width of the page."""
        return not self.may_redraw

    @property
    def may_redraw(self) -> bool:
        return self.standing.may_work and not self.scenario.is_settled

    @property
    def is_adopted(self) -> bool:
        proposal = self.scenario.proposal
        return proposal is not None and proposal.state in {"ADOPTED", "ADOPTED_WITH_RESERVES"}


def set_on_bench(scenario: Scenario, *, on: date) -> Bench:
    """Set a scenario on its ground.

    :raises NothingToCut, NoContours: the ground is gone; says what to load.
    """
    ground = ground_of(scenario.study.area)
    return Bench(scenario, ground, bench_of(scenario, ground, on=on), present_of(ground, on=on))


def set_beside(held: Bench, scenario: Scenario, *, on: date) -> Bench:
    """Set another scenario of the same area on the ground of one that stands there already."""
    return replace(held, scenario=scenario, bench=bench_of(scenario, held.ground, on=on))


def scenario_page(scenario: Scenario, standing: Standing, *, on: date) -> ScenarioPage:
    """Return the page of a scenario that is ready.

    :raises NothingToCut, NoContours: as `set_on_bench`.
    """
    held = set_on_bench(scenario, on=on)
    area, ground, numbers = scenario.study.area, held.ground, held.numbers
    window = asked_of(scenario.study).window
    drawn = partition_picture(
        ground, numbers, outlines_of(ground), held.names, called=scenario.name
    )
    current = scenario.current
    assert current  # noqa: S101  # it is ready
    care = care_of(ground, numbers)
    comparison = held.against_present(care)
    remarks = list(
        scenario.remarks.standing().select_related("commune", "by").order_by("-at", "-pk")
    )
    versions = list(
        scenario.versions.defer("territories", "score").select_related("by").order_by("-number")
    )
    return ScenarioPage(
        scenario=scenario,
        area=area,
        area_url=address_of(area),
        standing=standing,
        quality=quality_of(current.score, cut_groups(ground.land, numbers, window)),
        drawn=drawn,
        live=_live(held, drawn),
        territories=territories_of(held, comparison, care, remarks),
        borders=[held.bench.explain_border(one, other) for one, other in held.bench.borders()],
        comparison=comparison,
        has_present=not held.present.is_empty,
        versions=versions[:HISTORY],
        may_undo=current.parent_id is not None,
        may_redo=any(version.parent_id == current.pk for version in versions),
        remarks=remarks,
        offers=_offers(scenario),
        siblings=list(
            scenario.study.scenarios.filter(state="READY").exclude(pk=scenario.pk).order_by("pk")
        ),
        wishes=wishes_under(ground, numbers, held.names, heard_on(ground, on=on)),
        choices=_choices(held),
        epcis=tuple(sorted(ground.epcis, key=lambda pair: pair[1])),
    )


def _offers(scenario: Scenario) -> list[Offer]:
    if not scenario.is_settled:
        return []
    return list(scenario.offers.select_related("community").order_by("community__search", "pk"))


def territories_of(
    held: Bench, comparison: Comparison, care: Care, remarks: Sequence[Remark] = ()
) -> list[Territory]:
    """Explain each territory, and say which CPTS of today it continues."""
    continued = {match.after: held.present.names[match.before] for match in comparison.matches}
    numbers, codes = held.numbers, held.ground.land.codes
    found = []
    for explained in held.bench.explain_all():
        number = explained.territory
        inside = {codes[place] for place in np.flatnonzero(numbers == number).tolist()}
        found.append(
            Territory(
                number=number,
                name=held.names.get(number, "Sans territoire"),
                explained=explained,
                towns=sorted(held.ground.towns[code].name for code in inside),
                continues=continued.get(number, ""),
                remarks=sum(remark.commune_id in inside for remark in remarks),
                care=care.sentences.get(number, ""),
            )
        )
    return found


def _choices(held: Bench) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the communes of each territory, by name, to choose some without the map."""
    grouped: dict[int, list[tuple[str, str]]] = {}
    for code, number in zip(held.ground.land.codes, held.numbers.tolist(), strict=True):
        grouped.setdefault(number, []).append((code, held.ground.towns[code].name))
    return [
        (
            f"{number + 1}. {held.names.get(number, '')}"
            if number != NOWHERE
            else "Sans territoire",
            sorted(grouped[number], key=lambda pair: pair[1]),
        )
        for number in sorted(grouped)
    ]


def _live(held: Bench, drawn: Drawn | None) -> LiveMap | None:
    """Return what the live map needs; a région is too heavy for one, its picture serves."""
    area = held.ground.area
    if drawn is None or not isinstance(area, Departement):
        return None
    codes = held.ground.land.codes
    of = [
        f"{code}:{number}"
        for code, number in zip(codes, held.numbers.tolist(), strict=True)
        if number != NOWHERE
    ]
    return LiveMap(
        communes=reverse("geography:contours", args=[area.pk.lower()]),
        of=" ".join(of),
        tones=" ".join(f"{number}:{tone.value}" for number, tone in drawn.tones.items()),
        names="|".join(f"{number}:{number + 1}. {name}" for number, name in held.names.items()),
        marks=" ".join(f"{drawn.seats[number]}:{number + 1}" for number in drawn.tones),
        tiles=settings.TILES,
        label=f"Carte de {area.name}, découpage « {held.scenario.name} »",
    )
