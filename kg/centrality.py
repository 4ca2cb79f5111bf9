"""Who stands in the middle of the network: rankings, communities, and what investors tie together.

Only what articles state counts here; the tree of regions would make every province a hub. `RANKINGS` is the table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import networkx as nx

from kg.errors import NotFound
from kg.network import network
from kg.store import Reader

_SAMPLE: Final = 200
"""Things from which shortest ways are counted: the rest of a large network is estimated from these."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A thing with its score in a ranking."""

    iri: str
    type: str
    label: str
    score: float


def degree(graph: nx.Graph) -> dict[str, float]:
    """How many other things each is tied to."""
    return {iri: float(count) for iri, count in graph.degree()}


def between(graph: nx.Graph) -> dict[str, float]:
    """How many shortest ways between others lead through each (0 to 1)."""
    found: dict[str, float] = nx.betweenness_centrality(graph, k=min(_SAMPLE, len(graph)), seed=0)
    return found


def core(graph: nx.Graph) -> dict[str, float]:
    """The largest k such that each belongs to a part in which everything is tied to k others."""
    return {iri: float(k) for iri, k in nx.core_number(graph).items()}


RANKINGS: Final[dict[str, Callable[[nx.Graph], dict[str, float]]]] = {
    "degree": degree,
    "betweenness": between,
    "core": core,
}
"""Every ranking, by name."""


@lru_cache(maxsize=2)
def stated(reader: Reader) -> nx.Graph:
    """The network without the tree of regions, each pair of things tied once."""
    graph = nx.Graph()
    for one, other, data in sorted(network(reader).edges(data=True), key=lambda edge: edge[:2]):
        if data["predicate"] != "partOf" and one != other:
            graph.add_edge(one, other)
    return graph


def rank(reader: Reader, by: str = "degree", type: str | None = None, most: int = 20) -> list[Ranked]:
    """The first `most` things (of a class) in a ranking, equal ones by name. Raises NotFound for no such ranking."""
    if by not in RANKINGS:
        raise NotFound(f"no ranking {by}", hint=", ".join(RANKINGS))
    about = network(reader).nodes
    rows = (Ranked(iri, about[iri]["type"], about[iri]["label"], s) for iri, s in RANKINGS[by](stated(reader)).items())
    kept = [row for row in rows if type in (None, row.type)]
    return sorted(kept, key=lambda row: (-row.score, row.label, row.iri))[:most]


def communities(reader: Reader) -> list[list[Ranked]]:
    """Groups of things tied more closely among themselves than to others (Louvain), the largest first, each led by
    its best connected thing."""
    graph, about = stated(reader), network(reader).nodes
    found = nx.community.louvain_communities(graph, seed=0) if graph else []
    groups = [
        sorted(
            (Ranked(iri, about[iri]["type"], about[iri]["label"], float(graph.degree(iri))) for iri in group),
            key=lambda row: (-row.score, row.label, row.iri),
        )
        for group in found
    ]
    return sorted(groups, key=lambda group: (-len(group), group[0].label))


def investor_places(reader: Reader) -> nx.Graph:
    """The bipartite graph of investors (`bipartite` 0) and the prefectures (1) that their projects lie in; `projects`
    of an edge holds the projects' names."""
    rows = reader.rows(
        "SELECT DISTINCT ?firm ?firmName ?place ?placeName ?project WHERE { ?p zs:investor ?firm ; rdfs:label ?project"
        " ; zs:phaseOf*/zs:inPrefecture ?place . ?firm rdfs:label ?firmName . ?place rdfs:label ?placeName }"
        " ORDER BY ?firm ?place ?project"
    )
    graph = nx.Graph()
    for row in rows:
        firm, place = row.text("firm"), row.text("place")
        graph.add_node(firm, bipartite=0, label=row.text("firmName"))
        graph.add_node(place, bipartite=1, label=row.text("placeName"))
        if graph.has_edge(firm, place):
            graph.edges[firm, place]["projects"].append(row.text("project"))
        else:
            graph.add_edge(firm, place, projects=[row.text("project")])
    return graph


def shared_investors(reader: Reader) -> list[tuple[str, str, tuple[str, ...]]]:
    """Pairs of prefectures (by name) with the investors that both have, most first: the projection of
    `investor_places` on places."""
    graph = investor_places(reader)
    places = [node for node, data in graph.nodes(data=True) if data["bipartite"] == 1]
    if not places:
        return []
    projected = nx.bipartite.weighted_projected_graph(graph, places)
    found = []
    for one, other in projected.edges:
        first, second = sorted((one, other), key=lambda iri: graph.nodes[iri]["label"])
        firms = sorted(graph.nodes[firm]["label"] for firm in nx.common_neighbors(graph, one, other))
        found.append((graph.nodes[first]["label"], graph.nodes[second]["label"], tuple(firms)))
    return sorted(found, key=lambda row: (-len(row[2]), row))
