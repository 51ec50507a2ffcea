"""Which profession do people mean when they write « MG », « IDEL », « kiné » or « pharma »?

The codes are those of the répertoire partagé (nomenclature des professions de santé of the Agence
du numérique en santé, as its open extraction of October 2026 writes them). The abbreviations are
those that lists of members hold. A profession that is in no register (secretary, social worker)
keeps the words that were typed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from maillage.domain.names import fold

# A spelling mistake or an ending is forgiven, another word is not.
CLOSE_ENOUGH = 0.86


@dataclass(frozen=True)
class Profession:
    """A profession of the register: its code, its name, and how lists write it."""

    code: str
    label: str
    plural: str
    written: Sequence[str] = ()


@dataclass(frozen=True)
class Recognised:
    """What a cell says of someone's trade."""

    code: str
    label: str
    specialty: str = ""
    is_intern: bool = False
    is_student: bool = False


def _profession(code: str, label: str, plural: str, *written: str) -> Profession:
    return Profession(code, label, plural, written)


PROFESSIONS: Sequence[Profession] = (
    _profession("10", "médecin", "médecins", "medecin", "docteur", "dr", "doctoresse"),
    _profession(
        "21", "pharmacien", "pharmaciens", "pharma", "pharmacienne", "pharmacie", "ph",
        "pharmacien d officine", "pharmacienne d officine", "pharmacien titulaire",
        "pharmacienne titulaire", "pharmacien adjoint", "pharmacienne adjointe",
    ),
    _profession("26", "audioprothésiste", "audioprothésistes", "audio"),
    _profession("28", "opticien-lunetier", "opticiens-lunetiers", "opticien", "opticienne"),
    _profession(
        "40", "chirurgien-dentiste", "chirurgiens-dentistes", "dentiste", "cd",
        "chirurgienne dentiste", "chir dent", "chirurgien dent",
    ),
    _profession("50", "sage-femme", "sages-femmes", "sf", "sage femme", "maieuticien"),
    _profession(
        "60", "infirmier", "infirmiers", "ide", "idel", "infirmiere", "inf", "infi",
        "infirmier de", "infirmiere de", "ide liberale", "infirmier coordinateur", "idec",
    ),
    _profession(
        "70", "masseur-kinésithérapeute", "masseurs-kinésithérapeutes", "mk", "mkde", "kine",
        "kinesitherapeute", "masseuse kinesitherapeute", "masseur kine", "physiotherapeute",
    ),
    _profession("80", "pédicure-podologue", "pédicures-podologues", "podologue", "pedicure", "pp"),
    _profession("81", "orthoprothésiste", "orthoprothésistes"),
    _profession("82", "podo-orthésiste", "podo-orthésistes"),
    _profession("83", "orthopédiste-orthésiste", "orthopédistes-orthésistes"),
    _profession("91", "orthophoniste", "orthophonistes", "ortho", "op"),
    _profession("92", "orthoptiste", "orthoptistes"),
    _profession("93", "psychologue", "psychologues", "psy", "psycho", "psychologue clinicienne",
                "psychologue clinicien"),
    _profession("94", "ergothérapeute", "ergothérapeutes", "ergo"),
    _profession("95", "diététicien", "diététiciens", "dieteticienne", "diet", "diete",
                "dieteticien nutritionniste", "dieteticienne nutritionniste"),
    _profession("96", "psychomotricien", "psychomotriciens", "psychomot", "psychomotricienne"),
)  # fmt: skip
BY_CODE: Mapping[str, Profession] = {profession.code: profession for profession in PROFESSIONS}

