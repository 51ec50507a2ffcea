"""Which savoir-faire do people mean when they write « cardio », « IBODE » or « médecine générale »?

Codes and names are those of the nomenclature (`specialties.yaml`, dated, with its source); what
lists of members write leads to them. A word that several codes share is kept without a code.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

import yaml

from maillage.domain.names import fold

NOMENCLATURE = Path(__file__).with_suffix(".yaml")
# A spelling mistake or an ending is forgiven, another word is not.
CLOSE_ENOUGH = 0.86
# Words that say how one practises, not which trade.
ASIDE = frozenset((
    "liberal", "liberale", "liberaux", "liberales", "d", "e", "de", "du", "en", "et", "la",
    "le", "des", "diplome", "diplomee", "etat", "conventionne", "conventionnee", "remplacant",
    "remplacante", "salarie", "salariee", "hospitalier", "hospitaliere", "retraite",
    "retraitee", "collaborateur", "collaboratrice", "associe", "associee", "scolaire", "m",
    "mme", "sm", "scd", "si",
))  # fmt: skip


@dataclass(frozen=True)
class Specialty:
    """A savoir-faire: its code, empty when a word has several; whose it is; how lists write it."""

    code: str
    label: str
    profession: str
    written: Sequence[str] = ()


@dataclass(frozen=True)
class Nomenclature:
    """The codes in use, and who says so."""

    specialties: Sequence[Specialty]
    unsettled: Sequence[Specialty]
    title: str
    url: str
    note: str


def bare(text: str) -> str:
    """Return the words of a trade alone, folded."""
    folded = fold(text)
    return " ".join(word for word in folded.split() if word not in ASIDE) or folded


def nearest(written: str, spellings: Sequence[str]) -> str | None:
    """Return the spelling that was meant: itself, its singular, or the one nearly written."""
    for exact in (written, written.removesuffix("s")):
        if exact in spellings:
            return exact
    if len(written) <= 4:
        return None
    # Short abbreviations are too near one another to be guessed.
    long = [spelling for spelling in spellings if len(spelling) > 4]
    close = get_close_matches(written, long, n=1, cutoff=CLOSE_ENOUGH)
    return close[0] if close else None


@lru_cache(maxsize=1)
def nomenclature() -> Nomenclature:
    """Return the nomenclature as its file holds it."""
    told = yaml.safe_load(NOMENCLATURE.read_text(encoding="utf-8"))
    families = told["families"]
    return Nomenclature(
        specialties=tuple(
            Specialty(code, each["label"], families[code.rstrip("0123456789")],
                      tuple(each.get("written", ())))
            for code, each in told["specialties"].items()
        ),
        unsettled=tuple(
            Specialty("", each["label"], each["profession"], tuple(each["written"]))
            for each in told["unsettled"]
        ),
        title=told["sources"][0]["title"],
        url=told["sources"][0]["url"],
        note=told["note"].strip(),
    )  # fmt: skip


@lru_cache(maxsize=1)
def by_code() -> Mapping[str, Specialty]:
    """Return the specialties by their code."""
    return {each.code: each for each in nomenclature().specialties}


@lru_cache(maxsize=64)
def spellings_of(profession: str) -> Mapping[str, Specialty]:
    """Return what people write for the savoir-faire of a profession, the codes included."""
    known: dict[str, Specialty] = {}
    for each in (*nomenclature().specialties, *nomenclature().unsettled):
        if each.profession == profession:
            for written in (each.code, each.label, *each.written):
                known.setdefault(bare(written), each)
    known.pop("", None)
    return known


@lru_cache(maxsize=4096)
def recognise_specialty(text: str, profession: str) -> Specialty | None:
    """Return the savoir-faire that a cell means, of someone of that profession."""
    known = spellings_of(profession)
    found = nearest(bare(text), tuple(known)) if known else None
    return known[found] if found else None


def specialty_label(code: str, otherwise: str = "") -> str:
    """Return the name of a savoir-faire by its code; what was typed when it has none."""
    return by_code()[code].label if code in by_code() else otherwise
