"""When do two spellings name the same place?

People type « st etienne », « SAINT ETIENNE » or « Saint-Étienne »: accents, case, hyphens,
apostrophes and the usual abbreviations carry no meaning in the name of a commune.
"""

import re
import unicodedata
from collections.abc import Mapping

ARTICLES = ("l", "la", "le", "les")

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss"})
_ON_A_RIVER = re.compile(r"\bs\s*/\s*", re.IGNORECASE)
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_ARRONDISSEMENT = re.compile(r"(paris|lyon|marseille) 0?(\d{1,2})(?: ?(?:er|e|eme|ieme))?( .*)?")
_ABBREVIATIONS: Mapping[str, str] = {"st": "saint", "ste": "sainte", "sts": "saints"}


def fold(text: str) -> str:
    """Return the words of `text` in bare lower-case letters and digits, one space apart."""
    if text.isascii():
        bare = text.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES)).lower()
        bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return _NOT_A_WORD.sub(" ", bare).strip()


def normalise(text: str) -> str:
    """Return what every spelling of one name has in common: « St-Dié s/ Meurthe » included."""
    words = fold(_ON_A_RIVER.sub("sur ", text) if "/" in text else text).split(" ")
    return " ".join(_ABBREVIATIONS.get(word, word) for word in words)


def without_article(normalised: str) -> str:
    """Return a normalised name without its leading article: « la rochelle » → « rochelle »."""
    first, _, rest = normalised.partition(" ")
    return rest if rest and first in ARTICLES else normalised


def spellings(text: str) -> tuple[str, ...]:
    """Return the normalised names that `text` may stand for, the plainest first.

    With each article it may have lost, and « Paris 13 » as the arrondissement it is.
    """
    plain = normalise(text)
    if not plain:
        return ()
    numbered = _ARRONDISSEMENT.fullmatch(plain)
    if numbered and (numbered[3] or "").strip() in {"", "arrondissement"}:
        ordinal = f"{int(numbered[2])}{'er' if int(numbered[2]) == 1 else 'e'}"
        return plain, f"{numbered[1]} {ordinal} arrondissement"
    return plain, *(f"{article} {plain}" for article in ARTICLES)
