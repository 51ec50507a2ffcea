"""Which share of the inhabitants of several sets of communes lives in each zone of a zoning?

The zones of the whole country are read once: a territory, its département, its région, the country
and the CPTS like it are then counted alike.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping
from typing import TypeVar

from maillage.apps.diagnosis.queries.country import country
from maillage.apps.diagnosis.queries.files import Files
from maillage.apps.geography.models import Commune
from maillage.apps.health.models import HealthLoad, Zoning
from maillage.domain.diagnosis import Origin, Value
from maillage.domain.diagnosis.assembly import Need
from maillage.domain.diagnosis.trades import DOCTOR
from maillage.domain.diagnosis.values import ratio
from maillage.domain.health.zoning import Extent, Tier
from maillage.domain.professions import BY_CODE
from maillage.web import memory

Key = TypeVar("Key", bound=Hashable)
Zoned = Mapping[str, Mapping[str, frozenset[str]]]
OF_DOCTORS = (Tier.ZIP, Tier.ZAC, Tier.VIGILANCE, Tier.OUTSIDE)
OF_OTHERS = (Tier.VERY_LOW, Tier.LOW, Tier.MIDDLE, Tier.HIGH, Tier.VERY_HIGH)
RULE = (
    "Habitants des communes classées dans cette zone, rapportés à ceux du territoire. Une commune "
    "dont un quartier est classé l’est à part, entière, en plus de sa propre zone."
)
DIVERGENCE = (
    "Le zonage ouvre des aides à l’installation\u00a0; il ne mesure pas l’accès comme l’APL."
)


def _key(profession: str, tier: Tier, extent: Extent) -> str:
    return f"ZONE_{profession}_{tier.value}_{extent.value}"


def _loads(files: Files) -> dict[str, HealthLoad]:
    """Return the zoning in place of each profession, that of the doctors first."""
    of = {load.variant: load for load in files.loads if load.kind == HealthLoad.Kind.ZONING}
    return dict(sorted(of.items(), key=lambda item: item[0] != DOCTOR))


def lines(files: Files) -> Iterator[Need]:
    """Give the lines of the zonings, whole communes first; one said nowhere is left out later."""
    for profession in _loads(files):
        for extent in (Extent.WHOLE, Extent.PART):
            for tier in OF_DOCTORS if profession == DOCTOR else OF_OTHERS:
                label = _label(profession, tier, extent)
                yield Need(_key(profession, tier, extent), label, "% des habitants", 1, "access")


def _label(profession: str, tier: Tier, extent: Extent) -> str:
    label = tier.label[:1].upper() + tier.label[1:]
    if extent is Extent.PART:
        label = f"Commune dont un quartier est en {tier.label}"
    named = BY_CODE.get(profession)
    return f"{label}, {named.plural}" if profession != DOCTOR and named else label


def origins(files: Files, *, is_fictional: bool) -> dict[str, Origin]:
    """Return where each zone comes from."""
    told: dict[str, Origin] = {}
    for load in (each for each in files.loads if each.is_fictional == is_fictional):
        if load.kind == HealthLoad.Kind.ZONING:
            said = Origin(
                load.source, RULE, load.source_url, load.licence, load.vintage, DIVERGENCE
            )
            told |= {
                _key(load.variant, tier, extent): said
                for tier in (*OF_DOCTORS, *OF_OTHERS)
                for extent in Extent
            }
    return told


def shares(sets: Mapping[Key, Collection[str]], files: Files) -> dict[Key, dict[str, Value]]:
    """Return the share of each zone in several sets; nothing of a zoning that names none of one."""
    if not _loads(files):
        return {key: {} for key in sets}
    zoned = memory.recalled("zoned", since=files.stamp, make=lambda: _zoned(files))
    return {key: _shares(frozenset(codes), zoned, files) for key, codes in sets.items()}


def _shares(codes: frozenset[str], zoned: Zoned, files: Files) -> dict[str, Value]:
    communes = country(files).communes
    inhabited = {code: communes[code].population or 0 for code in codes if code in communes}
    whole = sum(inhabited.values())
    told: dict[str, Value] = {}
    for zones in zoned.values():
        found = {
            zone: sum(inhabited.get(code, 0) for code in held & codes)
            for zone, held in zones.items()
        }
        if whole and any(found.values()):
            told |= {zone: ratio(people, whole, per=100) for zone, people in found.items()}
    return told


def _zoned(files: Files) -> Zoned:
    """Read who is where; an arrondissement that a file does not name is as its commune."""
    parts: dict[str, list[str]] = {}
    for code, parent in Commune.objects.current().values_list("pk", "parent"):
        if parent:
            parts.setdefault(parent, []).append(code)
    rows = list(
        Zoning.objects.filter(load__in=files.needs).values_list(
            "profession", "commune", "tier", "extent"
        )
    )
    named = {(profession, commune) for profession, commune, _, _ in rows}
    told: dict[str, dict[str, set[str]]] = {}
    for profession, commune, tier, extent in rows:
        zone = _key(profession, Tier(tier), Extent(extent))
        held = told.setdefault(profession, {}).setdefault(zone, set())
        held.add(commune)
        held.update(code for code in parts.get(commune, ()) if (profession, code) not in named)
    return {
        profession: {zone: frozenset(held) for zone, held in zones.items()}
        for profession, zones in told.items()
    }
