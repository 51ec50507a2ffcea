"""Which trades and which establishments does a diagnosis name, in which order, per how many?

Specialties are gathered as people name them: the register has one code before the reform of 2017,
one after, and one an option. Codes are those of the répertoire partagé (professions, TRE_R38) and
of FINESS (categories, TRE_R397).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from maillage.domain.professions import BY_CODE

GP, SPECIALISTS = "GP", "SPECIALIST"
DOCTOR, OWN_ACCOUNT = "10", "L"
GENERAL_PRACTICE = frozenset({"SM26", "SM53", "SM54"})
# Counted for 10,000 inhabitants; rarer trades for 100,000.
FREQUENT = frozenset({GP, "NURSE", "PHYSIO", "PHARMACIST", "DENTIST"})


@dataclass(frozen=True)
class Trade:
    """People counted together: of a profession, and of some specialties if any is named.

    Of first recourse, they are those one may consult of oneself; otherwise, those who practise on
    their own account.
    """

    code: str
    label: str
    profession: str
    specialties: frozenset[str] = frozenset()
    is_first_recourse: bool = False

    def takes(self, specialty: str, mode: str, is_first_recourse: bool) -> bool:
        """Tell whether someone of its profession belongs to this trade."""
        if self.specialties and specialty not in self.specialties:
            return False
        return is_first_recourse if self.is_first_recourse else mode == OWN_ACCOUNT


def _first(code: str, profession: str, label: str = "") -> Trade:
    named = label or BY_CODE[profession].plural
    practice = GENERAL_PRACTICE if code == GP else frozenset()
    return Trade(code, named, profession, practice, is_first_recourse=True)


FIRST_RECOURSE = (
    _first(GP, DOCTOR, "médecins généralistes"),
    _first("NURSE", "60"),
    _first("PHYSIO", "70"),
    _first("PHARMACIST", "21", "pharmaciens d’officine"),
    _first("DENTIST", "40"),
    _first("MIDWIFE", "50"),
    _first("SPEECH", "91"),
    _first("FOOT", "80"),
    _first("ORTHOPTIST", "92"),
    _first("PSYCHOLOGIST", "93"),
    Trade("OCCUPATIONAL", BY_CODE["94"].plural, "94"),
    Trade("DIETICIAN", BY_CODE["95"].plural, "95"),
    Trade("PSYCHOMOTOR", BY_CODE["96"].plural, "96"),
)


def _specialty(code: str, label: str, *codes: str) -> Trade:
    return Trade(code, label, DOCTOR, frozenset(codes))


SPECIALTIES: Sequence[Trade] = (
    _specialty("ALLERGY", "allergologues", "SM57"),
    _specialty("ANAESTHESIA", "anesthésistes-réanimateurs", "SM02", "SM76", "SM46", "SM82"),
    _specialty("CARDIOLOGY", "cardiologues", "SM04", "SM73", "SM79", "SM80", "SM81"),
    _specialty(
        "SURGERY", "chirurgiens", "SM05", "SM06", "SM07", "SM08", "SM09", "SM10", "SM11", "SM12",
        "SM13", "SM14", "SM31", "SM56", "SM68", "SM69", "SM70", "SM77", "SM78",
    ),
    _specialty("DERMATOLOGY", "dermatologues", "SM15"),
    _specialty("ENDOCRINOLOGY", "endocrinologues et diabétologues", "SM16", "SM62"),
    _specialty("GASTROENTEROLOGY", "gastro-entérologues", "SM24"),
    _specialty("GERIATRICS", "gériatres", "SM18"),
    _specialty("GYNAECOLOGY", "gynécologues et obstétriciens", "SM19", "SM20", "SM51", "SM52"),
    _specialty("VASCULAR", "médecins vasculaires", "SM61"),
    _specialty("REHABILITATION", "médecins de réadaptation", "SM29"),
    _specialty("NEPHROLOGY", "néphrologues", "SM30", "SM83"),
    _specialty("NEUROLOGY", "neurologues", "SM32", "SM84"),
    _specialty("ONCOLOGY", "oncologues", "SM23", "SM35", "SM36", "SM37"),
    _specialty("OPHTHALMOLOGY", "ophtalmologues", "SM38", "SM85"),
    _specialty("ENT", "oto-rhino-laryngologues", "SM34", "SM39", "SM86"),
    _specialty("PAEDIATRICS", "pédiatres", "SM40", "SM87", "SM88", "SM89", "SM90"),
    _specialty("PULMONOLOGY", "pneumologues", "SM41", "SM91"),
    _specialty("PSYCHIATRY", "psychiatres", "SM33", "SM42", "SM43", "SM92", "SM93"),
    _specialty("RADIOLOGY", "radiologues", "SM28", "SM44", "SM45", "SM55", "SM74", "SM94"),
    _specialty("RHEUMATOLOGY", "rhumatologues", "SM48"),
)  # fmt: skip
SPECIALTY_CODES = frozenset(trade.code for trade in SPECIALTIES)
TOGETHER = Trade(
    SPECIALISTS,
    "médecins d’autres spécialités, libéraux",
    DOCTOR,
    frozenset(f"SM{number:02}" for number in range(1, 100)) - GENERAL_PRACTICE,
)
TRADES = (*FIRST_RECOURSE, TOGETHER, *SPECIALTIES)


@lru_cache(maxsize=2048)
def taking(
    profession: str, specialty: str, mode: str, is_first_recourse: bool
) -> tuple[Trade, ...]:
    """Return the trades that a group of the register counts in."""
    return tuple(
        trade
        for trade in TRADES
        if trade.profession == profession and trade.takes(specialty, mode, is_first_recourse)
    )


def per(code: str) -> int:
    """Return for how many inhabitants a trade is counted."""
    return 10_000 if code in FREQUENT else 100_000


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
    Kind("hospitals", "hôpitaux et cliniques", ("101", "106", "131", "355", "365")),
    Kind("follow_up", "soins médicaux et de réadaptation", ("128", "129")),
    Kind("home_hospital", "hospitalisations à domicile", ("127",)),
    Kind("ehpad", "EHPAD", ("500",)),
    Kind("home_care", "services de soins à domicile", ("354", "209")),
    Kind("cmp", "centres médico-psychologiques", ("156",)),
)
# What a CPTS calls its hospital: where one is kept for a night.
REGIONAL = "101"
HOSPITALS = frozenset({REGIONAL, "106", "131", "355", "365"})
HOSPITAL_NAMES = {
    REGIONAL: "centre hospitalier régional",
    "106": "hôpital de proximité",
    "131": "centre de lutte contre le cancer",
    "355": "centre hospitalier",
    "365": "établissement de soins pluridisciplinaire",
}
