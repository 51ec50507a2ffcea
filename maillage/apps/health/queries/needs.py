"""What does the population of these communes need?

Figures of communes add up in the database, by the rules of `domain.health.adding`. What nobody
gives below the département is told as that of the département, never shared out.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from maillage.apps.health.models import Figure, HealthLoad
from maillage.apps.health.queries import everywhere
from maillage.apps.health.queries.areas import AreaFigure, comparisons, figures
from maillage.apps.health.queries.gathered import Gathered, ZonePart
from maillage.apps.health.queries.sums import gather
from maillage.domain.health.adding import Sums, Told, share, told
from maillage.domain.health.indicators import Adding, Indicator, catalogue
from maillage.domain.health.zoning import Extent, Tier

__all__ = [
    "AreaFigure",
    "LoadSource",
    "Need",
    "Needs",
    "ZonePart",
    "ZoningShare",
    "comparisons",
    "figures",
    "needs_of",
]
# Beyond so many communes, columns in memory are faster than the database.
MANY = 150
COMMUNE, DEPARTEMENT = Figure.Level.COMMUNE.value, Figure.Level.DEPARTEMENT.value


@dataclass(frozen=True, slots=True)
class LoadSource:
    """Which load a figure comes from."""

    id: int
    kind: str
    name: str
    source: str
    source_url: str
    licence: str
    vintage: str
    as_of: date | None
    # Whether it tells of communes: what it says of a département may be more than their sum.
    has_communes: bool = False


@dataclass(frozen=True)
class Need:
    """One indicator of a set of communes.

    `level` is COMMUNE when it was added up from communes, DEPARTEMENT when nobody gives it below:
    `areas` are then the départements of the set, and the figure that of the only one.
    """

    indicator: Indicator
    told: Told
    level: str
    load: LoadSource
    areas: tuple[tuple[str, AreaFigure], ...] = ()

    @property
    def value(self) -> float | None:
        return self.told.value

    @property
    def is_secret(self) -> bool:
        return self.told.is_secret

    @property
    def is_partial(self) -> bool:
        return self.told.is_partial

    @property
    def note(self) -> str:
        """A French sentence to stand beside the figure; empty when there is nothing to say."""
        return self.told.note


@dataclass(frozen=True, slots=True)
class ZoningShare:
    """How much of a set of communes is in a zone, for a profession."""

    profession: str
    tier: Tier
    extent: Extent
    communes: tuple[str, ...]
    population: int
    load: LoadSource


@dataclass(frozen=True)
class Needs:
    """All that is known of the needs of a set of communes, in the order of the catalogue."""

    of: Mapping[str, Need] = field(default_factory=dict)
    zonings: tuple[ZoningShare, ...] = ()
    basins: tuple[ZonePart, ...] = ()


def needs_of(codes: Collection[str]) -> Needs:
    """Return the needs of a set of units; the same few queries whatever the set."""
    loads = current_loads()
    read = everywhere.gather if len(codes) > MANY else gather
    gathered = read(codes, loads)
    if not gathered.asked:
        return Needs()
    found = {need.indicator.code: need for need in _from_communes(gathered, loads)}
    for need in _from_departements(gathered, loads, set(found)):
        found[need.indicator.code] = need
    return Needs(
        of={code: found[code] for code in catalogue() if code in found},
        zonings=tuple(_zonings(gathered, loads)),
        basins=gathered.basins,
    )


def current_loads() -> dict[int, LoadSource]:
    """Return the loads in place."""
    rows = HealthLoad.objects.current().values_list(
        "pk", "kind", "name", "source", "source_url", "licence", "vintage", "as_of", "counts"
    )
    return {row[0]: LoadSource(*row[:-1], has_communes=bool(row[-1].get("places"))) for row in rows}


def _from_communes(gathered: Gathered, loads: Mapping[int, LoadSource]) -> Iterator[Need]:
    asked = gathered.asked
    # Two extracts of one indicator, each for its département, add up; two files that tell of the
    # same communes never do: the last is told.
    sums: dict[str, tuple[Sums, int]] = {}
    for (code, load), found in sorted(gathered.sums.items(), key=lambda item: item[0][1]):
        if not found.known + found.secret:
            continue
        before = sums.get(code, (Sums(), load))[0]
        fits = before.known + before.secret + found.known + found.secret <= asked
        sums[code] = (before + found if fits else found, load)
    for one in catalogue().values():
        if one.adding is Adding.SHARE:
            parts = [sums[part] for part in one.parts if part in sums]
            if len(parts) == len(one.parts) and len({load for _, load in parts}) == 1:
                whole = share([part for part, _ in parts], asked=asked)
                yield Need(one, whole, COMMUNE, loads[parts[0][1]])
        elif one.code in sums:
            found, load = sums[one.code]
            answer = told(one, found, asked=asked)
            if one.adding is Adding.CLASSES:
                answer = replace(answer, classes=gathered.classes.get((one.code, load), {}))
            yield Need(one, answer, COMMUNE, loads[load])


def _from_departements(
    gathered: Gathered, loads: Mapping[int, LoadSource], known: Collection[str]
) -> Iterator[Need]:
    departements = list(gathered.departements)
    rows: dict[str, dict[str, AreaFigure]] = {}
    given: dict[str, int] = {}
    wanted = [one.code for one in catalogue().values() if not one.parts and one.code not in known]
    # A commune of which a file by commune says nothing is not told the figure of its département.
    coarse = [load.id for load in loads.values() if not load.has_communes]
    for load, code, place, value, base, is_secret, missing in (
        Figure.objects.filter(
            level=DEPARTEMENT, code__in=departements, indicator__in=wanted, load__in=coarse
        )
        .order_by("load")
        .values_list("load", "indicator", "code", "value", "base", "is_secret", "missing")
    ):
        rows.setdefault(code, {})[place] = AreaFigure(value, base, is_secret, missing)
        given[code] = load
    for code, areas in rows.items():
        yield Need(
            catalogue()[code],
            _of_departements(areas, departements),
            DEPARTEMENT,
            loads[given[code]],
            tuple(sorted(areas.items())),
        )


def _of_departements(areas: Mapping[str, AreaFigure], departements: list[str]) -> Told:
    if len(departements) > 1:
        note = "Connu par département seulement\u00a0: ils ne s’additionnent pas ici."
        return Told(None, known=len(areas), note=note)
    only = areas[departements[0]]
    note = "Chiffre du département entier\u00a0: il n’est pas publié plus finement."
    return Told(only.value, only.base, known=int(not only.is_secret), secret=int(only.is_secret),
                note=note)  # fmt: skip


def _zonings(gathered: Gathered, loads: Mapping[int, LoadSource]) -> Iterator[ZoningShare]:
    order = list(Tier)
    for (profession, tier, extent, load), (codes, people) in sorted(
        gathered.zoned.items(),
        key=lambda item: (item[0][0], order.index(Tier(item[0][1])), item[0][2:]),
    ):
        yield ZoningShare(profession, Tier(tier), Extent(extent), codes, people, loads[load])
