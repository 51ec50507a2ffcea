"""Which profession do people mean when they write « MG », « IDEL », « kiné » or « pharma »?

Codes and names are those of the nomenclatures (`professions.yaml`, dated, with its sources); the
abbreviations are those that lists of members hold. A doctor is often named by the specialty alone.
A trade that is in no register (secretary, social worker) keeps the words that were typed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from maillage.domain.names import fold
from maillage.domain.specialties import bare, nearest, recognise_specialty, spellings_of

NOMENCLATURE = Path(__file__).with_suffix(".yaml")
INTERNS = frozenset({"interne", "docteur junior", "dr junior"})
STUDENTS = frozenset({"etudiant", "etudiante", "eleve", "esi", "externe"})


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
    specialty_code: str = ""


def _told() -> Mapping[str, Any]:
    told: Mapping[str, Any] = yaml.safe_load(NOMENCLATURE.read_text(encoding="utf-8"))
    return told


PROFESSIONS: Sequence[Profession] = tuple(
    Profession(code, each["label"], each["plural"], tuple(each.get("written", ())))
    for code, each in _told()["professions"].items()
)
BY_CODE: Mapping[str, Profession] = {profession.code: profession for profession in PROFESSIONS}
SOURCES: Sequence[tuple[str, str]] = tuple(
    (source["title"], source["url"]) for source in _told()["sources"]
)
# Whose savoir-faire may stand alone where a profession is asked: « cardiologue », « IBODE ».
NAMED_BY_SPECIALTY = ("10", "40", "60")


def _spellings() -> dict[str, str]:
    """Return what people write, and the code of the profession that it means."""
    known: dict[str, str] = {}
    for code in NAMED_BY_SPECIALTY:
        for spelling, specialty in spellings_of(code).items():
            # « anesthésie » names a doctor; what nurses call theirs is written with the trade.
            if code == "10" or spelling in {bare(each) for each in specialty.written}:
                known.setdefault(spelling, code)
    for profession in PROFESSIONS:
        for written in (profession.label, profession.plural, *profession.written):
            known[bare(written)] = profession.code
    return known


KNOWN: Mapping[str, str] = _spellings()


@lru_cache(maxsize=4096)
def recognise(text: str) -> Recognised | None:
    """Return the profession that a cell means, or None when it is in no register.

    « interne en médecine générale » is an intern, « étudiante infirmière » a student; « médecine
    interne » is a specialty.
    """
    words = bare(text).split()
    is_specialty = " ".join(words) in KNOWN
    is_intern = not is_specialty and ("interne" in words or " ".join(words[:2]) in INTERNS)
    is_student = bool(STUDENTS & set(words))
    words = [word for word in words if word not in STUDENTS]
    if is_intern:
        words = _without_first(words, {"interne", "junior"})
    if "esi" in fold(text).split():
        words = words or ["ide"]
    if not words:
        is_learning = is_intern or is_student
        return Recognised("", text.strip(), "", is_intern, is_student) if is_learning else None
    return _found(" ".join(words), is_intern=is_intern, is_student=is_student)


def _without_first(words: list[str], learning: set[str]) -> list[str]:
    """Take away the word that says an intern, not the one of « médecine interne » after it."""
    place = next((n for n, word in enumerate(words) if word in learning), len(words))
    return words[:place] + words[place + 1 :]


def _found(written: str, *, is_intern: bool, is_student: bool) -> Recognised | None:
    spelling = nearest(written, tuple(KNOWN))
    if spelling is None:
        return None
    code = KNOWN[spelling]
    specialty = recognise_specialty(spelling, code) if spelling in spellings_of(code) else None
    return Recognised(
        code,
        BY_CODE[code].label,
        specialty.label if specialty else "",
        is_intern,
        is_student,
        specialty.code if specialty else "",
    )


def heading_of(text: str) -> str:
    """Return the heading under which a list puts whoever writes that: « IDEL » → « Infirmiers ».

    Interns, students and trades that are in no register stand under their own words.
    """
    meant = recognise(text)
    if meant is None or meant.code not in BY_CODE or meant.is_intern or meant.is_student:
        words = text.strip()
    else:
        words = BY_CODE[meant.code].plural
    return words[:1].upper() + words[1:]


def label_of(code: str, otherwise: str = "") -> str:
    """Return the name of a profession by its code; what was typed when it has none."""
    return BY_CODE[code].label if code in BY_CODE else otherwise
