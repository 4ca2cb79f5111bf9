"""Areas in running text: 1500亩, 12.56万平方米, 3平方公里 → square metres.

Per-area rates (亩均, 万元/亩) are not areas; a range keeps its lower bound.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.values import Found
from kg.values.measures import pattern, scan
from kg.values.numerals import fold, tidy

SQUARE_METRES: Final[dict[str, float]] = {
    "亩": 2000 / 3,
    "公顷": 1e4,
    "平方公里": 1e6,
    "平方千米": 1e6,
    "km²": 1e6,
    "km2": 1e6,
    "平方米": 1.0,
    "平方": 1.0,
    "平米": 1.0,
    "㎡": 1.0,
    "m²": 1.0,
    "m2": 1.0,
    "平": 1.0,
}
"""Unit as written → square metres in it (15 亩 are one hectare)."""

_PATTERN = pattern(
    r"(?:亩(?![均产])|公顷|平方公里|平方千米|km[²2]|平方米|平米|㎡|m[²2]|平方(?![公千厘毫分英])|(?<=万)平(?![方米均安原衡台等]))"
)


@dataclass(frozen=True, slots=True)
class Area:
    """An area; `value` in square metres."""

    value: float


def find(text: str) -> Iterator[Found[Area]]:
    """Every area in `text`, in order.

    >>> [f.value.value for f in find("占地15亩，建筑面积1.2万平方米")]
    [10000.0, 12000.0]
    """
    folded = fold(text)
    for m in scan(_PATTERN, folded, lists=True):
        yield Found(m.start, m.end, Area(tidy(m.value * SQUARE_METRES[m.unit])))


def parse(text: str) -> Area | None:
    """The first area in `text`, None where it states none."""
    return next((found.value for found in find(text)), None)
