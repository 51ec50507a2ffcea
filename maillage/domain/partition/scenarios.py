"""Which few partitions are worth laying side by side?

Each scenario is a request that weighs something else, so that they really differ: an inter-CPTS
chooses between intentions, not between seeds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from maillage.domain.partition.constraints import Constraints, Frozen
from maillage.domain.partition.frame import default_count
from maillage.domain.partition.graph import Weights
from maillage.domain.partition.land import NO_LABEL, Land
from maillage.domain.partition.request import Request
from maillage.domain.partition.score import Window

USUAL = Window()
FREE = Constraints()


@dataclass(frozen=True)
class Scenario:
    """A partition to ask for: its `name` and `why` in French, and the `request` to solve."""

    key: str
    name: str
    why: str
    request: Request


def scenarios(
    land: Land,
    *,
    window: Window = USUAL,
    count: int | None = None,
    existing: Sequence[Frozen] = (),
    constraints: Constraints = FREE,
    seed: int = 1,
) -> tuple[Scenario, ...]:
    """List the scenarios that make sense for a land: those of bassins de vie and of what exists
    only where these are known. `count` is that of the last one; the others leave it free."""
    number = default_count(land, window) if count is None else count
    free = Request(window=window, constraints=constraints, seed=seed)
    found = [_compact(free), _epci(free)]
    if len(np.unique(land.basins[land.basins != NO_LABEL])) > 1:
        found.append(_basins(free))
    if existing:
        found.append(_existing(free, existing))
    return (*found, _count(free, number))


def _compact(free: Request) -> Scenario:
    return Scenario(
        "compact",
        "Compact",
        "Des territoires ramassés autour de leur centre, quitte à couper des EPCI.",
        replace(free, weights=Weights(distance=2.0, compactness=2.0, epci=0.0)),
    )


def _epci(free: Request) -> Scenario:
    return Scenario(
        "epci",
        "Respectueux des EPCI",
        "Aucun EPCI coupé tant qu’il tient dans un territoire, au prix des formes.",
        replace(free, weights=Weights(epci=40.0)),
    )


def _basins(free: Request) -> Scenario:
    return Scenario(
        "basins",
        "Respectueux des bassins de vie",
        "Les habitants d’un bassin de vie restent ensemble\u00a0: là où l’on fait ses courses, ses "
        "études et ses soins courants.",
        replace(free, weights=Weights(epci=0.5, basin=20.0)),
    )


def _existing(free: Request, existing: Sequence[Frozen]) -> Scenario:
    return Scenario(
        "existing",
        "Au plus près de l’existant",
        "Les CPTS d’aujourd’hui gardent leurs communes autant que la fenêtre de population le "
        "permet\u00a0; le reste les complète.",
        replace(
            free,
            weights=Weights(epci=1.0, present=40.0),
            constraints=replace(free.constraints, present=tuple(existing)),
        ),
    )


def _count(free: Request, number: int) -> Scenario:
    return Scenario(
        "count",
        f"{number} territoire{'s' if number > 1 else ''}",
        "Le meilleur score publié, pour ce nombre de territoires\u00a0: population, distances, "
        "formes et EPCI à leur poids habituel.",
        replace(free, count=number),
    )
