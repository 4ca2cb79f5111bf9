"""Where nodes stand: computed here, once, so that every browser only has to draw.

`rings` places a neighbourhood around the things a reader opened, `whole` an overview of many things.
Both are pure and deterministic: the same graph gives the same picture on every machine.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Positions = dict[str, tuple[float, float]]
"""Node id → x (to the right) and y (downwards), in pixels at zoom 1."""

SLOT: Final = np.array([138.0, 84.0])
"""Width and height that a node with its two-line label needs: closer than this, labels cover each other."""


def clashes(points: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.bool_]:
    """For each of `points` (n×2), whether its slot overlaps the slot of any of `others` (m×2).

    >>> clashes(np.array([[0.0, 0.0], [300.0, 0.0]]), np.array([[10.0, 10.0]])).tolist()
    [True, False]
    """
    if not len(others):
        return np.zeros(len(points), dtype=bool)
    close = np.abs(points[:, None, :] - others[None, :, :]) < SLOT - 1e-6
    return np.asarray(np.any(np.all(close, axis=2), axis=1))
