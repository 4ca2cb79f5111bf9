"""Two series of columns over years: what was done, and above it what was planned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_STEP: Final = 46
_TALL: Final = 120.0


@dataclass(frozen=True, slots=True)
class Column:
    """A year: where it stands, and the tops and heights of what was done and planned with their numbers."""

    label: str
    x: int
    done: int
    planned: int
    done_y: float
    done_height: float
    planned_y: float
    planned_height: float


@dataclass(frozen=True, slots=True)
class Columns:
    """A chart in a box `width` × `height`, its base line at `base`."""

    width: int
    height: float
    base: float
    columns: tuple[Column, ...]


def columns(rows: Sequence[tuple[str, int, int]]) -> Columns:
    """The chart of (year, done, planned) rows.

    >>> columns([("2023", 2, 0), ("2024", 1, 3)]).columns[1].planned
    3
    """
    most = max((done + planned for _, done, planned in rows), default=1) or 1
    made = []
    for place, (year, done, planned) in enumerate(rows):
        low, high = _TALL * done / most, _TALL * planned / most
        base = 20 + _TALL
        tops = round(base - low, 1), round(base - low - high, 1)
        made.append(Column(year, place * _STEP + 6, done, planned, tops[0], round(low, 1), tops[1], round(high, 1)))
    return Columns(max(len(rows), 4) * _STEP + 6, 20 + _TALL + 24, 20 + _TALL, tuple(made))
