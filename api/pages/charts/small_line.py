"""A small line of one figure over its periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_WIDE: Final = 180.0
_HIGH: Final = 44.0


@dataclass(frozen=True, slots=True)
class Spark:
    """A line in a box `width` × `height`: `points` as SVG writes them, and its dots."""

    width: float
    height: float
    points: str
    dots: tuple[tuple[float, float], ...]


def spark(places: Sequence[float], values: Sequence[float]) -> Spark:
    """The line of values at places in time (any rising numbers); from zero, so that a rise looks as large as it is.

    >>> spark([0, 1], [5.0, 10.0]).points
    '6.0,25.0 174.0,6.0'
    """
    first, last, most = places[0], places[-1], max(*values, 0.0) or 1.0
    span = (last - first) or 1.0
    dots = tuple(
        (
            round(6 + (_WIDE - 12) * (place - first) / span, 1),
            round(_HIGH - (_HIGH - 6) * value / most, 1),
        )
        for place, value in zip(places, values, strict=True)
    )
    return Spark(_WIDE, _HIGH + 4, " ".join(f"{x},{y}" for x, y in dots), dots)
