"""In which bassin de vie, or territoire de vie-santé, is a commune, and what does one hold?

An arrondissement for which nothing is said is where its commune is.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from maillage.apps.geography.models import Commune, Zone, ZoneCommune
from maillage.apps.geography.queries.units import chunks, units_of
from maillage.domain.names import normalise
from maillage.domain.refusal import Refusal

BASSIN = Zone.Kind.BASSIN_DE_VIE.value
MOST = 12


class UnknownZone(Refusal):
    """No zone of that kind has this code."""

    def __init__(self, code: str, kind: str) -> None:
        name = Zone.Kind(kind).label
        super().__init__(
            f"Aucun {name} n’a le code «\u00a0{code}\u00a0»\u00a0: vérifiez-le, ou cherchez-le par "
            "son nom. Les bassins de vie se chargent par «\u00a0maillage geography needs\u00a0»."
        )


@dataclass(frozen=True, slots=True)
class ZoneRef:
    """A zone, as a commune names it."""

    code: str
    name: str


def zones_of(codes: Collection[str], kind: str = BASSIN) -> Mapping[str, ZoneRef]:
    """Lead each of these communes to its zone; those without are left out. Two queries."""
    found = _zones(codes, kind)
    parents: dict[str, str] = {}
    for chunk in chunks([code for code in codes if code not in found]):
        rows = Commune.objects.filter(code__in=chunk, parent__isnull=False)
        parents |= {code: str(parent) for code, parent in rows.values_list("code", "parent")}
    if parents:
        whole = _zones(set(parents.values()), kind)
        found |= {code: whole[parent] for code, parent in parents.items() if parent in whole}
    return found


def _zones(codes: Collection[str], kind: str) -> dict[str, ZoneRef]:
    found = {}
    for chunk in chunks(codes):
        rows = ZoneCommune.objects.filter(kind=kind, commune__in=chunk)
        for commune, code, name in rows.values_list("commune", "zone__code", "zone__name"):
            found[commune] = ZoneRef(code, name)
    return found


def zone_named(code: str, kind: str = BASSIN) -> ZoneRef:
    """Return one zone.

    :raises UnknownZone: no zone of that kind has this code.
    """
    zone = Zone.objects.filter(kind=kind, code=code.strip().upper()).first()
    if zone is None:
        raise UnknownZone(code, kind)
    return ZoneRef(zone.code, zone.name)


def units_within(code: str, kind: str = BASSIN) -> tuple[str, ...]:
    """Return the units of a zone, sorted.

    :raises UnknownZone: no zone of that kind has this code.
    """
    zone = zone_named(code, kind)
    inside = ZoneCommune.objects.filter(kind=kind, zone__code=zone.code)
    return units_of(inside.order_by("commune").values_list("commune", flat=True)).codes


def search_zones(text: str, kind: str = BASSIN, most: int = MOST) -> list[ZoneRef]:
    """Return the zones whose name begins as typed, then those that hold it elsewhere."""
    words = normalise(text)
    if not words:
        return []
    zones = Zone.objects.filter(kind=kind)
    first = zones.filter(search__startswith=words).order_by("search")[:most]
    then = zones.filter(search__contains=f" {words}").order_by("search")[:most]
    found = dict.fromkeys(ZoneRef(zone.code, zone.name) for zone in (*first, *then))
    return list(found)[:most]
