"""What does a study show: what was asked, and its scenarios side by side?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from maillage.apps.workshop.access import Area, Standing
from maillage.apps.workshop.asking import (
    CRITERIA,
    EMPHASES,
    FROZEN,
    NOTHING,
    USUAL,
    WISHES,
    WISHES_LABEL,
    Asked,
    asked_of,
)
from maillage.apps.workshop.ground import Ground, Town, ground_of
from maillage.apps.workshop.models import Scenario, Study
from maillage.apps.workshop.queries.area import address_of
from maillage.apps.workshop.queries.pictures import outlines_of, partition_picture
from maillage.apps.workshop.queries.wishes import wishes_under
from maillage.apps.workshop.queries.words import Quality, quality_of
from maillage.apps.workshop.wishes import heard_on
from maillage.documents.pictures import Picture
from maillage.domain import french
from maillage.domain.partition import cut_groups, explain
from maillage.domain.refusal import Refusal

# How long a scenario is worked on before the best so far is kept: a département takes a third of
# it on a slow machine, a région all of it.
SECONDS_DEPARTEMENT, SECONDS_REGION = 9.0, 25.0


def seconds_for(study: Study) -> float:
    """Return how long one of its scenarios may be computed while someone waits."""
    return SECONDS_DEPARTEMENT if study.departement_id else SECONDS_REGION


@dataclass(frozen=True)
class ScenarioCard:
    """A scenario among the others: its map, its figures, and what it misses."""

    scenario: Scenario
    quality: Quality | None = None
    picture: Picture | None = None
    failing: tuple[str, ...] = ()
    # Of the wishes of border communes, how many it follows; empty when nobody was asked.
    followed: str = ""

    @property
    def map_name(self) -> str:
        """What sets the ids of its picture apart on the page."""
        return f"carte-{self.scenario.pk}"


@dataclass(frozen=True)
class StudyPage:
    study: Study
    area: Area
    area_url: str
    standing: Standing
    asked: list[str]
    cards: list[ScenarioCard]
    obstacle: str = ""

    @property
    def again_url(self) -> str:
        """Where the same study is asked again, its form filled."""
        return f"{address_of(self.area, 'new_in_')}?depuis={self.study.uuid}"

    @property
    def waiting(self) -> int:
        """Scenarios still to compute, by this machine or another."""
        return sum(card.scenario.state in {"WAITING", "RUNNING"} for card in self.cards)

    @property
    def done(self) -> int:
        return len(self.cards) - self.waiting

    @property
    def has_wishes(self) -> bool:
        """Whether the professionals of the borders were asked."""
        return any(card.followed for card in self.cards)

    @property
    def ready(self) -> list[ScenarioCard]:
        return [card for card in self.cards if card.scenario.is_ready]


def study_page(study: Study, standing: Standing, *, on: date) -> StudyPage:
    """Return the page of a study; a dozen queries, whatever its scenarios."""
    rows = list(study.scenarios.select_related("current", "proposal").order_by("pk"))
    obstacle = ""
    towns: Mapping[str, Town] = {}
    cards = [ScenarioCard(scenario) for scenario in rows]
    try:
        ground = ground_of(study.area)
        towns, cards = ground.towns, _cards(study, rows, ground, on)
    except Refusal as refusal:
        obstacle = str(refusal)
    return StudyPage(
        study=study,
        area=study.area,
        area_url=address_of(study.area),
        standing=standing,
        asked=told(asked_of(study), towns),
        cards=cards,
        obstacle=obstacle,
    )


def _cards(study: Study, rows: list[Scenario], ground: Ground, on: date) -> list[ScenarioCard]:
    window = asked_of(study).window
    drawn, heard = outlines_of(ground), heard_on(ground, on=on)
    cards = []
    for scenario in rows:
        if not scenario.is_ready or scenario.current is None:
            cards.append(ScenarioCard(scenario))
            continue
        numbers = ground.numbers(scenario.current.territories)
        names = ground.names_of(numbers)
        picture = partition_picture(
            ground, numbers, drawn, names, called=scenario.name, with_legend=False
        )
        failing = [
            f"{found.territory + 1}. {names[found.territory]}\u00a0: {found.sentences[0]}"
            for found in explain(ground.land, numbers, window)
            if not found.in_window
        ]
        cards.append(
            ScenarioCard(
                scenario,
                quality_of(scenario.current.score, cut_groups(ground.land, numbers, window)),
                picture.picture if picture else None,
                tuple(failing),
                wishes_under(ground, numbers, names, heard).ratio,
            )
        )
    return cards


def told(asked: Asked, towns: Mapping[str, Town]) -> list[str]:
    """Say what was asked, one demand a line."""

    def named(codes: Sequence[str]) -> str:
        return ", ".join(towns[code].name if code in towns else code for code in codes)

    low, high = french.integer(asked.window.low), french.integer(asked.window.high)
    said = [f"De {low} à {high} habitants par territoire"]
    if asked.count:
        said.append(f"Pour l’un des scénarios, {asked.count} territoires")
    words = dict(EMPHASES)
    for name, label in CRITERIA:
        if asked.weights.get(name, USUAL) != USUAL:
            said.append(f"{label}\u00a0: {words[asked.weights[name]]}")
    if asked.wishes:
        number = len(asked.wishes)
        weighed = {**words, NOTHING: "sans en tenir compte"}[asked.weights.get(WISHES, USUAL)]
        said.append(f"{WISHES_LABEL} ({number} commune{'s' * (number > 1)})\u00a0: {weighed}")
    for slug, how in asked.frozen.items():
        if slug in asked.existing:
            what = "ne change pas" if how == FROZEN else "garde ses communes, peut s’agrandir"
            said.append(f"{asked.existing[slug][0]} {what}")
    said += [f"Ensemble\u00a0: {named(group)}" for group in asked.together]
    return said + [f"Séparées\u00a0: {named(pair)}" for pair in asked.apart]
