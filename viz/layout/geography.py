"""The whole graph at once: every thing near the place that it is in, so that the picture looks like the country.

A thing without coordinates of its own stands on a spiral around its place; all things of one place fill one
disc, sorted so that a park, its projects and their firms stand together. What is abroad fills a disc of its own
beside the map, and so does what has no place at all. No forces, no rounds: 50,000 things take a
fraction of a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

_SCALE: Final = 1000.0
"""Units of the picture by radian of the earth."""
_SOUTH, _NORTH, _MIDDLE, _ORIGIN = (float(np.radians(angle)) for angle in (25, 47, 105, 36))
_GOLDEN: Final = 2.399963
_STEP: Final = 1.1
"""How far apart things around one place are in a large graph, in units of the picture."""
_LARGE: Final = 20_000
"""From how many things on a graph is large; in smaller ones things stand up to four times as far apart."""
ABROAD: Final = "abroad"
"""The anchor of what is in another country."""
ASIDE: Final = {"": (-400.0, 330.0), ABROAD: (480.0, 330.0)}
"""Where what has no place stands, and what is abroad: to the lower left and right of the map."""


def project(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    """Longitude and latitude (n×2, degrees) → x (to the right) and y (downwards), by Albers' equal-area conic
    projection with the usual parallels for China, 25° and 47° north.

    >>> project(np.array([[105.0, 36.0]])).round(6).tolist()
    [[0.0, 0.0]]
    """
    longitude, latitude = np.radians(degrees).T
    cone = (np.sin(_SOUTH) + np.sin(_NORTH)) / 2
    square = np.cos(_SOUTH) ** 2 + 2 * cone * np.sin(_SOUTH)
    radius = np.sqrt(np.maximum(square - 2 * cone * np.sin(latitude), 0)) / cone
    base = np.sqrt(square - 2 * cone * np.sin(_ORIGIN)) / cone
    angle = cone * (longitude - _MIDDLE)
    return np.column_stack([radius * np.sin(angle), radius * np.cos(angle) - base]) * _SCALE


def place(
    things: Sequence[str], anchors: Mapping[str, str], coordinates: Mapping[str, tuple[float, float]]
) -> NDArray[np.float64]:
    """Positions (n×2) of `things`, in their order. `anchors` says at which thing with `coordinates` (longitude,
    latitude in degrees) one stands, or ABROAD; those without stand aside.

    >>> spots = place(["a", "b", "c"], {"b": "a"}, {"a": (105.0, 36.0)})
    >>> [bool(np.hypot(*(spot - spots[0])) < 9) for spot in spots]
    [True, True, False]
    """
    middles = dict(zip(coordinates, project(_pairs(coordinates.values())), strict=True))
    aside = {anchor: np.array(point) for anchor, point in ASIDE.items()}
    spots = np.empty((len(things), 2))
    turns: dict[str, int] = {}
    counts = np.zeros(len(things))
    for index, iri in enumerate(things):
        anchor = iri if iri in middles else anchors.get(iri, "")
        anchor = anchor if anchor in middles or anchor in aside else ""
        spots[index] = middles[anchor] if anchor in middles else aside[anchor]
        if iri not in middles:
            turns[anchor] = counts[index] = turns.get(anchor, 0) + 1
    step = _STEP * min(4.0, max(1.0, (_LARGE / max(1, len(things))) ** 0.5))
    radius, angle = step * np.sqrt(counts), counts * _GOLDEN
    return np.asarray(spots + np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]))


def _pairs(values: Iterable[tuple[float, float]]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = np.array(list(values), dtype=np.float64).reshape(-1, 2)
    return found
