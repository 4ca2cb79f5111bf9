"""A Sankey diagram of two sides: bands from sources on the left to targets on the right, widths by weight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_LEFT: Final = 130.0
_RIGHT: Final = 510.0
_GAP: Final = 8.0
_LEAST: Final = 18.0
"""Height of a knot at least, so that its label fits."""


@dataclass(frozen=True, slots=True)
class Knot:
    """An end: its name, the box of its bar, and where its label stands."""

    label: str
    x: float
    y: float
    height: float
    text_x: float
    anchor: str
    weight: float


@dataclass(frozen=True, slots=True)
class Band:
    """A flow: the path of its middle line, how wide, and the number of the flow it draws."""

    path: str
    width: float
    index: int


@dataclass(frozen=True, slots=True)
class Sankey:
    """A diagram in a box `width` × `height`."""

    width: float
    height: float
    knots: tuple[Knot, ...]
    bands: tuple[Band, ...]


def sankey(flows: Sequence[tuple[str, str, float]], unit: float = 12.0) -> Sankey:
    """The diagram of (source, target, weight) rows; `unit` is the height of one unit of weight at most.

    >>> drawn = sankey([("广东省", "贵州省", 3.0), ("广东省", "广西壮族自治区", 1.0)])
    >>> len(drawn.knots), len(drawn.bands)
    (3, 2)
    """
    out: dict[str, float] = defaultdict(float)
    into: dict[str, float] = defaultdict(float)
    for source, target, weight in flows:
        out[source] += weight
        into[target] += weight
    scale = min(unit, 420.0 / max(sum(out.values()), 1.0))
    left, first = _side(out, scale, _LEFT - 10, "end")
    right, second = _side(into, scale, _RIGHT, "start")
    height = max(_bottom(left), _bottom(right), 40.0)
    at = {**{("l", k): (box.height - out[k] * scale) / 2 + box.y for k, box in first.items()}}
    at |= {("r", k): (box.height - into[k] * scale) / 2 + box.y for k, box in second.items()}
    bands = []
    for index, (source, target, weight) in enumerate(flows):
        width = weight * scale
        one, other = at["l", source] + width / 2, at["r", target] + width / 2
        at["l", source] += width
        at["r", target] += width
        middle = (_LEFT + _RIGHT) / 2
        path = f"M{_LEFT:.1f} {one:.1f}C{middle:.1f} {one:.1f} {middle:.1f} {other:.1f} {_RIGHT:.1f} {other:.1f}"
        bands.append(Band(path, round(max(width, 1.5), 1), index))
    return Sankey(_LEFT + _RIGHT, round(height, 1), (*left, *right), tuple(bands))


def _side(weights: dict[str, float], scale: float, x: float, anchor: str) -> tuple[list[Knot], dict[str, Knot]]:
    y, made = 0.0, {}
    for label, weight in sorted(weights.items(), key=lambda row: -row[1]):
        height = max(weight * scale, _LEAST)
        text = x - 8 if anchor == "end" else x + 18
        made[label] = Knot(label, x, round(y, 1), round(height, 1), text, anchor, weight)
        y += height + _GAP
    return list(made.values()), made


def _bottom(knots: list[Knot]) -> float:
    return max((knot.y + knot.height for knot in knots), default=0.0)
