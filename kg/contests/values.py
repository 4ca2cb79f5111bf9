"""Different values where there should be one: amounts, dates, figures of one period, periods of one figure.

`SINGLES` is the table of properties of which a thing has one value. Within one article two values far apart are
seldom a contradiction (a part and its whole, an event and the year), so there only close ones are listed;
between articles all are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final

from kg.contests.claims import Contest, Ground, apart, claim
from kg.facts import Fact, Indicator, Milestone
from kg.periods import overlap

_CLOSE: Final = 0.02
"""Relative difference up to which two values of one article are taken to speak of one thing."""
_SAME: Final = 0.0005
"""Relative difference up to which two figures are one figure."""
_TELLING: Final = 20
"""Counts below this are equal by chance too often to tell anything."""
_LOOSE: Final = ("growth", "other")
"""Measures under which many different things are published."""


@dataclass(frozen=True, slots=True)
class Single:
    """A property of which a thing has one value. `group` says among which values (None: not compared), `slack` is
    the relative difference that comes from rounding and units alone."""

    group: Callable[[Any], object | None]
    slack: float = 0.0


def _promised(value: Any) -> object | None:
    """Promised outcomes are of full production; actual ones are of a year that the fact does not say."""
    return (getattr(value, "currency", ""), True) if value.planned else None


SINGLES: Final[dict[str, Single]] = {
    "totalInvestment": Single(lambda value: value.currency),
    "outputValue": Single(_promised),
    "sales": Single(_promised),
    "tax": Single(_promised),
    "jobs": Single(_promised),
    "landArea": Single(lambda value: True, 0.01),
    "floorArea": Single(lambda value: True, 0.01),
}


def singles(ground: Ground) -> Iterator[Contest]:
    """Two amounts, areas or numbers of jobs of one project."""
    for thing, facts in ground.facts.items():
        groups: dict[object, list[Fact]] = defaultdict(list)
        for fact in facts:
            single = SINGLES.get(fact.predicate)
            group = single.group(fact.object) if single and "/Project/" in fact.subject else None
            if group is not None:
                groups[fact.predicate, group].append(fact)
        for rivals in groups.values():
            slack = SINGLES[rivals[0].predicate].slack
            for one, other in _pairs(rivals):
                gap = _gap(one, other)
                if gap > slack and (apart(one, other) or gap <= _CLOSE):
                    yield Contest("value", thing, one.predicate, (claim(one), claim(other)), gap=gap)


def dates(ground: Ground) -> Iterator[Contest]:
    """Two dates of one milestone that was reached; a month holds its days."""
    for thing, facts in ground.facts.items():
        done: dict[str, list[Fact]] = defaultdict(list)
        for fact in facts:
            if isinstance(fact.object, Milestone) and not fact.object.planned and fact.object.date:
                done[fact.object.kind].append(fact)
        for kind, rivals in done.items():
            for one, other in _pairs(rivals):
                a, b = str(one.object.date), str(other.object.date)  # type: ignore[union-attr]
                if not a.startswith(b) and not b.startswith(a):
                    yield Contest("date", thing, kind, (claim(one), claim(other)), gap=abs(_years(a) - _years(b)))


def figures(ground: Ground) -> Iterator[Contest]:
    """Two figures of one place for one measure, unit and period."""
    for thing, facts in ground.facts.items():
        groups: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
        for fact in facts:
            if isinstance(fact.object, Indicator) and fact.object.period and fact.object.measure not in _LOOSE:
                groups[fact.object.measure, fact.object.unit, fact.object.period].append(fact)
        for (measure, _, period), rivals in groups.items():
            for one, other in _pairs(rivals):
                gap = _gap(one, other)
                if apart(one, other) or gap <= _CLOSE:
                    yield Contest("figure", thing, measure, (claim(one), claim(other)), period, gap)


def periods(ground: Ground) -> Iterator[Contest]:
    """One figure of one place that is given for two different periods, one reaching into the other."""
    for thing, facts in ground.facts.items():
        told = [f for f in facts if isinstance(f.object, Indicator) and f.object.period]
        for one, other in combinations(told, 2):
            a, b = one.object, other.object
            assert isinstance(a, Indicator) and isinstance(b, Indicator)
            alike = (a.measure, a.unit) == (b.measure, b.unit) and a.measure not in _LOOSE and a.period != b.period
            if (
                alike
                and min(a.value, b.value) >= _TELLING
                and _gap(one, other) <= _SAME
                and overlap(a.period, b.period)
            ):
                both = f"{a.period} · {b.period}"
                yield Contest("period", thing, a.measure, (claim(one), claim(other)), both, _gap(one, other))


def _pairs(rivals: list[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Every two of them, the smaller first."""
    ordered = sorted(rivals, key=lambda fact: (getattr(fact.object, "value", 0), str(fact.object)))
    return combinations(ordered, 2)


def _gap(one: Fact, other: Fact) -> float:
    """The relative difference of two numbers, 0 to 1."""
    a, b = float(one.object.value), float(other.object.value)  # type: ignore[union-attr]
    return abs(a - b) / max(abs(a), abs(b), 1e-9)


def _years(date: str) -> float:
    parts = [int(part) for part in date.split("-")] + [1, 1]
    return parts[0] + (parts[1] - 1) / 12 + (parts[2] - 1) / 365
