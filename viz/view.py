"""The view: the nodes and edges of one picture, placed, each edge with the sentences that state it.

`neighbourhood` draws what stands around the things a reader opened, `overview` the best connected things
of all. Both ask the store through `kg.lookup`; `build` is pure.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from kg import lookup
from kg.citations import cited
from kg.facts import Entity
from kg.lookup import ArticleRow
from kg.store import Reader
from viz.layout import Positions, rings, whole
from viz.links import Edge, links, pairs
from viz.style import TYPES


@dataclass(frozen=True, slots=True)
class Node:
    """A thing in the picture: `id` is its IRI, x and y are pixels at zoom 1, `degree` its edges here."""

    id: str
    type: str
    label: str
    x: float
    y: float
    degree: int

    def as_json(self) -> dict[str, Any]:
        """The fields by name."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class View:
    """One picture. `focus` are the IRIs opened, first the middle; `hidden` neighbours are left out;
    `articles` are those that the evidence comes from."""

    title: str
    focus: tuple[str, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    hidden: int = 0
    articles: tuple[ArticleRow, ...] = ()

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

    Raises NotFound where the store does not hold `iri`.
    """
    frame = frame or Frame()
    middle = lookup.entity(reader, iri)
    names: dict[str, Entity] = {middle.id: middle}
    edges: dict[str, Edge] = {}
    order: list[tuple[str, list[str]]] = []
    hidden, done = 0, set()
    further = [lookup.survivor(reader, other) for other in opened]
    level, steps = [middle.id], depth
    while level:
        around = links(reader, level)
        names |= lookup.entities(reader, {end for edge in around for end in edge.ends} - set(names))
        reached: list[str] = []
        for centre in level:
            mine = [edge for edge in around if centre in edge.ends]
            neighbours = _ranked(centre, mine, names)
            hidden += max(0, len(neighbours) - frame.limit)
            shown = {centre, *neighbours[: frame.limit]}
            edges |= {edge.id: edge for edge in mine if shown.issuperset(edge.ends)}
            order.append((centre, sorted(shown - {centre}, key=lambda other: _place(names[other]))))
            reached += order[-1][1]
        done.update(level)
        steps -= 1
        level = [other for other in dict.fromkeys(reached if steps > 0 else further) if other not in done]
        if steps <= 0:
            further = []
    focus = (middle.id, *(other for other in dict.fromkeys(map(str, opened)) if other in done and other != middle.id))
    spots = rings.place(order, frame.aspect)
    view = build(middle.name, edges.values(), names, spots)
    return _with_articles(reader, replace(view, focus=focus, hidden=hidden))


def overview(reader: Reader, frame: Frame | None = None) -> View:
    """The best connected things of the whole graph, each with the best connected of its neighbours."""
    frame = frame or Frame(limit=60)
    chosen = _hubs(pairs(reader), frame.limit)
    edges = {edge.id: edge for edge in links(reader, sorted(chosen)) if chosen.issuperset(edge.ends)}
    linked = sorted({end for edge in edges.values() for end in edge.ends})
    spots = whole.place(linked, [edge.ends for edge in edges.values()], frame.aspect)
    return _with_articles(reader, build("", edges.values(), lookup.entities(reader, linked), spots))


def _with_articles(reader: Reader, view: View) -> View:
    ids = {piece.article for edge in view.edges for piece in edge.evidence}
    return replace(view, articles=tuple(cited(reader, ids).values()))


def _hubs(pairs: Iterable[tuple[str, str]], limit: int, around: int = 7) -> set[str]:
    """The best connected things, each with at most `around` of its neighbours, together about `limit`."""
    neighbours: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        neighbours[one].add(other)
        neighbours[other].add(one)

    def rank(iri: str) -> tuple[int, str]:
        return (-len(neighbours[iri]), iri)

    chosen: dict[str, None] = {}
    for hub in sorted(neighbours, key=rank):
        if len(chosen) >= limit:
            break
        chosen.update(dict.fromkeys((hub, *sorted(neighbours[hub], key=rank)[:around])))
    return set(list(chosen)[:limit])


def build(title: str, edges: Iterable[Edge], names: Mapping[str, Entity], spots: Positions) -> View:
    """A view of the `edges` whose both ends are placed; `names` gives type and name of every node."""
    drawn = tuple(edge for edge in edges if edge.source in spots and edge.target in spots)
    degrees = Counter(end for edge in drawn for end in edge.ends)
    nodes = tuple(
        Node(iri, names[iri].type, names[iri].name, x, y, degrees[iri]) for iri, (x, y) in spots.items() if iri in names
    )
    return View(title, (), nodes, drawn)


def _ranked(centre: str, edges: Sequence[Edge], names: Mapping[str, Entity]) -> list[str]:
    """The neighbours of `centre`, those with the most edges first: what is cut off is the least known."""
    counts = Counter(end for edge in edges for end in edge.ends if end != centre)
    return [iri for iri, _ in sorted(counts.items(), key=lambda item: (-item[1], _place(names[item[0]])))]


def _place(entity: Entity) -> tuple[int, str, str]:
    return (TYPES.index(entity.type), entity.name, entity.id)
