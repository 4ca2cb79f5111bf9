"""The W3C's test manifests as plain cases: evaluation, syntax, updates; requests of the protocols.

Files are known by the address at which the W3C publishes them, so that relative IRIs in data and queries mean
what they mean there; nothing is fetched from it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

ROOM = Path(
    os.environ.get("W3C")
    or Path(os.environ.get("KG_SHARED", Path(__file__).parents[3] / "shared")) / "w3c/sparql/sparql11"
)
PLACE = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")

EVALUATED = (
    "aggregates", "bind", "bindings", "cast", "construct", "csv-tsv-res", "exists", "functions", "grouping",
    "json-res", "negation", "project-expression", "property-path", "subquery", "syntax-query", "syntax-fed",
    "add", "basic-update", "clear", "copy", "delete", "delete-data", "delete-insert", "delete-where", "drop",
    "move", "update-silent", "syntax-update-1", "syntax-update-2",
)  # fmt: skip


@dataclass(frozen=True)
class State:
    """A dataset as files: those of the default graph, and those of the named ones."""

    default: tuple[Path, ...] = ()
    named: tuple[tuple[str, Path], ...] = ()


@dataclass(frozen=True)
class Case:
    """One test of queries or updates: `kind` is its class, `text` the file of the query or update."""

    name: str
    kind: str
    text: Path
    before: State = State()
    after: State = State()
    result: Path | None = None


@dataclass(frozen=True)
class Request:
    """One request of a protocol test, and what must come of it."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    statuses: frozenset[str]
    boolean: bool | None = None
    graph: str | None = None
    location: str | None = None


@dataclass(frozen=True)
class Dialogue:
    """A protocol test: requests in order."""

    name: str
    requests: tuple[Request, ...] = field(repr=False)


def address(path: Path) -> str:
    """Where the W3C publishes a file."""
    return PLACE + path.relative_to(ROOM).as_posix()


def load(folder: str, name: str = "manifest.ttl") -> Graph:
    """A manifest as RDF, its files known by their addresses."""
    return Graph().parse(ROOM / folder / name, format="turtle", publicID=f"{PLACE}{folder}/{name}")


def _file(node: Node | None) -> Path:
    assert node is not None and str(node).startswith(PLACE), node
    return ROOM / str(node).removeprefix(PLACE)


def cases() -> Iterator[Case]:
    """Every test of queries and updates, in order of their manifests."""
    for folder in EVALUATED if ROOM.exists() else ():
        graph = load(folder)
        entries = graph.value(predicate=MF.entries, object=None, any=True) or next(graph.objects(None, MF.entries))
        for test in Collection(graph, entries):
            kind = str(graph.value(test, RDF.type)).rpartition("#")[2]
            action, result = graph.value(test, MF.action), graph.value(test, MF.result)
            name = f"{folder}/{str(test).rpartition('#')[2]}"
            if "Syntax" in kind:
                yield Case(name, kind, _file(action))
            elif kind == "UpdateEvaluationTest":
                asked = _file(graph.value(action, UT.request))
                yield Case(name, kind, asked, _state(graph, action), _state(graph, result))
            else:
                before = State(
                    tuple(map(_file, graph.objects(action, QT.data))),
                    tuple((str(node), _file(node)) for node in graph.objects(action, QT.graphData)),
                )
                yield Case(name, kind, _file(graph.value(action, QT.query)), before, result=_file(result))


def _state(graph: Graph, node: Node | None) -> State:
    nodes = graph.objects(node, UT.graphData)
    named = [(str(graph.value(one, RDFS.label)), _file(graph.value(one, UT.graph))) for one in nodes]
    return State(tuple(map(_file, graph.objects(node, UT.data))), tuple(named))


def dialogues(folder: str, name: str = "manifest.ttl") -> Iterator[Dialogue]:
    """The tests of a protocol."""
    if not ROOM.exists():
        return
    graph = load(folder, name)
    kinds = (MF.ProtocolTest, MF.GraphStoreProtocolTest)
    for test in sorted({test for kind in kinds for test in graph.subjects(RDF.type, kind)}):
        found = [
            _request(graph, node)
            for action in graph.objects(test, MF.action)
            for node in Collection(graph, graph.value(action, HT.requests))
        ]
        yield Dialogue(str(test).rpartition("#")[2] or str(test).rpartition("/")[2], tuple(found))


def _request(graph: Graph, node: Node) -> Request:
    response, body = graph.value(node, HT.resp), graph.value(node, HT.body)
    coding = str(graph.value(body, CNT.characterEncoding) or "UTF-8") if body else "UTF-8"
    boolean, expected = graph.value(response, MF.expectedBoolean), graph.value(response, HT.body)
    location = graph.value(response, MF.expectedLocation)
    return Request(
        method=str(graph.value(node, HT.methodName)),
        path=str(graph.value(node, HT.absolutePath)),
        headers=_headers(graph, node),
        body=str(graph.value(body, CNT.chars)).encode(coding) if body else b"",
        statuses=frozenset(str(status).rpartition("#")[2] for status in graph.objects(response, MF.expectedStatus)),
        boolean=None if boolean is None else bool(boolean.toPython()),  # type: ignore[attr-defined]
        graph=str(graph.value(expected, CNT.chars)) if expected else None,
        location=str(location) if location else None,
    )


def _headers(graph: Graph, node: Node | URIRef) -> dict[str, str]:
    listed = graph.value(node, HT.headers)
    rows = Collection(graph, listed) if listed else []
    return {str(graph.value(row, HT.fieldName)): str(graph.value(row, HT.fieldValue)) for row in rows}