GENERAL_PRACTICE = "médecine générale"
ADVANCED_PRACTICE = "pratique avancée"
# Spellings that say a specialty too.
SPECIALISED: Mapping[str, tuple[str, str]] = {
    "mg": ("10", GENERAL_PRACTICE),
    "med gen": ("10", GENERAL_PRACTICE),
    "med g": ("10", GENERAL_PRACTICE),
    "generaliste": ("10", GENERAL_PRACTICE),
    "medecin generaliste": ("10", GENERAL_PRACTICE),
    "medecine generale": ("10", GENERAL_PRACTICE),
    "omnipraticien": ("10", GENERAL_PRACTICE),
    "medecin traitant": ("10", GENERAL_PRACTICE),
    "ipa": ("60", ADVANCED_PRACTICE),
    "idepa": ("60", ADVANCED_PRACTICE),
    "infirmier pratique avancee": ("60", ADVANCED_PRACTICE),
    "infirmiere pratique avancee": ("60", ADVANCED_PRACTICE),
}
# A doctor is often named by the specialty alone.
MEDICAL = (
    "allergologue", "anesthésiste", "cardiologue", "chirurgien", "dermatologue", "endocrinologue",
    "gastro-entérologue", "gériatre", "gynécologue", "hématologue", "hépatologue", "infectiologue",
    "néphrologue", "neurologue", "oncologue", "ophtalmologue", "ORL", "pédiatre", "pneumologue",
    "psychiatre", "radiologue", "rhumatologue", "urgentiste", "urologue", "angiologue",
    "médecin coordonnateur", "médecin du travail", "médecin de santé publique",
)  # fmt: skip
INTERNS = frozenset({"interne", "docteur junior", "dr junior"})
STUDENTS = frozenset({"etudiant", "etudiante", "eleve", "esi", "externe"})
# Words that say how one practises, not which trade.
ASIDE = frozenset((
    "liberal", "liberale", "liberaux", "liberales", "d", "e", "de", "du", "en", "et", "la",
    "le", "des", "diplome", "diplomee", "etat", "conventionne", "conventionnee", "remplacant",
    "remplacante", "salarie", "salariee", "hospitalier", "hospitaliere", "retraite",
    "retraitee", "collaborateur", "collaboratrice", "associe", "associee", "scolaire", "m",
    "mme",
))  # fmt: skip


def _spellings() -> dict[str, tuple[str, str]]:
    known: dict[str, tuple[str, str]] = {}
    for profession in PROFESSIONS:
        for written in (profession.label, profession.plural, *profession.written):
            known[_bare(fold(written))] = (profession.code, "")
    for specialty in MEDICAL:
        known[_bare(fold(specialty))] = ("10", specialty)
    return known | {_bare(written): said for written, said in SPECIALISED.items()}


def _bare(folded: str) -> str:
    words = [word for word in folded.split() if word not in ASIDE]
    return " ".join(words) or folded


@lru_cache(maxsize=4096)
def recognise(text: str) -> Recognised | None:
    """Return the profession that a cell means, or None when it is in no register.

    « interne en médecine générale » is an intern, « étudiante infirmière » a student.
    """
    words = _bare(fold(text)).split()
    is_intern = "interne" in words or " ".join(words[:2]) in INTERNS
    is_student = bool(STUDENTS & set(words))
    words = [word for word in words if word not in STUDENTS and word not in {"interne", "junior"}]
    if "esi" in fold(text).split():
        words = words or ["ide"]
    if not words:
        return (
            Recognised("", text.strip(), "", is_intern, is_student)
            if (is_intern or is_student)
            else None
        )
    found = _lookup(" ".join(words))
    if found is None:
        return None
    code, specialty = found
    return Recognised(code, BY_CODE[code].label, specialty, is_intern, is_student)


def _lookup(written: str) -> tuple[str, str] | None:
    if written in KNOWN:
        return KNOWN[written]
    if written.endswith("s") and written[:-1] in KNOWN:
        return KNOWN[written[:-1]]
    # Short abbreviations are too near one another to be guessed.
    long = [spelling for spelling in KNOWN if len(spelling) > 4]
    close = get_close_matches(written, long, n=1, cutoff=CLOSE_ENOUGH) if len(written) > 4 else []
    return KNOWN[close[0]] if close else None


KNOWN: Mapping[str, tuple[str, str]] = _spellings()


def label_of(code: str, otherwise: str = "") -> str:
    """Return the name of a profession by its code; what was typed when it has none."""
    return BY_CODE[code].label if code in BY_CODE else otherwise
