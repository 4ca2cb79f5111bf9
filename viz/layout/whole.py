"""An overview: every connected piece laid out by stress, then the pieces side by side.

1. Distances in the graph become distances in the plane: classical scaling for a start, then a few dozen
   rounds of stress majorization (Gansner, Koren, North 2004), which lower the misfit in every round.
2. Slots that still overlap are pushed apart along the axis that needs less.
3. Pieces, the largest first, are set in rows like words on a page of the wanted shape.
"""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from viz.layout import SLOT, Positions
from viz.layout.apart import push_apart

_EDGE = 135.0
"""Wanted length of an edge, in pixels."""


def place(nodes: Iterable[str], edges: Iterable[tuple[str, str]], aspect: float = 1.4) -> Positions:
    """Positions of all `nodes`, where `edges` are pairs of them; `aspect` is width by height.

    >>> spots = place(["a", "b", "c", "d"], [("a", "b"), ("b", "c")])
    >>> len({spots[n] for n in "abcd"})
    4
    """
    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(edge for edge in edges if edge[0] != edge[1])
    pieces = [sorted(piece) for piece in nx.connected_components(graph)]
    pieces.sort(key=lambda piece: (-len(piece), piece[0]))
    spots: Positions = {}
    for piece, points in zip(pieces, _rows([_piece(graph, p, aspect) for p in pieces], aspect), strict=True):
        spots.update(zip(piece, ((round(float(x), 1), round(float(y), 1)) for x, y in points), strict=True))
    return spots


def _piece(graph: nx.Graph, piece: list[str], aspect: float) -> NDArray[np.float64]:
    """Points of one connected piece, in the order of `piece`."""
    if len(piece) == 1:
        return np.zeros((1, 2))
    index = {node: i for i, node in enumerate(piece)}
    wanted = np.zeros((len(piece), len(piece)))
    for source, lengths in nx.all_pairs_shortest_path_length(graph.subgraph(piece)):
        for target, length in lengths.items():
            wanted[index[source], index[target]] = _EDGE * length
    points = _majorize(_scaling(wanted), wanted)
    points *= np.array([aspect, 1 / aspect]) ** 0.25
    return push_apart(points)


def _scaling(wanted: NDArray[np.float64]) -> NDArray[np.float64]:
    """Classical multidimensional scaling, with the signs of the axes fixed and ties broken."""
    count = len(wanted)
    centring = np.eye(count) - 1 / count
    values, vectors = np.linalg.eigh(-0.5 * centring @ wanted**2 @ centring)
    axes = vectors[:, -2:][:, ::-1] * np.sqrt(np.maximum(values[-2:][::-1], 1.0))
    for axis in range(axes.shape[1]):
        if axes[np.argmax(np.abs(axes[:, axis]).round(6)), axis] < 0:
            axes[:, axis] *= -1
    if axes.shape[1] < 2:
        axes = np.column_stack([axes, np.zeros(count)])
    # Twins (the same neighbours) get the same point; a spiral of small steps parts them.
    turn = np.arange(count) * 2.399963
    return np.asarray(axes + np.column_stack([np.cos(turn), np.sin(turn)]) * _EDGE * 0.2)


def _majorize(points: NDArray[np.float64], wanted: NDArray[np.float64], rounds: int = 80) -> NDArray[np.float64]:
    """Stress majorization with weights distance⁻²."""
    with np.errstate(divide="ignore"):
        weights = np.where(wanted > 0, wanted**-2.0, 0.0)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.pinv(laplacian)
    for _ in range(rounds):
        apart = np.maximum(np.linalg.norm(points[:, None] - points[None, :], axis=2), 1e-6)
        pull = weights * wanted / apart
        np.fill_diagonal(pull, 0.0)
        points = inverse @ ((np.diag(pull.sum(axis=1)) - pull) @ points)
    return points


def _rows(pieces: list[NDArray[np.float64]], aspect: float) -> list[NDArray[np.float64]]:
    """Move the pieces so that their boxes stand in rows, of the width that lets the picture be largest."""
    if not pieces:
        return []
    boxes = [np.ptp(points, axis=0) + SLOT * 1.15 for points in pieces]
    widths = np.cumsum([box[0] for box in boxes])
    corners = min((_corners(boxes, float(width)) for width in widths), key=lambda c: _spread(c, boxes, aspect))
    moved = [points - points.min(axis=0) + corner for points, corner in zip(pieces, corners, strict=True)]
    middle = np.concatenate(moved)
    middle = (middle.min(axis=0) + middle.max(axis=0)) / 2
    return [points - middle for points in moved]


def _corners(boxes: list[NDArray[np.float64]], width: float) -> list[NDArray[np.float64]]:
    """The upper left corners of the boxes set in rows of at most `width`."""
    found, corner, height = [], np.zeros(2), 0.0
    for box in boxes:
        if corner[0] and corner[0] + box[0] > width + 1e-6:
            corner, height = np.array([0.0, corner[1] + height]), 0.0
        found.append(corner)
        corner = corner + np.array([box[0], 0.0])
        height = max(height, float(box[1]))
    return found


def _spread(corners: list[NDArray[np.float64]], boxes: list[NDArray[np.float64]], aspect: float) -> float:
    """How far a picture must be shrunk: the height of a frame of this aspect that holds all boxes."""
    width, height = np.max([corner + box for corner, box in zip(corners, boxes, strict=True)], axis=0)
    return float(max(width / aspect, height))
