"""Why are some territories outside their window, when nothing better was found?"""

import numpy as np

from maillage.domain import french
from maillage.domain.partition.constraints import Constraints
from maillage.domain.partition.explanation import explain
from maillage.domain.partition.frontiers import borders_of
from maillage.domain.partition.land import Integers, Land
from maillage.domain.partition.score import Window
from maillage.domain.partition.words import NBSP, Words, people

NO_WORDS = Words()
FREE = Constraints()


def why_outside(
    land: Land,
    territories: Integers,
    window: Window,
    *,
    constraints: Constraints = FREE,
    words: Words = NO_WORDS,
) -> tuple[str, ...]:
    """Say which territories are outside their window and why; nothing when all are within."""
    failing = [e for e in explain(land, territories, window, words=words) if not e.in_window]
    if not failing:
        return ()
    said = _altogether(land, territories, window)
    frozen = {code for held in constraints.frozen if not held.open for code in held.codes}
    pieces, held = land.pieces(), borders_of(land, territories)
    for found in failing:
        inside = np.flatnonzero(territories == found.territory)
        name = found.name[0].upper() + found.name[1:]
        said.append(f"{name}{NBSP}: {found.sentences[0]}")
        piece = np.isin(pieces, pieces[inside])
        beside = [two for two in held if found.territory in two]
        if frozen.issuperset(land.codes[place] for place in inside.tolist()):
            said.append("Il est gelé.")
        elif int(land.populations[piece].sum()) < window.low:
            total = people(int(land.populations[piece].sum()))
            said.append(f"Rien ne le relie à d’autres communes que les siennes ({total}).")
        elif found.population < window.low and all(
            _closed(land, territories, sum(two) - found.territory, window, frozen) for two in beside
        ):
            said.append("Ses voisins sont gelés, ou sont des communes qui dépassent le plafond.")
    return tuple(said)


def _altogether(land: Land, territories: Integers, window: Window) -> list[str]:
    """Say so when so many territories cannot all be within the window, whatever their borders."""
    giants = land.populations > window.high
    usual = int(land.populations[~giants].sum())
    count = len(np.unique(territories)) - int(giants.sum())
    if count < 1:
        return []
    if usual < count * window.low:
        most = usual // window.low
        return [
            f"{_territories(count, 'demande')} {people(count * window.low)} au moins{NBSP}; il y "
            f"en a {french.integer(usual)}, "
            + (f"de quoi en faire {most}." if most else "pas même de quoi en faire un.")
        ]
    if usual > count * window.high:
        least = -(-usual // window.high)
        return [
            f"{_territories(count, 'contient')} {people(count * window.high)} au plus{NBSP}; il y "
            f"en a {french.integer(usual)}, et il faudrait au moins {least} territoires."
        ]
    return []


def _territories(count: int, does: str) -> str:
    """Say what territories do, one or several."""
    plural = {"demande": "demandent", "contient": "contiennent"}
    return f"1 territoire {does}" if count == 1 else f"{count} territoires {plural[does]}"


def _closed(
    land: Land, territories: Integers, number: int, window: Window, frozen: set[str]
) -> bool:
    inside = np.flatnonzero(territories == number)
    giants = land.populations[inside] > window.high
    return bool(giants.any()) or frozen.issuperset(land.codes[place] for place in inside.tolist())
