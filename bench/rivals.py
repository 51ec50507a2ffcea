"""How do other programs cut the same land? Each is given its best chance within some seconds.

Communes above the window are set apart for them, since none knows of these. They are optional
(`requirements/bench.txt`): one that is absent raises ImportError.
"""

import random
import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from maillage.domain.partition import Land, Window, score

WINDOW = Window()
Territories = Any


def cut(name: str, land: Land, count: int, seconds: float) -> Territories:
    """Cut a land into `count` territories with another program.

    :raises ImportError: it is not installed.
    """
    giants = land.populations > WINDOW.high
    rest = np.flatnonzero(~giants)
    found = np.empty(len(land), dtype=np.int64)
    found[rest] = RIVALS[name](land.subset(rest), count - int(giants.sum()), seconds)
    found[giants] = found[rest].max() + 1 + np.arange(int(giants.sum()))
    return found


def metis(land: Land, count: int, seconds: float) -> Territories:
    """METIS, best J of many seeds: balanced parts, short borders."""
    import pymetis  # noqa: PLC0415  # optional

    near: list[list[int]] = [[] for _ in range(len(land))]
    weight: list[list[int]] = [[] for _ in range(len(land))]
    lengths = [*(land.lengths * 100).astype(int).tolist(), *([1] * len(land.links))]
    pairs = np.concatenate([land.borders, land.links]).tolist()
    for (one, other), length in zip(pairs, lengths, strict=True):
        for own, beside in ((one, other), (other, one)):
            near[own].append(beside)
            weight[own].append(max(length, 1))
    adjacency = pymetis.CSRAdjacency(
        np.concatenate([[0], np.cumsum([len(row) for row in near])]), np.concatenate(near)
    )

    def draw(seed: int) -> Territories:
        return pymetis.part_graph(
            count,
            adjacency,
            vweights=np.maximum(land.populations // 10, 1).tolist(),
            eweights=np.concatenate(weight).tolist(),
            options=pymetis.Options(seed=seed, contig=1),
            recursive=False,
        )[1]

    return _best(land, draw, seconds)


def gerrychain(land: Land, count: int, seconds: float) -> Territories:
    """GerryChain, ReCom: a random walk over balanced partitions, the best J met."""
    import networkx  # noqa: PLC0415  # optional
    from gerrychain import Graph, Partition, updaters  # noqa: PLC0415  # optional
    from gerrychain.partition import recursive_tree_part  # noqa: PLC0415  # optional
    from gerrychain.proposals import recom  # noqa: PLC0415  # optional

    drawn = networkx.Graph()
    for place, people in enumerate(land.populations.tolist()):
        drawn.add_node(place, people=people)
    drawn.add_edges_from(np.concatenate([land.borders, land.links]).tolist())
    graph = Graph.from_networkx(drawn)
    usual = float(land.populations.sum()) / count
    random.seed(1)
    start = recursive_tree_part(graph, range(count), usual, "people", 0.3, 0)
    state = Partition(graph, start, updaters={"people": updaters.Tally("people")})
    best, least, end = None, np.inf, time.perf_counter() + seconds
    while best is None or time.perf_counter() < end:
        held = np.array([state.assignment[place] for place in range(len(land))])
        j = score(land, held, WINDOW).j
        if j < least:
            best, least = held, j
        state = recom(state, pop_col="people", pop_target=usual, epsilon=0.5, node_repeats=0)
    return best


def skater(land: Land, count: int, seconds: float) -> Territories:
    """Spopt, SKATER: a minimum spanning tree of what is alike, cut."""
    return _spopt(land, count, "Skater")


def max_p(land: Land, count: int, seconds: float) -> Territories:
    """Spopt, MaxP: as many territories as possible above the floor."""
    return _spopt(land, count, "MaxPHeuristic")


def _spopt(land: Land, count: int, kind: str) -> Territories:
    import geopandas  # noqa: PLC0415  # optional
    import libpysal  # noqa: PLC0415  # optional
    from spopt import region  # noqa: PLC0415  # optional

    near: dict[int, list[int]] = {place: [] for place in range(len(land))}
    for one, other in np.concatenate([land.borders, land.links]).tolist():
        near[one].append(other)
        near[other].append(one)
    points = geopandas.points_from_xy(land.x, land.y)
    table = geopandas.GeoDataFrame(
        {"x": land.x, "y": land.y, "people": land.populations, "one": 1}, geometry=points
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        weights = libpysal.weights.W(near, silence_warnings=True)
        if kind == "Skater":
            model = region.Skater(table, weights, attrs_name=["x", "y"], n_clusters=count, floor=5)
        else:
            np.random.seed(1)  # the generator that spopt reads
            model = region.MaxPHeuristic(table, weights, ["x", "y"], "people", WINDOW.low, top_n=2)
        model.solve()
    return np.asarray(model.labels_)


def _best(land: Land, draw: Callable[[int], Territories], seconds: float) -> Territories:
    best, least, seed, end = None, np.inf, 0, time.perf_counter() + seconds
    while best is None or time.perf_counter() < end:
        found = draw(seed)
        j = score(land, found, WINDOW).j
        if j < least:
            best, least = found, j
        seed += 1
    return best


RIVALS: dict[str, Callable[[Land, int, float], Territories]] = {
    "METIS": metis,
    "gerrychain ReCom": gerrychain,
    "spopt SKATER": skater,
    "spopt MaxP": max_p,
}
