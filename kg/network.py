"""The graph of things as a networkx network: facts between entities as edges, with their evidence."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice, pairwise

import networkx as nx

from kg import statements
from kg.edges import Edge, edge_of
from kg.errors import NotFound
from kg.store import Reader


@lru_cache(maxsize=2)
def network(reader: Reader) -> nx.MultiDiGraph:
    """The whole graph of a snapshot for networkx. Nodes (IRIs) carry `type` and `label`, edges (keyed by
    statement) `predicate`, `label`, `quote` (the best piece of evidence), `article` and `confidence`."""
    graph = nx.MultiDiGraph()
    found = [edge for edge in map(edge_of, statements.all_facts(reader)) if edge is not None]
    for edge in found:
        best = max(edge.evidence, key=lambda piece: piece.confidence)
        graph.add_edge(
            edge.subject,
            edge.object,
            key=edge.statement,
            predicate=edge.predicate,
            label=edge.label,
            quote=best.quote,
            article=best.article,
            confidence=best.confidence,
        )
    for iri, entity in statements.entities(reader, graph.nodes).items():
        graph.add_node(iri, type=entity.type, label=entity.name)
    return graph


def paths(reader: Reader, start: str, end: str, most: int = 3, limit: int = 10) -> list[list[Edge]]:
    """The shortest ways from one thing to another over at most `most` edges in either direction, each
    as its edges in order, shortest first. Raises NotFound where one of the two has no edge at all."""
    graph = network(reader)
    for iri in (start, end):
        if iri not in graph:
            raise NotFound("no edge leads to this thing", where=iri)
    either = graph.to_undirected(as_view=True)
    ways = nx.all_simple_paths(nx.Graph(either), start, end, cutoff=most)
    return [_spell(reader, graph, way) for way in islice(sorted(ways, key=lambda way: (len(way), way)), limit)]


def _spell(reader: Reader, graph: nx.MultiDiGraph, way: list[str]) -> list[Edge]:
    keys = []
    for one, other in pairwise(way):
        both = {**(graph.get_edge_data(one, other) or {}), **(graph.get_edge_data(other, one) or {})}
        keys.append(max(both, key=lambda key: both[key]["confidence"]))
    return [edge for edge in (edge_of(statements.fact(reader, key)) for key in keys) if edge is not None]
