"""Which trades and which establishments does a diagnosis name, in which order, per how many?

Codes are those of the répertoire partagé (professions, savoir-faire) and of FINESS (categories of
establishments, nomenclature TRE_R397).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from maillage.domain.professions import BY_CODE

GENERAL_PRACTICE = frozenset({"SM26", "SM53", "SM54"})
DOCTOR = "10"
GP, SPECIALISTS, ALL_DOCTORS, NO_SPECIALTY = "gp", "specialists", "doctors", "doctor"

# Looked for everywhere: that there is none is said. Those of first recourse are counted for
# 10,000 inhabitants, rarer trades for 100,000.
FIRST_RECOURSE = (GP, "p60", "p70", "p21", "p40")
EVERYWHERE = (*FIRST_RECOURSE, "p50", "p91", "p80", "p92", "p93", "p94", "p95", "p96")
OTHERS = ("p26", "p28", "p81", "p82", "p83")


def key_of(profession: str, specialty: str) -> str:
    """Return the trade of a line of the register: general practice is one, whatever its code."""
    if profession != DOCTOR:
        return f"p{profession}"
    if specialty in GENERAL_PRACTICE:
        return GP
    return f"s{specialty}" if specialty else NO_SPECIALTY


def is_specialty(key: str) -> bool:
    """Tell whether a trade is that of a doctor other than a general practitioner."""
    return key.startswith("s") and key != SPECIALISTS


def per(key: str) -> int:
    """Return for how many inhabitants a trade is counted."""
    return 10_000 if key in FIRST_RECOURSE else 100_000


def label_of(key: str, specialties: Mapping[str, str]) -> str:
    """Return the French name of a trade, in the plural."""
    fixed = {
        GP: "médecins généralistes",
        SPECIALISTS: "médecins spécialistes, ensemble",
        ALL_DOCTORS: "médecins, hôpital compris",
        NO_SPECIALTY: "médecins sans spécialité indiquée",
    }
    if key in fixed:
        return fixed[key]
    if is_specialty(key):
        return specialties.get(key[1:], f"spécialité {key[1:]}")
    code = key[1:]
    return BY_CODE[code].plural if code in BY_CODE else f"profession {code}"


@dataclass(frozen=True)
class Kind:
    """A kind of establishment: its categories in the register."""

    key: str
    label: str
    categories: Sequence[str]


KINDS = (
    Kind("msp", "maisons de santé", ("603",)),
    Kind("cds", "centres de santé", ("124",)),
    Kind("pharmacies", "pharmacies", ("620",)),
    Kind("laboratories", "laboratoires de biologie", ("611",)),
    Kind(
        "hospitals",
        "hôpitaux et cliniques de court séjour",
        ("101", "106", "131", "355", "365", "292"),
    ),
    Kind("follow_up", "soins médicaux et de réadaptation", ("128", "129", "109")),
    Kind("home_hospital", "hospitalisations à domicile", ("127",)),
    Kind("ehpad", "EHPAD", ("500",)),
    Kind("ssiad", "services de soins à domicile", ("354", "209")),
    Kind("cmp", "centres médico-psychologiques", ("156",)),
    Kind("cpts", "CPTS enregistrées", ("604",)),
)
# What a CPTS calls its hospital: where one is kept for a night.
HOSPITALS = frozenset({"101", "106", "131", "355", "365"})
