"""Ways through the graph and overdue promises, to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.library import Library
from api.pages.proofs import titled
from api.pages.render import labels
from kg import lookup
from kg.citations import cited
from kg.edges import Edge
from kg.facts import Entity
from kg.overdue import Promise
from kg.store import Reader
from viz.wording import readable


@dataclass(frozen=True, slots=True)
class Step:
    """One edge of a way: `forth` says whether it is walked from subject to object, `to` is what it leads to."""

    to: Entity
    label: str
    forth: bool
    quote: str
    href: str


@dataclass(frozen=True, slots=True)
class Way:
    """A way: where it starts, and its steps."""

    start: Entity
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """A promise to read."""

    project: str
    name: str
    milestone: str
    promised: str
    heard: str
    quote: str
    title: str
    href: str


def ways(reader: Reader, found: Sequence[Sequence[Edge]], start: str) -> list[Way]:
    """The ways as a reader follows them from their common start."""
    names = lookup.entities(reader, {start, *(i for way in found for e in way for i in (e.subject, e.object))})
    made = []
    for way in found:
        at, steps = start, []
        for edge in way:
            forth = edge.subject == at
            at = edge.object if forth else edge.subject
            best = max(edge.evidence, key=lambda piece: piece.confidence, default=None)
            quote = readable(best.quote) if best else ""
            href = f"/articles/{best.article}?char={best.start},{best.end}#here" if best else ""
            steps.append(Step(names[at], edge.label, forth, quote, href))
        made.append(Way(names[start], tuple(steps)))
    return made


def promises(library: Library, rows: Iterable[Promise], language: str) -> list[Due]:
    """The promises in words."""
    rows = list(rows)
    found = cited(library.reader(), {row.evidence.article for row in rows})
    articles = {row.id: row for row in titled(library, found.values())}
    return [
        Due(
            row.project,
            row.name,
            labels(language)(row.milestone),
            row.promised,
            row.heard,
            readable(row.evidence.quote),
            articles[row.evidence.article].title,
            f"/articles/{row.evidence.article}?char={row.evidence.start},{row.evidence.end}#here",
        )
        for row in rows
    ]
