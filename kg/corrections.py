"""What a reviewer puts in place of a wrong fact, as quads: kept beside the article's own graph, never in it.

A correction has the evidence of the fact that it replaces, with the reviewer as extractor. The curation graph
keeps it for ever; `graph/ARTICLE/corrections` holds it while the article is in the store, so that it is merged,
withdrawn and restored with its article, and an article that is read again keeps it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg import iris, shapes
from kg import namespaces as ns
from kg.article import Article
from kg.assembly import Parts, article_of, entity_of, entity_type, evidence_of, fact_of
from kg.facts import Entity, Evidence, Fact, Reading
from kg.quads import quads, statement
from kg.terms import Iri, Quad

_OA = ns.PREFIXES["oa"]


@dataclass(frozen=True, slots=True)
class Correction:
    """The fact that shall hold, and the things that it is about (without their mentions)."""

    fact: Fact
    entities: tuple[Entity, ...]

    @property
    def statement(self) -> str:
        """The IRI of what it says."""
        return str(statement(self.fact))

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles that its sentences stand in."""
        return tuple(sorted({piece.article for piece in self.fact.evidence}))


def corrections_graph(article_id: str) -> str:
    """The IRI of the graph of an article's corrections."""
    return f"{iris.graph(article_id)}/corrections"


def correction_quads(article: Article, correction: Correction, graph: str) -> set[Quad]:
    """The quads of a correction as far as this article is its evidence; of the article itself none.

    Raises InvalidGraph where the evidence law or a shape is broken.
    """
    pieces = tuple(piece for piece in correction.fact.evidence if piece.article == article.id)
    if not pieces:
        return set()
    fact = replace(correction.fact, evidence=pieces)
    stated = quads(article, Reading(article.id, None, None, correction.entities, (fact,)))
    shapes.check(stated)
    return {q._replace(graph=Iri(graph)) for q in stated if q.subject != iris.article(article.id)}


def read_correction(graph: dict[str, Parts], iri: str) -> Correction:
    """The correction whose statement has this IRI, from the nodes of the curation graph."""
    fact = fact_of(graph[iri], graph, tuple(_evidence(graph, iri)))
    ends = Reading("", None, None, (), (fact,)).referenced()
    things = (entity_of(end, graph[end], []) for end in dict.fromkeys(ends) if entity_type(graph[end]))
    return Correction(fact, tuple(things))


def _evidence(graph: dict[str, Parts], iri: str) -> Iterable[Evidence]:
    for node, parts in sorted(graph.items()):
        if node.startswith(ns.ANNOTATION) and Iri(iri) in parts.get(_OA + "hasBody", ()):
            yield evidence_of(article_of(str(parts[_OA + "hasTarget"][0])), parts, graph)
