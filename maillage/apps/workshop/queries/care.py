"""Who practises in each territory, and in each commune that would change?"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from maillage.apps.health import queries as health
from maillage.apps.health.queries import Offer
from maillage.apps.workshop.ground import Ground
from maillage.domain import french
from maillage.domain.partition.land import Integers

# Professions named one by one, by the codes of the register; the others are in the total.
NAMED = (("10", "médecin"), ("60", "infirmier"), ("21", "pharmacien"), ("70", "kinésithérapeute"))
CALLED = "professionnels de santé"


@dataclass(frozen=True)
class Care:
    """Professionals of each territory in a sentence, and how many in each commune of the land;
    empty when no register is loaded."""

    sentences: Mapping[int, str] = field(default_factory=dict)
    extra: Mapping[str, Integers] = field(default_factory=dict)


def care_of(ground: Ground, numbers: Integers) -> Care:
    """Count the professionals of territories and of communes; two queries for both."""
    held: dict[tuple[int, str], list[str]] = {}
    for code, number in zip(ground.land.codes, numbers.tolist(), strict=True):
        held.setdefault((number, ""), []).append(code)
        held[number, code] = [code]
    offers = health.supply_by(held)
    if not any(offer.figures for offer in offers.values()):
        return Care()
    pairs = zip(numbers.tolist(), ground.land.codes, strict=True)
    people = np.array([offers[pair].count().persons for pair in pairs], dtype=np.int64)
    said = {number: _told(offer) for (number, code), offer in offers.items() if not code}
    return Care(said, {CALLED: people})


def _told(offer: Offer) -> str:
    found = offer.by_profession()
    total = offer.count().persons
    if not total:
        return "Aucun professionnel de santé du registre n’y exerce."
    named = [
        f"{french.integer(found[code].persons)} {word}{'s' if found[code].persons > 1 else ''}"
        for code, word in NAMED
        if code in found
    ]
    more = f", dont {', '.join(named)}" if named else ""
    plural = "s" if total > 1 else ""
    verb = "exercent" if total > 1 else "exerce"
    return f"{french.integer(total)} professionnel{plural} de santé y {verb}{more}."
