"""Facts between two things as edges, each with its evidence, and what lies around a thing.

The edges are the properties that `ontology.ttl` marks with `zs:edge`, the posts of people, and the
gazetteer's tree of regions, whose edges have neither statement nor evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from kg import statements
from kg.facts import Entity, Evidence, Fact, Ref, Role
from kg.ontology import ontology
from kg.quads import statement
from kg.store import Reader
from kg.terms import reference

_MOST_EDGES: Final = 300


@dataclass(frozen=True, slots=True)
class Edge:
    """A fact between two things. `label` is the property's label, or the post for a role; `statement`
    is the IRI of the fact, under which its evidence is found; empty for the gazetteer's `partOf`."""

    subject: str
    predicate: str
    object: str
    label: str
    statement: str
    evidence: tuple[Evidence, ...]

    @property
    def key(self) -> str:
        """What tells this edge from every other."""
        return self.statement or f"{self.subject} {self.predicate} {self.object}"


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Things around a thing: the entities by IRI, the edges among them, and whether some were left out."""

    entities: dict[str, Entity]
    edges: tuple[Edge, ...]
    complete: bool


def edge_of(fact: Fact, heads: Mapping[str, str]) -> Edge | None:
    """The edge that a fact is, None where its object is a value. `heads` leads from IRIs that were
    merged away to those that stand for them (`kg.statements.redirects`)."""
    if isinstance(fact.object, Ref) and fact.predicate in ontology().edges():
        label, other = ontology().label(fact.predicate), fact.object.id
    elif isinstance(fact.object, Role) and fact.object.org is not None:
        label, other = fact.object.title, fact.object.org
    else:
        return None
    ends = heads.get(fact.subject, fact.subject), heads.get(other, other)
    return Edge(ends[0], fact.predicate, ends[1], label, str(statement(fact)), fact.evidence)


def edges(reader: Reader, iri: str, depth: int = 1, limit: int = _MOST_EDGES) -> list[Edge]:
    """The edges within `depth` steps of a thing, nearest first, at most `limit`."""
    return list(neighbourhood(reader, [iri], depth, limit).edges)


def neighbourhood(reader: Reader, start: Iterable[str], depth: int = 1, limit: int = _MOST_EDGES) -> Neighbourhood:
    """What lies within `depth` steps of some things. Raises NotFound for a thing that is not there."""
    first = [statements.survivor(reader, iri) for iri in start]
    seen = dict.fromkeys(first)
    found: dict[str, Edge] = {}
    border = list(seen)
    for _ in range(depth):
        reached: dict[str, None] = {}
        for edge in _around(reader, border):
            found.setdefault(edge.key, edge)
            reached.update(dict.fromkeys((edge.subject, edge.object)))
        border = [iri for iri in reached if iri not in seen]
        seen.update(dict.fromkeys(border))
    kept = tuple(islice(found.values(), limit))
    things = [*first, *(iri for edge in kept for iri in (edge.subject, edge.object))]
    return Neighbourhood(statements.entities(reader, things), kept, len(kept) == len(found))


def tree(reader: Reader, things: Iterable[str] | None = None) -> list[Edge]:
    """The edges of the tree of regions, all or those at some things."""
    if things is None:
        pattern = "?s zs:partOf ?o"
    else:
        values = " ".join(reference(iri) for iri in things)
        pattern = f"{{ VALUES ?s {{ {values} }} ?s zs:partOf ?o }} UNION {{ VALUES ?o {{ {values} }} ?s zs:partOf ?o }}"
    label = ontology().label("partOf")
    rows = reader.rows(f"SELECT DISTINCT ?s ?o WHERE {{ {pattern} }}")
    return [Edge(row.text("s"), "partOf", row.text("o"), label, "", ()) for row in rows]


def _around(reader: Reader, things: list[str]) -> Iterator[Edge]:
    for fact in statements.facts_of(reader, things):
        edge = edge_of(fact, statements.redirects(reader))
        if edge is not None:
            yield edge
    yield from tree(reader, things)
