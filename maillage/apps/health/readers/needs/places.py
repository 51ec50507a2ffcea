"""Which place does a line of INSEE or of the Assurance maladie speak of?"""

from functools import lru_cache

from maillage.apps.health.readers.cells import commune_code, departement_code, region_code
from maillage.apps.health.readers.needs.records import COMMUNE, DEPARTEMENT, EPCI, FRANCE, REGION

# GEO_OBJECT of Melodi → our level; the others (aires, bassins, cantons…) are left aside.
OBJECTS = {
    "COM": COMMUNE, "ARM": COMMUNE, "DEP": DEPARTEMENT, "REG": REGION, "EPCI": EPCI,
    "FRANCE": FRANCE,
}  # fmt: skip
# The whole country, overseas départements included, when several « France » stand side by side.
WHOLE_COUNTRY = frozenset({"F", "FR", "FRANCE", "FE", "F1"})
ALL_REGIONS, ALL_DEPARTEMENTS = "99", "999"


@lru_cache(maxsize=4096)
def of_melodi(kind: object, geo: object) -> tuple[str, str] | None:
    """Return the level and code of a line of Melodi; None for what we do not keep."""
    level = OBJECTS.get(str(kind).strip().upper())
    bare = str(geo).strip().upper().rsplit("-", 1)[-1]
    if level == COMMUNE:
        code = commune_code(bare)
        return (COMMUNE, code) if code else None
    if level == DEPARTEMENT:
        return DEPARTEMENT, departement_code(bare)
    if level == REGION:
        return REGION, region_code(bare)
    if level == EPCI:
        return EPCI, bare
    return (FRANCE, "") if level == FRANCE and bare in WHOLE_COUNTRY else None


def of_ameli(region: object, departement: object) -> tuple[str, str] | None:
    """Return the level and code of a line of data.ameli.fr, where 99 and 999 mean all."""
    where, within = departement_code(departement), region_code(region)
    if where and where != ALL_DEPARTEMENTS:
        return DEPARTEMENT, where
    if within and within != ALL_REGIONS:
        return REGION, within
    return (FRANCE, "") if within or where else None
