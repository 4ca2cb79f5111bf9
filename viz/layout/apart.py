"""Removes the overlaps that a layout leaves: slots are pushed apart along the axis that needs less."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from viz.layout import SLOT


def push_apart(points: NDArray[np.float64], rounds: int = 300) -> NDArray[np.float64]:
    """The points (n×2) with no two slots overlapping; the first point keeps its place.

    Where pushing alone does not end it (a crowd with no room), the whole grows by a few per cent.

    >>> push_apart(np.zeros((2, 2)))[0].tolist()
    [0.0, 0.0]
    """
    points, start = points.copy(), points[0].copy()
    order = np.arange(len(points))
    first = np.sign(order[:, None] - order[None, :])[..., None]  # parts points that coincide
    for step in range(1, rounds + 1):
        gap = points[:, None, :] - points[None, :, :]
        short = SLOT + 1 - np.abs(gap)
        clash: NDArray[np.bool_] = np.all(short > 1, axis=2)
        np.fill_diagonal(clash, False)
        if not clash.any():
            break
        sideways = short[..., 0] * SLOT[1] < short[..., 1] * SLOT[0]
        push = np.where(np.stack([clash & sideways, clash & ~sideways], axis=2), short, 0.0)
        moves = (push * np.where(gap == 0, first, np.sign(gap))).sum(axis=1)
        crowd = np.maximum(clash.sum(axis=1), 1)[:, None]
        points += moves * 0.55 / crowd**0.5
        if step % 12 == 0:
            points *= 1.04
    return np.asarray(points - points[0] + start)
