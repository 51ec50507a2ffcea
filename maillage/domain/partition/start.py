"""Where does the search start from? A bipartition, or what exists."""

import numpy as np

from maillage.domain.partition.bipartition import bipartition
from maillage.domain.partition.board import Board, Sheet
from maillage.domain.partition.frame import Frame
from maillage.domain.partition.land import NO_LABEL, Floats, Integers, components
from maillage.domain.partition.request import Request


def from_scratch(board: Board, sheet: Sheet, frame: Frame, shares: list[int]) -> Integers:
    """Cut each piece of land in its share of territories; the territory of each block."""
    of = np.arange(len(frame.graph), dtype=np.int64)
    number = len(frame.names)
    for piece, share in zip(frame.pieces, shares, strict=True):
        for part in bipartition(board, sheet, piece, share):
            of[part] = number
            number += 1
    return of


def from_present(
    board: Board, sheet: Sheet, frame: Frame, request: Request, count: int
) -> Integers:
    """Start from the communities that exist, each piece of them a territory; what is in none joins
    the nearest. Merged or split until there are as many as asked, when it is asked."""
    settled = len(frame.names)
    of = np.full(len(frame.graph), NO_LABEL, dtype=np.int64)
    places = frame.land.positions
    for number, community in enumerate(request.constraints.present):
        held = [places[code] for code in community.codes if code in places]
        of[frame.graph.block[held]] = number
    of[:settled] = NO_LABEL
    own = np.repeat(np.arange(len(of)), np.diff(board.starts))
    movable = (own >= settled) & (board.near >= settled)
    edges = np.stack([own[movable], board.near[movable]], axis=1)
    same = edges[(of[edges[:, 0]] == of[edges[:, 1]]) & (of[edges[:, 0]] != NO_LABEL)]
    pieces = components(len(of), same)
    of = np.where(of == NO_LABEL, NO_LABEL, pieces)
    of = _spread(of, edges, settled, pieces)
    of[settled:] = np.unique(of[settled:], return_inverse=True)[1] + settled
    of[:settled] = np.arange(settled)
    if request.count is not None:
        of = _numbered(board, sheet, of, settled, count)
    return of


def _spread(of: Integers, edges: Integers, settled: int, pieces: Integers) -> Integers:
    """Let territories take, ring after ring, the blocks around them that are in none."""
    while True:
        bare = (of[edges[:, 0]] == NO_LABEL) & (of[edges[:, 1]] != NO_LABEL)
        if not bare.any():
            break
        of[edges[bare, 0]] = of[edges[bare, 1]]
    # A piece of land without any community is a territory of its own, for a start.
    left = np.flatnonzero(of == NO_LABEL)
    left = left[left >= settled]
    if len(left):
        inside = (of[edges] == NO_LABEL).all(axis=1)
        of[left] = components(len(of), edges[inside])[left] + int(of.max()) + 1
    return of


def _numbered(board: Board, sheet: Sheet, of: Integers, settled: int, count: int) -> Integers:
    """Merge the least populous territory into its least populous neighbour, or split the most
    populous, until there are `count`."""
    own = np.repeat(np.arange(len(of)), np.diff(board.starts))
    while (number := len(np.unique(of[settled:]))) != count:
        of[settled:] = np.unique(of[settled:], return_inverse=True)[1] + settled
        people = np.bincount(of, board.sums[:, 0]).astype(np.float64)
        ranked = settled + np.argsort(people[settled:], kind="stable")
        if number > count:
            if not _merge_one(of, own, board.near, ranked, people, settled):
                break
        else:
            sizes = np.bincount(of)
            large = next((t for t in ranked[::-1].tolist() if sizes[t] > 1), None)
            if large is None:
                break
            part = bipartition(board, sheet, np.flatnonzero(of == large), 2)[1]
            of[part] = settled + number
    return of


def _merge_one(
    of: Integers, own: Integers, near: Integers, ranked: Integers, people: Floats, settled: int
) -> bool:
    for territory in ranked.tolist():
        beside = np.unique(of[near[of[own] == territory]])
        beside = beside[(beside != territory) & (beside >= settled)]
        if len(beside):
            of[of == territory] = beside[people[beside].argmin()]
            return True
    return False
