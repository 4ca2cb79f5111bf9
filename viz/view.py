"""The view: the nodes and edges of one picture, placed, each edge with the sentences that state it.

`neighbourhood` draws what stands around the things a reader opened, `overview` the best connected things
of all. Both ask the store through `kg.lookup`; `build` is pure.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from heapq import nsmallest
from typing import Any

import networkx as nx

from kg import lookup
from kg import namespaces as ns
from kg.citations import cited
from kg.facts import Entity
from kg.lookup import ArticleRow
from kg.store import Reader
from viz.layout import Positions, rings, whole
from viz.links import Edge, amounts, between, neighbours, pairs
from viz.style import TYPES


@dataclass(frozen=True, slots=True)
class Node:
    """A thing in the picture: `id` is its IRI, x and y are pixels at zoom 1, `degree` its edges here.

    `amount` is the largest promised investment stated of it, in yuan; `community` numbers the circle that it
    belongs to in this picture; `rest` counts neighbours that opening it once more would show; `pinned` says that
    a reader put it where it stands.
    """

    id: str
    type: str
    label: str
    x: float
    y: float
    degree: int
    amount: float | None = None
    community: int = 0
    rest: int = 0
    pinned: bool = False

    def as_json(self) -> dict[str, Any]:
        """The fields by name."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class View:
    """One picture. `focus` are the IRIs opened, first the middle; `hidden` neighbours are left out;
    `articles` are those that the evidence comes from; `types` and `relations` count what there was of each before
    a sieve (`viz.sieve`)."""

    title: str
    focus: tuple[str, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    hidden: int = 0
    articles: tuple[ArticleRow, ...] = ()
    types: Mapping[str, int] = field(default_factory=dict)
    relations: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain lists and dicts, as the HTTP interface gives them and `static/drawing.js` reads them."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Frame:
    """The shape of a picture: width by height, and the most neighbours drawn around one thing."""

    aspect: float = 1.4
    limit: int = 48


def neighbourhood(
    reader: Reader, iri: str, depth: int = 1, opened: Sequence[str] = (), frame: Frame | None = None
) -> View:
    """What stands around `iri`, and around each of the `opened` IRIs in turn, `depth` steps (1 to 3) from the first.

    An IRI that is opened n times shows n pages of `frame.limit` neighbours, `iri` itself one page more.
    Raises NotFound where the store does not hold `iri`.
    """
    frame = frame or Frame()
    middle = lookup.entity(reader, iri)
    further = [lookup.survivor(reader, other) for other in opened]
    pages = Counter(further)
    pages[middle.id] += 1
    ends: dict[tuple[str, str], None] = {}
    order: list[tuple[str, list[str]]] = []
    rest: dict[str, int] = {}
    level, steps = [middle.id], depth
    while level:
        around = neighbours(reader, level)
        reached: list[str] = []
        for centre in level:
            ranked = _ranked(around[centre])
            shown = ranked[: frame.limit * max(1, pages[centre])]
            rest[centre] = len(ranked) - len(shown)
            ends |= dict.fromkeys((centre, other) for other in shown)
            order.append((centre, shown))
            reached += shown
        steps -= 1
        level = [other for other in dict.fromkeys(reached if steps > 0 else further) if other not in rest]
        if steps <= 0:
            further = []
    edges = between(reader, ends)
    names = lookup.entities(reader, {*rest, *(end for edge in edges for end in edge.ends)})
    spots = rings.place(
        [(c, sorted(set(o) & names.keys(), key=lambda i: _place(names[i]))) for c, o in order], frame.aspect
    )
    view = build(middle.name, edges, names, spots)
    focus = (middle.id, *(other for other in dict.fromkeys(map(str, opened)) if other in rest and other != middle.id))
    nodes = tuple(replace(node, rest=rest.get(node.id, 0)) for node in view.nodes)
    return dressed(reader, replace(view, nodes=nodes, focus=focus, hidden=sum(rest.values())))


def overview(reader: Reader, frame: Frame | None = None) -> View:
    """The best connected things of the whole graph, each with the best connected of its neighbours."""
    frame = frame or Frame(limit=60)
    chosen = _hubs(reader, frame.limit)
    tied, _ = _ties(reader)
    inside = {(one, other) for one in chosen for other in tied[one] & chosen}
    edges = {edge.id: edge for edge in between(reader, sorted(inside))}
    linked = sorted({end for edge in edges.values() for end in edge.ends})
    spots = whole.place(linked, [edge.ends for edge in edges.values()], frame.aspect)
    return dressed(reader, build("", edges.values(), lookup.entities(reader, linked), spots))


def dressed(reader: Reader, view: View) -> View:
    """The view with the articles that it cites, the amounts of its things and the circles that they form."""
    ids = {piece.article for edge in view.edges for piece in edge.evidence}
    money, circles = amounts(reader, [node.id for node in view.nodes]), _circles(view)
    nodes = tuple(
        replace(node, amount=money.get(node.id), community=circles.get(node.id, len(circles))) for node in view.nodes
    )
    return replace(view, nodes=nodes, articles=tuple(cited(reader, ids).values()))


def _circles(view: View) -> dict[str, int]:
    """Thing → the number of its community (Blondel and others 2008), the largest first."""
    graph = nx.Graph(sorted(edge.ends for edge in view.edges))
    if not graph:
        return {}
    found = sorted(nx.community.louvain_communities(graph, seed=1), key=lambda circle: (-len(circle), min(circle)))
    return {iri: number for number, circle in enumerate(found) for iri in circle}


@lru_cache(maxsize=2)
def _ties(reader: Reader) -> tuple[dict[str, set[str]], list[str]]:
    """What every thing of a snapshot is linked to, and the things, the best connected first."""
    neighbours: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs(reader):
        neighbours[one].add(other)
        neighbours[other].add(one)
    return neighbours, sorted(neighbours, key=lambda iri: (-len(neighbours[iri]), iri))


def _hubs(reader: Reader, limit: int, around: int = 7) -> set[str]:
    """The best connected things, each with at most `around` of its neighbours, together about `limit`."""
    tied, ranked = _ties(reader)
    chosen: dict[str, None] = {}
    for hub in ranked:
        if len(chosen) >= limit:
            break
        best = nsmallest(around, tied[hub], key=lambda iri: (-len(tied[iri]), iri))
        chosen.update(dict.fromkeys((hub, *best)))
    return set(list(chosen)[:limit])


def build(title: str, edges: Iterable[Edge], names: Mapping[str, Entity], spots: Positions) -> View:
    """A view of the `edges` whose both ends are placed; `names` gives type and name of every node."""
    drawn = tuple(edge for edge in edges if edge.source in spots and edge.target in spots)
    degrees = Counter(end for edge in drawn for end in edge.ends)
    nodes = tuple(
        Node(iri, names[iri].type, names[iri].name, x, y, degrees[iri]) for iri, (x, y) in spots.items() if iri in names
    )
    return View(title, (), nodes, drawn)


def _ranked(counts: Counter[str]) -> list[str]:
    """Neighbours, those with the most links first: what is cut off is the least known."""
    kinds = {name: place for place, name in enumerate(TYPES)}

    def rank(iri: str) -> tuple[int, int, str]:
        return (-counts[iri], kinds.get(iri.removeprefix(ns.ID).partition("/")[0], len(kinds)), iri)

    return sorted(counts, key=rank)


def _place(entity: Entity) -> tuple[int, str, str]:
    return (TYPES.index(entity.type), entity.name, entity.id)
