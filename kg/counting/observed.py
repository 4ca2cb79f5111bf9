"""Sums of published figures, or the reason why there is none: what may overlap is never added.

A published total is an observation, not a sum of projects. Two of them are added only where no money can be in
both: one place at periods that share no month, or places of which none holds the other at one period.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from kg.periods import months, overlap

REASONS: Final[dict[str, tuple[str, str]]] = {
    "unknown": ("时期不明，可能重复计算", "a period is not known: they may overlap"),
    "same": ("同一对象同一时期有多个数字，可能互相包含", "several figures of one thing and period: they may overlap"),
    "overlapping": ("时期重叠", "their periods overlap"),
    "within": ("一个对象在另一个之内", "one thing lies within the other"),
    "periods": ("对象不同且时期不同", "different things at different periods"),
}
"""Why figures are not added, in Chinese and English."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure: of which thing (IRI), how much, for which period, in which fact (its id)."""

    thing: str
    value: float
    unit: str
    period: str | None
    fact: str


@dataclass(frozen=True, slots=True)
class Observed:
    """Figures of one unit and their sum; `total` is None where they may not be added, and `reason` (a key of
    `REASONS`) says why."""

    unit: str
    total: float | None
    figures: tuple[Figure, ...]
    reason: str = ""


def added(figures: Sequence[Figure], above: Mapping[str, frozenset[str]]) -> tuple[Observed, ...]:
    """The figures of each unit, added where that is allowed; `above` holds all that a thing lies in.

    >>> year = [Figure("贵港", 5.0, "CNY", p, "") for p in ("2021", "2022")]
    >>> added(year, {})[0].total, added([*year, year[0]], {})[0].reason
    (10.0, 'same')
    """
    found = []
    for unit in dict.fromkeys(figure.unit for figure in figures):
        rows = tuple(figure for figure in figures if figure.unit == unit)
        reason = next(filter(None, (_against(a, b, above) for a, b in combinations(rows, 2))), "")
        found.append(Observed(unit, None if reason else sum(row.value for row in rows), rows, reason))
    return tuple(found)


def _against(a: Figure, b: Figure, above: Mapping[str, frozenset[str]]) -> str:
    """Why two figures may not be added; empty where they may."""
    if b.thing in above.get(a.thing, ()) or a.thing in above.get(b.thing, ()):
        return "within"
    if months(a.period) is None or months(b.period) is None:
        return "unknown"
    if a.thing == b.thing:
        return "same" if months(a.period) == months(b.period) else "overlapping" if overlap(a.period, b.period) else ""
    return "" if months(a.period) == months(b.period) else "periods"
