"""What does a reference say, whatever files it was read from?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class RegionRecord:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class DepartementRecord:
    code: str
    name: str
    region: str


@dataclass(frozen=True, slots=True)
class EpciRecord:
    siren: str
    name: str
    nature: str


@dataclass(frozen=True, slots=True)
class CommuneRecord:
    """A commune, or an arrondissement when it has a `parent`; `population` None is unknown."""

    code: str
    name: str
    departement: str
    zone: str
    epci: str | None
    population: int | None
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class FormerRecord:
    """A code or a name of the past, and one of the current communes that hold it."""

    code: str
    name: str
    successor: str
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a reference comes from, and of when it is."""

    source: str
    source_url: str
    licence: str
    vintage: str
    effective_on: date
    population_vintage: str
    digest: str


@dataclass(frozen=True)
class Reference:
    """The whole of a reference; `postcodes` is None when the source has none at all.

    `remarks` are French sentences on what the files say oddly or do not say.
    """

    origin: Origin
    regions: Collection[RegionRecord]
    departements: Collection[DepartementRecord]
    epcis: Collection[EpciRecord]
    communes: Collection[CommuneRecord]
    former: Collection[FormerRecord]
    postcodes: Mapping[str, Collection[str]] | None
    remarks: tuple[str, ...] = ()


def zone_of(departement: str) -> str:
    """Return the zone of a département: METRO, DROM or COM (a collectivity overseas)."""
    if len(departement) < 3:
        return "METRO"
    return "DROM" if departement in {"971", "972", "973", "974", "976"} else "COM"
