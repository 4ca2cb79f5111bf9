"""Facts that link two things, as edges of a picture: each with its id and the sentences that state it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from kg import lookup
from kg import namespaces as ns
from kg.canonical import fact_id
from kg.facts import Evidence, Fact, Ref, Role
from kg.ontology import ontology
from kg.store import Reader


@dataclass(frozen=True, slots=True)
class Edge:
    """A fact between two things: `id` is the fact's, `caption` says more than the predicate (a post),
    `evidence` has the surest piece first. `source` and `target` are IRIs that were not merged away.
    """

    id: str
    source: str
    target: str
    predicate: str
    caption: str | None
    confidence: float
    evidence: tuple[Evidence, ...]

    @property
    def ends(self) -> tuple[str, str]:
        """Source and target."""
        return (self.source, self.target)

    def as_json(self) -> dict[str, Any]:
        """The fields by name, the evidence likewise."""
        return asdict(self)


def links(reader: Reader, things: Iterable[str]) -> list[Edge]:
    """Every fact that links one of these things to another."""
    heads = lookup.redirects(reader)
    found = []
    for fact in lookup.facts_of(reader, things):
        target = target_of(fact)
        if target is not None:
            source, target = heads.get(fact.subject, fact.subject), heads.get(target, target)
            if source != target:
                found.append(_edge(fact, source, target))
    return found


def target_of(fact: Fact) -> str | None:
    """The IRI of the thing that a fact leads to; None for a fact about one thing."""
    if isinstance(fact.object, Ref):
        return fact.object.id
    return fact.object.org if isinstance(fact.object, Role) else None


def pairs(reader: Reader) -> list[tuple[str, str]]:
    """Every two things that are linked, for counting. The gazetteer's tree of regions is no fact of an article."""
    predicates = " ".join(f"zs:{name}" for name in ontology().edges() if name != "partOf")
    rows = reader.rows(f"SELECT ?s ?o WHERE {{ VALUES ?p {{ {predicates} }} ?s ?p ?o }}")
    found = ((row.text("s"), row.text("o")) for row in rows)
    return [(one, other) for one, other in found if one.startswith(ns.ID) and other.startswith(ns.ID)]


def _edge(fact: Fact, source: str, target: str) -> Edge:
    return Edge(
        id=fact_id(fact.subject, fact.predicate, fact.object),
        source=source,
        target=target,
        predicate=fact.predicate,
        caption=fact.object.title if isinstance(fact.object, Role) else None,
        confidence=fact.confidence,
        evidence=tuple(sorted(fact.evidence, key=lambda piece: -piece.confidence)),
    )
