"""How do zones made of communes take the place of the former ones of their kind?"""

from collections.abc import Iterable
from dataclasses import dataclass

from maillage.apps.geography.models import Zone, ZoneCommune

CHUNK = 1000


@dataclass(frozen=True, slots=True)
class ZoneLine:
    """One line of a file of zones, its commune already one in force."""

    code: str
    name: str
    commune: str


def replace_zones(*, kind: str, lines: Iterable[ZoneLine], is_fictional: bool) -> tuple[int, int]:
    """Put zones in place of those of their kind; those of an invented country stand apart.

    Called within the transaction of a load. Return how many zones and communes were written.
    """
    names: dict[str, str] = {}
    members: dict[str, str] = {}
    for line in lines:
        names[line.code] = names.get(line.code) or line.name
        members.setdefault(line.commune, line.code)
    former = Zone.objects.filter(kind=kind, is_fictional=is_fictional)
    ZoneCommune.objects.filter(zone__in=former).delete()
    former.delete()
    zones = Zone.objects.bulk_create(
        [
            Zone(kind=kind, code=code, name=(name or code)[:150], is_fictional=is_fictional)
            for code, name in names.items()
        ],
        batch_size=CHUNK,
    )
    ids = {zone.code: zone.pk for zone in zones}
    ZoneCommune.objects.bulk_create(
        [
            ZoneCommune(zone_id=ids[code], kind=kind, commune_id=commune)
            for commune, code in members.items()
        ],
        batch_size=CHUNK,
    )
    return len(zones), len(members)
