"""How much money was promised, is in place, and has come out, each apart: which projects went in and which did not.

1. Every project with a total is a `Line`. Of several totals the latest article's counts, and the line says so.
2. A line is left out, with its reason, where its stage does not count (in talks, terminated …), where it is a
   phase of a whole that has a total, names several projects, or may be the same as another with an equal total.
3. Lines are grouped by `GROUPINGS` (province, park, industry, investor, year). A project in several groups stands
   in each; the grand total holds it once.
4. Money in place and actual output are published figures beside the groups, added by `kg.counting.observed` only
   where nothing can be counted twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kg.counting.books import UNSTATED, Books, Place
from kg.counting.groups import GROUPINGS
from kg.counting.lines import LEFT, NOTES, Line, lines
from kg.counting.observed import REASONS, Figure, Observed, added
from kg.counting.stages import STAGES
from kg.errors import NotFound
from kg.store import Reader

__all__ = [
    "GROUPINGS",
    "LEFT",
    "NOTES",
    "REASONS",
    "STAGES",
    "Figure",
    "Group",
    "Line",
    "Observed",
    "Place",
    "Sums",
    "sums",
]


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one place, park, industry, investor or year; `key` is its IRI or its text, `label` its name."""

    key: str
    label: str
    counted: tuple[Line, ...]
    left: tuple[Line, ...]
    in_place: tuple[Observed, ...] = ()
    actual: tuple[Observed, ...] = ()

    @property
    def promised(self) -> dict[str, float]:
        """Currency → the sum of the lines that count."""
        return total(self.counted)


@dataclass(frozen=True, slots=True)
class Sums:
    """The answer: groups, the largest first, and the whole with every project once. `overlapping` tells that a
    project stands in several groups, so that groups must not be added."""

    by: str
    groups: tuple[Group, ...]
    counted: tuple[Line, ...]
    left: tuple[Line, ...]
    overlapping: bool

    @property
    def promised(self) -> dict[str, float]:
        """Currency → the sum over all projects that count."""
        return total(self.counted)


@lru_cache(maxsize=16)
def sums(reader: Reader, by: str) -> Sums:
    """Money by a grouping of `GROUPINGS`. Raises NotFound for any other."""
    if by not in GROUPINGS:
        raise NotFound(f"no grouping {by}", hint=", ".join(GROUPINGS))
    books = Books(reader)
    grouping = GROUPINGS[by]
    counted, left = lines(books)
    inside: dict[Place, list[Line]] = defaultdict(list)
    outside: dict[Place, list[Line]] = defaultdict(list)
    for rows, into in ((counted, inside), (left, outside)):
        for line in rows:
            for place in grouping.places(books, line) or [Place("", UNSTATED)]:
                into[place].append(line)
    figures = grouping.figures(books, "in_place") if grouping.figures else {}
    results = grouping.figures(books, "actual") if grouping.figures else {}
    groups = [
        Group(
            place.key,
            place.label,
            tuple(inside[place]),
            tuple(outside[place]),
            added(figures.get(place, ()), books.above),
            added(results.get(place, ()), books.above),
        )
        for place in {**inside, **outside, **figures, **results}
    ]
    groups.sort(key=lambda group: (not group.key, -group.promised.get("CNY", 0), group.label))
    several = sum(len(rows) for rows in inside.values()) > len(counted)
    return Sums(by, tuple(groups), tuple(counted), tuple(left), several)


def total(rows: Iterable[Line]) -> dict[str, float]:
    """Currency → sum; currencies are never converted."""
    found: dict[str, float] = defaultdict(float)
    for row in rows:
        found[row.currency] += row.amount
    return dict(sorted(found.items(), key=lambda item: -item[1]))
