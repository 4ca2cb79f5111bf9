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
from kg import namespaces as ns
from kg.canonical import fact_id
from kg.citations import cited
from kg.facts import Entity, Evidence, Fact, Ref, Role
from kg.lookup import ArticleRow
from kg.ontology import ontology
from kg.store import Reader
from viz.layout import Positions, rings, whole
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
class Edge:
    """A fact between two things: `id` is the fact's, `caption` says more than the predicate (a post),
    `evidence` has the surest piece first."""

    id: str
    source: str
    target: str
    predicate: str
    caption: str | None
    confidence: float
    evidence: tuple[Evidence, ...]

    def as_json(self) -> dict[str, Any]:
        """The fields by name, the evidence likewise."""
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
    facts: dict[str, Fact] = {}
    names: dict[str, Entity] = {iri: middle}
    opening = [(iri, depth)] + [(other, 1) for other in opened if other != iri]
    order: list[tuple[str, list[str]]] = []
    hidden, done = 0, set()
    while opening:
        centre, steps = opening.pop(0)
        if centre in done:
            continue
        done.add(centre)
        around = _links(reader, centre)
        names |= lookup.entities(reader, {end for fact in around for end in ends(fact)} - set(names))
        neighbours = _ranked(centre, around, names)
        hidden += max(0, len(neighbours) - frame.limit)
        shown = {centre, *neighbours[: frame.limit]}
        facts |= {fact_id(f.subject, f.predicate, f.object): f for f in around if set(ends(f)) <= shown}
        order.append((centre, sorted(shown - {centre}, key=lambda other: _place(names[other]))))
        if steps > 1:
            opening += [(other, steps - 1) for other in order[-1][1]]
    focus = (iri, *(other for other in opened if other in done and other != iri))
    spots = rings.place(order, frame.aspect)
    view = build(middle.name, facts.values(), names, spots, focus=focus, hidden=hidden)
    return _with_articles(reader, view)


def overview(reader: Reader, frame: Frame | None = None) -> View:
    """The best connected things of the whole graph, each with the best connected of its neighbours."""
    frame = frame or Frame(limit=60)
    chosen = _hubs(_pairs(reader), frame.limit)
    facts = {
        fact_id(fact.subject, fact.predicate, fact.object): fact
        for iri in chosen
        for fact in _links(reader, iri)
        if chosen.issuperset(ends(fact))
    }
    linked = sorted({end for fact in facts.values() for end in ends(fact)})
    spots = whole.place(linked, [ends(fact) for fact in facts.values()], frame.aspect)
    return _with_articles(reader, build("", facts.values(), lookup.entities(reader, linked), spots))


def _with_articles(reader: Reader, view: View) -> View:
    ids = {piece.article for edge in view.edges for piece in edge.evidence}
    return replace(view, articles=tuple(cited(reader, ids).values()))


def _pairs(reader: Reader) -> list[tuple[str, str]]:
    """Every two things that a fact links. The gazetteer's tree of regions is no fact of an article."""
    predicates = " ".join(f"zs:{name}" for name in ontology().edges() if name != "partOf")
    rows = reader.rows(f"SELECT ?s ?o WHERE {{ VALUES ?p {{ {predicates} }} ?s ?p ?o }}")
    pairs = ((row.text("s"), row.text("o")) for row in rows)
    return [(one, other) for one, other in pairs if one.startswith(ns.ID) and other.startswith(ns.ID)]


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


def _links(reader: Reader, iri: str) -> list[Fact]:
    """The facts of an entity that link it to another."""
    return [fact for fact in lookup.facts(reader, iri) if is_link(fact)]


def build(
    title: str,
    facts: Iterable[Fact],
    names: Mapping[str, Entity],
    spots: Positions,
    *,
    focus: tuple[str, ...] = (),
    hidden: int = 0,
) -> View:
    """A view of `facts` whose both ends are placed; `names` gives type and name of every node."""
    edges = tuple(_edge(fact) for fact in facts if all(end in spots for end in ends(fact)))
    degrees = Counter(end for edge in edges for end in (edge.source, edge.target))
    nodes = tuple(
        Node(iri, names[iri].type, names[iri].name, x, y, degrees[iri]) for iri, (x, y) in spots.items() if iri in names
    )
    return View(title, focus, nodes, edges, hidden)


def is_link(fact: Fact) -> bool:
    """Whether a fact links two things, rather than telling a value of one."""
    return isinstance(fact.object, Ref) or (isinstance(fact.object, Role) and fact.object.org is not None)


def ends(fact: Fact) -> tuple[str, str]:
    """The two things that a fact links. Raises ValueError for a fact about one thing."""
    if isinstance(fact.object, Ref):
        return (fact.subject, fact.object.id)
    if isinstance(fact.object, Role) and fact.object.org:
        return (fact.subject, fact.object.org)
    raise ValueError(f"not a link: {fact.subject} {fact.predicate}")


def _edge(fact: Fact) -> Edge:
    source, target = ends(fact)
    return Edge(
        id=fact_id(fact.subject, fact.predicate, fact.object),
        source=source,
        target=target,
        predicate=fact.predicate,
        caption=fact.object.title if isinstance(fact.object, Role) else None,
        confidence=fact.confidence,
        evidence=tuple(sorted(fact.evidence, key=lambda piece: -piece.confidence)),
    )


def _ranked(centre: str, facts: Sequence[Fact], names: Mapping[str, Entity]) -> list[str]:
    """The neighbours of `centre`, those with the most facts first: what is cut off is the least known."""
    counts = Counter(end for fact in facts for end in ends(fact) if end != centre and end in names)
    return [iri for iri, _ in sorted(counts.items(), key=lambda item: (-item[1], _place(names[item[0]])))]


def _place(entity: Entity) -> tuple[int, str, str]:
    return (TYPES.index(entity.type), entity.name, entity.id)
