"""The graph of things as a networkx network: facts between entities as edges, with their evidence."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import networkx as nx

from kg import statements
from kg.edges import Edge, edge_of, tree
from kg.errors import NotFound
from kg.ontology import ontology
from kg.store import Reader


@lru_cache(maxsize=2)
def network(reader: Reader) -> nx.MultiDiGraph:
    """The whole graph of a snapshot for networkx, the tree of regions included.

    Nodes (IRIs) carry `type` and `label`; edges `predicate`, `label`, `quote` (of the best piece of
    evidence), `article` and `confidence`. The keys of edges are those of `kg.edges.Edge`.
    """
    graph = nx.MultiDiGraph()
    for edge in _edges(reader).values():
        best = max(edge.evidence, key=lambda piece: piece.confidence, default=None)
        graph.add_edge(
            edge.subject,
            edge.object,
            key=edge.key,
            predicate=edge.predicate,
            label=edge.label,
            quote=best.quote if best else "",
            article=best.article if best else "",
            confidence=best.confidence if best else 1.0,
        )
    for iri, entity in statements.entities(reader, graph.nodes).items():
        graph.add_node(iri, type=entity.type, label=entity.name)
    return graph


@lru_cache(maxsize=2)
def _edges(reader: Reader) -> dict[str, Edge]:
    heads = statements.redirects(reader)
    facts = statements.facts_with(reader, (*ontology().edges(), "role"))
    found = [edge for fact in facts if (edge := edge_of(fact, heads)) is not None]
    return {edge.key: edge for edge in [*found, *tree(reader)]}


def paths(reader: Reader, start: str, end: str, most: int = 3, limit: int = 10) -> list[list[Edge]]:
    """The shortest ways from one thing to another over at most `most` edges in either direction, each
    as its edges in order, shortest first. Raises NotFound where one of the two has no edge at all."""
    graph = network(reader)
    for iri in (start, end):
        if iri not in graph:
            raise NotFound("no edge leads to this thing", where=iri)
    found: list[list[Edge]] = []
    try:
        for way in nx.shortest_simple_paths(_simple(reader), start, end):
            if len(way) - 1 > most or len(found) == limit:
                break
            found.append(_spell(reader, graph, way))
    except nx.NetworkXNoPath:
        return []
    return found


@lru_cache(maxsize=2)
def _simple(reader: Reader) -> nx.Graph:
    """The network with each pair of things tied once, in an order that does not depend on the run."""
    simple = nx.Graph()
    simple.add_nodes_from(sorted(network(reader)))
    simple.add_edges_from(sorted({(min(pair), max(pair)) for pair in network(reader).edges() if pair[0] != pair[1]}))
    return simple


def _spell(reader: Reader, graph: nx.MultiDiGraph, way: list[str]) -> list[Edge]:
    found = []
    for one, other in pairwise(way):
        both = {**(graph.get_edge_data(one, other) or {}), **(graph.get_edge_data(other, one) or {})}
        found.append(_edges(reader)[max(both, key=lambda key: (both[key]["confidence"], key))])
    return found
