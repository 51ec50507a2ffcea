"""What is asked of a study, as it is kept and as the engine reads it?

The perimeters of the day are kept with the request: the same study gives the same answer later.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from maillage.apps.workshop.ground import Ground
from maillage.apps.workshop.models import Scenario, Study
from maillage.apps.workshop.wishes import Wished
from maillage.domain import partition
from maillage.domain.partition import Constraints, Frozen, Land, Weights, Window, Workbench
from maillage.domain.partition.constraints import Wish, check

# How much more or less a criterion counts, in the words of the form.
NOTHING, LESS, USUAL, MORE = "NOTHING", "LESS", "USUAL", "MORE"
SCALE = {NOTHING: 0.0, LESS: 0.35, USUAL: 1.0, MORE: 3.0}
EMPHASES = ((LESS, "moins que d’habitude"), (USUAL, "comme d’habitude"), (MORE, "bien plus"))
# What may be weighed: the field of `Weights`, and how it is said.
CRITERIA = (
    ("distance", "Des habitants proches du centre de leur territoire"),
    ("compactness", "Des territoires d’une forme ramassée"),
    ("epci", "Des EPCI d’un seul tenant"),
)
# Wishes stand beside the weights of the engine: each commune has its own.
WISHES = "wishes"
WISHES_LABEL = "Ce que souhaitent les professionnels de bordure"
FROZEN, OPEN = "FROZEN", "OPEN"


@dataclass(frozen=True)
class Asked:
    """`existing` is slug → (name, codes) on the day; `frozen` slug → FROZEN or OPEN."""

    window: Window
    count: int | None = None
    kinds: tuple[str, ...] = ()
    existing: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    frozen: Mapping[str, str] = field(default_factory=dict)
    together: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    weights: Mapping[str, str] = field(default_factory=dict)
    wishes: tuple[Wished, ...] = ()

    def written(self) -> dict[str, Any]:
        """Return what is stored of it."""
        return {
            "window": [self.window.low, self.window.high],
            "count": self.count,
            "kinds": list(self.kinds),
            "existing": {
                slug: {"name": name, "codes": list(codes)}
                for slug, (name, codes) in self.existing.items()
            },
            "frozen": dict(self.frozen),
            "together": [list(group) for group in self.together],
            "apart": [list(pair) for pair in self.apart],
            "weights": dict(self.weights),
            "wishes": [vars(wish) for wish in self.wishes],
        }

    @staticmethod
    def read(kept: Mapping[str, Any]) -> "Asked":
        """Read what was stored."""
        return Asked(
            window=Window(*kept["window"]),
            count=kept["count"],
            kinds=tuple(kept["kinds"]),
            existing={
                slug: (row["name"], tuple(row["codes"])) for slug, row in kept["existing"].items()
            },
            frozen=kept["frozen"],
            together=tuple(tuple(group) for group in kept["together"]),
            apart=tuple((one, other) for one, other in kept["apart"]),
            weights=kept["weights"],
            wishes=tuple(Wished(**row) for row in kept.get("wishes", ())),
        )

    @property
    def frozen_codes(self) -> frozenset[str]:
        """Communes that never move, by hand or not."""
        return frozenset(
            code for slug in self.frozen if slug in self.existing for code in self.existing[slug][1]
        )

    def constraints(self) -> Constraints:
        """Return what is demanded, for the engine."""
        held = [
            Frozen(self.existing[slug][0], self.existing[slug][1], open=how == OPEN)
            for slug, how in self.frozen.items()
            if slug in self.existing
        ]
        worth = SCALE[self.weights.get(WISHES, USUAL)]
        wishes = [Wish(w.commune, w.beside, w.share * worth) for w in self.wishes if worth]
        return Constraints(
            frozen=tuple(held), together=self.together, apart=self.apart, wishes=tuple(wishes)
        )

    def present(self) -> tuple[Frozen, ...]:
        """Return what exists, for the scenario that changes it least; each commune once."""
        seen: set[str] = set()
        found = []
        for name, codes in self.existing.values():
            own = tuple(code for code in codes if code not in seen)
            seen |= set(own)
            if own:
                found.append(Frozen(name, own, open=True))
        return tuple(found)


def asked_of(study: Study) -> Asked:
    """Return what a study asked."""
    return Asked.read(study.request)


def checked(asked: Asked, land: Land) -> Asked:
    """Return it if nothing in it contradicts the rest.

    :raises UnknownCommune, FrozenTwice, TogetherInTwo, TogetherAndApart, TogetherTooLarge: named.
    """
    check(land, asked.constraints(), asked.window)
    return asked


def scenarios_of(asked: Asked, land: Land, seed: int) -> Sequence[partition.Scenario]:
    """Return the scenarios asked for, weighed as the person wished."""
    found = partition.scenarios(
        land,
        window=asked.window,
        count=asked.count,
        existing=asked.present(),
        constraints=asked.constraints(),
        seed=seed,
    )
    kept = [one for one in found if not asked.kinds or one.key in asked.kinds] or list(found)
    return [replace(one, request=_weighed(one.request, asked.weights)) for one in kept]


def _weighed(request: partition.Request, said: Mapping[str, str]) -> partition.Request:
    weights: Weights = request.weights
    scaled = {
        name: getattr(weights, name) * SCALE[how] for name, how in said.items() if name != WISHES
    }
    return replace(request, weights=replace(weights, **scaled))


def bench_of(scenario: Scenario, ground: Ground, *, on: date) -> Workbench:
    """Set the current version of a scenario on the bench."""
    assert scenario.current  # noqa: S101  # a scenario that is ready has one
    asked = asked_of(scenario.study)
    numbers = ground.numbers(scenario.current.territories)
    return Workbench(
        ground.land,
        numbers,
        window=asked.window,
        words=ground.words(ground.names_of(numbers)),
        frozen=asked.frozen_codes & set(ground.land.codes),
        on=on,
    )
