"""A neighbourhood: what was opened first in the middle, its neighbours on rings around it.

1. The first opened node stands at the origin; its neighbours are spread evenly over as few rings as
   they need, in the order given (the caller sorts by type, so that one type is one sector).
2. Each further opened node keeps its place; its new neighbours take the free slots nearest to the
   direction that leads away from the picture's middle. Nothing already placed ever moves, so a
   reader who opens one thing more still knows the picture.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from viz.layout import Positions, clashes
from viz.layout.apart import push_apart

_FIRST, _STEP = 240.0, 118.0
"""Height of the first ring and of the distance between rings, in pixels."""


def place(opened: Sequence[tuple[str, Sequence[str]]], aspect: float = 1.4) -> Positions:
    """Positions of every node named in `opened`: pairs of an opened node and its neighbours, in order.

    `aspect` is the width of the picture by its height: below 1 for a telephone held upright.

    >>> spots = place([("a", ["b", "c", "d"]), ("b", ["a", "e"])])
    >>> spots["a"], sorted(spots)
    ((0.0, 0.0), ['a', 'b', 'c', 'd', 'e'])
    """
    spots: Positions = {}
    stretch = np.array([max(1.0, aspect**0.7), max(1.0, aspect**-0.7)])
    for centre, neighbours in opened:
        newcomers = [node for node in dict.fromkeys(neighbours) if node not in spots and node != centre]
        if not spots:
            spots[centre] = (0.0, 0.0)
            free: Iterable[NDArray[np.float64]] = _circles(len(newcomers), stretch)
        else:
            if centre not in spots:  # opened without a link to what is shown: it starts a new island
                spots[centre] = (0.0, max(y for _, y in spots.values()) + 3 * _STEP)
            free = _fan(np.array(spots[centre]), np.array(list(spots.values())), len(newcomers), stretch)
        spots.update(zip(newcomers, ((round(float(x), 1), round(float(y), 1)) for x, y in free), strict=True))
    return spots


def _circles(count: int, stretch: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """`count` points around the origin, clockwise from the top, on as few rings as hold them.

    No two have the same direction, so that no edge to the middle passes behind another node.
    """
    radii: list[float] = []
    while sum(_capacity(radius, stretch) for radius in radii) < count:
        radii.append(_FIRST + _STEP * len(radii))
    if not radii:
        return []
    shares = np.array([_capacity(radius, stretch) for radius in radii], dtype=float)
    shares /= shares.sum()
    angles = np.arange(count) * math.tau / count
    points = [np.zeros(2)]
    owed = np.zeros(len(radii))
    for angle in angles:
        owed += shares
        ring = int(np.argmax(owed))
        owed[ring] -= 1
        points.append(_on_ellipse(radii[ring], angle, stretch))
    return list(push_apart(np.array(points))[1:])


def _on_ellipse(radius: float, angle: float, stretch: NDArray[np.float64]) -> NDArray[np.float64]:
    """The point at `angle` (radians, clockwise from the top) of an ellipse."""
    return np.array([math.sin(angle), -math.cos(angle)]) * radius * stretch


def _capacity(radius: float, stretch: NDArray[np.float64]) -> int:
    """How many slots fit on one ring without touching."""
    return _fits(radius, float(stretch[0]), float(stretch[1]))


@lru_cache(maxsize=1024)
def _fits(radius: float, wide: float, high: float) -> int:
    stretch = np.array([wide, high])
    for count in range(int(math.tau * radius * max(stretch) / 60), 1, -1):
        points = np.array([_on_ellipse(radius, k * math.tau / count, stretch) for k in range(count)])
        if not any(clashes(points[i : i + 1], np.delete(points, i, axis=0))[0] for i in range(count)):
            return count
    return 1


def _fan(
    centre: NDArray[np.float64], taken: NDArray[np.float64], count: int, stretch: NDArray[np.float64]
) -> list[NDArray[np.float64]]:
    """`count` free points around `centre`, nearest to the direction away from what is already there."""
    away = centre - taken.mean(axis=0)
    heading = math.atan2(away[1], away[0]) if np.hypot(*away) > 1 else math.pi / 2
    found: list[NDArray[np.float64]] = []
    ring = 0
    while len(found) < count:
        radius = 185.0 + 60.0 * ring
        steps = max(8, int(math.tau * radius / 40))
        offsets = [(k + 1) // 2 * (1 if k % 2 else -1) * math.tau / steps for k in range(steps)]
        # The nearer rings keep to the half plane that leads outwards; far rings may use the whole turn.
        for offset in (o for o in offsets if abs(o) < math.pi * (0.5 + 0.1 * ring)):
            angle = heading + offset
            point = centre + np.array([math.cos(angle), math.sin(angle)]) * radius * stretch
            others = np.concatenate([taken, np.array(found).reshape(-1, 2)])
            if len(found) < count and not clashes(point[None, :], others)[0]:
                found.append(point)
        ring += 1
    return sorted(found, key=lambda p: (math.atan2(*(p - centre)[::-1]) - heading + math.pi) % math.tau)
