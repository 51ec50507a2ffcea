"""What does a territory amount to, told to another program?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from maillage.apps.geography.models import Commune
from maillage.apps.geography.queries.figures import Source, Totals, source, totals
from maillage.apps.geography.queries.units import chunks, members_of, units_of
from maillage.domain.refusal import Refusal
from maillage.domain.territory import SizeBand, size_of


class NoCommune(Refusal):
    """None of the codes is that of a commune, past or present."""


@dataclass(frozen=True)
class Territory:
    """Communes, sorted by code, and what they make together.

    `size` is None when no population at all is known: nothing to measure, which is not zero.
    """

    communes: tuple[Commune, ...]
    totals: Totals
    size: SizeBand | None
    merged: Mapping[str, str]
    split: Mapping[str, tuple[str, ...]]
    unknown: tuple[str, ...]
    source: Source | None


def territory_of(codes: Iterable[str], *, epcis: Iterable[str] = (), on: date) -> Territory:
    """Measure a territory given by codes of communes, old ones included, and by EPCI.

    :raises NoCommune: the codes lead to no commune.
    :raises UnknownEpci: an EPCI does not exist.
    :raises EpciWithoutCommune: an EPCI has no known commune.
    :raises PopulationOfZero: nobody lives there.
    """
    asked = [code for code in codes if code.strip()]
    units = units_of([*asked, *(code for siren in epcis for code in members_of(siren))])
    if not units.codes:
        listed = ", ".join(units.unknown) or "aucun code"
        raise NoCommune(
            f"Aucune commune trouvée ({listed}) : donnez des codes INSEE à cinq caractères, "
            "par exemple 34172, séparés par des virgules."
        )
    counted = totals(units.codes)
    communes = [
        commune
        for chunk in chunks(units.codes)
        for commune in Commune.objects.filter(code__in=chunk).order_by("code")
    ]
    is_silent = not counted.population and bool(counted.unknown)
    return Territory(
        communes=tuple(communes),
        totals=counted,
        size=None if is_silent else size_of(counted.population, on=on),
        merged=units.merged,
        split=units.split,
        unknown=tuple(code for code in units.unknown if code not in units.split),
        source=source(),
    )
