"""Where does the engine start from? The land cut in two, each half in two, and so on."""

from random import Random

import numpy as np

from maillage.domain.partition.graph import Graph
from maillage.domain.partition.trees import Tree, draw, people_of_branches

# Above so many blocks one tree is enough: small imbalances are mended lower down.
MANY = 3000
TRIES = 3


def bipartition(graph: Graph, blocks: list[int], count: int, rng: Random) -> list[list[int]]:
    """Cut blocks that hold together into `count` territories that hold, near to equal ones.

    Fewer come out when there are fewer blocks than territories asked for.
    """
    done: list[list[int]] = []
    waiting = [(blocks, min(count, len(blocks)))]
    while waiting:
        part, parts = waiting.pop()
        if parts == 1:
            done.append(part)
            continue
        first, second, share = _halve(graph, part, parts, rng)
        waiting.append((first, share))
        waiting.append((second, parts - share))
    return done


def _halve(
    graph: Graph, part: list[int], parts: int, rng: Random
) -> tuple[list[int], list[int], int]:
    best: tuple[float, Tree, int, int] | None = None
    for _ in range(1 if len(part) > MANY else TRIES):
        tree = draw(graph, part, rng)
        gap, place, share = _balanced(graph, tree, parts)
        if best is None or gap < best[0]:
            best = (gap, tree, place, share)
        if gap < 0.05 / parts:
            break
    if best is None:
        return part, [], parts
    _, tree, place, share = best
    end = int(tree.ends[place + 1])
    inside = tree.order[place + 1 : end]
    return inside, tree.order[: place + 1] + tree.order[end:], share


def _balanced(graph: Graph, tree: Tree, parts: int) -> tuple[float, int, int]:
    """The cut whose sides hold nearest to a whole number of territories, about half of them.

    Pinned blocks (the hearts of communities that exist) need a territory each.
    """
    sums, whole = people_of_branches(graph, tree)
    each = max(float(whole[0]), 1.0) / parts
    sizes = tree.ends[1:] - np.arange(1, len(tree.order))
    share = np.clip(np.round(sums[:, 0] / each), 1, parts - 1)
    share = np.clip(share, parts - (len(tree.order) - sizes), sizes)
    if graph.pinned:
        hearts = np.array([0, *np.cumsum([block in graph.pinned for block in tree.order])])
        inside = hearts[tree.ends[1:]] - hearts[1:-1]
        share = np.clip(share, np.maximum(inside, 1), parts - np.maximum(hearts[-1] - inside, 1))
        invalid = (share < inside) | (parts - share < hearts[-1] - inside)
    else:
        invalid = np.zeros(len(share), dtype=bool)
    gap = np.abs(sums[:, 0] / each - share) / np.minimum(share, parts - share)
    uneven = np.abs(share / parts - 0.5)
    worst = gap + 0.3 * np.maximum(uneven - 0.25, 0) + 1000.0 * invalid
    place = int(worst.argmin())
    return float(worst[place]), place, int(share[place])
