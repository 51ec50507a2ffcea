"""Which indicator does the heading of a column mean, in a file whose layout is not fixed?"""

from collections.abc import Iterable
from functools import lru_cache

from maillage.domain.health.indicators import Indicator, catalogue
from maillage.domain.names import fold

# Abbreviations of the field → the words of the catalogue.
_SAID = (
    (" mt ", " medecin traitant "),
    (" medecins traitants ", " medecin traitant "),
    (" affection longue duree ", " ald "),
    (" affection de longue duree ", " ald "),
    (" complementaire sante solidaire ", " c2s "),
    (" css ", " c2s "),
    (" hospitalisations ", " hospitalisation "),
    (" suivis ", " suivi "),
    (" nb ", " nombre "),
)  # fmt: skip
_RATES = frozenset({"part", "taux", "pourcentage", "proportion", "pct", "prct", "tx"})


def words_of(heading: str) -> str:
    """Return the folded words of a heading, abbreviations spelled out, a space at each end."""
    words = f" {fold(heading)} "
    for short, full in _SAID:
        words = words.replace(short, full)
    return words


@lru_cache(maxsize=512)
def indicator_of(heading: str) -> Indicator | None:
    """Return the indicator whose words a heading holds, the most precise of them; or None.

    « Part » or « % » asks for a rate, their absence for a number: one is never taken for another,
    save where only the rate is known.
    """
    words = words_of(heading)
    is_rate = "%" in heading or bool(_RATES & set(words.split()))
    if is_rate:
        words = f"{words}part taux "
    found = [
        (matched, one)
        for one in catalogue().values()
        if one.written and (matched := _matched(one.written, words))
    ]
    same = [pair for pair in found if (pair[1].unit == "%") is is_rate]
    # « Bénéficiaires de la C2S »: the number is not in the catalogue, a reader checks the values.
    best = same or [pair for pair in found if pair[1].unit == "%" and not is_rate]
    return max(best, key=lambda pair: pair[0])[1] if best else None


def _matched(written: Iterable[str], words: str) -> int:
    """Return how many words the longest matching spelling has; zero when none matches."""
    return max(
        (
            len(spelling.split())
            for spelling in written
            if all(f" {word} " in words for word in words_of(spelling).split())
        ),
        default=0,
    )
