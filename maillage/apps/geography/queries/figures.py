"""How many people live in these communes, according to which source?"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from maillage.apps.geography.models import Commune, Dataset, Epci, FormerCommune
from maillage.apps.geography.queries.units import chunks


@dataclass(frozen=True)
class Totals:
    """Figures of a set of communes, a commune and its arrondissements counted once.

    `population` sums what is known; `unknown` names the codes whose population is not, and which
    are therefore left out. `area_km2` is None as soon as one area is not known.
    """

    communes: int
    population: int
    unknown: tuple[str, ...]
    area_km2: Decimal | None

    @property
    def unknown_count(self) -> int:
        return len(self.unknown)


@dataclass(frozen=True)
class Source:
    """Where a population comes from, in the words of a page."""

    title: str
    url: str
    vintage: str
    rule: str
    licence: str
    level: str = ""


def dataset() -> Dataset | None:
    """Return the reference in place; None before the first load."""
    return Dataset.objects.order_by("pk").last()


def source() -> Source | None:
    """Return what to say of any population shown; None before the first load."""
    known = dataset()
    if known is None:
        return None
    return Source(
        title=known.source,
        url=known.source_url,
        vintage=f"{known.population_vintage} ; {known.vintage}",
        rule="Somme des populations municipales des communes du territoire.",
        licence=known.licence,
    )


def counts() -> dict[str, int]:
    """Return how many communes, arrondissements, EPCI and old names are in place."""
    real = Commune.objects.current().filter(departement__is_fictional=False)
    return {
        "communes": real.whole().count(),
        "arrondissements": real.exclude(parent=None).count(),
        "epcis": Epci.objects.current().filter(is_fictional=False).count(),
        "former": FormerCommune.objects.filter(successor__departement__is_fictional=False).count(),
    }


def totals(codes: Iterable[str]) -> Totals:
    """Add up the communes named, retired or not; codes of no commune are left to `resolve_codes`.

    Arrondissements whose commune is there too are already in it.
    """
    rows = [
        row
        for chunk in chunks(set(codes))
        for row in Commune.objects.filter(code__in=chunk).values_list(
            "code", "parent", "population", "area_km2"
        )
    ]
    present = {row[0] for row in rows}
    counted = [row for row in rows if row[1] not in present]
    areas = [area for _, _, _, area in counted]
    return Totals(
        communes=len(counted),
        population=sum(population or 0 for _, _, population, _ in counted),
        unknown=tuple(sorted(code for code, _, population, _ in counted if population is None)),
        area_km2=sum((area or Decimal(0) for area in areas), Decimal(0))
        if areas and None not in areas
        else None,
    )
