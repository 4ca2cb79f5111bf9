"""Facts that link two things, as edges of a picture: each with its id and the sentences that state it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from kg import lookup
from kg import namespaces as ns
from kg.canonical import fact_id
from kg.facts import Evidence, Fact, Ref, Role
from kg.ontology import ontology
from kg.statements import facts_between
from kg.store import Reader
from kg.terms import reference


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


def between(reader: Reader, ends: Iterable[tuple[str, str]]) -> list[Edge]:
    """Every fact that links two things that stand in one of these pairs, in either direction."""
    both = {pair for one, other in ends for pair in ((one, other), (other, one))}
    heads = lookup.redirects(reader)
    found = []
    for fact in facts_between(reader, both):
        target = target_of(fact)
        if target is not None:
            found.append(_edge(fact, heads.get(fact.subject, fact.subject), heads.get(target, target)))
    return [edge for edge in found if edge.source != edge.target]


def neighbours(reader: Reader, things: Iterable[str]) -> dict[str, Counter[str]]:
    """For each of these things, what it is linked to and by how many properties: no evidence is read, so a thing
    with ten thousand neighbours is quick too."""
    found: dict[str, Counter[str]] = {iri: Counter() for iri in things}
    # Pairs, not two lists of values: engines join the shorter list first and read every edge of the store.
    values = " ".join(f"({reference(iri)} {name})" for iri in found for name in _predicates().split())
    if not values:
        return found
    # CSV: of ten thousand rows this takes a fifth of what typed rows take.
    answer = reader.query(
        f"SELECT ?me ?o WHERE {{ VALUES (?me ?p) {{ {values} }} {{ ?me ?p ?o }} UNION {{ ?o ?p ?me }} }}",
        "text/csv",
    )
    for me, other in csv.reader(io.StringIO(answer.decode("utf-8"), newline="")):
        if other.startswith(ns.ID) and other != me:
            found[me][other] += 1
    return found


def target_of(fact: Fact) -> str | None:
    """The IRI of the thing that a fact leads to; None for a fact about one thing."""
    if isinstance(fact.object, Ref):
        return fact.object.id
    return fact.object.org if isinstance(fact.object, Role) else None


def pairs(reader: Reader) -> list[tuple[str, str]]:
    """Every two things that are linked, for counting. The gazetteer's tree of regions is no fact of an article."""
    answer = reader.query(f"SELECT ?s ?o WHERE {{ VALUES ?p {{ {_predicates()} }} ?s ?p ?o }}", "text/csv")
    rows = csv.reader(io.StringIO(answer.decode("utf-8"), newline=""))
    return [(one, other) for one, other in rows if one.startswith(ns.ID) and other.startswith(ns.ID)]


def amounts(reader: Reader, things: Iterable[str]) -> dict[str, float]:
    """Thing → the largest promised investment stated of it, in yuan; things without one are left out."""
    values = " ".join(reference(iri) for iri in things)
    if not values:
        return {}
    rows = reader.rows(f"SELECT ?s ?yuan WHERE {{ VALUES ?s {{ {values} }} ?s zs:investmentYuan ?yuan }}")
    found: dict[str, float] = {}
    for row in rows:
        found[row.text("s")] = max(float(row.text("yuan")), found.get(row.text("s"), 0.0))
    return found


def _predicates() -> str:
    return " ".join(f"zs:{name}" for name in ontology().edges() if name != "partOf")


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
