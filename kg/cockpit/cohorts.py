"""How many projects of each cohort went from signing to building, production and full capacity.

A cohort is the year of signing. What later steps show is counted as reached (a plant that produces was built), and
the view tells stated from implied. A project that ended stays in its cohort: it was signed and did not produce.
The graph is open-world: what is not reached is not known to be reached.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.cockpit.projects import Item
from kg.facts import Milestone
from kg.overdue import IMPLIES

STEPS: Final = ("signed", "constructionStart", "productionStart", "fullCapacity")
"""签约 → 开工 → 投产 → 达产."""


def shown_by(step: str) -> frozenset[str]:
    """The milestones that show that a step was reached: itself, and all that cannot come before it.

    >>> sorted(shown_by("productionStart"))
    ['fullCapacity', 'productionStart']
    """
    found, todo = {step}, [step]
    while todo:
        for later in IMPLIES.get(todo.pop(), ()):
            if later not in found:
                found.add(later)
                todo.append(later)
    return frozenset(found)


_SHOWN: Final = {step: shown_by(step) for step in STEPS}


@dataclass(frozen=True, slots=True)
class Cohort:
    """The projects signed in a year (empty: no article dates it). `reached` and `planned` are by step: those known to
    have got there, and those that promise to and are not known to have."""

    year: str
    reached: dict[str, tuple[Item, ...]]
    planned: dict[str, tuple[Item, ...]]


@dataclass(frozen=True, slots=True)
class Funnel:
    """The whole and its cohorts, the latest first; `left` are projects that are not one of their own; `unknown` those
    of which no article tells any step."""

    whole: Cohort
    cohorts: tuple[Cohort, ...]
    left: tuple[Item, ...]
    unknown: tuple[Item, ...]


def funnel(items: Iterable[Item]) -> Funnel:
    """The funnel of some projects."""
    items = list(items)
    left = tuple(item for item in items if item.reason)
    counted = [item for item in items if not item.reason]
    known = [item for item in counted if any(reached(item, step) or promised(item, step) for step in STEPS)]
    by_year: dict[str, list[Item]] = defaultdict(list)
    for item in known:
        if reached(item, STEPS[0]):
            by_year[signed_in(item)].append(item)
    cohorts = [_cohort(year, rows) for year, rows in sorted(by_year.items(), reverse=True)]
    told = {item.iri for item in known}
    unknown = tuple(item for item in counted if item.iri not in told)
    return Funnel(_cohort("", known), tuple(cohorts), left, unknown)


def reached(item: Item, step: str) -> bool:
    """Whether an article states that a step, or one that cannot come before it, was reached."""
    return not _done(item).isdisjoint(_SHOWN[step])


def promised(item: Item, step: str) -> bool:
    """Whether a step is planned and not known to be reached."""
    return not reached(item, step) and any(fact.kind == step and fact.planned for fact in _steps(item))


def signed_in(item: Item) -> str:
    """The year of signing; empty where no article dates it."""
    dates = [step.date for step in _steps(item) if step.kind == "signed" and not step.planned and step.date]
    return min(dates)[:4] if dates else ""


def steps_by_year(items: Iterable[Item]) -> dict[str, tuple[list[Item], list[Item]]]:
    """Year → projects with a dated step done, and with one planned, in that year; years in order."""
    found: dict[str, tuple[list[Item], list[Item]]] = defaultdict(lambda: ([], []))
    for item in items:
        for year, planned in sorted({(step.date[:4], step.planned) for step in _steps(item) if step.date}):
            found[year][planned].append(item)
    return dict(sorted(found.items()))


def _cohort(year: str, items: list[Item]) -> Cohort:
    return Cohort(
        year,
        {step: tuple(item for item in items if reached(item, step)) for step in STEPS},
        {step: tuple(item for item in items if promised(item, step)) for step in STEPS},
    )


def _steps(item: Item) -> list[Milestone]:
    return [fact.object for fact in item.facts if isinstance(fact.object, Milestone)]


def _done(item: Item) -> set[str]:
    return {step.kind for step in _steps(item) if not step.planned}
