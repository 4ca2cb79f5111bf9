"""The ways between two chosen things as a picture: from left to right, one column a step."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from kg import lookup, network
from kg import namespaces as ns
from kg.edges import Edge as Step
from kg.store import Reader
from viz.layout import SLOT, Positions
from viz.links import Edge
from viz.view import Frame, View, build, dressed

_WAYS = 12
"""Most ways drawn: more are no picture any more."""


def connection(reader: Reader, start: str, end: str, most: int = 3, frame: Frame | None = None) -> View:
    """The shortest ways from `start` to `end` (IRIs) over at most `most` edges, at most a dozen.

    Without a way the picture holds the two things alone. Raises NotFound where the store lacks one of them.
    """
    frame = frame or Frame()
    ends = lookup.entity(reader, start), lookup.entity(reader, end)
    one, other = ends[0].id, ends[1].id
    found = network.paths(reader, one, other, most, _WAYS) if one != other else []
    columns: dict[str, int] = {one: 0}
    for way in found:
        at = one
        for column, step in enumerate(way, 1):
            at = step.object if step.subject == at else step.subject
            columns[at] = min(column, columns.get(at, column))
    columns.setdefault(other, 1)
    edges = {edge.id: edge for way in found for edge in map(_edge, way)}
    names = lookup.entities(reader, columns)
    view = build(f"{ends[0].name} — {ends[1].name}", edges.values(), names, _columns(columns, frame.aspect))
    return dressed(reader, replace(view, focus=tuple(dict.fromkeys((one, other)))))


def _columns(columns: dict[str, int], aspect: float) -> Positions:
    """Places: steps to the right where the picture is wide, downwards where it is high."""
    rows: dict[int, list[str]] = defaultdict(list)
    for iri, column in columns.items():
        rows[column].append(iri)
    wide = aspect >= 1
    along, across = (SLOT[0] * 1.9, SLOT[1] * 1.15) if wide else (SLOT[1] * 2.2, SLOT[0])
    spots: Positions = {}
    for column, things in rows.items():
        for place, iri in enumerate(things):
            far, aside = float(column * along), float((place - (len(things) - 1) / 2) * across)
            spots[iri] = (round(far, 1), round(aside, 1)) if wide else (round(aside, 1), round(far, 1))
    return spots


def _edge(step: Step) -> Edge:
    """A step as an edge of a picture; one of the gazetteer's tree has no fact and no sentence behind it."""
    evidence = tuple(sorted(step.evidence, key=lambda piece: -piece.confidence))
    return Edge(
        id=step.statement.removeprefix(ns.STATEMENT) or f"{step.subject} {step.predicate}",
        source=step.subject,
        target=step.object,
        predicate=step.predicate,
        caption=step.label if step.predicate == "role" else None,
        confidence=evidence[0].confidence if evidence else 1.0,
        evidence=evidence,
    )
