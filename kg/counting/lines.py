"""Every project with a total as a line: counted, or left out with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from kg.canonical import fact_id
from kg.counting.books import Books
from kg.counting.stages import STAGES, stage
from kg.facts import Evidence, Fact, Money
from kg.values import names

LEFT: Final[dict[str, tuple[str, str]]] = {
    "stage": ("未到可计入的阶段", "its stage does not count"),
    "phase": ("属于另有总投资的整体项目", "part of a whole that has a total"),
    "twin": ("可能与另一项目相同，只计一次", "may be the same as another, which counts"),
    "several": ("不是单个项目，是若干项目的合计", "not one project but several together"),
}
"""Why a line is left out, in Chinese and English."""

NOTES: Final[dict[str, tuple[str, str]]] = {
    "contested": ("总投资说法不一，取最近一篇", "totals disagree; the latest article's counts"),
    "increase": ("增资，只计增加部分", "an increase; only the new money counts"),
}
"""What a reader must know of a line that counts, in Chinese and English."""

SEVERAL: Final = re.compile(r"[\d一二三四五六七八九十百]+个.{0,12}项目")
"""A name that stands for several projects."""


@dataclass(frozen=True, slots=True)
class Line:
    """A project and its total in base units of a currency. `stage` is a name of `STAGES`, `fact` the id of the
    fact, `evidence` its sentence. `reason` says why it is left out (a key of `LEFT`; empty where it counts)
    and `because` the IRI of the whole or twin; `notes` are keys of `NOTES`."""

    project: str
    name: str
    amount: float
    currency: str
    stage: str
    fact: str
    evidence: Evidence
    notes: tuple[str, ...] = ()
    reason: str = ""
    because: str = ""


def lines(books: Books) -> tuple[list[Line], list[Line]]:
    """The lines that count and those that are left out, by project."""
    found: dict[str, Line] = {}
    for project, facts in books.facts.items():
        totals = [fact for fact in facts if isinstance(fact.object, Money) and fact.predicate == "totalInvestment"]
        if totals:
            found[project] = _line(books, project, facts, totals)
    judged = {project: _judged(books, line, found) for project, line in found.items()}
    for one, other in _pairs(books, judged):
        if not judged[one].reason and not judged[other].reason and _equal(judged[one], judged[other]):
            judged[other] = replace(judged[other], reason="twin", because=one)
    rows = list(judged.values())
    return [row for row in rows if not row.reason], [row for row in rows if row.reason]


def _pairs(books: Books, found: dict[str, Line]) -> Iterator[tuple[str, str]]:
    """Pairs of projects that may be one: the doubts of the ledger, then those of one investor in one province."""
    for row in books.ledger.unsure():
        one, other = books.head(row.left), books.head(row.right)
        if one in found and other in found:
            yield one, other
    by_firm: dict[tuple[str, str], list[str]] = {}
    for project in found:
        for firm in books.refs(project, "investor"):
            by_firm.setdefault((firm, books.provinces.get(project, "")), []).append(project)
    for projects in by_firm.values():
        for one, other in combinations(projects, 2):
            held = books.ledger.opinion(one, other)
            same_phase = names.project(found[one].name).phases == names.project(found[other].name).phases
            if same_phase and (held is None or held.opinion != "different"):
                yield one, other


def _line(books: Books, project: str, facts: list[Fact], totals: list[Fact]) -> Line:
    best = max(totals, key=lambda fact: (books.date(fact), fact.confidence, _value(fact)))
    value = best.object
    assert isinstance(value, Money)
    notes = ["contested"] if len({_value(fact) for fact in totals}) > 1 else []
    notes += ["increase"] if books.refs(project, "increases") else []
    return Line(
        project,
        books.names.get(project, project.rpartition("/")[2]),
        value.value,
        value.currency,
        stage(facts, books.around(project)).name,
        fact_id(best.subject, best.predicate, best.object),
        max(best.evidence, key=lambda piece: piece.confidence),
        tuple(notes),
    )


def _value(fact: Fact) -> tuple[float, str]:
    assert isinstance(fact.object, Money)
    return fact.object.value, fact.object.currency


def _judged(books: Books, line: Line, found: dict[str, Line]) -> Line:
    """The line, with the reason where it does not count by itself."""
    if not next(known for known in STAGES if known.name == line.stage).countable:
        return replace(line, reason="stage")
    if SEVERAL.search(line.name):
        return replace(line, reason="several")
    for whole in books.wholes(line.project):
        if whole in found:
            return replace(line, reason="phase", because=whole)
    return line


def _equal(one: Line, other: Line) -> bool:
    return one.currency == other.currency and abs(one.amount - other.amount) <= 0.005 * max(one.amount, other.amount)
