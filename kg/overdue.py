"""Promised milestones whose date has passed without an article that says they were reached.

The graph is open-world: such a promise is "unknown as of the last article", never "not kept". A promise counts as
kept where the same step, or one that cannot come before it, is stated as done.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from typing import Final

from kg.counting.books import Books
from kg.facts import Evidence, Fact, Milestone
from kg.store import Reader

IMPLIES: Final[dict[str, tuple[str, ...]]] = {
    "signed": ("constructionStart", "completion", "trialProduction", "productionStart", "fullCapacity"),
    "approved": ("constructionStart", "completion", "trialProduction", "productionStart", "fullCapacity"),
    "constructionStart": ("toppedOut", "equipmentInstalled", "completion", "trialProduction", "productionStart",
                          "fullCapacity"),
    "toppedOut": ("completion", "trialProduction", "productionStart", "fullCapacity"),
    "equipmentInstalled": ("trialProduction", "productionStart", "fullCapacity"),
    "trialProduction": ("productionStart", "fullCapacity"),
    "productionStart": ("fullCapacity",),
    "completion": ("productionStart", "fullCapacity"),
}  # fmt: skip
"""Milestone → those that show it was reached."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise that nothing later confirms. `due` is its last day (YYYY-MM-DD), `promised` as stated; `heard` the
    day of the last article that states anything of the project, empty where none is dated."""

    project: str
    name: str
    milestone: str
    promised: str
    due: str
    heard: str
    evidence: Evidence


def overdue(reader: Reader, day: str) -> list[Promise]:
    """The promises that had passed by a day (YYYY-MM-DD) and are unknown, the oldest first."""
    return overdue_in(Books(reader), day)


def overdue_in(books: Books, day: str) -> list[Promise]:
    """Like `overdue`, of books that are open already."""
    found = []
    for project, facts in books.facts.items():
        steps = [(fact, fact.object) for fact in facts if isinstance(fact.object, Milestone)]
        done = {step.kind for _, step in steps if not step.planned}
        for fact, step in steps:
            if not step.planned or step.date is None or last_day(step.date) >= day:
                continue
            if done.isdisjoint((step.kind, *IMPLIES.get(step.kind, ()))):
                found.append(_promise(books, project, fact, step))
    return sorted(found, key=lambda row: (row.due, row.name, row.milestone))


def _promise(books: Books, project: str, fact: Fact, step: Milestone) -> Promise:
    heard = max(books.date(other) for other in books.facts[project])
    name = books.names.get(project, project.rpartition("/")[2])
    best = max(fact.evidence, key=lambda piece: piece.confidence)
    return Promise(project, name, step.kind, step.date or "", last_day(step.date or ""), heard, best)


def last_day(date: str) -> str:
    """The last day of a year, month or day.

    >>> last_day("2022"), last_day("2024-02"), last_day("2021-07-01")
    ('2022-12-31', '2024-02-29', '2021-07-01')
    """
    if len(date) == 4:
        return f"{date}-12-31"
    if len(date) == 7:
        year, month = int(date[:4]), int(date[5:])
        return f"{date}-{calendar.monthrange(year, month)[1]:02}"
    return date
