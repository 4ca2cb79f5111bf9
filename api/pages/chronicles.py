"""Everything that happened or was promised in a place, by date: milestones of its projects, figures it published."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from api.pages.lines import Line, lines
from kg.cockpit import Desk
from kg.facts import Fact, Indicator, Milestone
from kg.periods import months


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened (or is planned): its date or period, and the fact that says so, to read."""

    date: str
    planned: bool
    line: Line


@dataclass(frozen=True, slots=True)
class Span:
    """What to show: from a date, up to one, only planned or only done; empty and None where anything will do."""

    since: str = ""
    until: str = ""
    planned: bool | None = None

    def holds(self, date: str, planned: bool) -> bool:
        """Whether a date of this kind is to be shown."""
        if self.planned is not None and planned != self.planned:
            return False
        return date >= self.since and (not self.until or date[: len(self.until)] <= self.until)


def chronicle(
    desk: Desk, projects: Iterable[str], things: Iterable[str], span: Span, language: str
) -> list[tuple[str, list[Entry]]]:
    """Year → its entries in order of time; `things` are those whose published figures belong to it."""
    told: list[tuple[str, bool, Fact]] = []
    for iri in dict.fromkeys((*projects, *things)):
        for fact in desk.books.facts.get(desk.books.head(iri), ()):
            value = fact.object
            if isinstance(value, Milestone) and value.date:
                told.append((value.date, value.planned, fact))
            elif isinstance(value, Indicator) and value.period:
                told.append((value.period.partition("/")[2] or value.period, False, fact))
    shown = [row for row in told if span.holds(row[0], row[1])]
    shown.sort(key=lambda row: (months(row[0]) or (0, 0), row[0], row[1]), reverse=True)
    shown.sort(key=lambda row: row[0][:4], reverse=True)
    return _by_year(shown, lines(desk.books.reader, [fact for _, _, fact in shown], language))


def _by_year(rows: Sequence[tuple[str, bool, Fact]], told: Sequence[Line]) -> list[tuple[str, list[Entry]]]:
    entries = [Entry(date, planned, line) for (date, planned, _), line in zip(rows, told, strict=True)]
    return [(year, list(group)) for year, group in groupby(entries, key=lambda entry: entry.date[:4])]
