"""What is settled before the engine moves anything?

Territories of the communities that are frozen; communes above the window, alone with what they
enclose; blocks of communes that go together; which links between islands hold; how many territories
each piece of land that is left can make.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from maillage.domain.partition.constraints import Constraints, merged
from maillage.domain.partition.graph import Graph, Labels, Weights, build, labels_of
from maillage.domain.partition.land import NO_LABEL, Integers, Land, components
from maillage.domain.partition.score import USUAL_POPULATION, Window

# A demand, beside a wish: worth more than anything else the energy counts.
DEMAND = 60.0


@dataclass(frozen=True, eq=False)
class Frame:
    """`names` of the settled territories, which are the first blocks of the `graph`; `pieces` (the
    other blocks, by piece of land that holds together), `hearts` (pinned block → name of its
    community), `land` without the links that do not hold, `labels` (what is better kept together).
    """

    land: Land
    names: tuple[str, ...]
    graph: Graph
    pieces: tuple[Integers, ...]
    hearts: dict[int, str]
    labels: Labels


def default_count(land: Land, window: Window) -> int:
    """Number of territories of usual population, with one more for each commune above the window.

    Usual is 85 000 inhabitants, or the middle of a window that does not hold it.
    """
    giants = land.populations > window.high
    rest = int(land.populations[~giants].sum())
    return max(int(giants.sum()) + round(rest / usual(window)), 1)


def usual(window: Window) -> float:
    """Population aimed at when nobody says how many territories."""
    if window.low < USUAL_POPULATION < window.high:
        return USUAL_POPULATION
    return (window.low + window.high) / 2


def settle_frame(land: Land, window: Window, weights: Weights, constraints: Constraints) -> Frame:
    """Settle what is settled. The demands were checked."""
    land = replace(land, links=_links_that_hold(land, window))
    fixed, names = _fixed(land, window, constraints)
    _enclosed(land, fixed, window)
    labels = labels_of(land, weights, [community.codes for community in constraints.present])
    groups = [np.flatnonzero(fixed == number) for number in range(len(names))]
    free, hearts = _groups(land, np.flatnonzero(fixed == NO_LABEL), constraints)
    pinned = {len(groups) + block: name for block, name in hearts.items()}
    groups += free
    graph = build(land, groups, window.high, labels, _bonds(land, constraints), sorted(pinned))
    return Frame(land, names, graph, _pieces(graph, len(names)), pinned, labels)


def _pieces(graph: Graph, settled: int) -> tuple[Integers, ...]:
    """Group the blocks that are not settled by what holds together without those that are."""
    near = graph.near
    own = np.repeat(np.arange(len(graph)), np.diff(near.starts))
    free = (own >= settled) & (near.other >= settled)
    edges = np.stack([own[free], near.other[free]], axis=1) - settled
    numbers = components(len(graph) - settled, edges)
    if not len(numbers):
        return ()
    order = np.argsort(numbers, kind="stable")
    return tuple(np.split(order + settled, np.flatnonzero(np.diff(numbers[order])) + 1))


def _links_that_hold(land: Land, window: Window) -> Integers:
    """Links of the islands too small to stand alone: the others are lands of their own."""
    pieces = land.pieces(linked=False)
    people = np.bincount(pieces, land.populations)
    small = people[pieces[land.links]].min(axis=1) < window.low if len(land.links) else []
    held: Integers = land.links[np.asarray(small, dtype=bool)]
    return held


def _fixed(
    land: Land, window: Window, constraints: Constraints
) -> tuple[Integers, tuple[str, ...]]:
    places = land.positions
    fixed = np.full(len(land), NO_LABEL, dtype=np.int64)
    names: list[str] = []
    settled = set()
    for frozen in constraints.frozen:
        settled |= set(frozen.codes)
        if not frozen.open:
            fixed[[places[code] for code in frozen.codes]] = len(names)
            names.append(frozen.name)
    together = {code for group in constraints.together for code in group}
    for place in np.flatnonzero(land.populations > window.high).tolist():
        if land.codes[place] not in settled | together:
            fixed[place] = len(names)
            names.append(land.codes[place])
    return fixed, tuple(names)


def _enclosed(land: Land, fixed: Integers, window: Window) -> None:
    """Give what a commune above the window cuts off, and cannot stand alone, to that commune."""
    edges = np.concatenate([land.borders, land.links])
    inner = edges[(fixed[edges] == NO_LABEL).all(axis=1)]
    pieces = components(len(land), inner)
    people = np.bincount(pieces, land.populations)
    giant = land.populations > window.high
    for piece in np.unique(pieces[fixed == NO_LABEL]).tolist():
        inside = pieces == piece
        if people[piece] >= window.low or inside.all():
            continue
        touching = edges[inside[edges].sum(axis=1) == 1].ravel()
        around = sorted({place for place in touching.tolist() if not inside[place]})
        giants = [place for place in around if giant[place] and fixed[place] != NO_LABEL]
        if giants:
            fixed[inside] = fixed[giants[0]]


def _groups(
    land: Land, free: Integers, constraints: Constraints
) -> tuple[list[Integers], dict[int, str]]:
    """Blocks: the hearts of open communities, communes together that touch, communes alone."""
    places = land.positions
    waiting = dict.fromkeys(free.tolist())
    groups: list[Integers] = []
    hearts: dict[int, str] = {}
    asked = [(f.name, f.codes) for f in constraints.frozen if f.open]
    held = {code: name for name, codes in asked for code in codes}
    for group in merged([*constraints.together, *(codes for _, codes in asked)]):
        name = next((held[code] for code in group if code in held), None)
        own = [places[code] for code in group if places[code] in waiting]
        for piece in [own] if name else _touching(land, own):
            if name:
                hearts[len(groups)] = name
            groups.append(np.array(piece, dtype=np.int64))
            for place in piece:
                del waiting[place]
    groups += [np.array([place], dtype=np.int64) for place in waiting]
    return groups, hearts


def _touching(land: Land, own: Sequence[int]) -> list[list[int]]:
    inside = np.isin(land.borders, own).all(axis=1)
    pieces = components(len(land), land.borders[inside])
    found: dict[int, list[int]] = {}
    for place in own:
        found.setdefault(int(pieces[place]), []).append(place)
    return list(found.values())


def _bonds(land: Land, constraints: Constraints) -> list[tuple[int, int, float]]:
    places = land.positions
    bonds = [(places[w.one], places[w.other], w.weight) for w in constraints.wishes]
    bonds += [(places[one], places[other], -DEMAND) for one, other in constraints.apart]
    for group in merged(constraints.together):
        bonds += [(places[one], places[other], DEMAND) for one, other in pairwise(group)]
    return bonds


def share_count(frame: Frame, count: int, window: Window) -> list[int]:
    """Share a number of territories between the pieces of land, by population.

    A piece gets at least one, as many as its hearts, and no more than its people can fill if that
    is possible; largest remainders first.
    """
    people = [float(frame.graph.sums[piece, 0].sum()) for piece in frame.pieces]
    least = [max(1, sum(b in frame.hearts for b in piece.tolist())) for piece in frame.pieces]
    shares = least[:]
    for _ in range(max(count - sum(shares), 0)):
        # Webster's divisors: the next territory goes where people are most in want of one.
        open_to = [
            n for n, piece in enumerate(frame.pieces)
            if shares[n] < len(piece) and people[n] >= (shares[n] + 1) * window.low
        ] or [n for n, piece in enumerate(frame.pieces) if shares[n] < len(piece)]  # fmt: skip
        if not open_to:
            break
        shares[max(open_to, key=lambda n: people[n] / (2 * shares[n] + 1))] += 1
    return shares
