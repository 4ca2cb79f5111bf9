"""Promised, in place, actual: three numbers of a scope that are never one, and what was left out of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.cockpit.projects import Desk, Item
from kg.cockpit.scope import Scope
from kg.counting import Line, Observed
from kg.counting.observed import Figure, added


@dataclass(frozen=True, slots=True)
class Ledger:
    """`counted` and `left` are the totals of the scope's projects. `in_place` and `actual` are published figures,
    None for a scope by which no figure is published (an industry, an investor)."""

    counted: tuple[Line, ...]
    left: tuple[Line, ...]
    in_place: tuple[Observed, ...] | None
    actual: tuple[Observed, ...] | None

    @property
    def promised(self) -> dict[str, float]:
        """Currency → sum of what counts; currencies are never converted."""
        found: dict[str, float] = {}
        for line in self.counted:
            found[line.currency] = found.get(line.currency, 0.0) + line.amount
        return dict(sorted(found.items(), key=lambda row: -row[1]))


def money(desk: Desk, scope: Scope, items: Sequence[Item]) -> Ledger:
    """The money of a scope; `items` are its projects."""
    known = [item.line for item in items if item.line is not None]
    counted = tuple(sorted((line for line in known if not line.reason), key=lambda line: -line.amount))
    left = tuple(sorted((line for line in known if line.reason), key=lambda line: -line.amount))
    return Ledger(counted, left, _figures(desk, scope, "in_place"), _figures(desk, scope, "actual"))


def _figures(desk: Desk, scope: Scope, kind: str) -> tuple[Observed, ...] | None:
    if scope.industry or scope.investor:
        return None
    found: list[Figure] = []
    for figure in desk.published[kind]:
        around = {figure.thing, *desk.books.above.get(figure.thing, ())}
        if scope.region and scope.region not in around:
            continue
        if scope.park and scope.park not in around:
            continue
        if scope.year and not (figure.period or "").startswith(scope.year):
            continue
        found.append(figure)
    return added(found, desk.books.above)
